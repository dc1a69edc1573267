import { expect, test } from 'vitest';
import { answerTexts } from '../../src/readers/answers.ts';
import { optionCheck } from '../../src/readers/options.ts';
import { placeSheets } from '../../src/readers/sheets.ts';
import { household, rawSheet } from './survey.ts';

function mismatches(header: readonly string[], row: readonly string[]): readonly string[] {
  const form = household();
  const [placed] = placeSheets([rawSheet('main', [[...header, 'age', '_uuid'].join('|')])], form, new Set());
  if (placed === undefined) throw new Error('no sheet');
  const check = optionCheck(placed, form, answerTexts(placed, form));
  return check(row).map(({ field, value, message }) => `${field} '${value}': ${message}`);
}

const header = ['needs', 'needs/food', 'needs/cash'];
const notHeld = (cell: string, value: string) =>
  `needs '${value}': the column of option 'food' says ${cell}, but the answer '${value}' does not hold it`;
const held = (cell: string) =>
  `needs 'food': the answer 'food' holds 'food', but the column of that option says ${cell}`;

test.each<[name: string, row: string[], wrong: string[]]>([
  ['all agree', ['food', '1', '0'], []],
  ['true and false of other platforms', ['food', 'TRUE', 'False'], []],
  ['yes and no', ['food', 'yes', 'no'], []],
  ['not answered', ['', '0', '0'], []],
  ['not asked', ['', '', ''], []],
  ['an empty option cell says nothing', ['food', '', ''], []],
  ['a short row', ['food'], []],
  ['no row at all', [], []],
  ['another word says nothing', ['food', 'perhaps', 'x'], []],
  ['spaces', [' food  cash ', ' 1 ', '1'], []],
  ['the column says no', ['food', '0', '0'], [held('0')]],
  ['the column says false', ['food', 'FALSE', '0'], [held('false')]],
  ['the answer does not hold it', ['cash', '1', '1'], [notHeld('1', 'cash')]],
  ['an empty answer', ['', '1', '0'], [notHeld('1', '')]],
])('%s', (_, row, wrong) => {
  expect(mismatches(header, row)).toEqual(wrong);
});

test('option columns without the answer that they were split from are not held against anything', () => {
  expect(mismatches(['needs/food', 'needs/cash'], ['1', '0'])).toEqual([]);
});

test('the answer may stand behind its options', () => {
  expect(mismatches(['needs/food', 'needs/cash', 'needs'], ['0', '0', 'food'])).toEqual([held('0')]);
});

test('a foreign option that was chosen', () => {
  expect(mismatches(['needs', 'needs/water'], ['water', '1'])).toEqual([]);
  expect(mismatches(['needs', 'needs/water'], ['food', '1'])).toHaveLength(1);
});
