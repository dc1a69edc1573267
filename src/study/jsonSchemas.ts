import { z } from 'zod';
import { checkKinds } from '../checks/registry.ts';
import { correctionKinds } from '../corrections/registry.ts';
import { indicatorKinds } from '../indicators/registry.ts';
import { figureKinds } from '../publish/figures/registry.ts';
import { sheetKinds } from '../publish/sheets/registry.ts';
import { checkKeys, correctionKeys, figureKeys, shownKeys } from './commonKeys.ts';
import { config } from './config.ts';
import { id } from './entries.ts';
import { indicatorKeys } from './indicatorEntries.ts';
import { besideIndices, indexSchema } from './indices.ts';
import type { FileNotes } from './keyNotes/fileNotes.ts';
import { KEY_NOTES } from './keyNotes.ts';
import { besideModels, modelSchema } from './modelEntries.ts';
import { besideIndicators } from './schemaFiles.ts';
import { variableSchema } from './variables.ts';

/** A JSON Schema (draft 2020-12), or part of one. */
export type JsonSchema = { readonly [key: string]: unknown };

const DRAFT = 'https://json-schema.org/draft/2020-12/schema';
const CONFIGURATION = 'pipeline.config';

type Kinds = Readonly<Record<string, { readonly params: z.ZodType }>>;

/**
 * What an editor needs to complete and check the files of a study: path from the study's folder → JSON Schema. They are made of what the loader
 * itself holds the files against, kind by kind. What only the loader knows (whether a question exists, whether weights add up) is not in them.
 */
export function jsonSchemas(): ReadonlyMap<string, JsonSchema> {
  const files: readonly (readonly [name: string, entry: JsonSchema, beside?: z.ZodRawShape])[] = [
    ['checks', entryOf(checkKinds, checkKeys)],
    ['corrections', entryOf(correctionKinds, correctionKeys)],
    ['variables', written(variableSchema)],
    ['indices', written(indexSchema), besideIndices],
    ['indicators', entryOf(indicatorKinds, indicatorKeys), besideIndicators],
    ['models', written(modelSchema), besideModels],
    ['figures', entryOf(figureKinds, figureKeys)],
    ['sheets', entryOf(sheetKinds, shownKeys)],
  ];
  return new Map([
    ...files.map(
      ([name, entry, beside = {}]) => [schemaPath(name), withNotes(name, fileOf(name, entry, beside))] as const,
    ),
    [
      schemaPath(CONFIGURATION),
      withNotes(CONFIGURATION, { $schema: DRAFT, title: `${CONFIGURATION}.json`, ...written(config) }),
    ],
  ]);
}

function schemaPath(name: string): string {
  return `schemas/${name}.schema.json`;
}

/** The value of a study's file with the key by which editors find its schema; a file without one is given back as it is. */
export function withSchema(path: string, value: unknown): unknown {
  const name = path.replace(/^schemas\//, '').replace(/\.json$/, '');
  if (!jsonSchemas().has(schemaPath(name)) || typeof value !== 'object' || value === null) return value;
  return { $schema: path.startsWith('schemas/') ? `./${name}.schema.json` : `./${schemaPath(name)}`, ...value };
}

/** One file under schemas/: its entries under its name, and what it says besides. */
function fileOf(name: string, entry: JsonSchema, beside: z.ZodRawShape): JsonSchema {
  const { properties } = written(z.strictObject(beside));
  return {
    $schema: DRAFT,
    title: `schemas/${name}.json`,
    type: 'object',
    properties: { $schema: { type: 'string' }, ...(properties as JsonSchema), [name]: { type: 'array', items: entry } },
    required: [name],
    additionalProperties: false,
  };
}

/** The schema of a file with what editors show of its keys. */
function withNotes(name: string, schema: JsonSchema): JsonSchema {
  const notes = KEY_NOTES[name];
  return notes === undefined ? schema : (noted(schema, notes, [], '') as JsonSchema);
}

/** Part of a schema with notes: `path` is that of its key in the file, `kind` that of the entry around it, '' outside of any. */
function noted(part: unknown, notes: FileNotes, path: readonly string[], kind: string): unknown {
  if (Array.isArray(part)) return part.map((one) => noted(one, notes, path, kind));
  if (typeof part !== 'object' || part === null) return part;
  const schema = part as JsonSchema;
  const keys = (schema.properties ?? {}) as Readonly<Record<string, JsonSchema>>;
  const own = typeof keys.kind?.const === 'string' ? keys.kind.const : '';
  const sentence = notes.kinds?.[own]?.kind;
  const inside = own === '' ? kind : own;
  const of = (word: string, value: unknown): unknown => {
    // What only asks for the kind says nothing.
    if (word === 'if') return value;
    if (word !== 'properties') return noted(value, notes, path, inside);
    return Object.fromEntries(
      Object.entries(keys).map(([key, one]) => {
        const at = [...path, key];
        const description = noteOf(notes, at, inside);
        const told = noted(one, notes, at, inside) as JsonSchema;
        return [key, { ...(description === undefined ? {} : { description }), ...told }];
      }),
    );
  };
  return {
    ...(sentence === undefined ? {} : { description: sentence }),
    ...Object.fromEntries(Object.entries(schema).map(([word, value]) => [word, of(word, value)])),
  };
}

/** The note of a key: that of its kind, else that of its path, else that of the same key outside `runs`. */
function noteOf({ keys, kinds }: FileNotes, path: readonly string[], kind: string): string | undefined {
  return (
    kinds?.[kind]?.[path.slice(1).join('.')] ??
    keys[path.join('.')] ??
    keys[path.filter((part) => part !== 'runs').join('.')]
  );
}

/** An entry whose keys follow from its kind: told by `if` and `then`, so that an editor names the one key that is wrong. */
function entryOf(kinds: Kinds, keys: z.ZodRawShape): JsonSchema {
  const common = written(z.strictObject({ id, ...keys }));
  return {
    type: 'object',
    properties: { id: (common.properties as JsonSchema).id, kind: { enum: Object.keys(kinds) } },
    required: ['id', 'kind'],
    allOf: Object.entries(kinds).map(([kind, { params }]) => ({
      if: { properties: { kind: { const: kind } }, required: ['kind'] },
      // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
      then: joined(written(params), common, kind),
    })),
  };
}

/** The keys of a kind together with those of every entry; of a kind with alternatives, in each of them. */
function joined(params: JsonSchema, common: JsonSchema, kind: string): JsonSchema {
  for (const alternatives of ['anyOf', 'oneOf', 'allOf'])
    if (Array.isArray(params[alternatives]))
      return { ...params, [alternatives]: params[alternatives].map((one) => joined(one, common, kind)) };
  return {
    ...params,
    properties: { ...(common.properties as JsonSchema), kind: { const: kind }, ...(params.properties as JsonSchema) },
    required: [...(common.required as string[]), 'kind', ...((params.required as string[] | undefined) ?? [])],
  };
}

/** As people write it: what has a default may be left out. */
function written(schema: z.ZodType): JsonSchema {
  const { $schema: _, ...made } = z.toJSONSchema(schema, { io: 'input' });
  return made;
}
