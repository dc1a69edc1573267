import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { Registry } from '../../src/kind.ts';
import { kind } from '../../src/kind.ts';
import { compileEntries } from '../../src/study/entries.ts';

interface Context {
  readonly place: string;
  readonly level: string;
}

const range = kind(
  z.strictObject({ field: z.string(), max: z.exactOptional(z.number()) }),
  ({ field, max }, { place, level }: Context) => `${place}: ${field} <= ${max ?? 'any'} (${level})`,
);
const unique = kind(z.strictObject({}), (_, { place }: Context) => place);
const registry: Registry<Context, string> = { range, unique };

function compiled(entries: readonly unknown[]) {
  return compileEntries(
    entries,
    'schemas/checks.json',
    { level: z.enum(['error', 'warning']).default('warning') },
    registry,
    ({ level }, place) => ({
      place,
      level,
    }),
  );
}

describe('compileEntries', () => {
  test('none', () => {
    expect(compiled([])).toEqual([]);
  });

  test('what every entry says, what its kind takes, and the job', () => {
    expect(
      compiled([
        { id: 'age-range', kind: 'range', level: 'error', field: 'age', max: 99 },
        { id: 'u.1', kind: 'unique' },
      ]),
    ).toEqual([
      {
        id: 'age-range',
        kind: 'range',
        common: { level: 'error' },
        params: { field: 'age', max: 99 },
        job: 'schemas/checks.json › age-range: age <= 99 (error)',
      },
      { id: 'u.1', kind: 'unique', common: { level: 'warning' }, params: {}, job: 'schemas/checks.json › u.1' },
    ]);
  });

  test.each<[name: string, entries: unknown[], message: string]>([
    [
      'an unknown kind',
      [{ id: 'a', kind: 'rnage' }],
      "schemas/checks.json › a › kind: unknown kind 'rnage'. Did you mean 'range'?",
    ],
    ['a kind like no other', [{ id: 'a', kind: 'zzzzzzzz' }], "unknown kind 'zzzzzzzz'. Kinds: range, unique"],
    ['a kind of Object.prototype', [{ id: 'a', kind: 'constructor' }], "unknown kind 'constructor'"],
    ['__proto__ as a kind', [{ id: 'a', kind: '__proto__' }], "unknown kind '__proto__'"],
    [
      'two entries of one id',
      [
        { id: 'a', kind: 'unique' },
        { id: 'a', kind: 'unique' },
      ],
      'schemas/checks.json › a: two entries have this id. Give one of them another',
    ],
    ['no id', [{ kind: 'unique' }], 'schemas/checks.json › 1 › id: is missing'],
    [
      'no kind, in the second',
      [{ id: 'a', kind: 'unique' }, { id: 'b' }],
      'schemas/checks.json › 2 › kind: is missing',
    ],
    [
      'an id with a space',
      [{ id: 'a b', kind: 'unique' }],
      "schemas/checks.json › 1 › id: 'a b' cannot stand here: an id is made of letters, digits, _ . and -",
    ],
    ['an empty id', [{ id: '', kind: 'unique' }], 'an id is made of letters'],
    ['a misspelt key', [{ id: 'a', kind: 'range', feild: 'age' }], 'schemas/checks.json › a'],
    [
      'a key that its kind does not know',
      [{ id: 'a', kind: 'unique', max: 3 }],
      "schemas/checks.json › a: unknown key 'max'",
    ],
    ['a missing parameter', [{ id: 'a', kind: 'range' }], 'schemas/checks.json › a › field: is missing'],
    [
      'a wrong level',
      [{ id: 'a', kind: 'unique', level: 'eror' }],
      "schemas/checks.json › a › level: 'eror' is not allowed here. Did you mean 'error'?",
    ],
    ['no object', ['range'], 'schemas/checks.json › 1: object is expected, "range" was found'],
  ])('%s is a fault', (_, entries, message) => {
    expect(() => compiled(entries)).toThrow(message);
  });

  test('a misspelt key suggests the one that was meant', () => {
    expect(() => compiled([{ id: 'a', kind: 'range', field: 'age', mxa: 3 }])).toThrow(
      "schemas/checks.json › a: unknown key 'mxa'. Did you mean 'max'?",
    );
  });

  // The kind is asked first, and it does not know the keys of every entry.
  test('a misspelt key of every entry suggests that one', () => {
    expect(() => compiled([{ id: 'a', kind: 'unique', levle: 'error' }])).toThrow("Did you mean 'level'?");
  });
});
