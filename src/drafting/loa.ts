import { fault } from '../fault.ts';
import type { Form } from '../form/form.ts';
import { didYouMean, nearest } from '../form/nearest.ts';
import { indicatorKinds } from '../indicators/registry.ts';
import type { TextSheet } from '../readers/textSheet.ts';
import { sheetRows } from '../readers/textSheet.ts';
import type { StudyTexts } from '../study/config.ts';

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
  readonly headers: Readonly<Partial<Record<keyof typeof COLUMNS, string>>>;
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

/** An entry of indicators.json that a list asks for. */
export interface ListedEntry {
  readonly id: string;
  readonly kind: string;
  readonly theme: string;
  readonly field?: string;
  readonly table?: string;
  readonly title?: StudyTexts;
  readonly by?: readonly (readonly string[])[];
  readonly value?: string;
  readonly numerator?: string;
  readonly denominator?: string;
  readonly base?: string;
}

export interface ListedEntries {
  readonly entries: readonly ListedEntry[];
  /** What a function outside of the form must make first: it cannot be estimated yet. */
  readonly postponed: readonly { readonly id: string; readonly reason: StudyTexts; readonly row: number }[];
}

/** A variable of the study that an analysis may name. */
export interface Analysed {
  readonly table: string;
  readonly type: string;
}

/**
 * The entries that make a list's analyses from a study's variables; analyses of one variable and type are one entry with several breakdowns.
 * Faults, each with row and column: a variable that is neither there nor composed by a named function, an unknown group, a type that the
 * variable does not have.
 */
export function entriesOfList(
  { analyses, headers, place }: AnalysisList,
  known: ReadonlyMap<string, Analysed>,
  themeOf: (variable: string) => string,
): ListedEntries {
  const entries = new Map<string, { readonly entry: ListedEntry; readonly by: (readonly string[])[] }>();
  const postponed = new Map<string, ListedEntries['postponed'][number]>();
  for (const analysis of analyses) {
    const { row, type, variables, groups, title, composed } = analysis;
    const at = (key: keyof typeof COLUMNS) => `${place} › row ${row}, column ${headers[key] ?? COLUMNS[key][0]}`;
    const lacking = variables.find((name) => !known.has(name));
    const id = idOf(type, variables);
    if (lacking !== undefined) {
      if (composed === '')
        throw fault(
          at('variable'),
          `unknown variable '${lacking}'${didYouMean(lacking, known.keys())}`,
          'It is no question of the form and no variable of the study',
        );
      postponed.set(id, { id, reason: notComposed(lacking, composed), row });
      continue;
    }
    for (const name of groups)
      if (!known.has(name)) throw fault(at('groups'), `unknown variable '${name}'${didYouMean(name, known.keys())}`);
    if (type === 'ratio' && !Object.hasOwn(indicatorKinds, 'ratio'))
      throw fault(at('type'), 'ratios are not estimated yet');
    const [first = '', second = ''] = variables;
    const field = known.get(first)!;
    checkType(type, first, field, at('type'));
    const entry: ListedEntry = {
      id,
      ...paramsOf(analysis, first, second),
      theme: themeId(analysis.theme) || themeOf(first),
      ...(field.table === 'main' ? {} : { table: field.table }),
      ...(title === '' ? {} : { title: { en: title } }),
    };
    const made = entries.get(id) ?? { entry, by: [] };
    if (groups.length > 0 && !made.by.some((by) => by.join() === groups.join())) made.by.push(groups);
    entries.set(id, made);
  }
  return {
    entries: [...entries.values()].map(({ entry, by }) => (by.length === 0 ? entry : { ...entry, by })),
    postponed: [...postponed.values()],
  };
}

/** The id of a theme that a list names; ids stand in the names of files. */
export function themeId(theme: string): string {
  return theme.replace(/[^A-Za-z0-9_.-]+/g, '_').replace(/^[._-]+|[._-]+$/g, '');
}

function idOf(type: AnalysisType, variables: readonly string[]): string {
  const name = variables.join('_per_').replace(/[^A-Za-z0-9_.-]/g, '_');
  return type.startsWith('prop') || type === 'ratio' ? name : `${name}.${type}`;
}

const NUMERIC: ReadonlySet<string> = new Set(['integer', 'decimal']);

function checkType(type: AnalysisType, name: string, { type: held }: Analysed, place: string): void {
  const fits =
    type === 'prop_select_one' ? held === 'one' : type === 'prop_select_multiple' ? held === 'many' : NUMERIC.has(held);
  if (!fits)
    throw fault(
      place,
      `${type} of '${name}', which is of type ${held}`,
      held === 'one'
        ? 'Say prop_select_one'
        : held === 'many'
          ? 'Say prop_select_multiple'
          : NUMERIC.has(held)
            ? 'Say mean or median'
            : 'Only select questions and numbers are analysed',
    );
}

function paramsOf(
  { type, emptyIsZero, dropZero }: Analysis,
  first: string,
  second: string,
): { readonly kind: string; readonly [param: string]: string } {
  switch (type) {
    case 'prop_select_one':
      return { kind: 'distribution', field: first };
    case 'prop_select_multiple':
      return { kind: 'multiple', field: first };
    case 'mean':
    case 'median':
      return { kind: type, value: `\${${first}}` };
    case 'ratio':
      return {
        kind: 'ratio',
        numerator: emptyIsZero ? `coalesce(\${${first}}, 0)` : `\${${first}}`,
        denominator: `\${${second}}`,
        ...(dropZero ? { base: `\${${second}} < 0 or \${${second}} > 0` } : {}),
      };
  }
}

function notComposed(name: string, composed: string): StudyTexts {
  return {
    fr: `La variable « ${name} » est composée par ${composed}, hors du formulaire : à déclarer dans schemas/variables.json.`,
    en: `The variable “${name}” is composed by ${composed}, outside of the form: declare it in schemas/variables.json.`,
    ar: `المتغير «${name}» يركب بواسطة ${composed} خارج الاستمارة: يصرح به في schemas/variables.json.`,
  };
}

/** The questions of a form that a list may analyse; a question of several versions once. */
export function analysedFields(form: Form): ReadonlyMap<string, Analysed> {
  return new Map(
    form.fields
      .filter(({ role }) => role === 'question' || role === 'calculation')
      .map(({ name, table, type }) => [name, { table, type }]),
  );
}
