import { fault } from '../fault.ts';
import type { Form } from '../form/form.ts';
import { didYouMean } from '../form/nearest.ts';
import type { StudyTexts } from '../study/config.ts';
import type { Analysis, AnalysisList, AnalysisType } from './loa.ts';
import { cellOf } from './loa.ts';

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

/** What became of one analysis of a list. */
export interface ListedAnalysis {
  readonly analysis: Analysis;
  /** Id of the entry that makes it, or that would. */
  readonly id: string;
  /** `repeats`: an earlier row asks for the same; `leftOut`: variables are missing, which functions outside of the form compose. */
  readonly outcome: 'made' | 'repeats' | 'leftOut';
  /** The earlier row that asks for the same; null where none does. */
  readonly same: number | null;
  /** Variables that neither the form nor the study has. */
  readonly lacking: readonly string[];
}

export interface ListedEntries {
  readonly entries: readonly ListedEntry[];
  /** What a function outside of the form must make first: it cannot be estimated yet; each id once. */
  readonly postponed: readonly { readonly id: string; readonly reason: StudyTexts }[];
  /** Every analysis of the list, in its order. */
  readonly analyses: readonly ListedAnalysis[];
}

/** A variable of the study that an analysis may name. */
export interface Analysed {
  readonly table: string;
  readonly type: string;
}

/** Unknown variables that a message names at most. */
const TOLD = 6;

/**
 * The entries that make a list's analyses from a study's variables; analyses of one variable and type are one entry with several breakdowns.
 * Faults, each with row and column: variables that are neither there nor composed by a named function, all in one message; a type that the
 * variable does not have.
 */
export function entriesOfList(
  list: AnalysisList,
  known: ReadonlyMap<string, Analysed>,
  themeOf: (variable: string) => string,
): ListedEntries {
  refuseUnknown(list, known);
  const entries = new Map<string, { readonly entry: ListedEntry; readonly by: (readonly string[])[] }>();
  const postponed = new Map<string, ListedEntries['postponed'][number]>();
  const seen = new Map<string, number>();
  const analyses = list.analyses.map((analysis): ListedAnalysis => {
    const { row, type, variables, groups, title, composed } = analysis;
    const lacking = variables.filter((name) => !known.has(name));
    const id = idOf(type, variables);
    const asked = [id, ...groups].join('\n');
    const same = seen.get(asked) ?? null;
    if (same === null) seen.set(asked, row);
    if (lacking.length > 0) {
      postponed.set(id, { id, reason: notComposed(lacking, composed) });
      return { analysis, id, outcome: 'leftOut', same, lacking };
    }
    if (same !== null) return { analysis, id, outcome: 'repeats', same, lacking };
    const [first = '', second = ''] = variables;
    const field = known.get(first)!;
    for (const name of variables) checkType(type, name, known.get(name)!, cellOf(list, row, 'type'));
    const entry: ListedEntry = {
      id,
      ...paramsOf(analysis, first, second),
      theme: themeId(analysis.theme) || themeOf(first),
      ...(field.table === 'main' ? {} : { table: field.table }),
      ...(title === '' ? {} : { title: { en: title } }),
    };
    const made = entries.get(id) ?? { entry, by: [] };
    if (groups.length > 0) made.by.push(groups);
    entries.set(id, made);
    return { analysis, id, outcome: 'made', same, lacking };
  });
  return {
    entries: [...entries.values()].map(({ entry, by }) => (by.length === 0 ? entry : { ...entry, by })),
    postponed: [...postponed.values()],
    analyses,
  };
}

/** A list is mended in one go: every variable that nothing makes is told, the first ones by their row. */
function refuseUnknown(list: AnalysisList, known: ReadonlyMap<string, Analysed>): void {
  const unknown = list.analyses.flatMap(({ row, variables, groups, composed }) => [
    ...(composed === '' ? variables : [])
      .filter((name) => !known.has(name))
      .map((name) => ({ name, row, key: 'variable' as const })),
    ...groups.filter((name) => !known.has(name)).map((name) => ({ name, row, key: 'groups' as const })),
  ]);
  const [first, ...others] = unknown;
  if (first === undefined) return;
  const rest = others.filter(
    ({ name }, place) => name !== first.name && others.findIndex((one) => one.name === name) === place,
  );
  const told = rest.slice(0, TOLD).map(({ name, row }) => `'${name}' (row ${row})`);
  const more = rest.length > TOLD ? ` and ${rest.length - TOLD} more` : '';
  throw fault(
    cellOf(list, first.row, first.key),
    `unknown variable '${first.name}'${didYouMean(first.name, known.keys())}`,
    `It is no question of the form and no variable of the study${told.length === 0 ? '' : `; nor are ${told.join(', ')}${more}`}. Declare what is composed in schemas/variables.json, or name the function that composes it in a column function_to_compose: it is left out then, and told`,
  );
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

function notComposed(lacking: readonly string[], composed: string): StudyTexts {
  const names = (open: string, close: string) => lacking.map((name) => `${open}${name}${close}`).join(', ');
  return {
    fr: `Variables composées par ${composed}, hors du formulaire : ${names('« ', ' »')}. À déclarer dans schemas/variables.json.`,
    en: `Composed by ${composed}, outside of the form: ${names('“', '”')}. To be declared in schemas/variables.json.`,
    ar: `متغيرات يركبها ${composed} خارج الاستمارة: ${names('«', '»')}. يصرح بها في schemas/variables.json.`,
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
