import { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import { mapToNumbers, mapToTexts, mapToTruth } from '../distinct.ts';
import { pattern } from '../pattern.ts';
import { apply, type FunctionOf, type Functions } from '../plan.ts';
import { numberOf, toTexts } from '../vector.ts';

const all = Number.POSITIVE_INFINITY;

/** A function from texts to a text. */
function text(signature: string, least: number, most: number, make: (...texts: string[]) => string | null): FunctionOf {
  return { signature, least, most, type: 'text', of: (args, run) => mapToTexts(args.map(toTexts), run.rows, make) };
}

/** A function from texts to truth. */
function truth(signature: string, make: (a: string, b: string) => boolean): FunctionOf {
  return {
    signature,
    least: 2,
    most: 2,
    type: 'boolean',
    of: (args, run) => mapToTruth(args.map(toTexts), run.rows, make as (...texts: string[]) => boolean),
  };
}

/** A place given as a number, which may be infinite. */
const placeOf = (text: string): number => (/^-?Infinity$/.test(text) ? Number(text) : numberOf(text));

/** XPath 1.0, section 4.2: characters count from 1, and both numbers are rounded. */
function substring(of: string, from: string, length?: string): string {
  const start = Math.floor(placeOf(from) + 0.5);
  const end = length === undefined ? Number.POSITIVE_INFINITY : start + Math.floor(placeOf(length) + 0.5);
  return [...of].filter((_, place) => place + 1 >= start && place + 1 < end).join('');
}

/** Characters count from 0; a negative place counts from the end; the end is not included. */
function substr(of: string, from: string, to?: string): string {
  const start = numberOf(from);
  const end = to === undefined ? of.length : numberOf(to);
  return Number.isNaN(start) || Number.isNaN(end) ? '' : of.slice(Math.trunc(start), Math.trunc(end));
}

function translate(of: string, from: string, to: string): string {
  const replacements = new Map<string, string>();
  const into = [...to];
  for (const [place, character] of [...from].entries())
    if (!replacements.has(character)) replacements.set(character, into[place] ?? '');
  return [...of].map((character) => replacements.get(character) ?? character).join('');
}

const ALGORITHMS = new Map([
  ['MD5', 'md5'],
  ['SHA-1', 'sha1'],
  ['SHA-256', 'sha256'],
  ['SHA-384', 'sha384'],
  ['SHA-512', 'sha512'],
]);

function digest(of: string, algorithm: string, encoding = 'base64'): string | null {
  const name = ALGORITHMS.get(algorithm.toUpperCase());
  if (name === undefined || (encoding !== 'base64' && encoding !== 'hex')) return null;
  return createHash(name).update(of, 'utf8').digest(encoding);
}

const regex: FunctionOf = {
  signature: "regex(text, pattern): regex(., '^[0-9]{5}$')",
  least: 2,
  most: 2,
  type: 'boolean',
  plan: (call, scope) => {
    const plans = call.args.map((arg) => scope.single(arg));
    const constant = plans[1]?.constant;
    if (typeof constant === 'string') {
      const ready = pattern(constant);
      if (!('matches' in ready)) {
        if (!ready.legal) return scope.fail(call.args[1]!, `not a regular expression: ${ready.why}`);
        return scope.unavailable(`the regular expression '${constant}': ${ready.why}`);
      }
      return apply('boolean', plans.slice(0, 1), ([of], run) => mapToTruth([toTexts(of!)], run.rows, ready.matches));
    }
    return apply('boolean', plans, (args, run) =>
      mapToTruth(args.map(toTexts), run.rows, (of, source) => {
        const ready = pattern(source!);
        return 'matches' in ready ? ready.matches(of!) : null;
      }),
    );
  },
};

export const textFunctions: Functions = {
  string: { ...text('string(value)', 0, 1, (a) => a!), orDot: true },
  concat: text('concat(a, b, …)', 1, all, (...texts) => texts.join('')),
  contains: truth('contains(text, part)', (a, b) => a.includes(b)),
  'starts-with': truth('starts-with(text, start)', (a, b) => a.startsWith(b)),
  'ends-with': truth('ends-with(text, end)', (a, b) => a.endsWith(b)),
  substring: text('substring(text, first, length), the first place is 1', 2, 3, (a, b, c) => substring(a!, b!, c)),
  substr: text('substr(text, from, to), the first place is 0, `to` is not included', 2, 3, (a, b, c) =>
    substr(a!, b!, c),
  ),
  'substring-before': text('substring-before(text, mark)', 2, 2, (a, b) => a!.slice(0, Math.max(0, a!.indexOf(b!)))),
  'substring-after': text('substring-after(text, mark)', 2, 2, (a, b) =>
    a!.includes(b!) ? a!.slice(a!.indexOf(b!) + b!.length) : '',
  ),
  'string-length': {
    signature: 'string-length(text)',
    orDot: true,
    least: 0,
    most: 1,
    type: 'number',
    of: (args, run) => mapToNumbers(args.map(toTexts), run.rows, (a) => a!.length),
  },
  'normalize-space': {
    ...text('normalize-space(text)', 0, 1, (a) => a!.trim().replace(/\s+/g, ' ')),
    orDot: true,
  },
  translate: text('translate(text, from, to)', 3, 3, (a, b, c) => translate(a!, b!, c!)),
  regex,
  'upper-case': text('upper-case(text)', 1, 1, (a) => a!.toUpperCase()),
  'lower-case': text('lower-case(text)', 1, 1, (a) => a!.toLowerCase()),
  digest: text("digest(text, 'SHA-256', 'hex' or 'base64')", 2, 3, (a, b, c) => digest(a!, b!, c)),
  'base64-decode': text('base64-decode(text)', 1, 1, (a) => Buffer.from(a!, 'base64').toString('utf8')),
  linebreak: text('linebreak()', 0, 0, () => '\n'),
  uuid: {
    signature: 'uuid()',
    least: 0,
    most: 1,
    type: 'text',
    plan: (_, scope) => scope.unavailable('uuid() was drawn by chance at the interview'),
  },
};
