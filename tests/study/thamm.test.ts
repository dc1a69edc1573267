import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Papa from 'papaparse';
import { beforeAll, describe, expect, test } from 'vitest';
import { openDisk } from '../../src/disk/disk.ts';
import { isShown } from '../../src/indicators/scales/scale.ts';
import { loadStudy } from '../../src/study/load.ts';
import type { Study } from '../../src/study/study.ts';
import { wordsOf } from '../../src/study/words.ts';

/** The folder of the study; another one can be named to look at a draft. */
const FOLDER = process.env.STUDY_FOLDER ?? new URL('../..', import.meta.url).pathname;
const CONFIG = join(FOLDER, 'pipeline.config.json');
const FORM = 'thamm_plus_diagnostic';
const settings = join(FOLDER, 'schemas', 'form', 'settings.csv');
const isThere = existsSync(CONFIG) && existsSync(settings) && readFileSync(settings, 'utf8').includes(FORM);

/** The catalogue of indicators that the study was made from: not part of the project. */
const CATALOGUE = new URL('../../../shared/study/indicators.csv', import.meta.url).pathname;
const LANGUAGES = ['fr', 'en', 'ar'] as const;

/** Every text in languages under a JSON value, with the path to it. */
function textsIn(value: unknown, path: string): { readonly path: string; readonly texts: Record<string, unknown> }[] {
  if (Array.isArray(value)) return value.flatMap((item, at) => textsIn(item, `${path} › ${nameOf(item) ?? at + 1}`));
  if (typeof value !== 'object' || value === null) return [];
  const keys = Object.keys(value);
  if (keys.length > 0 && keys.every((key) => LANGUAGES.some((language) => language === key)))
    return [{ path, texts: value as Record<string, unknown> }];
  return Object.entries(value).flatMap(([key, inner]) => textsIn(inner, `${path} › ${key}`));
}

function nameOf(item: unknown): string | undefined {
  const id = typeof item === 'object' && item !== null ? Reflect.get(item, 'id') : undefined;
  return typeof id === 'string' ? id : undefined;
}

const json = (file: string): unknown => JSON.parse(readFileSync(join(FOLDER, file), 'utf8'));
const SCHEMAS = ['variables', 'indices', 'indicators', 'models', 'figures', 'sheets', 'checks', 'corrections'];

describe.skipIf(!isThere)('the diagnostic study', () => {
  let study: Study;
  beforeAll(async () => {
    study = await loadStudy(openDisk(null), CONFIG, { version: '0', hash: '', fonts: [] });
  });

  test('loads, and its form has no problem', () => {
    expect(study.form.id).toBe(FORM);
    expect(study.formProblems).toEqual([]);
  });

  test.skipIf(!existsSync(CATALOGUE))('every indicator of the catalogue is made, or postponed with a reason', () => {
    const lines = readFileSync(CATALOGUE, 'utf8').split('\n').slice(1);
    const ids = lines.flatMap((line) => /^([A-Z]{3}\d{2}),/.exec(line)?.[1] ?? []);
    const made = new Set(study.indicators.map(({ id }) => id));
    const postponed = new Set(study.postponed.map(({ id }) => id));
    expect(ids).toHaveLength(68);
    expect(ids.filter((id) => made.has(id) === postponed.has(id))).toEqual([]);
    expect([...postponed].filter((id) => !ids.includes(id))).toEqual([]);
  });

  test.skipIf(!existsSync(CATALOGUE))('every indicator of the catalogue is declared as its row says', () => {
    const rows = Papa.parse<Record<string, string>>(readFileSync(CATALOGUE, 'utf8'), { header: true }).data;
    const declared = json('schemas/indicators.json') as {
      readonly breakdowns: { readonly D0: readonly string[] };
      readonly indicators: readonly (Record<string, unknown> & { readonly id: string })[];
    };
    const own = new Map(declared.indicators.map((entry) => [entry.id, entry]));
    const isExpression = (kind: string | undefined) => ['proportion', 'mean', 'median'].includes(kind ?? '');
    const disagreeing = rows.flatMap((row) => {
      const { id = '', kind } = row;
      if (id === '') return [];
      const entry = own.get(id);
      const by = [entry?.by ?? 'aucune'].flat();
      const said = {
        kind: entry?.kind,
        ...(isExpression(kind) || kind === 'multiple' ? { base_expression: entry?.base ?? '' } : {}),
        ...(isExpression(kind) ? { value_expression: entry?.value } : {}),
        ...(kind === 'index' || kind === 'multiple' ? { value_expression: `\${${entry?.field}}` } : {}),
        disaggregations: by.includes('D0') ? 'D0' : by.join(),
        thresholds: entry?.thresholds,
      };
      return Object.entries(said).flatMap(([column, ours]) => (ours === row[column] ? [] : [`${id} › ${column}`]));
    });
    // docs/study-method.md says why.
    expect(disagreeing).toEqual(['SOP12 › disaggregations', 'WAF01 › thresholds']);
    expect(declared.breakdowns.D0).toHaveLength(9);
  });

  test('direct identifiers have no column', () => {
    expect([...study.direct].sort()).toEqual(['deviceid', 'resp_cin', 'resp_name', 'resp_phone', 'resp_phone_alt']);
  });

  test('every text of the configuration and the schemas is there in three languages', () => {
    const found = ['pipeline.config.json', ...SCHEMAS.map((name) => `schemas/${name}.json`)].flatMap((file) =>
      textsIn(json(file), file),
    );
    expect(found.length).toBeGreaterThan(300);
    const wanting = found.filter(({ texts }) =>
      LANGUAGES.some((language) => typeof texts[language] !== 'string' || texts[language] === ''),
    );
    expect(wanting.map(({ path }) => path)).toEqual([]);
  });

  test('every question, choice, hint and message of the form is there in three languages', () => {
    const ids = LANGUAGES.map((code) => study.form.languages.find((language) => language.code === code)?.id ?? code);
    const wanting: string[] = [];
    const look = (place: string, texts: ReadonlyMap<string, string>, needed: boolean) => {
      const some = [...texts.values()].some((text) => text !== '');
      if ((needed || some) && ids.some((id) => (texts.get(id) ?? '') === '')) wanting.push(place);
    };
    for (const field of study.form.fields) {
      look(`${field.name} label`, field.label, field.role === 'question');
      look(`${field.name} hint`, field.hint, false);
      look(
        `${field.name} constraint_message`,
        field.constraintMessage,
        field.constraint !== '' && field.role === 'question',
      );
    }
    for (const group of study.form.groups) look(`${group.name} label`, group.label, true);
    for (const { name, choices } of study.form.lists.values())
      for (const choice of choices) look(`${name} ${choice.name}`, choice.label, true);
    expect(wanting).toEqual([]);
  });

  test.each(LANGUAGES)('in %s no label has to come from another language', (language) => {
    expect(wordsOf(study, language).fallbacks).toBe(0);
  });

  test('every indicator is in one sheet, that of its theme', () => {
    const placed = study.sheets.flatMap(({ theme, indicators }) => indicators.map((id) => `${theme} ${id}`)).sort();
    expect(placed).toEqual(
      [...study.indicators, ...study.models, ...study.indices.filter(isShown)]
        .map(({ theme, id }) => `${theme} ${id}`)
        .sort(),
    );
  });

  test('the methodology calls each indicator as the study does, in three languages', () => {
    const text = readFileSync(join(FOLDER, 'docs/methodology.md'), 'utf8');
    const named = [...text.matchAll(/^#### (\w+) — (.*)\n- EN: (.*) · AR: (.*)$/gm)];
    expect(named.length).toBeGreaterThan(60);
    const { indicators } = json('schemas/indicators.json') as {
      readonly indicators: readonly { readonly id: string; readonly title: Record<string, string> }[];
    };
    const titles = new Map(indicators.map(({ id, title }) => [id, [title.fr, title.en, title.ar]]));
    for (const [, id = '', ...own] of named) expect([id, ...own]).toEqual([id, ...(titles.get(id) ?? [])]);
  });

  test('every kind of figure that its report is made of is bound to estimates of its own', () => {
    const kinds = new Set(study.figures.map(({ kind }) => kind));
    const wanted =
      'breakdown ranked shares grouped likert slope dumbbell histogram stacked multiples heatmap coefficients predicted funnel matrix calendar tiles flow';
    expect(wanted.split(' ').filter((kind) => !kinds.has(kind))).toEqual([]);
    expect(study.figures.length).toBeGreaterThanOrEqual(30);
  });

  test('every theme has a title; at least eight figures', () => {
    expect([...study.themes.values()].filter(({ fr, en, ar }) => !fr || !en || !ar)).toEqual([]);
    expect(study.figures.length).toBeGreaterThanOrEqual(8);
  });

  test('nothing lacks a parameter while the data are simulated, and what is invented says so', () => {
    expect(study.simulated).toBe(true);
    expect(study.indicators.filter(({ lacks }) => lacks.size > 0)).toEqual([]);
    expect(study.parameters.filter(({ invented }) => invented).map(({ name }) => name)).toEqual(['poverty_line_mad']);
    expect(study.lookups.filter(({ invented }) => invented).map(({ name }) => name)).toEqual(['cpi']);
  });
});
