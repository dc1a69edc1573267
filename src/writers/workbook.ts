import {
  type DataValidation,
  type Cell as ExcelCell,
  type CellStyle as ExcelStyle,
  type MergeRange,
  type NamedRange,
  type RowDef,
  type SheetImage,
  type WriteSheet,
  writeXlsx,
} from 'hucre';
import type { Cell, CellStyle, Cells, DropDown, Picture } from '../publish/sheets/sheet.ts';
import { columnLetters } from '../table/letters.ts';
import { FONT, fontSize, looksOf, tinted, withUnit } from './looks.ts';
import { roundedNumber } from './number.ts';
import { sheetNames } from './sheetNames.ts';

/** What a workbook says of itself. */
export interface WorkbookProperties {
  readonly title: string;
  readonly creator: string;
  /** Date of the publication, as 2026-11-23: the clock is never asked. */
  readonly date: string;
}

/** Excel's own limits. */
const LONGEST_TEXT = 32_767;
const HIGHEST_ROW = 409;

/** Pixels of a character of width and points of a pixel, at 96 dots an inch. */
const CHARACTER_PIXELS = 7;
const PIXEL_POINTS = 0.75;

/** Height of a line as a multiple of the font's size, and points left free besides, by style. */
const LINE = 1.36;
const ROOM_IN_TABLE = 4;
const ROOM: Readonly<Partial<Record<CellStyle, number>>> = { title: 8, heading: 6, text: 0, note: 0, link: 0 };

/** Letters that stand where one figure of the widths would: letters are narrower. */
const LETTERS = 1.1;

/** Text as Excel can hold it: XML forbids most control characters, and a cell ends at 32,767. */
function legalText(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
  return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '').slice(0, LONGEST_TEXT);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}

/** Lines that a text takes in a cell of `width` characters at a size of font: words one after another, as many as fit. */
function lineCount(text: string, width: number, size: number): number {
  const perLine = Math.max(4, (LETTERS * width * FONT.size) / size);
  let lines = 0;
  for (const paragraph of text.split('\n')) {
    let used = 0;
    lines++;
    for (const word of paragraph.split(' ')) {
      const needed = used === 0 ? word.length : used + 1 + word.length;
      if (needed > perLine && used > 0) lines++;
      used = needed > perLine ? word.length : needed;
      if (used > perLine) lines += Math.ceil(used / perLine) - 1;
    }
  }
  return lines;
}

/** A reference to a cell of a sheet, whose name is quoted. */
function reference(name: string, row: number, column = 0): string {
  return `'${name.replaceAll("'", "''")}'!${columnLetters(column)}${row + 1}`;
}

/** Drop-downs as hucre takes them. The list is a reference always: lists in line end at 255 characters and break at commas. */
function validation({ column, firstRow, lastRow, source, strict }: DropDown): DataValidation {
  const letters = columnLetters(column);
  return {
    type: 'list',
    formula1: source,
    allowBlank: true,
    showErrorMessage: strict,
    ...(strict ? { errorStyle: 'stop' as const } : {}),
    range: `${letters}${firstRow + 1}:${letters}${lastRow + 1}`,
  };
}

function image(picture: Picture): SheetImage {
  const { row, rows, column, columns } = picture;
  return {
    data: picture.bytes,
    type: 'png',
    // The writer heeds only the two corners, never a size.
    anchor: { from: { row, col: column }, to: { row: row + rows, col: column + columns } },
    altText: legalText(picture.alt),
  };
}

/** Gives the rows under a picture the height by which it keeps its shape over its columns. */
function pictureRows(picture: Picture, widths: readonly number[], heights: Map<number, RowDef>): void {
  const pixels = sum(widths.slice(picture.column, picture.column + picture.columns)) * CHARACTER_PIXELS;
  const points = (pixels * PIXEL_POINTS * picture.height) / picture.width;
  const height = Math.min(HIGHEST_ROW, roundedNumber(points / picture.rows));
  for (let row = picture.row; row < picture.row + picture.rows; row++) heights.set(row, { height });
}

/** One sheet as hucre takes it. Every text is a text cell, whatever it starts with: formulas are only those that a sheet gives as such. */
function toSheet(cells: Cells, name: string, names: ReadonlyMap<string, string>): WriteSheet {
  const looks = looksOf(cells);
  const placed = new Map<string, Partial<ExcelCell>>();
  const merges: MergeRange[] = [];
  const heights = new Map<number, RowDef>();

  // One object a look: the writer knows equal styles again by what they are.
  const grounds = new Map<string, ExcelStyle>();
  const look = ({ style, tint, unit = '' }: Cell): ExcelStyle => {
    if (tint === undefined && unit === '') return looks[style];
    const name = JSON.stringify([style, tint, unit]);
    const plain = withUnit(looks[style], unit);
    const known = grounds.get(name) ?? (tint === undefined ? plain : tinted(plain, tint));
    grounds.set(name, known);
    return known;
  };

  const place = (cell: Cell, row: number, column: number): void => {
    const style = look(cell);
    const value = typeof cell.value === 'string' ? legalText(cell.value) : cell.value;
    const made: Partial<ExcelCell> = {
      value: typeof value === 'number' ? roundedNumber(value) : value,
      type: value === null ? 'empty' : typeof value === 'number' ? 'number' : 'string',
      style,
    };
    if (cell.link !== undefined) {
      const sheet = names.get(cell.link.sheet);
      if (sheet === undefined) throw new Error(`a link to a sheet that is not there: ${cell.link.sheet}`);
      made.hyperlink = { target: '', location: reference(sheet, cell.link.row, cell.link.column) };
    }
    if (cell.comment !== undefined) made.comment = { text: legalText(cell.comment) };
    if (cell.formula !== undefined) {
      made.formula = cell.formula;
      made.formulaResult = made.value ?? '';
    }
    placed.set(`${row},${column}`, made);
    const span = cell.span ?? 1;
    if (span > 1) merges.push({ startRow: row, startCol: column, endRow: row, endCol: column + span - 1 });
    for (let covered = 1; covered < span; covered++)
      placed.set(`${row},${column + covered}`, { value: null, type: 'empty', style });
  };

  for (const [row, line] of cells.rows.entries()) {
    let column = 0;
    let points = 0;
    for (const cell of line) {
      const span = cell.span ?? 1;
      place(cell, row, column);
      if (typeof cell.value === 'string' && cell.style !== 'data') {
        const size = fontSize(looks[cell.style]);
        const width = sum(cells.widths.slice(column, column + span));
        points = Math.max(
          points,
          lineCount(cell.value, width, size) * size * LINE + (ROOM[cell.style] ?? ROOM_IN_TABLE),
        );
      }
      column += span;
    }
    if (points > 0) heights.set(row, { height: Math.min(HIGHEST_ROW, Math.ceil(points)) });
  }
  for (const picture of cells.pictures) pictureRows(picture, cells.widths, heights);

  const { filter } = cells;
  return {
    name,
    columns: cells.widths.map((width) => ({ width })),
    rows: cells.rows.map(() => []),
    cells: placed,
    merges,
    rowDefs: heights,
    images: cells.pictures.map(image),
    ...(cells.frozenRows + cells.frozenColumns === 0
      ? {}
      : { freezePane: { rows: cells.frozenRows, columns: cells.frozenColumns } }),
    ...(cells.dropDowns === undefined ? {} : { dataValidations: cells.dropDowns.map(validation) }),
    ...(filter === undefined
      ? {}
      : {
          autoFilter: {
            range: `A${filter.firstRow + 1}:${columnLetters(filter.columns - 1)}${filter.lastRow + 1}`,
          },
        }),
    ...(cells.hidden === true ? { hidden: true } : {}),
    view: { showGridLines: false, rightToLeft: cells.direction === 'rtl' },
    pageSetup: {
      paperSize: 'a4',
      orientation: 'landscape',
      // Excel heeds no page break where a sheet is fitted to its page.
      ...(cells.pageStarts === undefined ? { fitToPage: true, fitToWidth: 1, fitToHeight: 0 } : {}),
      margins: { top: 0.6, bottom: 0.6, left: 0.5, right: 0.5, header: 0.3, footer: 0.3 },
    },
    ...(cells.pageStarts === undefined ? {} : { rowBreaks: cells.pageStarts.map((row) => row - 1) }),
    headerFooter: { oddFooter: '&C&P / &N' },
  };
}

/**
 * What of a sheet is printed, and which rows on each of its pages. Named here and not by the page setup, whose writer leaves the sheet's
 * name without the quotes that Excel wants. A sheet that people fill in grows: it has no area.
 */
function printNames(cells: Cells, name: string): NamedRange[] {
  const quoted = `'${name.replaceAll("'", "''")}'`;
  const [first, last] = cells.repeatedRows ?? [];
  const corner = `$${columnLetters(Math.max(0, cells.widths.length - 1))}$${cells.rows.length}`;
  return [
    ...(cells.dropDowns !== undefined || cells.rows.length === 0
      ? []
      : [{ name: '_xlnm.Print_Area', range: `${quoted}!$A$1:${corner}`, scope: name }]),
    ...(first === undefined || last === undefined
      ? []
      : [{ name: '_xlnm.Print_Titles', range: `${quoted}!$${first + 1}:$${last + 1}`, scope: name }]),
  ];
}

/**
 * A workbook (.xlsx) from sheets: numbers are numbers with a format, texts are texts, links lead inside the workbook, and the same
 * sheets give the same bytes. Names are made legal and unique. Throws on a link to a sheet that is not among them.
 */
export async function writeWorkbook(sheets: readonly Cells[], properties: WorkbookProperties): Promise<Uint8Array> {
  const legal = sheetNames(sheets.map((sheet) => sheet.name));
  const names = new Map<string, string>();
  for (const [place, sheet] of sheets.entries()) if (!names.has(sheet.name)) names.set(sheet.name, legal[place] ?? '');
  const date = new Date(`${properties.date}T00:00:00Z`);
  if (Number.isNaN(date.getTime())) throw new Error(`no date: ${properties.date}`);
  return writeXlsx({
    sheets: sheets.map((sheet, place) => toSheet(sheet, legal[place] ?? '', names)),
    namedRanges: sheets.flatMap((sheet, place) => printNames(sheet, legal[place] ?? '')),
    properties: { title: properties.title, creator: properties.creator, created: date, modified: date },
    defaultFont: FONT,
  });
}
