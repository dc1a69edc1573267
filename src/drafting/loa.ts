import { fault } from '../fault.ts';
import { nearest } from '../form/nearest.ts';
import type { TextSheet } from '../readers/textSheet.ts';
import { sheetRows } from '../readers/textSheet.ts';

/** The kinds of analysis of a list, by what lists call them. */
const TYPES: Readonly<Record<string, AnalysisType>> = {
  mean: 'mean',
  median: 'median',
  prop_select_one: 'prop_select_one',
  select_one: 'prop_select_one',
  prop_select_multiple: 'prop_select_multiple',
  select_multiple: 'prop_select_multiple',
  ratio: 'ratio',
};
export type AnalysisType = 'mean' | 'median' | 'prop_select_one' | 'prop_select_multiple' | 'ratio';

/** What lists call their columns. */
const COLUMNS = {
  type: ['analysis_type', 'analysis'],
  variable: ['analysis_var', 'var', 'variable'],
  groups: ['group_var', 'disaggregation'],
  numerator: ['analysis_var_numerator'],
  denominator: ['analysis_var_denominator'],
  emptyIsZero: ['numerator_na_to_0'],
  dropZero: ['filter_denominator_0'],
  level: ['level'],
  title: ['indicator', 'title'],
  theme: ['theme', 'sector'],
  composed: ['function_to_compose'],
} as const;
export type ListColumn = keyof typeof COLUMNS;

/** One line of a list of analyses. */
export interface Analysis {
  /** Row of its sheet, 1 for the header. */
  readonly row: number;
  readonly type: AnalysisType;
  /** Of a ratio: numerator and denominator; else the one variable. */
  readonly variables: readonly string[];
  readonly groups: readonly string[];
  readonly emptyIsZero: boolean;
  readonly dropZero: boolean;
  /** Confidence level; null where the list says none. */
  readonly level: number | null;
  readonly title: string;
  readonly theme: string;
  /** The function that makes its variable outside of the form; '' where none is named. */
  readonly composed: string;
}

export interface AnalysisList {
  readonly place: string;
  readonly headers: Readonly<Partial<Record<ListColumn, string>>>;
  readonly analyses: readonly Analysis[];
}

/** Reads an IMPACT list of analyses: the sheet that has its columns, whatever else the workbook holds. Faults name row and column. */
export async function readAnalyses(sheets: readonly TextSheet[], path: string): Promise<AnalysisList> {
  for (const sheet of sheets) {
    const headers = headersOf(sheet.header);
    const { type } = headers;
    if (type === undefined || (headers.variable === undefined && headers.numerator === undefined)) continue;
    const place = sheets.length > 1 ? `${path} › ${sheet.name}` : path;
    const [head = [], ...rows] = await sheetRows(sheet);
    const analyses = rows.flatMap((cells, at) => {
      const cell = (key: keyof typeof COLUMNS) => {
        const header = headers[key];
        return header === undefined ? '' : (cells[head.indexOf(header)] ?? '').trim().replace(/^NA$/, '');
      };
      return cells.every((text) => text.trim() === '')
        ? []
        : [analysisOf(cell, headers, `${place} › row ${at + 2}`, at + 2)];
    });
    if (analyses.length === 0) throw fault(place, 'the list has no analyses');
    return { place, headers, analyses };
  }
  throw fault(
    path,
    'is no list of analyses',
    'It needs the columns analysis_type and analysis_var (of a ratio analysis_var_numerator and analysis_var_denominator); group_var and level may follow',
  );
}

function headersOf(header: readonly string[]): AnalysisList['headers'] {
  const found = Object.entries(COLUMNS).map(([key, names]) => [
    key,
    header.find((name) => (names as readonly string[]).includes(name.trim().toLowerCase())),
  ]);
  return Object.fromEntries(found.filter(([, name]) => name !== undefined));
}

function analysisOf(
  cell: (key: keyof typeof COLUMNS) => string,
  headers: AnalysisList['headers'],
  place: string,
  row: number,
): Analysis {
  const written = cell('type');
  const type = TYPES[written.toLowerCase()];
  const at = (key: keyof typeof COLUMNS) => `${place}, column ${headers[key] ?? COLUMNS[key][0]}`;
  if (type === undefined) {
    const meant = nearest(written, Object.keys(TYPES));
    throw fault(
      at('type'),
      `unknown analysis type '${written}'`,
      meant === null ? 'Types: mean, median, prop_select_one, prop_select_multiple, ratio' : `Did you mean '${meant}'?`,
    );
  }
  const listed = (text: string) =>
    text
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name !== '');
  const sides = [cell('numerator'), cell('denominator')].filter((name) => name !== '');
  const variables = type === 'ratio' && sides.length === 2 ? sides : listed(cell('variable'));
  const expected = type === 'ratio' ? 2 : 1;
  if (variables.length !== expected)
    throw fault(
      at('variable'),
      variables.length === 0 ? 'is empty' : `names ${variables.length} variables`,
      type === 'ratio' ? 'A ratio has a numerator and a denominator' : 'Name one variable a row',
    );
  const level = cell('level');
  if (level !== '' && !(Number(level) > 0.5 && Number(level) < 1))
    throw fault(at('level'), `'${level}' is no confidence level`, 'Write one such as 0.95');
  const no = (text: string) => /^(no|false|0)$/i.test(text);
  return {
    row,
    type,
    variables,
    groups: listed(cell('groups')),
    emptyIsZero: !no(cell('emptyIsZero')),
    dropZero: !no(cell('dropZero')),
    level: level === '' ? null : Number(level),
    title: cell('title'),
    theme: cell('theme'),
    composed: cell('composed'),
  };
}

/** Where a cell of a list stands, for a message: row and column as the file calls them. */
export function cellOf(
  { place, headers }: Pick<AnalysisList, 'place' | 'headers'>,
  row: number,
  key: ListColumn,
): string {
  return `${place} › row ${row}, column ${headers[key] ?? COLUMNS[key][0]}`;
}

/** The confidence level that a list asks for; null where it names none. A study has one: two in a list are a fault. */
export function levelOf(list: AnalysisList): number | null {
  const [first, ...others] = list.analyses.filter(({ level }) => level !== null);
  const other = others.find(({ level }) => level !== first?.level);
  if (first !== undefined && other !== undefined)
    throw fault(
      cellOf(list, other.row, 'level'),
      `${other.level}, but row ${first.row} says ${first.level}`,
      'A study has one confidence level: make two lists of it',
    );
  return first?.level ?? null;
}
