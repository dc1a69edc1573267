import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Papa from 'papaparse';
import { beforeAll, describe, expect, test } from 'vitest';
import { openDisk } from '../../src/disk/disk.ts';
import type { LanguageCode, Words } from '../../src/publish/words/words.ts';
import { loadStudy } from '../../src/study/load.ts';
import type { Study } from '../../src/study/study.ts';
import { wordsOf } from '../../src/study/words.ts';

const FOLDER = new URL('../..', import.meta.url).pathname;
const LANGUAGES = ['fr', 'en', 'ar'] as const;

type Row = Readonly<Record<string, string>>;
const rowsOf = (file: string): readonly Row[] =>
  Papa.parse<Row>(readFileSync(file, 'utf8').replace(/^\uFEFF/, ''), { header: true, skipEmptyLines: true }).data;

let study: Study;
const words = new Map<LanguageCode, Words>();
beforeAll(async () => {
  study = await loadStudy(openDisk(null), join(FOLDER, 'pipeline.config.json'), { version: '0', hash: '', fonts: [] });
  for (const language of LANGUAGES) words.set(language, wordsOf(study, language).words);
});

interface Level {
  readonly field: string;
  readonly codes: readonly string[];
}

/** Fields with levels: choices of select_one and select_multiple, levels of a derived variable, yes and no of a flag. */
function leveled(): readonly Level[] {
  return [...study.names.fields].flatMap(([field, { options, flag }]) => {
    const codes = flag === true ? ['1', '0'] : (options ?? []);
    return codes.length === 0 ? [] : [{ field, codes }];
  });
}

/** What is said wrongly of the levels of a field in one language. */
function faults({ field, codes }: Level, language: LanguageCode): readonly string[] {
  const { level, field: titleOf } = words.get(language) ?? wordsOf(study, language).words;
  const seen = new Map<string, string>();
  return codes.flatMap((code) => {
    const label = level(field, code).trim();
    const place = `${field} › ${code} (${language}) « ${label} »`;
    const other = seen.get(label);
    seen.set(label, code);
    return [
      ...(label === '' ? [`${place}: no label`] : []),
      // A year is its own label.
      ...(label === code && !/^\d{4}$/.test(code) ? [`${place}: the code stands for a label`] : []),
      ...(label === titleOf(field).trim() ? [`${place}: the variable’s own label`] : []),
      ...(other === undefined ? [] : [`${place}: the label of ${other} too`]),
    ];
  });
}

describe('labels of levels of the diagnostic study', () => {
  test.each(LANGUAGES)('%s: every level has a label of its own, which is not that of its variable', (language) => {
    const fields = leveled();
    expect(fields.length).toBeGreaterThan(150);
    expect(fields.flatMap((field) => faults(field, language))).toEqual([]);
  });

  test.each(LANGUAGES)('%s: every breakdown has a heading and labels that the study itself gives', (language) => {
    const of = words.get(language);
    const broken = new Set(study.indicators.flatMap(({ by }) => by.flat()));
    expect([...broken]).toEqual(expect.arrayContaining(['sex', 'age_band', 'seasons_band', 'return_band', 'vul_high']));
    const levels = new Map(leveled().map(({ field, codes }) => [field, codes]));
    const bare = [...broken].filter((field) => of?.field(field) === field || (levels.get(field) ?? []).length < 2);
    expect(bare).toEqual([]);
  });

  test('a number in the code of a band is in its label, in every language', () => {
    const wrong = study.variables
      .filter(({ levels, list, name }) => levels !== null && list === '' && name.endsWith('_band'))
      .flatMap(({ name, levels }) => (levels ?? []).map((code) => ({ name, code })))
      .flatMap(({ name, code }) =>
        LANGUAGES.flatMap((language) => {
          const label = words.get(language)?.level(name, code) ?? '';
          const numbers = code.match(/\d+/g) ?? [];
          // Arabic has a form of the noun for one and for two, in which the number is.
          const said = (number: string) =>
            label.includes(number) || (language === 'ar' && Number(number) <= 2 && /موسم واحد|موسمين/.test(label));
          return numbers.every(said) ? [] : [`${name} › ${code}: ${label}`];
        }),
      );
    expect(wrong).toEqual([]);
  });

  test('strata of the frame: every one has a label, and no label is of a stratum that is not there', () => {
    const strata = new Set(rowsOf(join(FOLDER, 'schemas/frame.csv')).map(({ stratum }) => stratum ?? ''));
    expect(strata.size).toBe(16);
    expect([...(study.levels.get('frame_stratum')?.keys() ?? [])].sort()).toEqual([...strata].sort());
  });
});

const CATALOGUE = new URL('../../../shared/study/', import.meta.url).pathname;

describe.skipIf(!existsSync(CATALOGUE))('the labels are those of the catalogue (skipped without it)', () => {
  const catalogue = () => rowsOf(join(CATALOGUE, 'variables.csv'));

  test('levels of derived variables', () => {
    const own = catalogue().filter(({ levels = '' }) => levels !== '' && !levels.startsWith('list:'));
    expect(own.map(({ name }) => name)).toEqual(['age_band', 'seasons_band', 'return_band', 'icls_status']);
    for (const { name, levels } of own) {
      const variable = study.variables.find((one) => one.name === name);
      const written = [...(variable?.levelLabels ?? [])].map(
        ([code, label]) => `${code}=${LANGUAGES.map((language) => label[language]).join('|')}`,
      );
      expect(written.join(';'), name).toBe(levels);
    }
  });

  test('levels taken from a list of the form name the same list', () => {
    const lists = catalogue().filter(({ levels = '' }) => levels.startsWith('list:'));
    expect(lists).toHaveLength(5);
    for (const { name, levels } of lists)
      expect(`list:${study.variables.find((one) => one.name === name)?.list}`, name).toBe(levels);
  });

  test('choices of the form', () => {
    const at = (row: Row) => `${row.list_name} › ${row.name}`;
    const master = new Map(rowsOf(join(CATALOGUE, 'choices.csv')).map((row) => [at(row), row]));
    const own = rowsOf(join(FOLDER, 'schemas/form/choices.csv'));
    expect(own.map(at)).toEqual([...master.keys()]);
    // In English a claim and an answer would both be « Refused ».
    const other = own.filter((row) => JSON.stringify(row) !== JSON.stringify(master.get(at(row))));
    expect(other.map(at)).toEqual(['claim_result › refused']);
  });

  // Worded anew in the project, so that a heading says by itself what it is of.
  const REWORDED = [
    'camp_es_days',
    'camp_affil',
    'vul_high',
    'vul_m0',
    'real_income_ratio',
    'rss_half',
    'informal',
    'seasons_band',
  ];

  test('French labels of derived variables, save those that were worded anew', () => {
    const other = catalogue().flatMap(({ name = '', label_fr }) => {
      const own = study.variables.find((one) => one.name === name && !study.indices.some(({ id }) => id === name));
      return own === undefined || own.label.fr === label_fr ? [] : [name];
    });
    expect(other.filter((name) => !name.startsWith('s_')).sort()).toEqual([...REWORDED].sort());
  });
});
