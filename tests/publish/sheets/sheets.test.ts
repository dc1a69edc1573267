import { read } from '@e965/xlsx';
import { describe, expect, test } from 'vitest';
import { codebookSheet } from '../../../src/publish/sheets/codebook.ts';
import { contentsSheet } from '../../../src/publish/sheets/contents.ts';
import { indicators } from '../../../src/publish/sheets/indicators.ts';
import { type MethodValues, methodSections, methodSheet } from '../../../src/publish/sheets/method.ts';
import { picturesSheet } from '../../../src/publish/sheets/pictures.ts';
import { sheetKinds } from '../../../src/publish/sheets/registry.ts';
import type { Cell, Cells } from '../../../src/publish/sheets/sheet.ts';
import { writeWorkbook } from '../../../src/writers/workbook.ts';
import { ESTIMATES } from '../estimates.ts';
import { testWords } from '../words.ts';

const HEADING = { name: 'Work', title: 'Work', number: '2', contents: '' };

const METHOD: MethodValues = {
  designText: ['Two stages.'],
  interviews: 480,
  strata: 16,
  primaryUnits: null,
  degreesOfFreedom: 45,
  lonelyPsu: 'certainty',
  weights: { source: 'base weights', smallest: 3.2, largest: 41.75, sum: 5900 },
  weighting: {
    steps: [
      { step: 'base', rows: 600, sum: 6000, smallest: 3, largest: 20, kish: 1.2 },
      { step: 'nonresponse', rows: 480, sum: 5900, smallest: 3, largest: 30, kish: 1.3 },
      { step: 'calibration', rows: 480, sum: 5900, smallest: 3.1, largest: 50, kish: 1.4 },
      { step: 'trim', rows: 480, sum: 5900, smallest: 3.2, largest: 41.75, kish: 1.35 },
    ],
    classes: 12,
    cells: 16,
    margins: ['region', 'sex'],
    gap: 0.003,
  },
  confidenceLevel: 0.95,
  intervalMethods: ['beta', 'jackknife'],
  thresholds: { count: 5, base: null, effective: 30, width: 0.3, relativeWidth: null, variation: null },
};

function column(cells: Cells, place: number): (Cell['value'] | undefined)[] {
  return cells.rows.map((row) => row[place]?.value);
}

function texts(cells: Cells): string[] {
  return cells.rows.flatMap((row) => row.flatMap(({ value }) => (typeof value === 'string' ? [value] : [])));
}

describe('indicators', () => {
  test.each([
    ['none', { indicators: [] }],
    ['an empty id', { indicators: [''] }],
    ['a misspelt name', { indicator: ['COV'] }],
    ['more than it takes', { indicators: ['COV'], by: 'sex' }],
  ])('refuses %s', (_what, params) => expect(sheetKinds.indicators?.params.safeParse(params).success).toBe(false));

  test('stacks the tables in the order named, numbered from the sheet', () => {
    const cells = indicators.make({ indicators: ['PAY', 'COV'] }, null)(ESTIMATES, HEADING, testWords('en'));
    expect(cells.tables.map(({ number, title }) => `${number}. ${title}`)).toEqual([
      'Table 2.1. Monthly pay',
      'Table 2.2. Share covered by insurance',
    ]);
    for (const { number, title, row } of cells.tables) expect(cells.rows[row]?.[0]?.value).toBe(`${number}. ${title}`);
    expect(texts(cells)).not.toContain('Back to contents');
  });

  test('without a number, tables count from 1', () => {
    const cells = indicators.make({ indicators: ['COV'] }, null)(
      ESTIMATES,
      { ...HEADING, number: '' },
      testWords('fr'),
    );
    expect(`${cells.tables[0]?.number}. ${cells.tables[0]?.title}`).toBe('Tableau 1. Part couverte par une assurance');
  });

  test('simulated data are told at the top and under each table', () => {
    const simulated = ESTIMATES.map((estimate) => ({ ...estimate, simulated: true }));
    const made = indicators.make({ indicators: ['COV', 'PAY'] }, null);
    const cells = made(simulated, HEADING, testWords('en'));
    expect(texts(cells).filter((text) => text.startsWith('Simulated data'))).toHaveLength(3);
    expect(texts(made(ESTIMATES, HEADING, testWords('en'))).join()).not.toContain('Simulated');
  });

  test('every row fits the widths', () => {
    const cells = indicators.make({ indicators: ['COV', 'PAY', 'OBS', 'MOD'] }, null)(
      ESTIMATES,
      HEADING,
      testWords('ar'),
    );
    for (const row of cells.rows) {
      expect(row.reduce((total, cell) => total + (cell.span ?? 1), 0)).toBeLessThanOrEqual(cells.widths.length);
    }
    expect(cells.direction).toBe('rtl');
  });
});

describe('method', () => {
  test('has a fact only where the study has one', () => {
    const sections = methodSections(METHOD, testWords('en'));
    const labels = sections.flatMap(({ facts }) => facts.map(({ label }) => label));
    expect(labels).toContain('Strata');
    expect(labels).not.toContain('Primary sampling units');
    expect(labels).not.toContain('Smallest base');
    const facts = sections.flatMap(({ facts }) => facts.map(({ cell }) => cell.value));
    expect(facts).toContain('taken as certain, without variance');
    expect(facts).toContain('Korn–Graubard (beta), which takes the sampling design into account; jackknife');
    expect(facts).toContain(0.3);
  });

  test('says that estimates are not weighted', () => {
    const sections = methodSections({ ...METHOD, weights: null }, testWords('fr'));
    expect(sections[1]).toMatchObject({ paragraphs: ['Les estimations ne sont pas pondérées.'], facts: [] });
  });

  test('is laid out with the same facts', () => {
    const sections = methodSections(METHOD, testWords('en'));
    const cells = methodSheet(sections, HEADING, true, testWords('en'));
    for (const { facts } of sections) for (const { label } of facts) expect(column(cells, 0)).toContain(label);
    expect(column(cells, 0)).toContain('Simulated data: these results do not describe any real person.');
  });
});

describe('codebook', () => {
  test('one row a variable, with its choices and its count by state', () => {
    const choices = [
      ['female', 'Women'],
      ['male', 'Men'],
    ] as const;
    const field = { name: 'sex', question: 'Sex?', type: 'one', choices, states: [470, 1, 2, 3, 4, 5, 6, 7] };
    const empty = { name: '__proto__', question: '', type: 'text', choices: [], states: [] };
    const cells = codebookSheet([{ title: 'main', fields: [field, empty] }], HEADING, false, testWords('en'));
    const rows = cells.rows.map((row) => row.map(({ value }) => value));
    expect(rows.at(-2)).toEqual(['sex', 'Sex?', 'one', 'female = Women\nmale = Men', 470, 1, 2, 3, 4, 5, 6, 7]);
    expect(rows.at(-1)).toEqual(['__proto__', '', 'text', '', 0, 0, 0, 0, 0, 0, 0, 0]);
    expect(cells.rows[cells.frozenRows - 1]?.[0]?.style).toBe('head');
    expect(cells.repeatedRows).toEqual([cells.frozenRows - 1, cells.frozenRows - 1]);
  });
});

describe('a whole workbook', () => {
  test.each(['fr', 'en', 'ar'] as const)(
    '%s: contents link to every sheet and table; no held-back number anywhere',
    async (language) => {
      const words = testWords(language);
      const contents = words.phrase('contents');
      const heading = (name: string) => ({ name, title: name, number: '1', contents });
      const png = new Uint8Array([137, 80, 78, 71]);
      const figure = { number: '', title: 'F', png, width: 2, height: 1, alt: 'bars', key: 'F01', notes: ['note'] };
      const sheets = [
        indicators.make({ indicators: ['COV', 'PAY', 'OBS', 'MOD'] }, null)(ESTIMATES, heading('=1+1'), words),
        picturesSheet([figure], heading(words.phrase('figures')), true, words),
        methodSheet(methodSections(METHOD, words), heading(words.phrase('method')), false, words),
      ];
      const all = [contentsSheet(sheets, { name: contents, lines: ['2026'], simulated: true }, words), ...sheets];
      const bytes = await writeWorkbook(all, { title: words.title, creator: 'x', date: '2026-11-23' });
      const book = read(bytes);
      expect(book.SheetNames).toHaveLength(4);
      const links = Object.values(book.Sheets[book.SheetNames[0] ?? ''] ?? {}).flatMap((cell) => cell?.l?.Target ?? []);
      expect(links).toHaveLength(3 + 5);
      for (const link of links) expect(book.SheetNames).toContain(/^#'(.*)'!A\d+$/.exec(link)?.[1]);
      const table = book.Sheets[book.SheetNames[1] ?? ''] ?? {};
      const held = Object.entries(table).filter(([, cell]) => cell?.v === '[c]' || cell?.v === '[u]');
      expect(held).toHaveLength(3);
      for (const [place] of held) {
        for (const letter of 'CDEFGH') expect(table[`${letter}${place.slice(1)}`]?.v).toBeUndefined();
      }
    },
  );
});
