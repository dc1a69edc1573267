import { expect, test } from 'vitest';
import { formFromData } from '../../src/drafting/formFromData.ts';
import { writingOf } from '../../src/drafting/writing.ts';
import { parseForm } from '../../src/form/parse.ts';
import type { LabelledColumn, RawSheet } from '../../src/table/source.ts';
import { rawSheet } from '../readers/survey.ts';

async function survey(sheets: readonly RawSheet[]): Promise<readonly string[]> {
  const drafted = await formFromData(sheets, 'made-up', await writingOf(sheets));
  const { problems } = parseForm(drafted, 'schemas/form');
  expect(problems.filter(({ level }) => level === 'error')).toEqual([]);
  return drafted.flatMap(({ name, rows }) =>
    rows.slice(1).map((row) => `${name === 'survey' ? '' : `${name}: `}${row.join('|')}`),
  );
}

const plain = (name: string, lines: readonly string[], more: Partial<RawSheet> = {}) =>
  rawSheet(name, lines, { path: `${name}.csv`, workbook: false, ...more });

test('types are told from all cells', async () => {
  const rows = Array.from({ length: 12 }, (_, row) =>
    [
      `u${row}`,
      row * 11,
      `${row},5`,
      `0${row + 1}`,
      `${row + 10}/01/2026`,
      row % 2 === 0 ? 'Oui' : 'Non',
      (row % 3) + 1,
      '',
      `word ${row}`,
      row === 3 ? 'n/a' : 40 + row,
    ].join('|'),
  );
  const sheets = [plain('x', ['uuid|age|wage|code|born|works|level|never|story|with_na', ...rows])];
  expect(await writingOf(sheets)).toEqual({ decimal: ',', dateOrder: 'dmy', empty: ['n/a'] });
  expect(await survey(sheets)).toEqual([
    'integer|age|age',
    'decimal|wage|wage',
    'text|code|code',
    'date|born|born',
    'select_one works|works|works',
    'select_one level|level|level',
    'text|never|never',
    'text|story|story',
    'integer|with_na|with_na',
    'choices: works|Non|Non',
    'choices: works|Oui|Oui',
    'choices: level|1|1',
    'choices: level|2|2',
    'choices: level|3|3',
    'settings: made-up|made_up|1',
  ]);
});

test('groups, options with and without their question, and a roster among its groups', async () => {
  const main = plain('main', ['g/q|g/q/a|g/q/b|g/h/o/1|g/h/o/2|_uuid|_index', 'a b|1|1|1|0|u1|1', 'b|0|1|0|1|u2|2']);
  const roster = plain('r', ['g/member/name_x|g/member/labour/job|_parent_index', 'A|x|1', 'B|y|2']);
  expect(await survey([roster, main])).toEqual([
    'begin_group|g|g',
    'select_multiple q|q|q',
    'begin_group|h|h',
    'select_multiple o|o|o',
    'end_group||',
    'begin_repeat|member|member',
    'text|name_x|name_x',
    'begin_group|labour|labour',
    'text|job|job',
    'end_group||',
    'end_repeat||',
    'end_group||',
    'choices: q|a|a',
    'choices: q|b|b',
    'choices: o|1|1',
    'choices: o|2|2',
    'settings: made-up|made_up|1',
  ]);
});

test('a labelled file gives labels, choices and types', async () => {
  const labelled = new Map<string, LabelledColumn>([
    [
      'sex',
      {
        label: 'Sexe',
        type: 'integer',
        labels: new Map([
          ['1', 'Femme'],
          ['2', 'Homme'],
        ]),
        missing: new Map(),
      },
    ],
    [
      'inc',
      { label: 'Revenu', type: 'decimal', labels: new Map([['99', 'Refus']]), missing: new Map([['99', 'refused']]) },
    ],
  ]);
  const sheet = plain('x', ['sex|inc', '1|5', '2|99'], { labelled });
  expect(await survey([sheet])).toEqual([
    'select_one sex|sex|Sexe',
    'decimal|inc|Revenu',
    'choices: sex|1|Femme',
    'choices: sex|2|Homme',
    'settings: made-up|made_up|1',
  ]);
});

test('files of different tables that nothing links are two studies', async () => {
  await expect(formFromData([plain('a', ['x|y', '1|2']), plain('b', ['p|q', '1|2'])], 's')).rejects.toThrow(
    'b.csv: is not the same table as a.csv, and no column links the two',
  );
});

test.each<[name: string, lines: string[], seen: object]>([
  ['points and commas: points', ['a|b', '1,5|1.5', '2,5|2.5'], {}],
  ['a text with commas says nothing', ['a', '1,5', 'one, two'], {}],
  ['month first', ['d', '02/28/2026', '03/01/2026'], { dateOrder: 'mdy' }],
  ['neither tells: day first, to be confirmed', ['d', '02/03/2026'], { dateOrder: 'dmy' }],
  ['ISO', ['d', '2026-03-02'], {}],
  ['Arabic digits', ['n', '٤٢', '7'], { digits: 'any' }],
  ["Excel's days in a date of the form", ['g/met|n', '45026|1', '45027.5|2', '2023-04-12|3'], { serials: true }],
  ['a few numbers in a date are mistakes', ['g/met', '45026', '2023-04-12', '2023-04-13'], {}],
  ['small numbers in a date are none', ['met', '12', '7'], {}],
  ["Excel's days in a question of another type", ['n', '45026'], {}],
  ["Excel's days where the platform has its moment", ['SubmissionDate|n', '45026.5|1'], { serials: true }],
])('how cells are written: %s', async (_, lines, seen) => {
  expect(await writingOf([plain('x', lines)], new Set(['met']))).toEqual(seen);
});
