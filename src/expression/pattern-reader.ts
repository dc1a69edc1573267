const DEEPEST = 200;

/** Why a pattern cannot be used: not a legal one, or with parts (look-around, back references) that need backtracking. */
export interface Refusal {
  readonly legal: boolean;
  readonly why: string;
}

/** Thrown while a pattern is read; `pattern` turns it into the refusal it carries. */
export interface PatternError extends Error {
  readonly refusal: Refusal;
}

/** True for an error made by `illegal` or `unsupported`. */
export function isPatternError(error: unknown): error is PatternError {
  return error instanceof Error && 'refusal' in error;
}

const refused = (why: string, legal: boolean): PatternError =>
  Object.assign(new Error(why), { refusal: { legal, why } });
const illegal = (why: string): PatternError => refused(why, false);

/** The error for a pattern that is legal, but cannot be run here. */
export const unsupported = (why: string): PatternError => refused(why, true);

type Test = (code: number) => boolean;
const isDigit: Test = (code) => code >= 48 && code <= 57;
const isWord: Test = (code) =>
  isDigit(code) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122) || code === 95;
const isSpace: Test = (code) => code === 32 || (code >= 9 && code <= 13);
const isNewline: Test = (code) => code === 10 || code === 13 || code === 0x85 || code === 0x2028 || code === 0x2029;
const CLASSES: Readonly<Record<string, Test>> = { d: isDigit, w: isWord, s: isSpace };
const CONTROLS: Readonly<Record<string, number>> = { n: 10, r: 13, t: 9, f: 12, v: 11, a: 7, e: 27, 0: 0 };
const POSIX: Readonly<Record<string, string>> = {
  Alpha: 'A-Za-z',
  Digit: '0-9',
  Alnum: 'A-Za-z0-9',
  Upper: 'A-Z',
  Lower: 'a-z',
  Punct: '!-/:-@\\[-`{-~',
  Space: '\\s',
  XDigit: '0-9A-Fa-f',
};

function property(name: string): Test {
  const posix = Object.hasOwn(POSIX, name) ? POSIX[name] : undefined;
  const source = posix === undefined ? `\\p{${name.replace(/^Is(?=[A-Z])/, 'Script=')}}` : `[${posix}]`;
  try {
    // Only a single character is ever tested with it, so it cannot take long.
    const test = new RegExp(`^${source}$`, 'u');
    return (code) => test.test(String.fromCodePoint(code));
  } catch {
    throw illegal(`unknown character property '${name}'`);
  }
}

/** A pattern, read. */
export type Node =
  | { readonly kind: 'character'; readonly test: Test }
  | { readonly kind: 'assert'; readonly test: (before: number, after: number) => boolean }
  | { readonly kind: 'sequence'; readonly parts: readonly Node[] }
  | { readonly kind: 'choice'; readonly parts: readonly Node[] }
  | { readonly kind: 'repeat'; readonly part: Node; readonly least: number; readonly most: number };

/** Reads a pattern of the Java and XPath kind; throws a `PatternError`. */
export function readPattern(source: string): Node {
  const characters = Array.from(source, (character) => character.codePointAt(0) ?? 0);
  let at = 0;
  let depth = 0;
  let ignoreCase = false;

  const is = (character: string): boolean => characters[at] === character.codePointAt(0);

  const folded = (test: Test): Test => {
    if (!ignoreCase) return test;
    return (code) => {
      const text = String.fromCodePoint(code);
      return (
        test(code) || test(text.toLowerCase().codePointAt(0) ?? code) || test(text.toUpperCase().codePointAt(0) ?? code)
      );
    };
  };

  function hexadecimal(length: number): number {
    const digits = String.fromCodePoint(...characters.slice(at, at + length));
    if (!/^[0-9a-f]+$/i.test(digits) || digits.length !== length)
      throw illegal(`\\x and \\u want ${length} hexadecimal digits`);
    at += length;
    return Number.parseInt(digits, 16);
  }

  /** What stands behind a backslash: a class of characters, or one character. */
  function escaped(): Test | number {
    const code = characters[at];
    if (code === undefined) throw illegal("'\\' at the end");
    at += 1;
    const letter = String.fromCodePoint(code);
    const lower = letter.toLowerCase();
    if (Object.hasOwn(CLASSES, lower) && CLASSES[lower] !== undefined) {
      const test = CLASSES[lower];
      return letter === lower ? test : (one) => !test(one);
    }
    if (lower === 'p') {
      const short = !is('{');
      const end = short ? at : characters.indexOf(125, at);
      if (end < 0) throw illegal("'\\p{' without '}'");
      const name = String.fromCodePoint(...characters.slice(short ? at : at + 1, short ? at + 1 : end));
      at = end + 1;
      const test = property(name);
      return letter === 'p' ? test : (one) => !test(one);
    }
    if (letter === 'x') return hexadecimal(2);
    if (letter === 'u') return hexadecimal(4);
    if (Object.hasOwn(CONTROLS, letter)) return CONTROLS[letter] ?? 0;
    if (/[1-9k]/.test(letter)) throw unsupported('back references need backtracking');
    if (/[a-zA-Z]/.test(letter)) throw unsupported(`'\\${letter}' is not read`);
    return code;
  }

  function characterClass(): Test {
    depth += 1;
    if (depth > DEEPEST) throw unsupported('the pattern is nested too deeply');
    const negated = is('^');
    if (negated) at += 1;
    const tests: Test[] = [];
    for (let first = true; first || !is(']'); first = false) {
      const code = characters[at];
      if (code === undefined) throw illegal("'[' without ']'");
      at += 1;
      if (code === 38 && is('&')) throw unsupported("'&&' in a class is not read");
      if (code === 91) {
        tests.push(characterClass());
        continue;
      }
      const low = code === 92 ? escaped() : code;
      const range = typeof low === 'number' && is('-') && characters[at + 1] !== 93 && characters[at + 1] !== undefined;
      if (!range) {
        tests.push(typeof low === 'number' ? (one) => one === low : low);
        continue;
      }
      at += 1;
      const next = characters[at] as number;
      at += 1;
      const high = next === 92 ? escaped() : next;
      if (typeof high !== 'number' || high < low) throw illegal('a range in a class runs backwards');
      tests.push((one) => one >= low && one <= high);
    }
    at += 1;
    depth -= 1;
    return (one) => tests.some((test) => test(one)) !== negated;
  }

  function group(): Node {
    if (is('?')) {
      at += 1;
      if (is(':')) at += 1;
      else if (is('i') && characters[at + 1] === 41) {
        ignoreCase = true;
        at += 2;
        return { kind: 'sequence', parts: [] };
      } else if (is('<') && characters[at + 1] !== 61 && characters[at + 1] !== 33) {
        const end = characters.indexOf(62, at);
        if (end < 0) throw illegal("'(?<' without '>'");
        at = end + 1;
      } else throw unsupported('look-around and atomic groups need backtracking');
    }
    const inner = alternatives();
    if (!is(')')) throw illegal("'(' without ')'");
    at += 1;
    return inner;
  }

  function atom(): Node {
    const code = characters[at] as number;
    at += 1;
    const character = String.fromCodePoint(code);
    if (character === '(') return group();
    if (character === '[') return { kind: 'character', test: folded(characterClass()) };
    if (character === '.') return { kind: 'character', test: (one) => !isNewline(one) };
    if (character === '^') return { kind: 'assert', test: (before) => before < 0 };
    if (character === '$') return { kind: 'assert', test: (_, after) => after < 0 };
    if (character === '*' || character === '+' || character === '?')
      throw illegal(`'${character}' with nothing before it`);
    if (character === '\\' && (is('b') || is('B'))) {
      const wanted = is('b');
      at += 1;
      return { kind: 'assert', test: (before, after) => (isWord(before) !== isWord(after)) === wanted };
    }
    const value = character === '\\' ? escaped() : code;
    return { kind: 'character', test: folded(typeof value === 'number' ? (one) => one === value : value) };
  }

  /** How often: [0, 1], [2, Infinity] …; null where nothing says so. */
  function quantifier(): readonly [number, number] | null {
    if (is('*') || is('+') || is('?')) {
      const least = is('+') ? 1 : 0;
      const most = is('?') ? 1 : Number.POSITIVE_INFINITY;
      at += 1;
      return [least, most];
    }
    if (!is('{')) return null;
    const end = characters.indexOf(125, at);
    const written = end < 0 ? '' : String.fromCodePoint(...characters.slice(at, Math.min(end + 1, at + 20)));
    const found = /^\{(\d{1,5})(,)?(\d{1,5})?\}$/.exec(written);
    if (found === null) return null;
    at = end + 1;
    const least = Number(found[1]);
    const most = found[2] === undefined ? least : found[3] === undefined ? Number.POSITIVE_INFINITY : Number(found[3]);
    if (most < least) throw illegal(`${written} runs backwards`);
    return [least, most];
  }

  function sequence(): Node {
    const found: Node[] = [];
    while (at < characters.length && !is('|') && !is(')')) {
      const part = atom();
      const times = quantifier();
      // Lazy and possessive repeats match the same whole texts.
      if (times !== null && (is('?') || is('+'))) at += 1;
      found.push(times === null ? part : { kind: 'repeat', part, least: times[0], most: times[1] });
    }
    return { kind: 'sequence', parts: found };
  }

  function alternatives(): Node {
    depth += 1;
    if (depth > DEEPEST) throw unsupported('the pattern is nested too deeply');
    const found = [sequence()];
    while (is('|')) {
      at += 1;
      found.push(sequence());
    }
    depth -= 1;
    return { kind: 'choice', parts: found };
  }

  const whole = alternatives();
  if (at < characters.length) throw illegal("')' without '('");
  return whole;
}
