import { didYouMean } from '../form/nearest.ts';
import { faultAt, type Token, tokens } from './tokens.ts';
import { type BinaryOperator, NEGATION, PRECEDENCE, type Step, type Tree } from './tree.ts';

/** Deeper than any form that people write; a guard for the stack. */
const DEEPEST = 400;
/** Operators in a row, such as `${a}=1 or ${a}=2 or …`; a chain leans left and is walked by recursion. */
const LONGEST = 1000;

/** A tree and where each of its nodes starts in the text. */
export interface Parsed {
  readonly tree: Tree;
  readonly places: ReadonlyMap<Tree, number>;
}

/** What was parsed before: a study reads the same conditions in several places. */
const known = new Map<string, Parsed>();

/** Parses an expression; a fault shows the place, the expression and a caret under the column. */
export function parse(text: string, place: string): Parsed {
  const parsed = known.get(text) ?? parsedAnew(text, place);
  known.set(text, parsed);
  return parsed;
}

function parsedAnew(text: string, place: string): Parsed {
  const all = tokens(text, place);
  const places = new Map<Tree, number>();
  let next = 0;
  let depth = 0;

  const peek = (ahead = 0): Token => all[Math.min(next + ahead, all.length - 1)] as Token;
  const take = (): Token => {
    const token = peek();
    next += 1;
    return token;
  };
  const is = (symbol: string, ahead = 0): boolean => peek(ahead).kind === 'symbol' && peek(ahead).text === symbol;
  const wrong = (at: number, message: string): Error => faultAt(place, text, at, message);
  const shown = (token: Token): string => {
    if (token.kind === 'end') return 'the end';
    const following = all.find((one) => one.at > token.at)?.at ?? text.length;
    const found = text.slice(token.at, Math.min(following, token.at + 30)).trim();
    return found.includes("'") ? `"${found}"` : `'${found}'`;
  };
  /** For a word where an operator is wanted. */
  const meant = (token: Token): string =>
    token.kind === 'name' ? didYouMean(token.text, ['and', 'or', 'div', 'mod']) : '';
  const mark = <T extends Tree>(tree: T, at: number): T => {
    places.set(tree, at);
    return tree;
  };
  const close = (symbol: string, opened: Token): void => {
    if (is(symbol)) next += 1;
    else if (peek().kind === 'end') throw wrong(opened.at, `'${opened.text}' is not closed; add '${symbol}'`);
    else throw wrong(peek().at, `expected '${symbol}' or an operator, found ${shown(peek())}${meant(peek())}`);
  };
  const deeper = <T>(at: number, read: () => T): T => {
    depth += 1;
    if (depth > DEEPEST) throw wrong(at, `nested more than ${DEEPEST} deep`);
    const value = read();
    depth -= 1;
    return value;
  };

  function binary(least: number): Tree {
    const at = peek().at;
    let left = unary();
    for (let length = 1; peek().kind === 'operator'; length += 1) {
      const operator = peek().text as BinaryOperator;
      const precedence = PRECEDENCE[operator];
      if (precedence < least) break;
      if (length > LONGEST) throw wrong(peek().at, `more than ${LONGEST} operators in a row`);
      next += 1;
      left = mark({ kind: 'binary', operator, left, right: binary(precedence + 1) }, at);
    }
    return left;
  }

  function unary(): Tree {
    const token = peek();
    if (token.kind !== 'operator' || token.text !== '-') return path();
    next += 1;
    return deeper(token.at, () => mark({ kind: 'negate', value: binary(NEGATION) }, token.at));
  }

  function predicates(): readonly Tree[] {
    const found: Tree[] = [];
    while (is('[')) {
      const opened = take();
      found.push(deeper(opened.at, () => binary(1)));
      close(']', opened);
    }
    return found;
  }

  function step(axis: 'child' | 'descendant'): Step {
    const token = take();
    if (token.kind === 'symbol' && token.text === '.') return { axis: 'self', name: '', predicates: predicates() };
    if (token.kind === 'symbol' && token.text === '..') return { axis: 'parent', name: '', predicates: predicates() };
    if (token.kind === 'symbol' && token.text === '@' && peek().kind === 'name') {
      return { axis: 'attribute', name: take().text, predicates: predicates() };
    }
    const named = token.kind === 'name' || (token.kind === 'symbol' && token.text === '*');
    if (!named) throw wrong(token.at, `expected a name after '/', found ${shown(token)}`);
    return { axis, name: token.text, predicates: predicates() };
  }

  function steps(first: readonly Step[]): readonly Step[] {
    const found = [...first];
    while (is('/') || is('//')) found.push(step(take().text === '/' ? 'child' : 'descendant'));
    return found;
  }

  function path(): Tree {
    const token = peek();
    if (is('/') || is('//')) {
      next += 1;
      const begins = peek().kind === 'name' || is('*') || is('.') || is('..') || is('@');
      if (!begins && token.text === '//') throw wrong(peek().at, "expected a name after '//'");
      const first = begins ? [step(token.text === '/' ? 'child' : 'descendant')] : [];
      return mark(
        { kind: 'path', absolute: true, base: null, filters: [], steps: begins ? steps(first) : [] },
        token.at,
      );
    }
    if (is('.') || is('..') || is('@') || is('*') || (token.kind === 'name' && !is('(', 1))) {
      return mark({ kind: 'path', absolute: false, base: null, filters: [], steps: steps([step('child')]) }, token.at);
    }
    const base = primary();
    const filters = predicates();
    const further = steps([]);
    if (filters.length === 0 && further.length === 0) return base;
    return mark({ kind: 'path', absolute: false, base, filters, steps: further }, token.at);
  }

  function primary(): Tree {
    const token = take();
    if (token.kind === 'number') return mark({ kind: 'number', value: Number(token.text) }, token.at);
    if (token.kind === 'text') return mark({ kind: 'text', value: token.text }, token.at);
    if (token.kind === 'field') return field(token);
    if (token.kind === 'name') return call(token);
    if (token.kind === 'symbol' && token.text === '(') {
      const inner = deeper(token.at, () => binary(1));
      close(')', token);
      return inner;
    }
    if (token.kind === 'end') throw wrong(token.at, 'the expression ends where a value is expected');
    throw wrong(token.at, `expected a value, found ${shown(token)}`);
  }

  function field(token: Token): Tree {
    const lastSaved = token.text.startsWith('last-saved#');
    const name = lastSaved ? token.text.slice('last-saved#'.length) : token.text;
    const written = name.split('/').map((part) => part.trim());
    if (written.some((part) => part === '' || /\s/.test(part)))
      throw wrong(token.at, `not a field name: '${token.text}'`);
    return mark(
      { kind: 'field', roster: written.slice(0, -1).at(-1) ?? '', name: written.at(-1) ?? '', lastSaved },
      token.at,
    );
  }

  function call(token: Token): Tree {
    const opened = take();
    const args: Tree[] = [];
    if (!is(')')) {
      for (;;) {
        args.push(deeper(opened.at, () => binary(1)));
        if (!is(',')) break;
        next += 1;
      }
    }
    if (!is(')') && peek().kind !== 'end')
      throw wrong(peek().at, `expected ',', ')' or an operator, found ${shown(peek())}${meant(peek())}`);
    close(')', opened);
    return mark({ kind: 'call', name: token.text, args }, token.at);
  }

  if (peek().kind === 'end') throw wrong(0, 'an empty expression');
  const tree = binary(1);
  if (peek().kind !== 'end') throw wrong(peek().at, `expected an operator, found ${shown(peek())}${meant(peek())}`);
  return { tree, places };
}
