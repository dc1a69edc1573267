import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { jsonSchemas } from '../../src/study/jsonSchemas.ts';
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

/** Keys of a schema without a description, languages and the schema's own key apart; a property that only says which kind is no key. */
function undescribed(schema: unknown, path: string): readonly string[] {
  if (Array.isArray(schema)) return schema.flatMap((one) => undescribed(one, path));
  if (typeof schema !== 'object' || schema === null) return [];
  return Object.entries(schema).flatMap(([word, value]) => {
    if (word === 'if') return [];
    if (word !== 'properties') return undescribed(value, path);
    return Object.entries(value as Record<string, { description?: string }>).flatMap(([key, one]) => [
      ...(one.description === undefined && !['$schema', 'fr', 'en', 'ar'].includes(key) ? [`${path} › ${key}`] : []),
      ...undescribed(one, `${path} › ${key}`),
    ]);
  });
}

test.each(Object.keys(KEY_NOTES))('an editor has a sentence on every key of schemas/%s.json', (name) => {
  const schema = JSON.parse(read(`schemas/${name}.schema.json`));
  expect([...new Set(undescribed(schema, name))]).toEqual([]);
  const written = JSON.stringify(schema);
  // No sentence on a key that is no longer there.
  const idle = Object.values(KEY_NOTES[name] ?? {}).filter((text) => !written.includes(JSON.stringify(text)));
  expect(idle).toEqual([]);
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
