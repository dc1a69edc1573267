import { expect, test } from 'vitest';
import { picturesSheet } from '../../../src/publish/sheets/pictures.ts';
import { testWords } from '../words.ts';

const heading = { name: 'Figures', title: 'Figures', number: '', contents: 'Contents' };
const picture = (width: number, height: number) => ({
  number: 'Figure 1',
  title: 'Title',
  png: new Uint8Array(),
  width,
  height,
  alt: '',
  key: 'F01',
  notes: [],
});

test.each([
  ['a low picture takes the whole width', 800, 300, 16],
  ['a high one as much as leaves it on one page', 700, 900, 9],
  ['none is made narrower than half', 100, 5000, 8],
])('%s', (_what, width, height, columns) => {
  const sheet = picturesSheet([picture(9, 1), picture(width, height)], heading, false, testWords('fr'));
  expect(sheet.pictures[1]?.columns).toBe(columns);
});

test('the first shares its page with the head of the sheet, every other starts one with its title', () => {
  const figures = [picture(700, 500), picture(700, 500), picture(700, 500)];
  const sheet = picturesSheet(figures, heading, true, testWords('ar'));
  expect(sheet.pictures.map(({ columns }) => columns)).toEqual([13, 16, 16]);
  expect(sheet.pageStarts).toEqual(sheet.tables.slice(1).map(({ row }) => row));
  expect(sheet.pageStarts).toHaveLength(2);
});

test('no picture, no page', () => {
  expect(picturesSheet([], heading, false, testWords('en')).pageStarts).toEqual([]);
});

test('the title of each has the code that trace takes', () => {
  const sheet = picturesSheet([picture(9, 1)], heading, false, testWords('fr'));
  expect(sheet.rows.flatMap((row) => row.map((cell) => cell?.value))).toContainEqual(
    expect.stringMatching(/ \(F01\)$/),
  );
});
