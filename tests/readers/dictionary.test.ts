import { expect, test } from 'vitest';
import { assemble } from '../../src/readers/assemble.ts';
import type { LabelledColumn } from '../../src/table/source.ts';
import { formOf } from '../form/forms.ts';
import { optionsOf, rawSheet, sourceSheets, textsOf } from './survey.ts';

const form = formOf(
  ['type|name|label', 'integer|income|Income', 'select_one yn|work|Work'],
  ['list_name|name|label', 'yn|1|Yes', 'yn|2|No', 'yn|8|DK'],
).form;

test('codes that a labelled file declares missing are states, and each column says so', async () => {
  const column = (more: Partial<LabelledColumn>): LabelledColumn => ({
    label: '',
    type: 'integer',
    labels: new Map(),
    missing: new Map(),
    ...more,
  });
  const labelled = new Map([
    [
      'income',
      column({
        labels: new Map([['98', 'ne sait pas']]),
        missing: new Map([
          ['98', 'dontKnow'],
          ['99', 'refused'],
          ['97', 'notAsked'],
          ['.a', 'blank'],
        ]),
      }),
    ],
    ['work', column({ missing: new Map([['8', 'blank']]) })],
  ]);
  const lines = ['income|work', '5|1', '98|2', '99|8', '97|', '.a|1', '|1'];
  const options = optionsOf(form);
  // The study says of 8 what the file does not.
  const work = options.specs.get('main')?.get('work');
  if (work === undefined) throw new Error('no column');
  const specs = new Map([
    ['main', new Map([...(options.specs.get('main') ?? []), ['work', { ...work, dontKnow: new Set(['8']) }]])],
  ]);
  const { data, intake } = await assemble([sourceSheets([rawSheet('x', lines, { workbook: false, labelled })])], {
    ...options,
    specs,
  });
  const states = (name: string) => [...(data.tables.get('main')?.columns.get(name)?.states ?? [])];
  expect(states('income')).toEqual([0, 4, 5, 2, 3, 3]);
  expect(textsOf(data, 'main', 'income')).toEqual(['5', '98', '99', '', '', '']);
  expect(states('work')).toEqual([0, 0, 4, 3, 0, 0]);
  expect(intake.remarks.map(({ field, message }) => `${field}: ${message}`)).toEqual([
    "income: the file declares codes missing: 98 (ne sait pas) as don't know, 99 as refused, 97 as not asked, .a as blank (sheet 'x')",
    "work: the file declares codes missing: 8 as blank (sheet 'x')",
  ]);
});
