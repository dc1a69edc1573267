import { fault } from '../fault.ts';
import type { FormSheet } from '../form/form.ts';
import { saysChosen } from '../readers/answers.ts';
import type { Dialect } from '../readers/dialects/dialect.ts';
import { dialectOf } from '../readers/dialects/registry.ts';
import { isAuditHeader } from '../readers/paradata.ts';
import { isRosterHeader } from '../readers/rosterHeader.ts';
import type { LabelledColumn, RawSheet } from '../table/source.ts';
import { cellAt } from '../table/textRow.ts';
import { readDate, readMoment, readNumber, readTime } from '../table/typing.ts';
import { canonical } from '../table/writing.ts';
import type { SeenWriting } from './writing.ts';

/** Distinct values that are looked at; a question of more is none of choices. */
const MOST_CHOICES = 30;
/** Times that a value must come on average for a column of texts to be one of choices, and a column of numbers one of codes. */
const REPEATED = { text: 2, number: 3 };
/** Distinct whole numbers that may be codes, and the largest. */
const MOST_CODES = 10;
const LARGEST_CODE = 99;
/** Letters of a choice at most. */
const LONGEST_CHOICE = 60;
/** Part of the columns that two files must share to be one table. */
const ALIKE = 0.5;

/** What the cells of a column are like. */
interface Profile {
  readonly values: Map<string, number>;
  filled: number;
  integers: number;
  numbers: number;
  days: number;
  moments: number;
  times: number;
  /** Cells that are digits, and no number: 007, telephone numbers, codes of twelve digits. */
  codes: number;
}

/** A table of the data to be: its columns in the order in which files have them. */
interface Drafted {
  readonly name: string;
  /** Names of the groups around it. */
  readonly path: readonly string[];
  readonly columns: Map<string, { readonly profile: Profile; readonly labelled: LabelledColumn | undefined }>;
}

/** A group or repeat of the survey sheet to be: its rows, and the groups and repeats in it. */
interface Node {
  readonly kind: 'group' | 'repeat';
  readonly name: string;
  readonly rows: (Node | readonly string[])[];
}

/** The group of this name in another; it is made where it is not there yet. */
function groupIn(node: Node, name: string): Node {
  const known = node.rows.find((row): row is Node => 'kind' in row && row.kind === 'group' && row.name === name);
  if (known !== undefined) return known;
  const made: Node = { kind: 'group', name, rows: [] };
  node.rows.push(made);
  return made;
}

function lay({ rows }: Node, survey: (readonly string[])[]): void {
  for (const row of rows) {
    if (!('kind' in row)) survey.push(row);
    else {
      survey.push([`begin_${row.kind}`, row.name, row.name]);
      lay(row, survey);
      survey.push([`end_${row.kind}`, '', '']);
    }
  }
}

/**
 * A form for data that came without one, as its sheets: a question for each column, its type told from all its cells, choices from the
 * values or from the labels of an SPSS or Stata file; a repeat for each table that is linked to another. What is told is a guess: digits with a
 * leading nought stay text, a few numbers that come again and again are codes. Faults: no table, or files of different tables.
 */
export async function formFromData(
  sheets: readonly RawSheet[],
  name: string,
  writing: SeenWriting = {},
): Promise<readonly FormSheet[]> {
  const tables = await tablesOf(sheets, writing);
  const survey: (readonly string[])[] = [['type', 'name', 'label']];
  const choices: string[][] = [['list_name', 'name', 'label']];
  const top: Node = { kind: 'group', name: '', rows: [] };
  for (const [place, table] of tables.entries()) {
    const around = table.path.reduce(groupIn, top);
    const own: Node = place === 0 ? top : { kind: 'repeat', name: table.name, rows: [] };
    if (own !== top) around.rows.push(own);
    questions(table, own, choices);
  }
  lay(top, survey);
  return [
    { name: 'survey', rows: survey },
    { name: 'choices', rows: choices },
    {
      name: 'settings',
      rows: [
        ['form_title', 'form_id', 'version'],
        [name, name.replace(/\W+/g, '_'), '1'],
      ],
    },
  ];
}

async function tablesOf(sheets: readonly RawSheet[], writing: SeenWriting): Promise<readonly Drafted[]> {
  const found: { readonly sheet: RawSheet; readonly dialect: Dialect; readonly roster: boolean }[] = [];
  for (const sheet of sheets) {
    if (isAuditHeader(sheet.header) || sheet.header.length === 0) continue;
    const told = dialectOf(sheet.header, undefined).dialect;
    const dialect = { ...told, empty: new Set([...told.empty, ...(writing.empty ?? [])]) };
    found.push({ sheet, dialect, roster: isRosterHeader(sheet.header, dialect) });
  }
  const [first] = found.filter(({ roster }) => !roster);
  if (first === undefined)
    throw fault(sheets[0]?.path ?? 'data', 'no table of interviews is in it', 'Give the main table of the export');
  const main = drafted('main', []);
  const rosters = new Map<string, Drafted>();
  for (const { sheet, dialect, roster } of found) {
    if (roster) {
      const path = repeatPath(sheet, dialect);
      const repeat = path.at(-1) ?? '';
      const own = rosters.get(repeat) ?? drafted(repeat, path.slice(0, -1));
      rosters.set(repeat, own);
      await look(own, sheet, dialect, writing);
      continue;
    }
    const known = new Set(first.sheet.header);
    const shared = sheet.header.filter((header) => known.has(header)).length;
    if (shared < ALIKE * Math.min(sheet.header.length, first.sheet.header.length)) {
      if (sheet.path === first.sheet.path) continue;
      throw fault(
        sheet.path,
        `is not the same table as ${first.sheet.path}, and no column links the two`,
        'Make a study of each; or give the platform’s export, whose rosters name their interview',
      );
    }
    await look(main, sheet, dialect, writing);
  }
  return [main, ...rosters.values()];
}

function drafted(name: string, path: readonly string[]): Drafted {
  return { name, path, columns: new Map() };
}

/** The names of a roster's repeat and the groups around it: those that all its questions lie in, else the sheet's own. */
function repeatPath(sheet: RawSheet, dialect: Dialect): readonly string[] {
  const grouped = sheet.header.filter((header) => header.includes('/') && !isPlatform(header, dialect));
  const [first] = grouped;
  const path = first?.split('/').slice(0, -1) ?? [];
  while (path.length > 0 && !grouped.every((header) => header.startsWith(`${path.join('/')}/`))) path.pop();
  return path.length > 0 ? path : [sheet.name.replace(/\W+/g, '_')];
}

function isPlatform(header: string, { platform, keys, parentKey, parentIndex, index, rowKey }: Dialect): boolean {
  const name = header.trim().toLowerCase();
  const kept = [...keys, ...parentKey, ...parentIndex, ...index, ...rowKey];
  return name === '' || platform.has(name) || kept.includes(name) || (name.endsWith('_count') && name.includes('/'));
}

async function look(table: Drafted, sheet: RawSheet, dialect: Dialect, seen: SeenWriting): Promise<void> {
  // Without a form no column is known to be a date, so that no number is a day.
  const writing = { decimal: '.', dateOrder: 'ymd', words: dialect.words === true, ...seen, serials: false } as const;
  const brings = [canonical('decimal', writing), canonical('dateTime', writing)];
  const places = sheet.header.flatMap((written, at) => {
    const header = written.trim();
    if (isPlatform(header, dialect)) return [];
    const known = table.columns.get(header) ?? { profile: newProfile(), labelled: sheet.labelled?.get(header) };
    table.columns.set(header, known);
    return [{ at, profile: known.profile }];
  });
  for await (const batch of sheet.rows())
    for (const row of batch)
      for (const { at, profile } of places) {
        const text = cellAt(row, at).trim();
        if (text === '' || dialect.empty.has(text)) continue;
        count(
          profile,
          brings.reduce((read, bring) => bring?.(read) ?? read, text),
        );
      }
}

function newProfile(): Profile {
  return { values: new Map(), filled: 0, integers: 0, numbers: 0, days: 0, moments: 0, times: 0, codes: 0 };
}

function count(profile: Profile, text: string): void {
  profile.filled += 1;
  if (profile.values.size <= MOST_CHOICES) profile.values.set(text, (profile.values.get(text) ?? 0) + 1);
  if (/^\+?0\d+$|^\+\d|^\d{10,}$/.test(text)) profile.codes += 1;
  const number = readNumber(text);
  if (!Number.isNaN(number)) profile.numbers += 1;
  if (Number.isInteger(number)) profile.integers += 1;
  else if (!Number.isNaN(readTime(text))) profile.times += 1;
  else if (text.length === 10 && !Number.isNaN(readDate(text))) profile.days += 1;
  else if (text.length > 10 && readMoment(text, 'UTC') !== null) profile.moments += 1;
}

/** Types that a device fills in, by the name that platforms give their columns. */
const METADATA: ReadonlySet<string> = new Set(['start', 'end', 'today', 'deviceid', 'username', 'phonenumber']);

function questions(table: Drafted, into: Node, choices: string[][]): void {
  const options = optionColumns(table);
  const asked = new Set<string>();
  const listed = new Map<string, string>();
  for (const [written, column] of table.columns) {
    // A question that only its options have columns of stands where the first of them does.
    const header = options.get(written) ?? written;
    if (asked.has(header) || (header !== written && table.columns.has(header))) continue;
    asked.add(header);
    const { profile, labelled } = header === written ? column : { profile: newProfile(), labelled: undefined };
    const parts = header.split('/');
    const name = parts.at(-1) ?? header;
    // Of a repeat, the groups around it are those of its name.
    const path = into.kind === 'repeat' ? parts.slice(parts.indexOf(table.name) + 1, -1) : parts.slice(0, -1);
    const group = path.reduce(groupIn, into);
    const own = [...options]
      .filter(([, parent]) => parent === header)
      .map(([option]) => option.slice(header.length + 1));
    const list = own.length > 0 ? own.map((option) => [option, option] as const) : choicesOf(profile, labelled);
    const label = labelled?.label === undefined || labelled.label === '' ? name : labelled.label;
    if (list === null) {
      const metadata = METADATA.has(name.toLowerCase()) && group === into && into.name === '';
      group.rows.push([metadata ? name.toLowerCase() : typeOf(profile, labelled), name, label]);
      continue;
    }
    const key = JSON.stringify(list);
    const listName = listed.get(key) ?? name;
    if (!listed.has(key)) {
      listed.set(key, listName);
      for (const [code, text] of list) choices.push([listName, code, text]);
    }
    group.rows.push([`${own.length > 0 ? 'select_multiple' : 'select_one'} ${listName}`, name, label]);
  }
}

/**
 * The option columns of a table, with the header of their question: `q/food` beside `q`, or `q/1` without it, with nothing in them but yes and no.
 */
function optionColumns({ columns }: Drafted): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [header, { profile }] of columns) {
    const parent = [...header.matchAll(/[/.]/g)]
      .map(({ index }) => header.slice(0, index))
      .filter((name) => columns.has(name) || /^[/.]-?\d+$/.test(header.slice(name.length)))
      .at(-1);
    if (parent === undefined || /\s/.test(header.slice(parent.length + 1))) continue;
    if ([...profile.values.keys()].every((value) => saysChosen(value) !== null)) found.set(header, parent);
  }
  return found;
}

/** Codes and labels of a question of choices; null for any other. */
function choicesOf(
  profile: Profile,
  labelled: LabelledColumn | undefined,
): readonly (readonly [code: string, label: string])[] | null {
  const { values, filled } = profile;
  if (labelled !== undefined && labelled.labels.size > 0) {
    const codes = new Set([...labelled.labels.keys(), ...(values.size <= MOST_CHOICES ? values.keys() : [])]);
    // Labels of missing codes alone make no list of a number.
    const answers = [...labelled.labels.keys()].filter((code) => !labelled.missing.has(code));
    if (answers.length > 0 && values.size <= MOST_CHOICES)
      return [...codes].map((code) => [code, labelled.labels.get(code) ?? code]);
  }
  if (values.size === 0 || values.size > MOST_CHOICES || profile.codes > 0) return null;
  const codes = [...values.keys()];
  const isNumber = profile.numbers === filled;
  if (profile.days + profile.moments + profile.times > 0) return null;
  if (isNumber) {
    const small = codes.every((code) => /^-?\d+$/.test(code) && Math.abs(Number(code)) <= LARGEST_CODE);
    if (!small || values.size > MOST_CODES || filled < REPEATED.number * values.size) return null;
    return codes.sort((a, b) => Number(a) - Number(b)).map((code) => [code, code]);
  }
  if (filled < REPEATED.text * values.size || codes.some((code) => code.length > LONGEST_CHOICE)) return null;
  return codes.sort((a, b) => (a < b ? -1 : 1)).map((code) => [code, code]);
}

function typeOf(
  { filled, integers, numbers, days, moments, times, codes }: Profile,
  labelled: LabelledColumn | undefined,
): string {
  if (labelled !== undefined) return labelled.type;
  if (filled === 0 || codes > 0) return 'text';
  if (integers === filled) return 'integer';
  if (numbers === filled) return 'decimal';
  if (days === filled) return 'date';
  if (moments === filled) return 'dateTime';
  return times === filled ? 'time' : 'text';
}
