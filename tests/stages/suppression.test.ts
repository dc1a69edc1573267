import { cpSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { beforeAll, describe, expect, test } from 'vitest';
import { run } from '../../src/commands/run.ts';
import { openStudy } from '../../src/commands/study.ts';
import { published } from '../../src/indicators/hide.ts';
import { WIDTH } from '../../src/publish/figures/theme.ts';
import { THEMES } from '../../src/publish/figures/themes.ts';
import { accountFile, cleanData } from '../../src/stages/artifacts.ts';
import { withFileDigits } from '../../src/stages/digits.ts';
import { impactRows } from '../../src/stages/impact.ts';
import { computed, publicationRules } from '../../src/stages/indicators.ts';
import { madeBy } from '../../src/stages/made.ts';
import { studyText } from '../../src/study/labels.ts';
import type { Study } from '../../src/study/study.ts';
import { wordsOf } from '../../src/study/words.ts';
import type { Estimate } from '../../src/table/estimate.ts';
import { formatNumber } from '../../src/writers/number.ts';
import { leaksOf } from '../indicators/leaks.ts';
import { wordFaults } from '../ooxml/wordRules.ts';
import { workbookFaults } from '../ooxml/workbookRules.ts';
import { FONTS } from '../publish/fonts.ts';
import { temporaryFolder, testWorld } from '../world.ts';
import {
  type PublishedRow,
  pageNumbers,
  pageRows,
  plainText,
  textsIn,
  wordRows,
  workbookRows,
} from './publishedRows.ts';

const root = new URL('../../', import.meta.url).pathname;

const NUMBERS = ['value', 'se', 'low', 'high', 'weighted', 'deff'] as const;

/** Its numbers as files write them, where they are long enough to be told from any other. */
function numbersOf(estimate: Estimate): readonly string[] {
  return NUMBERS.flatMap((name) => {
    const number = estimate[name];
    const text = number === null ? '' : formatNumber(number);
    return text.replace(/^0\.0*|\D/g, '').length >= 8 ? [text] : [];
  });
}

/** Latin digits and a decimal point, whatever the language. */
function latin(text: string): string {
  return text.replace(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x660)).replace(/(\d)[,٫](?=\d{6})/g, '$1.');
}

/** Rows of a CSV file by its first line; quoted cells hold no comma here that would matter. */
function csvRows(text: string): readonly ReadonlyMap<string, string>[] {
  const cells = (line: string) =>
    [...`${line},`.matchAll(/(?:"((?:[^"]|"")*)"|([^,]*)),/g)].map(([, quoted, bare]) => quoted ?? bare ?? '');
  const [head = '', ...lines] = text
    .replace(/^\ufeff/, '')
    .trimEnd()
    .split(/\r?\n/);
  const names = cells(head);
  return lines.map((line) => new Map(cells(line).map((cell, at) => [names[at] ?? '', cell])));
}

describe('the study in three languages, Arabic with its own digits', () => {
  let folder: string;
  let study: Study;
  let estimates: ReturnType<typeof computed>['estimates'];
  let shown: readonly Estimate[];
  let texts: ReadonlyMap<string, string>;
  let keys: ReadonlySet<string>;
  /** Numbers of the clean data. */
  let answers: ReadonlySet<string>;
  let held: ReadonlySet<string>;

  beforeAll(async () => {
    folder = temporaryFolder();
    for (const part of ['schemas', 'data-raw', 'assets'])
      cpSync(join(root, part), join(folder, part), { recursive: true });
    const config = JSON.parse(readFileSync(join(root, 'pipeline.config.json'), 'utf8'));
    const publication = { ...config.publication, digits: 'arabic' };
    writeFileSync(join(folder, 'pipeline.config.json'), JSON.stringify({ ...config, publication }));
    const world = testWorld(folder);
    await run(world, { quiet: true });
    const opened = await openStudy(world, {});
    study = opened.study;
    const data = await madeBy('clean', cleanData, study, opened.disk);
    const account = await madeBy('clean', accountFile, study, opened.disk);
    estimates = computed(study, data, account, () => undefined).estimates;
    shown = published(estimates, publicationRules(study));
    texts = textsIn(join(folder, 'reports'));
    const files = [...textsIn(join(folder, 'data-clean'))].filter(([path]) => path.endsWith('.csv'));
    answers = new Set(files.flatMap(([, text]) => text.match(/\d+\.\d{6,}/g) ?? []));
    keys = new Set(shown.map(({ key }) => key));
    held = new Set(shown.filter(({ quality }) => quality === 'suppressed').map(({ key }) => key));
  }, 600_000);

  /** Says which rows of what is held back have a digit outside their label, and how many such rows there are. */
  function digitsIn(
    file: string,
    rows: readonly PublishedRow[],
  ): { readonly told: readonly string[]; readonly held: number } {
    const own = rows.filter(({ key }) => held.has(key));
    const told = own.flatMap(({ key, cells: [, ...cells] }) => {
      const text = cells.filter((cell) => plainText(cell) !== key).join(' ');
      return /\p{Nd}/u.test(text) ? [`${file} ${key}: ${text}`] : [];
    });
    return { told, held: own.length };
  }

  test('none follows from the margins', () => {
    expect(held.size).toBeGreaterThan(500);
    expect(leaksOf(estimates, shown)).toEqual([]);
  });

  test('no unrounded number of theirs is in any file', () => {
    const open = shown.filter(({ quality }) => quality !== 'suppressed');
    // A published share tells its numerator too, which may be the base of one that is hidden: that tells how many there are, not what they said.
    const numerators = open.flatMap(({ value, weighted }) =>
      value === null || weighted === null ? [] : [formatNumber(value * weighted)],
    );
    const known = new Set([...open.flatMap(numbersOf), ...numerators]);
    const secrets = new Set(
      estimates
        .filter(({ key }) => held.has(key))
        .flatMap(numbersOf)
        .filter((text) => !known.has(text)),
    );
    expect(secrets.size).toBeGreaterThan(500);
    const found: string[] = [];
    const seen = new Set<string>();
    for (const [path, text] of texts)
      for (const [number] of latin(text).matchAll(/\d+\.\d{6,}/g)) {
        seen.add(path);
        // Where findings are decided stand answers of single interviews, such as a weight, which may be the sum of a group of one.
        if (path.startsWith('review') && answers.has(number)) continue;
        if (secrets.has(number)) found.push(`${path}: ${number}`);
      }
    expect(found).toEqual([]);
    // The same search finds the published ones: in data, in charts, in workbooks.
    for (const path of [
      'estimates.csv',
      'estimates.json',
      'cleaning.csv',
      'results-impact.csv',
      'figures/F03.ar.vl.json',
    ])
      expect(seen).toContain(path);
    expect([...seen].filter((path) => /^tables\.\w+\.xlsx › xl\/worksheets/.test(path)).length).toBeGreaterThan(30);
  });

  test('estimates.csv and .json, cleaning.csv, results-impact.csv: their rows are empty', () => {
    const empty = (row: ReadonlyMap<string, string>, but: readonly string[]) =>
      [...row].every(([name, cell]) => cell === '' || cell === 'NA' || but.includes(name));
    const named = ['key', 'indicator', 'stat', 'item', 'domain', 'table', 'unit', 'quality', 'why', 'simulated'];
    const rows = csvRows(texts.get('estimates.csv') ?? '').filter((row) => held.has(row.get('key') ?? ''));
    expect(rows).toHaveLength(held.size);
    expect(rows.filter((row) => !empty(row, named))).toEqual([]);

    const records: readonly Estimate[] = JSON.parse(texts.get('estimates.json') ?? '[]');
    const hidden = records.filter(({ key }) => held.has(key));
    expect(hidden).toHaveLength(held.size);
    expect(hidden.filter((record) => Object.values(record).some((x) => typeof x === 'number'))).toEqual([]);

    const moved = csvRows(texts.get('cleaning.csv') ?? '').filter((row) => held.has(row.get('key') ?? ''));
    expect(moved.length).toBeGreaterThan(0);
    expect(moved.filter((row) => !empty(row, [...named, 'held_back', 'raw_of']))).toEqual([]);

    const analyses = new Map(
      csvRows(texts.get('results-impact.csv') ?? '').map((row) => [row.get('analysis_key'), row]),
    );
    const own = shown.flatMap((estimate, at) =>
      held.has(estimate.key)
        ? impactRows(study.indicators, estimates.slice(at, at + 1), [estimate]).map((row) =>
            analyses.get(String(row.analysis_key)),
          )
        : [],
    );
    expect(own.length).toBeGreaterThan(50);
    const names = [
      'analysis_type',
      'analysis_var',
      'analysis_var_value',
      'group_var',
      'group_var_value',
      'analysis_key',
    ];
    expect(own.filter((row) => row === undefined || !empty(row, names))).toEqual([]);
  });

  test('pages: no digit in their rows, nor where the prose bears their key', () => {
    const counts = new Map<string, number>();
    for (const [path, page] of texts) {
      if (!path.endsWith('.html')) continue;
      const { told, held: own } = digitsIn(path, [...pageRows(page, keys), ...pageNumbers(page)]);
      expect(told).toEqual([]);
      counts.set(path, own);
    }
    for (const page of ['index.html', 'report.fr.html', 'report.en.html', 'report.ar.html'])
      expect(counts.get(page)).toBeGreaterThan(100);
  });

  test('workbooks: no number in their rows', () => {
    for (const language of study.languages) {
      const start = `tables.${language}.xlsx › `;
      const parts = new Map(
        [...texts].flatMap(([path, text]) => (path.startsWith(start) ? [[path.slice(start.length), text]] : [])),
      );
      const { told, held: own } = digitsIn(start, workbookRows(parts, keys));
      expect(told).toEqual([]);
      expect(own).toBe(held.size);
    }
  });

  test('Word: each row of a table stands on the page, where those that are held back have no number', () => {
    for (const language of study.languages) {
      const line = (cells: readonly string[]) => cells.map(plainText).join(' | ');
      const page = new Set(pageRows(texts.get(`report.${language}.html`) ?? '', keys).map(({ cells }) => line(cells)));
      // Facts of the method are a table of two columns there, and a list on the page.
      const rows = wordRows(texts.get(`report.${language}.docx › word/document.xml`) ?? '').filter(
        ({ cells }) => cells.length > 2,
      );
      expect(rows.length).toBeGreaterThan(100);
      const { told, held: own } = digitsIn(language, rows);
      expect(told).toEqual([]);
      expect(own).toBeGreaterThan(0);
      expect(rows.map(({ cells }) => line(cells)).filter((text) => !page.has(text))).toEqual([]);
    }
  });

  test('documents and workbooks keep the rules of their formats', () => {
    const reports = join(folder, 'reports');
    const names = readdirSync(reports).filter((name) => /\.(?:docx|xlsx)$/.test(name));
    const files = (name: string) => unzipSync(readFileSync(join(reports, name)));
    expect(names.filter((name) => name.endsWith('.docx'))).toHaveLength(3);
    expect(names.filter((name) => name.endsWith('.xlsx'))).toHaveLength(6);
    for (const name of names) {
      const faults = name.endsWith('.docx') ? wordFaults(files(name)) : workbookFaults(files(name));
      expect(faults.map(([rule, where]) => `${name}: ${rule}: ${where}`)).toEqual([]);
    }
  }, 120_000);

  test('a page of the report can be sent: under 6 MB', () => {
    const pages = readdirSync(join(folder, 'reports')).filter((name) => name.endsWith('.html'));
    expect(pages).toContain('report.fr.html');
    const sizes = pages.map((name) => [name, statSync(join(folder, 'reports', name)).size] as const);
    expect(sizes.filter(([, size]) => size > 6_000_000)).toEqual([]);
  });

  test('figures are the same though the drawing be given their numbers', () => {
    const slipped = shown.map((estimate, at) => {
      const { quality, why } = estimate;
      return withFileDigits(quality === 'suppressed' ? { ...(estimates[at] as Estimate), quality, why } : estimate);
    });
    let drawn = 0;
    for (const language of study.languages) {
      const { words } = wordsOf(study, language);
      const page = { words, width: FONTS.width, theme: THEMES[study.config.publication.theme], space: WIDTH };
      for (const figure of study.figures) {
        const spec = figure.draw(slipped, { ...page, note: studyText(figure.note, language) });
        expect(spec).toEqual(JSON.parse(texts.get(`figures/${figure.id}.${language}.vl.json`) ?? 'null'));
        drawn += 1;
      }
    }
    expect(drawn).toBeGreaterThanOrEqual(90);
  });
});
