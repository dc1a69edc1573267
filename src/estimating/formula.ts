import { fault } from '../fault.ts';

/** A variable of a model; `factor` where its values are levels even if they are numbers. */
export interface Factor {
  readonly name: string;
  readonly factor: boolean;
  /** The reference level; null: the first. */
  readonly reference: string | null;
}

/** A model as people write it: « y ~ a + factor(b, ref) + a:b ». */
export interface Formula {
  readonly text: string;
  readonly outcome: string;
  /** Each term is a variable, or several that interact. */
  readonly terms: readonly (readonly Factor[])[];
}

const REMEDY =
  'Write it as "y ~ a + b", with a:b for an interaction, a*b for both and it, factor(a, reference) for levels; a name with spaces in `back quotes`';
const PART = /^(?:factor\(\s*(?:`([^`]+)`|([^,()`]+?))\s*(?:,\s*([^()]+?)\s*)?\)|`([^`]+)`|([^`():*~]+))$/u;

/** Reads a formula; an outcome in the expression language (`${x} > 3`) is kept as it stands. */
export function parseFormula(text: string): Formula {
  const tilde = text.indexOf('~');
  const left = text
    .slice(0, Math.max(0, tilde))
    .trim()
    .replace(/^`(.*)`$/, '$1');
  const right = text.slice(tilde + 1).trim();
  if (tilde < 0 || left === '' || right === '') throw fault('--model', `'${text}' is no formula`, REMEDY);
  const terms = new Map<string, readonly Factor[]>();
  const written = new Set<string>();
  const add = (term: readonly Factor[], asWritten: boolean) => {
    const names = term.map(({ name }) => name);
    const name = names.join(':');
    if (new Set(names).size < names.length)
      throw fault(
        '--model',
        `the term ${name} multiplies a variable by itself`,
        'Make its square a column of the data',
      );
    const key = JSON.stringify([...names].sort());
    const before = terms.get(key);
    const other = before?.some((one) => term.some((two) => one.name === two.name && one.factor !== two.factor));
    // « a*b + a » says a once more, as everywhere where such formulas are written; « a + a » is a slip.
    if (other === true || (asWritten && written.has(key)))
      throw fault(
        '--model',
        `the model has the term ${name} twice`,
        'Leave it out once, or name the variable that was meant',
      );
    if (asWritten) written.add(key);
    if (before === undefined) terms.set(key, term);
  };
  for (const piece of split(right, '+')) {
    if (piece === '1') continue;
    if (piece === '0' || /(?:^|\s)-\s*\d+$/.test(piece))
      throw fault('--model', `'${text}' takes the intercept out`, 'Models here always have one');
    const crossed = split(piece, '*').map((part) => split(part, ':').map((each) => factorOf(each, text)));
    for (const part of crossed) add(part, crossed.length === 1);
    if (crossed.length === 2) add(crossed.flat(), true);
    if (crossed.length > 2)
      throw fault(
        '--model',
        `'${piece}' crosses more than two variables`,
        'Write the interactions out: a:b + a:c + b:c',
      );
  }
  return { text, outcome: left, terms: [...terms.values()] };
}

function factorOf(piece: string, text: string): Factor {
  const found = PART.exec(piece);
  if (found === null) throw fault('--model', `'${piece}' in '${text}' is no variable`, REMEDY);
  const [, quoted, called, reference, back, plain] = found;
  const name = quoted ?? called ?? back ?? plain ?? '';
  return { name: name.trim(), factor: (quoted ?? called) !== undefined, reference: reference ?? null };
}

/** Parts between a sign, which counts neither in back quotes nor in brackets. */
function split(text: string, sign: string): string[] {
  const parts = [''];
  let depth = 0;
  let quoted = false;
  for (const letter of text) {
    if (letter === '`') quoted = !quoted;
    else if (letter === '(') depth += 1;
    else if (letter === ')') depth -= 1;
    if (letter === sign && depth === 0 && !quoted) parts.push('');
    else parts[parts.length - 1] += letter;
  }
  return parts.map((part) => part.trim());
}
