import { describe, expect, test } from 'vitest';
import { compile } from '../../src/expression/compile.ts';
import { numbers, texts, truth } from '../../src/expression/evaluate.ts';
import { survey } from './dataset.ts';

/** Row 0 known, row 1 not asked, row 2 don't know, row 3 refused, row 4 blank, row 5 removed, row 6 could not be typed. */
const states = (value: string | number) => [value, 'NA', 'DK', 'REF', null, 'REMOVED', 'bad:zz'] as const;
const { data, names } = survey({
  main: {
    shape: { n: 'integer', five: 'integer', s: ['yes', 'no'], m: ['*a', 'b'], yes: ['yes', 'no'] },
    cells: { n: states(5), five: Array(7).fill(5), s: states('yes'), m: states('a b'), yes: Array(7).fill('yes') },
  },
  kid: {
    parent: 'main',
    // Row 0: two known; row 1: one known, one not asked; row 2: one known, one unknown; row 3: unknown and a flag of 1; row 4: none.
    rows: [0, 0, 1, 1, 2, 2, 3, 3, 5, 5],
    shape: { k: 'integer', f: 'integer' },
    cells: { k: [2, 3, 4, 'NA', 6, null, 7, 'DK', 'NA', 'NA'], f: [0, 1, 0, 'NA', 0, null, 1, 'DK', 'NA', 'NA'] },
  },
});
const fields = new Map(names.fields);
fields.set('f', { ...fields.get('f')!, flag: true });
const all = { ...names, fields };

type Expected = number | string | boolean;
const known = (text: string, kind: 'truth' | 'number' | 'text'): readonly Expected[] => {
  const expression = compile(text, all, { place: 'test', table: 'main' });
  if (kind === 'truth') return [...truth(expression, data, 'analysis')].map((one) => (one === 2 ? '?' : one === 1));
  if (kind === 'number') {
    const made = numbers(expression, data, 'analysis');
    return [...made.values].map((value, row) => (made.unknown[row] ? '?' : made.notAsked[row] ? 'NA' : value));
  }
  const made = texts(expression, data, 'analysis');
  return [...made.codes].map((code, row) =>
    made.unknown[row] ? '?' : made.notAsked[row] ? 'NA' : (made.texts[code] ?? ''),
  );
};

/** The table of operators of the methodology, as it stands there: operator; with a known, a not asked, an unknown operand. */
const TABLE: readonly (readonly [string, string, Expected, Expected, Expected])[] = [
  // comparison | true or false | '': true for `= ''`; otherwise `=` and order are false, `!=` is true | unknown
  ['comparison', '${n} = 5', true, false, '?'],
  ['comparison', '${n} != 5', false, true, '?'],
  ['comparison', '${n} < 6', true, false, '?'],
  ['comparison', '${n} <= 5', true, false, '?'],
  ['comparison', '${n} > 4', true, false, '?'],
  ['comparison', '${n} >= 6', false, false, '?'],
  ['comparison', "${n} = ''", false, true, '?'],
  ['comparison', "${n} != ''", true, false, '?'],
  ['comparison', "${s} = 'yes'", true, false, '?'],
  ['comparison', "${s} != 'yes'", false, true, '?'],
  ['comparison', "${s} = ''", false, true, '?'],
  ['comparison', '${s} = ${yes}', true, false, '?'],
  ['comparison', '5 = ${n}', true, false, '?'],
  // and | Kleene | reads as false | false if another operand is false, else unknown
  ['and', '${n} and true()', true, false, '?'],
  ['and', '${n} and false()', false, false, false],
  ['and', 'false() and ${n}', false, false, false],
  // or | Kleene | reads as false | true if another operand is true, else unknown
  ['or', '${n} or false()', true, false, '?'],
  ['or', '${n} or true()', true, true, true],
  ['or', 'true() or ${n}', true, true, true],
  // not | negation | true | unknown
  ['not', 'not(${n})', false, true, '?'],
  ['not', "not(${s} = 'yes')", false, true, '?'],
  // arithmetic | value | '', so notAsked | unknown
  ['arithmetic', '${n} + 1', 6, 'NA', '?'],
  ['arithmetic', '1 - ${n}', -4, 'NA', '?'],
  ['arithmetic', '${n} * ${five}', 25, 'NA', '?'],
  ['arithmetic', '${n} div 2', 2.5, 'NA', '?'],
  ['arithmetic', '${n} mod 2', 1, 'NA', '?'],
  ['arithmetic', '-${n}', -5, 'NA', '?'],
  ['arithmetic', 'number(${n})', 5, 'NA', '?'],
  ['arithmetic', 'round(${n} div 3, 1)', 1.7, 'NA', '?'],
  ['arithmetic', 'min(1, ${n})', 1, 'NA', '?'],
  // if | the chosen branch, alone | condition reads as false: second branch | unknown condition is unknown; an unknown branch counts only if chosen
  ['if', 'if(${n} = 5, 1, 0)', 1, 0, '?'],
  ['if', 'if(true(), 7, ${n})', 7, 7, 7],
  ['if', 'if(false(), 7, ${n})', 5, 'NA', '?'],
  // coalesce(a, b) | a | b | b; unknown if b is unknown too
  ['coalesce', 'coalesce(${n}, 9)', 5, 9, 9],
  ['coalesce', 'coalesce(${n}, ${n})', 5, 'NA', '?'],
  // in | true or false | false | unknown
  ['in', "in(${s}, 'yes', 'no')", true, false, '?'],
  ['in', "in(${s}, 'no')", false, false, '?'],
  ['in', "in(${s}, '')", false, false, '?'],
  ['in', 'in(${n}, 4, 5)', true, false, '?'],
  // selected | true or false | false | unknown
  ['selected', "selected(${m}, 'b')", true, false, '?'],
  ['selected', "selected(${s}, 'no')", false, false, '?'],
  // count-known | counted | not counted | not counted; the result is never unknown
  ['count-known', 'count-known(${n}, ${five})', 2, 1, 1],
  // mean-valid | in the mean | not in the mean | not in the mean; '' below the share
  ['mean-valid', 'mean-valid(0.5, ${n}, ${five} + 2)', 6, 7, 7],
  ['mean-valid', 'mean-valid(0.6, ${n}, ${five} + 2)', 6, 'NA', '?'],
  // Unknown passes through all but Kleene's and, or, answered, asked, state, coalesce, count-known, mean-valid, if.
  ['answered', 'answered(${n})', true, false, false],
  ['asked', 'asked(${n})', true, false, true],
  ['string', "concat('x', ${s})", 'xyes', 'x', '?'],
  ['string', 'string-length(${s})', 3, 0, '?'],
  ['string', 'count-selected(${m})', 2, 0, '?'],
  ['between', 'between(${n}, 1, 9)', true, false, '?'],
];

describe('the table of operators', () => {
  test.each(TABLE)('%s: %s', (_, text, value, notAsked, unknown) => {
    const kind = typeof value === 'boolean' ? 'truth' : typeof value === 'number' ? 'number' : 'text';
    const rows = known(text, kind);
    expect(rows).toEqual([value, notAsked, ...Array(5).fill(unknown)]);
  });

  test('state() names them', () => {
    expect(known('state(${n})', 'text')).toEqual([
      'answered',
      'notAsked',
      'dontKnow',
      'refused',
      'blank',
      'removed',
      'invalid',
    ]);
  });

  // sum, max, count | aggregate of the items | item skipped | unknown if one item is unknown; max of 0/1 flags: 1 if one known item is 1
  test.each([
    ['sum(${kid/k})', [5, 4, '?', '?', 0, 0, 0]],
    ['count(${kid/k})', [2, 1, '?', '?', 0, 0, 0]],
    ['count(${kid})', [2, 2, 2, 2, 0, 2, 0]],
    ['max(${kid/k})', [3, 4, '?', '?', 'NA', 'NA', 'NA']],
    ['min(${k})', [2, 4, '?', '?', 'NA', 'NA', 'NA']],
    ['max(${kid/f})', [1, 0, '?', 1, 'NA', 'NA', 'NA']],
    ['if(max(${kid/f}) = 1, 1, 0)', [1, 0, '?', 1, 0, 0, 0]],
    ['count(${kid}[k > 2])', [1, 1, '?', '?', 0, 0, 0]],
    ['sum-if(${k}, ${f} = 0)', [2, 4, '?', '?', 0, 0, 0]],
    ['last-of(kid, k, ${f})', [1, 0, '?', '?', 'NA', 'NA', 'NA']],
  ] as const)('rosters: %s', (text, expected) => {
    expect(known(text, 'number')).toEqual(expected);
  });

  test('what is known of an unknown count can still decide', () => {
    expect(known("${s} = 'no' and ${n} = 5", 'truth')).toEqual([false, false, '?', '?', '?', '?', '?']);
    expect(known('${n} = 5 or ${five} = 5', 'truth')).toEqual(Array(7).fill(true));
  });

  test("a result of '' is not asked where a field that was read was not, else unknown", () => {
    expect(known("if(${n} = 5, '', 1)", 'number')).toEqual(['?', 1, '?', '?', '?', '?', '?']);
    expect(known("if(${n} = 5, 1, '')", 'number')).toEqual([1, 'NA', '?', '?', '?', '?', '?']);
    expect(known("if(${five} = 5, ${n}, '')", 'number')).toEqual([5, 'NA', '?', '?', '?', '?', '?']);
  });

  test('not asked beside unknown: arithmetic is not asked, a comparison unknown', () => {
    const two = survey({ main: { shape: { a: 'integer', b: 'integer' }, cells: { a: ['NA'], b: ['DK'] } } });
    const of = (text: string) => compile(text, two.names, { place: 'test', table: 'main' });
    expect(numbers(of('${a} + ${b}'), two.data, 'analysis')).toMatchObject({
      notAsked: Uint8Array.of(1),
      unknown: Uint8Array.of(0),
    });
    expect([...truth(of('${a} < ${b}'), two.data, 'analysis')]).toEqual([2]);
  });

  test.each(['${n} div 0', '0 div (${n} - 5)', 'sqrt(-${n})', "number(concat('x', ${n}))", 'log(${n} - 6)'])(
    '%s is unknown, never a number',
    (text) => {
      expect(known(text, 'number')[0]).toBe('?');
    },
  );
});
