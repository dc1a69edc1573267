import { describe, expect, test } from 'vitest';
import { eigen, inverseRoot } from '../../src/survey/eigen.ts';
import { inverse, invert, product, quadratic, trace } from '../../src/survey/matrix.ts';

const a = [
  [4, 2, 0.5],
  [2, 5, 1],
  [0.5, 1, 3],
];
const unit = [
  [1, 0, 0],
  [0, 1, 0],
  [0, 0, 1],
];
const close = (m: readonly (readonly number[])[]) => m.map((row) => row.map((x) => expect.closeTo(x, 12)));

describe('symmetric matrices', () => {
  test('the inverse inverts', () => {
    expect(product(a, inverse(a))).toEqual(close(unit));
  });

  test('scale does not matter', () => {
    const wide = a.map((row, j) => row.map((x, k) => x * [1e-6, 1, 1e8][j]! * [1e-6, 1, 1e8][k]!));
    const found = invert(wide);
    expect('inverse' in found && product(wide, found.inverse)[1]![1]).toBeCloseTo(1, 9);
  });

  test.each<[string, number[][], number]>([
    [
      'a column of nothing',
      [
        [0, 0],
        [0, 1],
      ],
      0,
    ],
    [
      'a column twice',
      [
        [1, 1],
        [1, 1],
      ],
      1,
    ],
    [
      'a sum of others',
      [
        [2, 1, 3],
        [1, 2, 3],
        [3, 3, 6],
      ],
      2,
    ],
  ])('%s is dependent', (_, matrix, column) => {
    expect(invert(matrix)).toEqual({ dependent: column });
    expect(() => inverse(matrix)).toThrow(/depends/);
  });

  test('nothing to invert', () => {
    expect(invert([])).toEqual({ inverse: [] });
  });

  test('eigenvalues add up to the trace and vectors rebuild the matrix', () => {
    const { values, vectors } = eigen(a);
    expect(values.reduce((x, y) => x + y, 0)).toBeCloseTo(trace(a), 12);
    for (const [k, vector] of vectors.entries()) expect(quadratic(a, vector)).toBeCloseTo(values[k]!, 12);
  });

  test('the inverse root squares to the inverse; directions without size give 0', () => {
    const root = inverseRoot(a);
    expect(product(product(root, root), a)).toEqual(close(unit));
    expect(
      inverseRoot([
        [4, 0],
        [0, 0],
      ]),
    ).toEqual([
      [0.5, 0],
      [0, 0],
    ]);
  });
});
