import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { jsonSchemas } from '../../src/study/jsonSchemas.ts';
import type { FileNotes } from '../../src/study/keyNotes/fileNotes.ts';
import { KEY_NOTES } from '../../src/study/keyNotes.ts';

const root = new URL('../../', import.meta.url).pathname;
const read = (path: string) => readFileSync(`${root}${path}`, 'utf8');
const made = [...jsonSchemas()].map(([path, schema]) => ({
  path,
  schema,
  file: path.replace('.schema', '').replace('schemas/pipeline', 'pipeline'),
}));
// `strict` would refuse keywords that a validator may ignore; what a schema says is held by the tests below.
const ajv = new Ajv2020({ allErrors: true, strict: false });

/** What is wrong with a value by the schema of a file: place and fault. */
function faults(file: string, value: unknown): readonly string[] {
  const schema = made.find((one) => one.file === file)?.schema ?? false;
  const validate = ajv.compile(schema);
  validate(value);
  return (validate.errors ?? [])
    .filter(({ keyword }) => keyword !== 'if')
    .map(({ instancePath, keyword, params }) => `${instancePath} ${keyword} ${JSON.stringify(params)}`);
}

describe.each(made)('$path', ({ path, schema, file }) => {
  test('is what the loader checks today (else: npm run schemas)', () => {
    expect(JSON.parse(read(path))).toEqual(JSON.parse(JSON.stringify(schema)));
  });

  test("the study's own file names it, and fits it", () => {
    const value = JSON.parse(read(file));
    expect(value.$schema).toBe(file.startsWith('schemas/') ? path.replace('schemas/', './') : `./${path}`);
    expect(faults(file, value)).toEqual([]);
  });

  test('a key that nobody knows does not', () => {
    expect(faults(file, { ...JSON.parse(read(file)), feild: 1 })).toEqual([
      ' additionalProperties {"additionalProperty":"feild"}',
    ]);
  });
});

describe.each(['roster', 'season', 'waves', 'weights'])('the small study %s', (study) => {
  test('fits', () => {
    expect(faults('pipeline.config.json', JSON.parse(read(`tests/cases/${study}/pipeline.config.json`)))).toEqual([]);
    expect(faults('schemas/indicators.json', JSON.parse(read(`tests/cases/${study}/schemas/indicators.json`)))).toEqual(
      [],
    );
  });
});

/** A key of a schema where an editor may show it: its path in the file, the kind of entry it is in, and what is shown. */
interface ShownKey {
  readonly path: string;
  readonly kind: string;
  readonly description: string | undefined;
}

/** Every key of a schema, a key of several kinds once each; languages and the schema's own key apart. A condition on the kind shows none. */
function shownKeys(schema: unknown, path: readonly string[] = [], around = ''): readonly ShownKey[] {
  if (Array.isArray(schema)) return schema.flatMap((one) => shownKeys(one, path, around));
  if (typeof schema !== 'object' || schema === null) return [];
  return Object.entries(schema).flatMap(([word, value]) => {
    if (word === 'if') return [];
    if (word !== 'properties') return shownKeys(value, path, around);
    const kind: string = value.kind?.const ?? around;
    return Object.entries<{ description?: string }>(value).flatMap(([key, one]) => [
      ...(['$schema', 'fr', 'en', 'ar'].includes(key)
        ? []
        : [{ path: [...path, key].join('.'), kind, description: one.description }]),
      ...shownKeys(one, [...path, key], kind),
    ]);
  });
}

test('a key without a sentence, a kind without one: both are seen', () => {
  const then = { properties: { kind: { const: 'range' }, min: {}, max: { description: 'Largest value.' } } };
  expect(shownKeys({ properties: { checks: { items: { if: { properties: { kind: {} } }, then } } } })).toEqual([
    { path: 'checks', kind: '', description: undefined },
    { path: 'checks.kind', kind: 'range', description: undefined },
    { path: 'checks.min', kind: 'range', description: undefined },
    { path: 'checks.max', kind: 'range', description: 'Largest value.' },
  ]);
});

describe.each(made.map(({ path }) => path))('%s in an editor', (path) => {
  const shown = shownKeys(JSON.parse(read(path)));
  const name = path.replace(/^schemas\/|\.schema\.json$/g, '');
  const notes: FileNotes = KEY_NOTES[name] ?? { keys: {} };
  const kinds = Object.entries(notes.kinds ?? {});

  test('has a sentence on every key, whatever the kind of entry', () => {
    expect(shown.length).toBeGreaterThan(2);
    const bare = shown.filter(({ description }) => description === undefined);
    expect(bare.map(({ path: at, kind }) => `${at} ${kind}`.trim())).toEqual([]);
    for (const { description } of shown) expect(description).toMatch(/^\S.{5,219}[.?]$/);
  });

  test('has a sentence of its own on every kind, also on the entry as a whole', () => {
    const own = shown.filter((each) => each.path === `${name}.kind` && each.kind !== '');
    expect(own.map(({ kind }) => kind).sort()).toEqual(kinds.map(([kind]) => kind).sort());
    expect(new Set(own.map(({ description }) => description)).size).toBe(own.length);
    const whole = JSON.parse(read(path)).properties[name]?.items?.allOf ?? [];
    expect(whole.map(({ then }: { then: { description?: string } }) => then.description)).toEqual(
      own.map(({ description }) => description),
    );
  });

  test('shows every sentence that there is, so that none is on a key of before', () => {
    const at = (place: string, kind: string | null, sentence: string) =>
      shown.some(
        (each) =>
          (each.path === place || each.path.replaceAll('.runs.', '.') === place) &&
          (kind === null || each.kind === kind) &&
          each.description === sentence,
      );
    const idle = [
      ...Object.entries(notes.keys).filter(([place, sentence]) => !at(place, null, sentence)),
      ...kinds.flatMap(([kind, own]) =>
        Object.entries(own).filter(([key, sentence]) => !at(`${name}.${key}`, kind, sentence)),
      ),
    ];
    expect(idle).toEqual([]);
  });
});

test.each([
  ['checks', { id: 'age', kind: 'range', field: 'age', min: 18, max: 75, level: 'error' }, []],
  [
    'checks',
    { id: 'age', kind: 'range', feild: 'age', field: 'age', min: 18 },
    ['/checks/0 additionalProperties {"additionalProperty":"feild"}'],
  ],
  ['checks', { id: 'age', kind: 'rnage' }, ['/checks/0/kind enum']],
  [
    'checks',
    { kind: 'range', field: 'age', min: 18 },
    ['/checks/0 required {"missingProperty":"id"}', '/checks/0 required {"missingProperty":"id"}'],
  ],
  ['checks', { id: 'age', kind: 'range', field: 'age', min: 18, level: 'grave' }, ['/checks/0/level enum']],
  ['indicators', { id: 'A1', kind: 'proportion', theme: 'a' }, ['/indicators/0 required {"missingProperty":"value"}']],
])('an entry of %s: %j', (name, entry, expected) => {
  const found = faults(`schemas/${name}.json`, { [name]: [entry] });
  expect(found).toHaveLength(expected.length);
  for (const [place, said] of expected.entries()) expect(found[place]).toContain(said);
});
