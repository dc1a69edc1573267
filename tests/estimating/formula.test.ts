import { describe, expect, test } from 'vitest';
import { parseFormula } from '../../src/estimating/formula.ts';

const termsIn = (text: string): string[] =>
  parseFormula(text).terms.map((term) => term.map(({ name }) => name).join(':'));

describe('formulas', () => {
  test.each([
    ['y ~ a + b', ['a', 'b']],
    ['y~a', ['a']],
    ['y ~ 1 + a', ['a']],
    ['y ~ 1', []],
    ['y ~ a:b', ['a:b']],
    ['y ~ a*b', ['a', 'b', 'a:b']],
    ['y ~ a + a*b', ['a', 'b', 'a:b']],
    ['y ~ factor(a) + factor(b, North East)', ['a', 'b']],
    ['y ~ `a + b` + sch.wide', ['a + b', 'sch.wide']],
  ])('%s', (text, terms) => {
    expect(termsIn(text)).toEqual(terms);
  });

  test('outcome, factor and reference', () => {
    const { outcome, terms } = parseFormula('${x} > 3 ~ factor(region, North)');
    expect(outcome).toBe('${x} > 3');
    expect(terms).toEqual([[{ name: 'region', factor: true, reference: 'North' }]]);
  });

  test.each([
    ['y ~ a + b + a', 'the term a twice'],
    ['y ~ a:b + b:a', 'the term b:a twice'],
    ['y ~ factor(a) + a', 'the term a twice'],
    ['y ~ a*b + a*b', 'the term a:b twice'],
    ['y ~ a:a', 'a:a multiplies a variable by itself'],
  ])('%s: a repeated term is refused by name', (text, message) => {
    expect(() => parseFormula(text)).toThrow(message);
  });

  test.each(['', 'y', '~ a', 'y ~', 'y ~ a + 0', 'y ~ a - 1', 'y ~ log(a)', 'y ~ a*b*c', 'y ~ a + + b'])(
    '%s is refused',
    (text) => {
      expect(() => parseFormula(text)).toThrow(/--model/);
    },
  );
});
