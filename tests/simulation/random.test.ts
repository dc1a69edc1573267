import { expect, test } from 'vitest';
import { normalPoint, normalShare } from '../../src/simulation/normal.ts';
import { shuffled, stream } from '../../src/simulation/random.ts';

test('a stream is the same for the same name, and another for another', () => {
  const take = (...parts: (string | number)[]) => {
    const chance = stream(...parts);
    return [chance.next(), chance.next(), chance.next()];
  };
  expect(take(1, 'age')).toEqual(take(1, 'age'));
  expect(take(1, 'age')).not.toEqual(take(2, 'age'));
  expect(take(1, 'age')).not.toEqual(take(1, 'sex'));
  // The parts are kept apart.
  expect(take('a', 'bc')).not.toEqual(take('ab', 'c'));
  // These bits must not change: the committed data of the study hang on them.
  expect(take(20261123, 'age').map((value) => Math.round(value * 4_294_967_296 - 0.5))).toMatchInlineSnapshot(`
    [
      3834608511,
      3250782310,
      953875685,
    ]
  `);
});

test('numbers lie between 0 and 1, evenly', () => {
  const chance = stream('even');
  const counts = new Array<number>(10).fill(0);
  for (let turn = 0; turn < 20_000; turn += 1) {
    const value = chance.next();
    expect(value > 0 && value < 1).toBe(true);
    counts[Math.floor(value * 10)] = (counts[Math.floor(value * 10)] ?? 0) + 1;
  }
  for (const count of counts) expect(Math.abs(count - 2000)).toBeLessThan(200);
});

test.each([0, 1, 2, 7])('%i things are shuffled, each once', (count) => {
  expect([...shuffled(count, stream('order'))].sort((a, b) => a - b)).toEqual(
    Array.from({ length: count }, (_, at) => at),
  );
});

test.each([
  [0.5, 0],
  [0.975, 1.959963985],
  [0.025, -1.959963985],
  [0.001, -3.090232306],
  [0.84134474607, 1],
])('the normal at %d is %d', (share, point) => {
  expect(normalPoint(share)).toBeCloseTo(point, 7);
  expect(normalShare(point)).toBeCloseTo(share, 6);
});
