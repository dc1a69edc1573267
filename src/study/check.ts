import { z } from 'zod';
import { fault } from '../fault.ts';
import { nearest } from '../form/nearest.ts';
import { jsonFaultAt, keyTwice } from './jsonPlace.ts';

// What is declared is checked once: a validator compiled for it takes longer to make than to do without.
z.config({ jitless: true });

/** Parses JSON text; a fault names the file, line and column. A key that an object has twice is one: the first would be lost in silence. */
export function parseJson(text: string, place: string): unknown {
  const bare = text.replace(/^\uFEFF/, '');
  if (bare.trim() === '')
    throw fault(place, 'the file is empty', 'Take it from your backup, or write {} and its entries');
  // What a decoder writes for bytes that are no UTF-8.
  const foreign = bare.indexOf('\uFFFD');
  if (foreign >= 0)
    throw fault(place, `${lineAt(bare, foreign)}: a letter is not in UTF-8`, 'Save the file with the encoding UTF-8');
  let value: unknown;
  try {
    value = JSON.parse(bare);
  } catch {
    throw fault(
      place,
      `${lineAt(bare, jsonFaultAt(bare))}: this is not well-formed JSON`,
      'Look here and just before for a missing comma, quote or bracket, a comma too many, or a word without quotes',
    );
  }
  const twice = keyTwice(bare, value);
  if (twice !== null)
    throw fault(place, `${lineAt(bare, twice.at)}: the key '${twice.key}' is there twice`, 'Take out one of them');
  return value;
}

function lineAt(text: string, offset: number): string {
  const before = text.slice(0, offset).split('\n');
  return `line ${before.length}, column ${(before.at(-1) ?? '').length + 1}`;
}

/**
 * Holds a value against its schema; the fault names file, entry and key, and suggests the key or word that was meant. `alsoKnown` are keys
 * of the same object that another schema checks.
 */
export function checked<T>(schema: z.ZodType<T>, value: unknown, place: string, alsoKnown: readonly string[] = []): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  // A misspelt key makes the right one missing too: the misspelling is what to mend.
  const issue = result.error.issues.find(({ code }) => code === 'unrecognized_keys') ?? result.error.issues[0];
  if (issue === undefined) throw fault(place, 'does not fit');
  const where = [place, ...issue.path.map(String)].join(' › ');
  throw fault(where, ...inWords(issue, schema, value, alsoKnown));
}

function inWords(
  issue: z.core.$ZodIssue,
  schema: z.ZodType,
  value: unknown,
  alsoKnown: readonly string[],
): [string, string] {
  switch (issue.code) {
    case 'unrecognized_keys': {
      const key = issue.keys[0] ?? '';
      const known = [...keysAt(schema, issue.path), ...(issue.path.length === 0 ? alsoKnown : [])];
      const meant = nearest(key, known);
      return [
        `unknown key '${key}'`,
        meant === null ? (known.length > 0 ? `Known here: ${known.join(', ')}` : '') : `Did you mean '${meant}'?`,
      ];
    }
    case 'invalid_value': {
      const allowed = issue.values.map(String);
      const found = at(value, issue.path);
      const meant = nearest(String(found), allowed);
      return [
        `'${String(found)}' is not allowed here`,
        meant === null ? `Allowed: ${allowed.join(', ')}` : `Did you mean '${meant}'?`,
      ];
    }
    case 'invalid_type': {
      const found = at(value, issue.path);
      return found === undefined
        ? ['is missing', `Give it a value (${issue.expected})`]
        : [`${issue.expected} is expected, ${JSON.stringify(found)?.slice(0, 60) ?? 'nothing'} was found`, ''];
    }
    case 'too_small':
    case 'too_big': {
      // A message of the schema's own says more.
      if (!/^Too (small|big)/.test(issue.message)) return [lowered(issue.message), ''];
      const small = issue.code === 'too_small';
      const limit = String(small ? issue.minimum : issue.maximum);
      if (issue.origin === 'string' || issue.origin === 'array')
        return limit === '1' && small
          ? ['is empty', 'Write it, or leave the key out']
          : [
              `has too ${small ? 'few' : 'many'} ${issue.origin === 'array' ? 'entries' : 'letters'}`,
              `${small ? 'At least' : 'At most'} ${limit}`,
            ];
      const beyond = issue.inclusive === false ? (small ? 'above' : 'below') : small ? 'at least' : 'at most';
      return [
        `${JSON.stringify(at(value, issue.path))} is too ${small ? 'small' : 'large'}`,
        `It must be ${beyond} ${limit}`,
      ];
    }
    case 'invalid_format':
      return [`'${String(at(value, issue.path)).slice(0, 60)}' cannot stand here: ${lowered(issue.message)}`, ''];
    default:
      return [lowered(issue.message), ''];
  }
}

const lowered = (message: string): string => message.charAt(0).toLowerCase() + message.slice(1);

function at(value: unknown, path: readonly PropertyKey[]): unknown {
  let here = value;
  for (const step of path) here = typeof here === 'object' && here !== null ? Reflect.get(here, step) : undefined;
  return here;
}

/** The keys that an object schema knows at a path; [] where the path leads through something else. */
function keysAt(schema: z.ZodType, path: readonly PropertyKey[]): string[] {
  let here: unknown = schema;
  for (const step of path) {
    const bare = unwrap(here);
    here =
      typeof step === 'number' ? Reflect.get(bare, 'element') : Reflect.get(Object(Reflect.get(bare, 'shape')), step);
  }
  return Object.keys(Object(Reflect.get(unwrap(here), 'shape') ?? {}));
}

function unwrap(schema: unknown): object {
  let here = Object(schema) as object;
  for (;;) {
    const def = Reflect.get(here, '_zod') as { def?: { innerType?: unknown } } | undefined;
    const inner = def?.def?.innerType;
    if (inner === undefined) return here;
    here = Object(inner) as object;
  }
}
