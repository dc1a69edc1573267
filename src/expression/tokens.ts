import { fault } from '../fault.ts';

/** A token and the place of its first character in the text, from 0. */
export interface Token {
  readonly kind: 'number' | 'text' | 'name' | 'field' | 'operator' | 'symbol' | 'end';
  readonly text: string;
  readonly at: number;
}

const WIDTH = 100;

/** The line of the expression that holds character `at`, and a caret under it; a long line is cut to the part around it. */
export function caret(text: string, at: number): string {
  const start = text.lastIndexOf('\n', at - 1) + 1;
  const end = text.indexOf('\n', at);
  const line = text.slice(start, end < 0 ? text.length : end).replace(/[\t\r]/g, ' ');
  const column = at - start;
  const from = line.length <= WIDTH ? 0 : Math.max(0, Math.min(column - WIDTH / 2, line.length - WIDTH));
  const before = from > 0 ? '… ' : '';
  const after = from + WIDTH < line.length ? ' …' : '';
  return `\n    ${before}${line.slice(from, from + WIDTH)}${after}\n    ${' '.repeat(before.length + column - from)}^`;
}

/** A fault in an expression: place, what is wrong, and the expression with a caret under the column. */
export function faultAt(place: string, text: string, at: number, wrong: string): Error {
  return fault(place, `${wrong}${caret(text, at)}`);
}

const SPACE = /\s+/y;
const NUMBER = /\d+(?:\.\d*)?|\.\d+/y;
const FIELD = /\$\{([^{}]*)\}/y;
const NAME_START = '[\\p{L}_]';
const NAME = new RegExp(`${NAME_START}[\\p{L}\\p{M}\\p{N}_.-]*(?::${NAME_START}[\\p{L}\\p{M}\\p{N}_.-]*)?`, 'uy');
/** Most names; the letters of all scripts in the other take their time to be compiled. */
const PLAIN_NAME = /[A-Za-z_][\w.-]*(?::[A-Za-z_][\w.-]*)?(?![\w.:-]|[^\0-\x7f])/y;
/** What a name may begin with, and more that is not ASCII. */
const NAME_FIRST = /[A-Za-z_]|[^\0-\x7f]/;
const SYMBOL = /\.\.|\/\/|!=|<=|>=|[()[\],./@|+\-=<>*]/y;
const WORD_OPERATORS = new Set(['and', 'or', 'div', 'mod']);
const SYMBOL_OPERATORS = new Set(['|', '+', '-', '=', '!=', '<', '<=', '>', '>=']);

/** What people write who know another language, and what to write instead. */
const MISTAKES: readonly (readonly [RegExp, string])[] = [
  [/[‘’‚‛“”„«»`]/y, 'typographic quotes; use \' or "'],
  [/==/y, "'==' is not an operator; write ="],
  [/<>/y, "'<>' is not an operator; write !="],
  [/&&|&/y, "'&' is not an operator; write and"],
  [/\|\|/y, "'||' is not an operator; write or"],
  [/!/y, "'!' is not an operator; write not(…) or !="],
  [/\$\{[^}]*$/y, "'${' without '}'"],
  [/\$/y, "'$' without a name in braces; write ${name}"],
  [/[–—−]/y, 'a typographic dash; write -'],
  [/%/y, "'%' is not an operator; write mod"],
];

function match(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

/** True where `*`, `and`, `div` … after this token is an operator (XPath 1.0, section 3.7). */
function endsOperand(token: Token | undefined): boolean {
  if (token === undefined || token.kind === 'operator') return false;
  return (
    token.kind !== 'symbol' ||
    token.text === ')' ||
    token.text === ']' ||
    token.text === '.' ||
    token.text === '..' ||
    token.text === '*'
  );
}

/** Characters that a mistake begins with: where none stands, none need be looked for. */
const SUSPECT = new Set('‘’‚‛“”„«»`=<&|!$–—−%');

/** Splits an expression into tokens, the last of kind `end`; throws a fault at a character that no token starts with. */
export function tokens(text: string, place: string): readonly Token[] {
  const found: Token[] = [];
  let at = 0;
  const push = (kind: Token['kind'], value: string, length: number): void => {
    found.push({ kind, text: value, at });
    at += length;
  };
  while (at < text.length) {
    const space = match(SPACE, text, at);
    if (space !== null) {
      at += space[0].length;
      continue;
    }
    const character = text[at] ?? '';
    if (SUSPECT.has(character)) {
      const mistake = MISTAKES.find(([pattern]) => match(pattern, text, at) !== null);
      const legal = match(FIELD, text, at) ?? (text.startsWith('!=', at) ? [''] : null);
      if (mistake !== undefined && legal === null) throw faultAt(place, text, at, mistake[1]);
    }
    if (character === "'" || character === '"') {
      const end = text.indexOf(character, at + 1);
      if (end < 0) throw faultAt(place, text, at, `a text that is not closed; add ${character}`);
      push('text', text.slice(at + 1, end), end + 1 - at);
      continue;
    }
    const number = match(NUMBER, text, at);
    if (number !== null) {
      push('number', number[0], number[0].length);
      continue;
    }
    const field = match(FIELD, text, at);
    if (field !== null) {
      push('field', (field[1] ?? '').trim(), field[0].length);
      continue;
    }
    const operand = endsOperand(found.at(-1));
    const name = match(PLAIN_NAME, text, at) ?? (NAME_FIRST.test(character) ? match(NAME, text, at) : null);
    if (name !== null) {
      push(operand && WORD_OPERATORS.has(name[0]) ? 'operator' : 'name', name[0], name[0].length);
      continue;
    }
    const symbol = match(SYMBOL, text, at);
    if (symbol === null)
      throw faultAt(place, text, at, `unexpected character '${String.fromCodePoint(text.codePointAt(at) ?? 0)}'`);
    const operator = SYMBOL_OPERATORS.has(symbol[0]) || (symbol[0] === '*' && operand);
    push(operator ? 'operator' : 'symbol', symbol[0], symbol[0].length);
  }
  found.push({ kind: 'end', text: '', at: text.length });
  return found;
}
