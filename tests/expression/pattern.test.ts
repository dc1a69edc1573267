import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { pattern } from '../../src/expression/pattern.ts';

function matches(source: string, text: string): boolean {
  const ready = pattern(source);
  if (!('matches' in ready)) throw new Error(ready.why);
  return ready.matches(text);
}

describe('the whole text must match', () => {
  test.each([
    ['^[0-9]{5}$', '12345', true],
    ['[0-9]{5}', '123456', false],
    ['^[A-Z]{2}[0-9]{2}$', 'ZZ99', true],
    ['^[+]?[0-9]{9,15}$', '+212600000000', true],
    ['^[+]?[0-9]{9,15}$', '12345678', false],
    ['^[A-Za-z]{1,2}[0-9]{1,7}$', 'AB1', true],
    ['[(LEB)|(leb)|(0-9)]{3}\\-[0-9]{2}[c|C][0-9]{5}', 'LEB-12C12345', true],
    ['', '', true],
    ['', 'a', false],
    ['a*', '', true],
    ['a+', '', false],
    ['(ab)+', 'abab', true],
    ['(a|b)*c', 'ababc', true],
    ['a|bc', 'bc', true],
    ['a||b', '', true],
    ['(?:a|b){2,3}', 'aba', true],
    ['(?:a|b){2,3}', 'abab', false],
    ['a{0}', '', true],
    ['a{2,}', 'aaaa', true],
    ['a{,2}', 'a{,2}', true],
    ['x{', 'x{', true],
    ['.', '\n', false],
    ['.', '🙂', true],
    ['[^a]', 'b', true],
    ['[]a]', ']', true],
    ['[a-]', '-', true],
    ['[\\d\\-x]+', '1-x', true],
    ['\\w+@\\w+\\.\\w{2,}', 'a@b.org', true],
    ['\\D\\S\\W', 'aa ', true],
    ['\\p{L}+', 'été', true],
    ['\\p{Alpha}+', 'été', false],
    ['\\P{L}', '1', true],
    ['\\pL', 'a', true],
    ['\\u0041\\x42', 'AB', true],
    ['(?i)abc', 'ABC', true],
    ['a*?b++', 'aab', true],
    ['\\bab\\b', 'ab', true],
    ['a\\Bb', 'ab', true],
    ['a$b', 'ab', false],
    ['(?<year>\\d{4})', '2024', true],
    ['[a[bc]]+', 'abc', true],
  ])('%s on %j: %s', (source, text, expected) => {
    expect(matches(source, text)).toBe(expected);
  });

  test.each([
    ['(', "'(' without ')'", false],
    [')', "')' without '('", false],
    ['[a', "'[' without ']'", false],
    ['*a', "'*' with nothing before it", false],
    ['a\\', "'\\' at the end", false],
    ['[b-a]', 'a range in a class runs backwards', false],
    ['a{3,2}', '{3,2} runs backwards', false],
    ['\\p{Nonsense}', "unknown character property 'Nonsense'", false],
    ['(?=a)', 'look-around and atomic groups need backtracking', true],
    ['(?<!a)b', 'look-around and atomic groups need backtracking', true],
    ['(a)\\1', 'back references need backtracking', true],
    ['((a{99}){99}){99}', 'the pattern is too large', true],
    ['((((){99999}){99999}){99999}){99999}', 'the pattern is too large', true],
  ])('%s is refused: %s', (source, why, legal) => {
    expect(pattern(source)).toEqual({ why, legal });
  });

  test.each(['(', '['])('thousands of %s are refused', (one) => {
    expect(pattern(one.repeat(50_000))).toEqual({ why: 'the pattern is nested too deeply', legal: true });
  });

  test.each(['(a+)+b', '(a|a)*b', '(a*)*b', 'a*a*a*a*a*a*a*a*b', '(.*)(.*)(.*)(.*)(.*)[^a]'])(
    '%s cannot hang',
    (source) => {
      const before = performance.now();
      expect(matches(source, 'a'.repeat(5000))).toBe(false);
      expect(performance.now() - before).toBeLessThan(2000);
    },
  );

  test('agrees with the regular expressions of JavaScript', () => {
    const part = fc.constantFrom(
      'a',
      'b',
      '[ab]',
      '[^a]',
      '.',
      'a?',
      'b*',
      '(a|b)',
      '(ab)+',
      '\\d',
      'a{1,2}',
      '|',
      '(?:b|)',
    );
    fc.assert(
      fc.property(
        fc.array(part, { maxLength: 6 }),
        fc.string({ unit: fc.constantFrom('a', 'b', '1'), maxLength: 6 }),
        (parts, text) => {
          const source = parts.join('');
          expect(matches(source, text)).toBe(new RegExp(`^(?:${source})$`).test(text));
        },
      ),
      { numRuns: 2000, seed: 5 },
    );
  });
});
