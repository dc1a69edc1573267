import type { Study } from '../study/study.ts';
import { wordsOf } from '../study/words.ts';
import type { Column } from '../table/column.ts';
import { isCodes, isNumbers } from '../table/column.ts';
import { hasValue, INVALID, STATE_LETTERS } from '../table/states.ts';
import type { Dataset, Table } from '../table/table.ts';
import { keyAt } from '../table/table.ts';
import { cleanText } from '../table/text.ts';
import type { DataCell } from '../writers/dataWorkbook.ts';
import { writeDataWorkbook } from '../writers/dataWorkbook.ts';
import type { Lines } from './codebook.ts';
import { codebookOf } from './codebook.ts';
import { csvFile } from './csvFile.ts';

/** The most rows of a table that is also written as a workbook. */
export const MOST_ROWS = 100_000;

/**
 * The clean tables as people open them, under `data-clean/`: `<table>.csv` with codes, `<table>.labels.csv` with the labels of the first
 * language of publication, `<table>.states.csv` of the same shape with one letter a cell, `<table>.xlsx` with all three and the codebook
 * (up to 100,000 rows), and `codebook.csv`.
 */
export function cleanTables(data: Dataset, study: Study): ReadonlyMap<string, Uint8Array> {
  const files = new Map<string, Uint8Array>();
  const codebook = codebookOf(study, data);
  const labelled = labelCells(study);
  for (const table of data.tables.values()) {
    const header = headerOf(table);
    const csv = (cell: (column: Column, row: number) => string | number) =>
      csvFile(study, header, rowsOf(table, data, cell));
    files.set(`data-clean/${table.name}.csv`, csv(cleanCell));
    files.set(`data-clean/${table.name}.labels.csv`, csv(labelled));
    files.set(`data-clean/${table.name}.states.csv`, csv(stateLetter));
    if (table.rows <= MOST_ROWS)
      files.set(`data-clean/${table.name}.xlsx`, workbook(study, table, data, codebook, labelled));
  }
  files.set('data-clean/codebook.csv', csvFile(study, codebook.header, codebook.rows));
  return files;
}

function headerOf(table: Table): readonly string[] {
  return ['_key', ...(table.parent === undefined ? [] : ['_parent_key']), ...table.columns.keys()];
}

function* rowsOf<Cell>(
  table: Table,
  data: Dataset,
  cell: (column: Column, row: number) => Cell,
): Generator<readonly (Cell | string)[]> {
  const columns = [...table.columns.values()];
  const parent = table.parent === undefined ? undefined : data.tables.get(table.parent.parent);
  for (let row = 0; row < table.rows; row += 1) {
    const keys = [keyAt(table, row)];
    if (table.parent !== undefined) {
      const above = table.parent.rows[row] ?? -1;
      keys.push(parent === undefined || above < 0 ? '' : keyAt(parent, above));
    }
    yield [...keys, ...columns.map((column) => cell(column, row))];
  }
}

/** Numbers as numbers, so that people's decimal comma reaches them; all else as text. */
function cleanCell(column: Column, row: number): string | number {
  const text = cleanText(column, row);
  return text !== '' && isNumbers(column) && (column.type === 'integer' || column.type === 'decimal')
    ? Number(text)
    : text;
}

function stateLetter(column: Column, row: number): string {
  return STATE_LETTERS[(column.states[row] ?? 3) as 0] ?? '';
}

/** A clean cell with the labels of its choices, apart by semicolons; a code without a label stays. */
function labelCells(study: Study): (column: Column, row: number) => string | number {
  const { words } = wordsOf(study, study.languages[0] ?? 'en');
  const known = new Map<string, Map<string, string>>();
  return (column, row) => {
    if (!isCodes(column) || column.options === undefined) return cleanCell(column, row);
    const text = cleanText(column, row);
    if (text === '') return text;
    const own = known.get(column.name) ?? new Map<string, string>();
    known.set(column.name, own);
    const label =
      own.get(text) ??
      (column.type === 'one' ? [text] : text.split(/\s+/)).map((code) => words.level(column.name, code)).join('; ');
    own.set(text, label);
    return label;
  };
}

/** Days as days, so that a spreadsheet sorts and filters them. */
function workbookCell(
  cell: (column: Column, row: number) => string | number,
): (column: Column, row: number) => DataCell {
  return (column, row) => {
    if (column.type === 'date' && isNumbers(column) && hasValue(column.states[row] ?? INVALID))
      return { day: column.values[row] ?? 0 };
    return cell(column, row);
  };
}

function workbook(
  study: Study,
  table: Table,
  data: Dataset,
  codebook: Lines,
  labelled: (column: Column, row: number) => string | number,
): Uint8Array {
  const { words } = wordsOf(study, study.languages[0] ?? 'en');
  const mark = study.simulated ? ` – ${words.phrase('simulatedData')}` : '';
  const sheet = (name: string, cell: (column: Column, row: number) => DataCell) => ({
    name: `${name}${mark}`,
    header: headerOf(table),
    widths: table.parent === undefined ? [38] : [52, 38],
    rows: rowsOf(table, data, cell),
  });
  const own = codebook.rows.filter(([name]) => name === table.name).map((row) => row.slice(1));
  const header = codebook.header.slice(1);
  return writeDataWorkbook(
    [
      sheet(words.phrase('codes'), workbookCell(cleanCell)),
      sheet(words.phrase('labels'), workbookCell(labelled)),
      sheet(words.phrase('states'), stateLetter),
      {
        name: words.phrase('codebook'),
        header,
        widths: header.map((name) =>
          /^(?:question|choices|relevant)/.test(name) ? 44 : name === 'variable' ? 26 : 11,
        ),
        rows: own,
        wrapped: true,
      },
    ],
    {
      title: `${words.title} – ${table.name}${mark}`,
      creator: 'survey-pipeline',
      date: study.config.publication.publishedOn ?? '1980-01-01',
      direction: words.direction,
    },
  );
}
