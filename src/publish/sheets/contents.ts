import type { Words } from '../words/words.ts';
import type { Cells, Row } from './sheet.ts';
import { across } from './stack.ts';

const COLUMNS = 3;

/** What opens a workbook, besides its list of sheets. */
export interface ContentsValues {
  readonly name: string;
  /** Sentences under the title: date, sample, how to cite. */
  readonly lines: readonly string[];
  readonly simulated: boolean;
}

/** The first sheet: title of the survey, and a link to every sheet and to every table on it. */
export function contentsSheet(sheets: readonly Cells[], values: ContentsValues, words: Words): Cells {
  const rows: Row[] = [across(words.title, 'title', COLUMNS)];
  for (const line of values.lines) rows.push(across(line, 'text', COLUMNS));
  if (values.simulated) rows.push(across(words.phrase('simulatedWarning'), 'warning', COLUMNS));
  rows.push([], across(words.phrase('contents'), 'heading', COLUMNS));
  rows.push([
    { value: words.phrase('sheet'), style: 'head' },
    { value: words.phrase('table'), style: 'head', span: 2 },
  ]);
  const head = rows.length - 1;
  for (const sheet of sheets) {
    const first: Row = [{ value: sheet.title, style: 'link', link: { sheet: sheet.name, row: 0 } }];
    // The link is the number alone, and ends with a point: LibreOffice garbles links that mix Arabic and Latin letters or end in a digit.
    const links = sheet.tables.map(({ number, title, row }): Row => {
      const link = { sheet: sheet.name, row };
      return number === ''
        ? [{ value: title, style: 'link', link, span: 2 }]
        : [
            { value: `${number}.`, style: 'link', link },
            { value: title, style: 'text' },
          ];
    });
    rows.push([...first, ...(links[0] ?? [])]);
    for (const link of links.slice(1)) rows.push([{ value: null, style: 'text' }, ...link]);
  }
  return {
    name: values.name,
    title: words.phrase('contents'),
    language: words.language,
    direction: words.direction,
    widths: [40, 16, 88],
    rows,
    frozenRows: 0,
    frozenColumns: 0,
    pictures: [],
    repeatedRows: [head, head],
    tables: [],
  };
}
