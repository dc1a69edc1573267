import type { Field, Form } from '../form/form.ts';
import { cellAt, type Row } from '../table/textRow.ts';
import { readMoment } from '../table/typing.ts';
import { canonical } from '../table/writing.ts';
import type { Dialect } from './dialects/dialect.ts';
import type { PlacePart } from './headers.ts';
import { labelOr, PLACE_PARTS } from './headers.ts';
import { segmented } from './segmented.ts';
import type { PlacedSheet } from './sheets.ts';

/** The platform's columns that are kept, under one name whatever the platform calls them. */
export const SUBMITTED = '_submission_time';
export const VERSION = '__version__';

/** Codes for answers that a source writes in another way: by question or list, by what is written. */
export type Codes = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** How a source writes answers, as its entry declares, and the study's time zone. */
export interface AnswerWriting {
  readonly codes?: Codes;
  readonly timeZone?: string;
}

/** Gives a question's answer from a row of its sheet. `at`: it is the text at that place as it stands, but for outer spaces. */
export interface CellText {
  (row: Row): string;
  readonly at?: number;
}

/** One option column of a select_multiple: where it stands, and for which choice. */
export interface OptionColumn {
  readonly at: number;
  readonly option: string;
}

/** Where the columns of a question stand in a sheet. */
export interface QuestionColumns {
  readonly field: Field;
  /** Its own column; -1 where the sheet has only columns of its parts. */
  readonly at: number;
  /** Further columns of its own, which are read where those before are blank. */
  readonly also: readonly number[];
  readonly options: readonly OptionColumn[];
  readonly parts: ReadonlyMap<PlacePart | 'url', number>;
}

/** The questions of a sheet with all their columns. */
export function questionColumns({ meanings }: Pick<PlacedSheet, 'meanings'>): readonly QuestionColumns[] {
  interface Found {
    at: number;
    readonly also: number[];
    readonly options: OptionColumn[];
    readonly parts: Map<PlacePart | 'url', number>;
  }
  const found = new Map<Field, Found>();
  for (const [at, meaning] of meanings.entries()) {
    if (!('field' in meaning)) continue;
    const own: Found = found.get(meaning.field) ?? { at: -1, also: [], options: [], parts: new Map() };
    found.set(meaning.field, own);
    if (meaning.kind === 'field' && own.at < 0) own.at = at;
    else if (meaning.kind === 'field') own.also.push(at);
    if (meaning.kind === 'option' && !own.options.some(({ option }) => option === meaning.option))
      own.options.push({ at, option: meaning.option });
    if (meaning.kind === 'part' && !own.parts.has(meaning.part)) own.parts.set(meaning.part, at);
  }
  return [...found].map(([field, own]) => ({ field, ...own }));
}

/** True where the columns of a question give its answer: its own, those of its options, or those of a place. */
export function hasAnswer({ field, at, options, parts }: QuestionColumns): boolean {
  if (at >= 0) return true;
  if (field.type === 'many') return options.length > 0;
  return field.type === 'geopoint' && parts.has('latitude') && parts.has('longitude');
}

/**
 * For each kept column that a sheet has: what gives its answer from a row, as the form names it. Labels become the names of choices, columns
 * of options alone an answer, columns of a place alone its `latitude longitude altitude accuracy`.
 */
export function answerTexts(
  placed: PlacedSheet,
  form: Form,
  writing: AnswerWriting = {},
): ReadonlyMap<string, CellText> {
  const texts = new Map<string, CellText>();
  const { dialect, meanings, sheet, style } = placed;
  const { codes, timeZone = 'UTC' } = writing;
  for (const columns of questionColumns(placed)) {
    const { field } = columns;
    const text = answerText(columns, form, dialect, style.labels);
    if (text === null) continue;
    const own = new Map([...(codes?.get(field.list) ?? []), ...(codes?.get(field.name) ?? [])]);
    texts.set(field.name, own.size === 0 ? text : recoded(text, own, field.type === 'many' || field.type === 'rank'));
  }
  for (const [at, meaning] of meanings.entries()) {
    const name = meaning.kind === 'extra' ? meaning.name : platformName(dialect, sheet.header[at] ?? '', meaning.kind);
    if (name === '' || texts.has(name)) continue;
    const text = cellText(at, dialect, null);
    texts.set(name, name === SUBMITTED && dialect.words === true ? inUtc(text, timeZone) : text);
  }
  return texts;
}

function recoded(text: CellText, codes: ReadonlyMap<string, string>, several: boolean): CellText {
  return (row) => {
    const answer = text(row);
    const code = codes.get(answer);
    if (code !== undefined || !several) return code ?? answer;
    return answer
      .split(/\s+/)
      .map((one) => codes.get(one) ?? one)
      .join(' ');
  };
}

/** A moment in English words and in a zone, as UTC; what cannot be read stays. */
function inUtc(text: CellText, zone: string): CellText {
  const bring = canonical('dateTime', { decimal: '.', dateOrder: 'ymd', serials: false, words: true });
  return (row) => {
    const written = text(row);
    const moment = readMoment(bring?.(written) ?? written, zone);
    return moment === null ? written : new Date(moment.at).toISOString().replace(/(?:\.000)?Z$/, 'Z');
  };
}

/** The name under which a column of the platform is kept; '' for one that is not. */
export function platformName(dialect: Dialect, written: string, kind: string): string {
  if (kind === 'field' || kind === 'option' || kind === 'part') return '';
  const header = written.trim().toLowerCase();
  if (dialect.submitted.includes(header)) return SUBMITTED;
  return dialect.version.includes(header) ? VERSION : '';
}

/** The text of a cell, '' for what the dialect writes for an empty one unless it is a choice of the list. */
function cellText(at: number, { empty }: Dialect, choices: ReadonlySet<string> | null): CellText {
  if (empty.size === 0) return Object.assign((row: Row) => cellAt(row, at).trim(), { at });
  return (row) => {
    const text = cellAt(row, at).trim();
    return empty.has(text) && choices?.has(text) !== true ? '' : text;
  };
}

/** The first text that is not blank, of several columns for one thing. */
function firstFilled(cells: readonly CellText[]): CellText {
  const [only] = cells;
  if (only !== undefined && cells.length === 1) return only;
  return (row) => {
    for (const cell of cells) {
      const text = cell(row);
      if (text !== '') return text;
    }
    return '';
  };
}

function answerText(columns: QuestionColumns, form: Form, dialect: Dialect, labels: string | null): CellText | null {
  const { field, at, also, options } = columns;
  const choices = form.lists.get(field.list)?.choices ?? null;
  const codes = choices === null ? null : new Set(choices.map(({ name }) => name));
  const cell = at < 0 ? null : firstFilled([at, ...also].map((place) => cellText(place, dialect, codes)));
  if (cell === null) {
    if (!hasAnswer(columns)) return null;
    return field.type === 'many' ? (row) => chosenIn(row, options).join(' ') : placeOf(columns, dialect);
  }
  if (labels === null || choices === null) return cell;
  const names = labelsOf(field, form, labels);
  if (field.type === 'one') return (row) => renamed(cell(row), names);
  if (field.type !== 'many' && field.type !== 'rank') return cell;
  return (row) => {
    const text = cell(row);
    return text === '' ? '' : namesOf(text, names, chosenIn(row, options)).answer;
  };
}

/**
 * The names in a cell of labels joined by spaces. Where the labels can be read in several ways, or in none, the option columns decide;
 * `agreed` is false where they contradict the cell.
 */
export function namesOf(
  text: string,
  names: ReadonlyMap<string, readonly string[]>,
  chosen: readonly string[],
): { readonly answer: string; readonly agreed: boolean } {
  const whole = segmented(text, names);
  if (whole !== null) return { answer: whole.join(' '), agreed: chosen.length === 0 || sameSet(whole, chosen) };
  const own = new Map<string, readonly string[]>();
  for (const [label, all] of names) {
    const kept = all.filter((name) => chosen.includes(name));
    if (kept.length > 0) own.set(label, kept);
  }
  const ordered = segmented(text, own);
  const agreed = ordered !== null && sameSet(ordered, chosen);
  return { answer: (agreed ? ordered : chosen.length > 0 ? chosen : [text]).join(' '), agreed };
}

function sameSet(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((one) => b.includes(one));
}

/** The options whose columns say yes, in the order of the columns. */
function chosenIn(row: Row, options: readonly OptionColumn[]): readonly string[] {
  return options.filter(({ at }) => saysChosen(cellAt(row, at)) === true).map(({ option }) => option);
}

/** A label's choice; where two share it, or none has it, the text stays: a check names it. */
function renamed(text: string, names: ReadonlyMap<string, readonly string[]>): string {
  const own = names.get(text);
  return own?.length === 1 ? (own[0] ?? text) : text;
}

/** The choices of a question's list by their label in a language, or by their name where they have none. */
export function labelsOf(field: Field, form: Form, language: string): ReadonlyMap<string, readonly string[]> {
  const names = new Map<string, string[]>();
  for (const { name, label } of form.lists.get(field.list)?.choices ?? []) {
    const text = labelOr(label, language, name).replace(/\s+/g, ' ');
    names.set(text, [...(names.get(text) ?? []), name]);
  }
  if (field.orOther && !names.has('other')) names.set('other', ['other']);
  return names;
}

const YES = new Set(['1', 'true', 'yes', 'oui']);
const NO = new Set(['0', 'false', 'no', 'non']);

/** What an option column says; null where it says nothing. */
export function saysChosen(cell: string): boolean | null {
  const text = cell.trim().toLowerCase();
  return YES.has(text) ? true : NO.has(text) ? false : null;
}

function placeOf({ parts }: QuestionColumns, dialect: Dialect): CellText {
  const cells = PLACE_PARTS.map((part) =>
    parts.has(part) ? cellText(parts.get(part) ?? -1, dialect, null) : () => '',
  );
  return (row) => {
    const [latitude = '', longitude = '', altitude = '', accuracy = ''] = cells.map((cell) => cell(row));
    if (latitude === '' && longitude === '') return '';
    return [latitude, longitude, altitude || '0', accuracy || '0'].join(' ');
  };
}
