import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { openDisk } from '../../src/disk/disk.ts';
import { explained } from '../../src/evidence/explain.ts';
import type { Line } from '../../src/evidence/inWords.ts';
import { loadStudy } from '../../src/study/load.ts';
import type { Study } from '../../src/study/study.ts';
import { wordsOf } from '../../src/study/words.ts';

const FOLDER = new URL('../..', import.meta.url).pathname;
const LANGUAGES = ['fr', 'en', 'ar'] as const;

let study: Study;
beforeAll(async () => {
  study = await loadStudy(openDisk(null), join(FOLDER, 'pipeline.config.json'), { version: '0', hash: '', fonts: [] });
});

/** Ids of the catalogue: three letters and two figures. */
const catalogued = () => study.indicators.filter(({ id }) => /^[A-Z]{3}\d{2}$/.test(id) && !id.startsWith('PRO'));
const linesOf = ({ text, under }: Line): readonly string[] => [text, ...under.flatMap(linesOf)];

describe('what readers are told of an indicator of the diagnostic', () => {
  test('every indicator of the catalogue has a definition in each language, another text in each', () => {
    expect(catalogued()).toHaveLength(68);
    const wanting = catalogued().filter(({ told: { formula } }) => {
      const texts = LANGUAGES.map((language) => formula[language] ?? '');
      return texts.includes('') || new Set(texts).size < 3 || !/[\u0600-\u06ff]/.test(formula.ar ?? '');
    });
    expect(wanting.map(({ id }) => id)).toEqual([]);
  });

  test('every indicator of the catalogue says how far its method is verified', () => {
    expect(catalogued().flatMap(({ id, told: { marks } }) => (marks.length === 0 ? [id] : []))).toEqual([]);
  });

  test('a definition is for people: no name of a column, no function, no operator', () => {
    const written = study.indicators.flatMap(({ id, told: { formula } }) =>
      LANGUAGES.map((language) => `${id} (${language}): ${formula[language] ?? ''}`),
    );
    expect(written.filter((text) => /[a-z]_[a-z]|[a-z]\(|[=<>≥≤{}$]/.test(text))).toEqual([]);
  });

  test.each(LANGUAGES)('%s: no code of the program in any explanation', (language) => {
    const { words } = wordsOf(study, language);
    const lines = study.indicators.flatMap((entry) =>
      explained(entry, study, null, words).flatMap(({ heading, lines: own }) =>
        own.flatMap(linesOf).map((text) => `${entry.id} › ${heading}: ${text.replace(/ \[\w+\]$/, '')}`),
      ),
    );
    expect(lines.length).toBeGreaterThan(4000);
    expect(lines.filter((text) => /[a-z]_[a-z0-9]|\$\{|[a-z]\([^)]*\)|selected|>=|<=|!=|undefined/.test(text))).toEqual(
      [],
    );
    // What a variable’s levels are called, not how they are coded.
    expect(lines.filter((text) => /[«“]\s*(18 34|45 plus|unemployed)\s*[»”]/.test(text))).toEqual([]);
  });

  test('the definition stands in the explanation, in its language', () => {
    for (const language of LANGUAGES) {
      const { words } = wordsOf(study, language);
      for (const entry of catalogued()) {
        const lines = explained(entry, study, null, words).flatMap(({ lines: own }) => own.flatMap(linesOf));
        expect(lines, entry.id).toContain(words.indicator(entry.id).definition);
      }
    }
  });

  test('sources and thresholds are in the glossary, in three languages', () => {
    const files = ['indicators', 'models'].map((name) =>
      JSON.parse(readFileSync(join(FOLDER, `schemas/${name}.json`), 'utf8')),
    );
    const entries: readonly { id: string; source?: string; thresholds?: string }[] = files.flatMap(
      ({ indicators, models }) => indicators ?? models,
    );
    const benchmarks = study.indicators.flatMap(({ id, benchmarks: own }) => own.map(({ source }) => ({ id, source })));
    const has = (text: string) => LANGUAGES.every((language) => study.glossary.get(text)?.[language]);
    const wanting = [...entries, ...benchmarks].flatMap((entry) =>
      [entry.source ?? '', 'thresholds' in entry ? (entry.thresholds ?? '') : ''].flatMap((text) =>
        text === '' || has(text) ? [] : text.split('; ').filter((part) => !has(part)),
      ),
    );
    expect(wanting).toEqual([]);
  });
});
