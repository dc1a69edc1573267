import type { Field, Form } from '../form/form.ts';
import { fill } from '../publish/words/build.ts';
import { PHRASES } from '../publish/words/phrases.ts';
import { withinSentence } from '../publish/words/withinSentence.ts';
import type { LanguageCode } from '../publish/words/words.ts';
import type { StudyTexts } from '../study/config.ts';
import { isCodes } from '../table/column.ts';
import type { Dataset } from '../table/table.ts';
import { themeOf } from './themes.ts';

/** Questions with more answers than this are not drafted: a table of hundreds of places says nothing. */
export const MOST_ITEMS = 60;

/** What `init` drafts for a question: an entry of indicators.json. */
export interface DraftIndicator {
  readonly id: string;
  readonly kind: 'distribution' | 'multiple' | 'number';
  readonly theme: string;
  readonly table?: string;
  readonly field: string;
}

export type DraftFigure = Readonly<Record<string, unknown>> & {
  readonly id: string;
  readonly kind: string;
  readonly theme: string;
};

/** One descriptive indicator for each question that can have one and is not left out: shares of choices, mean and median of numbers. */
export function draftIndicators(form: Form, data: Dataset, left: ReadonlySet<string>): readonly DraftIndicator[] {
  const theme = themeOf(form);
  const drafts: DraftIndicator[] = [];
  const seen = new Set<string>();
  for (const field of form.fields) {
    if (field.role !== 'question' || left.has(field.name) || seen.has(field.name)) continue;
    const kind = kindOf(field, form, data);
    if (kind === null) continue;
    seen.add(field.name);
    drafts.push({
      id: idOf(field.name, drafts),
      kind,
      theme: theme(field),
      ...(field.table === 'main' ? {} : { table: field.table }),
      field: field.name,
    });
  }
  return drafts;
}

/** The question's name as an entry's id; a number where it is in another script, for ids stand in the names of files. */
function idOf(name: string, drafts: readonly DraftIndicator[]): string {
  return /^[A-Za-z0-9_][A-Za-z0-9_.-]*$/.test(name) ? name : `V${String(drafts.length + 1).padStart(3, '0')}`;
}

function kindOf(field: Field, form: Form, data: Dataset): DraftIndicator['kind'] | null {
  const column = data.tables.get(field.table)?.columns.get(field.name);
  if (column === undefined) return null;
  if (field.type === 'integer' || field.type === 'decimal') return 'number';
  if (field.type === 'many') return (form.lists.get(field.list)?.choices.length ?? 0) > MOST_ITEMS ? null : 'multiple';
  if (field.type !== 'one' || !isCodes(column)) return null;
  return new Set(column.values).size > MOST_ITEMS ? null : 'distribution';
}

const BATTERY_LEAST = 3;
const BATTERY_MOST = 12;
const NUMBERS_A_FIGURE = 6;

/** Figures for the drafted indicators: one a question, one for a run of questions with one list, some for numbers together. */
export function draftFigures(
  form: Form,
  indicators: readonly DraftIndicator[],
  titles: (theme: string) => StudyTexts,
): readonly DraftFigure[] {
  const lists = new Map(form.fields.map(({ name, list }) => [name, list]));
  const figures: Omit<DraftFigure, 'id'>[] = [];
  for (const theme of new Set(indicators.map((indicator) => indicator.theme))) {
    const own = indicators.filter((indicator) => indicator.theme === theme);
    const runs = runsOf(own, lists);
    const batteries = runs.filter(({ length }) => length >= BATTERY_LEAST);
    for (const run of runs) {
      const ids = run.map(({ id }) => id);
      if (run.length >= BATTERY_LEAST) {
        const title = counted(titles(theme), batteries.indexOf(run), batteries.length);
        figures.push({ kind: 'battery', theme, indicators: ids, title } as Omit<DraftFigure, 'id'>);
      } else for (const id of ids) figures.push({ kind: 'shares', theme, indicator: id } as Omit<DraftFigure, 'id'>);
    }
    const numbers = own.filter(({ kind }) => kind === 'number').map(({ id }) => id);
    const parts = Math.ceil(numbers.length / NUMBERS_A_FIGURE);
    for (let part = 0; part < parts; part += 1) {
      const some = numbers.slice(part * NUMBERS_A_FIGURE, (part + 1) * NUMBERS_A_FIGURE);
      const title = counted(ofNumbers(titles(theme)), part, parts);
      figures.push({ kind: 'numbers', theme, indicators: some, title } as Omit<DraftFigure, 'id'>);
    }
  }
  return figures.map((figure, place) => ({ id: `F${String(place + 1).padStart(2, '0')}`, ...figure }) as DraftFigure);
}

/** « Market (2/3) »: several figures of one theme would otherwise bear one title. */
function counted(titles: StudyTexts, place: number, of: number): StudyTexts {
  return of < 2 ? titles : ofEach(titles, (title) => `${title} (${place + 1}/${of})`);
}

/** « Market: means and medians ». */
function ofNumbers(titles: StudyTexts): StudyTexts {
  return ofEach(titles, (title, language) =>
    fill(PHRASES.itemOf[language], { title, item: withinSentence(PHRASES.meansAndMedians[language]) }, language),
  );
}

function ofEach(texts: StudyTexts, change: (text: string, language: LanguageCode) => string): StudyTexts {
  return Object.fromEntries(
    Object.entries(texts).map(([language, text]) => [language, change(text, language as LanguageCode)]),
  );
}

/** Shares in runs: neighbouring select_one questions of one list together, all else alone. */
function runsOf(
  indicators: readonly DraftIndicator[],
  lists: ReadonlyMap<string, string>,
): readonly (readonly DraftIndicator[])[] {
  const runs: DraftIndicator[][] = [];
  let before = '';
  for (const indicator of indicators) {
    // A number asked in between (« the price? » after each « do you know the price? ») does not break a run.
    if (indicator.kind === 'number') continue;
    const list = indicator.kind === 'distribution' ? (lists.get(indicator.field) ?? '') : '';
    const run = runs.at(-1);
    if (list !== '' && list === before && run !== undefined && run.length < BATTERY_MOST) run.push(indicator);
    else runs.push([indicator]);
    before = list;
  }
  return runs;
}
