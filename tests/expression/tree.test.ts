import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from '../../src/expression/parse.ts';
import { decimal, givesFlag, print } from '../../src/expression/tree.ts';
import { tree } from './trees.ts';

describe('print', () => {
  test('writes text that parses to the same tree', () => {
    fc.assert(
      fc.property(tree, (one) => {
        expect(parse(print(one), 'here').tree).toEqual(one);
      }),
      { numRuns: 2000, seed: 7 },
    );
  });

  test.each([
    ["${age}>=18 and(selected(${needs},'a'))", "${age} >= 18 and selected(${needs}, 'a')"],
    ['(1+2)*3', '(1 + 2) * 3'],
    ['1-(2-3)', '1 - (2 - 3)'],
    ['1-2-3', '1 - 2 - 3'],
    ['- - 1', '--1'],
    ['-(1+2)', '-(1 + 2)'],
    ['(1 or 2) and 3', '(1 or 2) and 3'],
    ['"it\'s"', '"it\'s"'],
    ['../a/./b', '../a/./b'],
    ['/data/kid[age>3]/name', '/data/kid[age > 3]/name'],
    ["instance('l')/root/item[name=current()/../x]/label", "instance('l')/root/item[name = current()/../x]/label"],
    ['${kid/age}', '${kid/age}'],
    ['${last-saved#age}', '${last-saved#age}'],
    ['1.50', '1.5'],
    ['${ age }', '${age}'],
    ['/', '/'],
    ['//a', '//a'],
    ['a//b', 'a//b'],
  ])('%s becomes %s', (written, printed) => {
    expect(print(parse(written, 'here').tree)).toBe(printed);
  });

  test('a long chain is written without overflowing the stack', () => {
    const long = Array.from({ length: 900 }, (_, place) => `\${q${place}} = 1`).join(' or ');
    expect(print(parse(long, 'here').tree)).toBe(long);
  });
});

test.each([
  [0, '0'],
  [-0, '0'],
  [1e21, '1000000000000000000000'],
  [1.5e-7, '0.00000015'],
  [-1e-7, '-0.0000001'],
  [1.25e22, '12500000000000000000000'],
  [0.1, '0.1'],
  [Number.NaN, 'NaN'],
  [Number.NEGATIVE_INFINITY, '-Infinity'],
])('decimal(%s) is %s', (value, text) => {
  expect(decimal(value)).toBe(text);
});

test.each([
  ['if(${a} = 1, 1, 0)', true],
  ["if(${a} = 1, 1, if(${b} = 1, 0, ''))", true],
  ['coalesce(if(${a} = 1, 1, 0), 0)', true],
  ['if(${a} = 1, 2, 0)', false],
  ['${a}', false],
  ['${a} = 1', false],
])('givesFlag(%s) is %s', (text, flag) => {
  expect(givesFlag(parse(text, 'here').tree)).toBe(flag);
});
