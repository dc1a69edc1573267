import { fault } from '../fault.ts';
import type { Form } from '../form/form.ts';
import type { ColumnSpec } from '../table/builder.ts';
import { owned } from '../table/builder.ts';
import { withoutRows, withRowsBelow } from '../table/rows.ts';
import type { RawSheet } from '../table/source.ts';
import type { Dataset } from '../table/table.ts';
import { MAIN } from '../table/table.ts';
import { cellAt, type Row } from '../table/textRow.ts';
import type { Writing } from '../table/writing.ts';
import { accountOf, intakeOf } from './account.ts';
import { answerTexts, type Codes } from './answers.ts';
import { cellReaders } from './cells.ts';
import { contentOf, copiesOfRows } from './content.ts';
import { withDictionary } from './dictionary.ts';
import { doubledCheck } from './doubled.ts';
import type { Gathering } from './gather.ts';
import { gathering } from './gather.ts';
import type { Intake, IntakeRemark, SheetCount, SheetIntake } from './intake.ts';
import { newCount } from './intake.ts';
import type { OptionMismatch } from './options.ts';
import { optionCheck } from './options.ts';
import type { PlacedSheet, Stated } from './sheets.ts';
import { placeSheets } from './sheets.ts';

/** One source of the configuration with the sheets of its files. */
export interface SourceSheets {
  readonly id: string;
  readonly stated: Stated;
  readonly writing: Omit<Writing, 'serials' | 'words'> & { readonly serials?: boolean };
  /** Codes for answers that the source writes in another way: by question or list, by what is written. */
  readonly codes?: Codes;
  /** The study's time zone. */
  readonly timeZone?: string;
  readonly sheets: readonly RawSheet[];
}

/** What assembling needs of the study. */
export interface AssembleOptions {
  readonly form: Form;
  /** The columns of each table, in the order in which they are kept; direct identifiers have none. */
  readonly specs: ReadonlyMap<string, ReadonlyMap<string, ColumnSpec>>;
  /** Columns unknown to the form that the study names. */
  readonly extras: ReadonlySet<string>;
  /** Fields and columns that must not get past here. */
  readonly direct: ReadonlySet<string>;
}

/** Rows of one sheet, as the rosters below it look for them. */
interface Parents {
  readonly path: string;
  readonly table: Gathering;
  readonly byIndex: Map<string, number>;
  readonly byKey: Map<string, number>;
  /** Rows that hang on each of them so far, by roster. */
  readonly children: Map<string, number>;
  /** How often an interview was repeated to the letter, by key. */
  readonly copies: Map<string, number>;
}

/** Marks the index of a repeated interview, whose roster rows are left out with it. */
const LEFT_OUT = -2;
const ORPHAN = -1;

/** Text tables → typed tables, every cell with a state; an empty cell is blank until relevance has been replayed. */
export async function assemble(
  sources: readonly SourceSheets[],
  options: AssembleOptions,
): Promise<{ readonly data: Dataset; readonly intake: Intake }> {
  const { form } = options;
  const bySource = sources.map((source) => ({
    source,
    placed: placeSheets(source.sheets, form, options.extras, source.stated),
  }));
  const dictionary = withDictionary(
    options.specs,
    bySource.flatMap(({ placed }) => placed),
  );
  const { specs } = dictionary;
  const tables = new Map(
    form.tables.map(({ name, parent }) => [name, gathering(name, parent, specs.get(name) ?? new Map())]),
  );
  const contents = new Map<string, number>();
  const replaced = new Set<number>();
  const mains = bySource.reduce((sum, { placed }) => sum + placed.filter(({ table }) => table === MAIN).length, 0);
  const accounts: SheetIntake[] = [];
  const remarks: IntakeRemark[] = [...dictionary.remarks];
  const orphans = new Map<string, number>();
  for (const { source, placed } of bySource) {
    const parents = new Map<string, Parents[]>();
    const delivered = new Map<string, Delivery>();
    for (const sheet of [...placed].sort((a, b) => depth(form, a.table) - depth(form, b.table))) {
      const table = tables.get(sheet.table);
      const count = newCount();
      if (table !== undefined)
        await readSheet({
          source,
          placed: sheet,
          number: accounts.length,
          alike: placed.filter((other) => other.table === sheet.table).length,
          table,
          parents,
          contents,
          delivered,
          replaced,
          alone: mains === 1,
          interviews: () => tables.get(MAIN)?.rows() ?? 0,
          orphans,
          options,
          count,
          remarks,
        });
      accounts.push(accountOf(source.id, sheet, count, options.direct));
    }
  }
  if (tables.get(MAIN)?.rows() === 0)
    throw fault(
      sources.flatMap(({ sheets }) => sheets.map(({ path }) => path)).join(', '),
      'there is a header, but no interview below it',
      'Check the filters of the export, and export again',
    );
  const whole: Dataset = { tables: new Map([...tables].map(([name, table]) => [name, table.finish()])) };
  const data = replaced.size === 0 ? whole : withoutRows(whole, withRowsBelow(whole, MAIN, replaced));
  return { data, intake: intakeOf(data, form, accounts, remarks, options.direct) };
}

function depth(form: Form, table: string): number {
  const parent = parentName(form, table);
  return parent === '' ? 0 : 1 + depth(form, parent);
}

function parentName(form: Form, table: string): string {
  return form.tables.find(({ name }) => name === table)?.parent ?? '';
}

interface SheetJob {
  readonly source: SourceSheets;
  readonly placed: PlacedSheet;
  /** Its place among all sheets read, from 0. */
  readonly number: number;
  readonly table: Gathering;
  /** The sheets of this source read so far, by table. */
  readonly parents: Map<string, Parents[]>;
  /** Hash of each interview's content so far, by key. */
  readonly contents: Map<string, number>;
  /** Where each interview of this source stands, by key; kept where the source has several files of them. */
  readonly delivered: Map<string, Delivery>;
  /** Rows of main that a later file delivers anew. */
  readonly replaced: Set<number>;
  /** How many sheets of this source hold the same table. */
  readonly alike: number;
  /** True where this is the only sheet of interviews, of all sources. */
  readonly alone: boolean;
  /** How many interviews were read so far, of all sources. */
  readonly interviews: () => number;
  /** Rows so far that hang on no interview, by roster. */
  readonly orphans: Map<string, number>;
  readonly options: AssembleOptions;
  readonly count: SheetCount;
  readonly remarks: IntakeRemark[];
}

/** The file that delivered an interview, and its row in main. */
interface Delivery {
  readonly path: string;
  readonly row: number;
}

interface Identity {
  readonly key: string;
  readonly parentRow: number;
}

type Say = (
  check: string,
  level: IntakeRemark['level'],
  key: string,
  value: string,
  message: string,
  otherKey?: string,
) => void;

async function readSheet(job: SheetJob): Promise<void> {
  const { placed, table, options, count } = job;
  const { sheet, dialect } = placed;
  const header = sheet.header.map((name) => name.trim().toLowerCase());
  const place = (names: readonly string[]) => names.map((name) => header.indexOf(name)).find((at) => at >= 0) ?? -1;
  const isMain = placed.table === MAIN;
  const [keyAt, indexAt] = [place(isMain ? dialect.keys : dialect.parentKey), place(dialect.index)];
  const [rowKeyAt, unreadableAt] = [isMain ? keyAt : place(dialect.rowKey), place(isMain ? dialect.unreadable : [])];
  const hasRosters = options.form.tables.some(({ parent }) => parent === placed.table);
  const reviewAt = place(isMain ? dialect.review : []);
  const own: Parents = {
    path: sheet.path,
    table,
    byIndex: new Map(),
    byKey: new Map(),
    children: new Map(),
    copies: new Map(),
  };
  const sheets = job.parents.get(placed.table) ?? [];
  job.parents.set(placed.table, [...sheets, own]);
  const say: Say = (check, level, key, value, message, otherKey = '') =>
    job.remarks.push({
      check,
      level,
      table: placed.table,
      key,
      field: '',
      value,
      message: `${message} (sheet '${sheet.name}', row ${count.rows + 1})`,
      otherKey,
    });
  const numbers = header.flatMap((name, at) => (name === '_id' || dialect.numbering?.includes(name) ? [at] : []));
  const identify = isMain
    ? interviews(job, keyAt, new Set([indexAt, ...numbers]), say)
    : rosterRows(job, place(dialect.parentIndex), keyAt, new Set([indexAt, rowKeyAt, ...numbers]), say);
  const answers = answerTexts(placed, options.form, job.source);
  const cells = cellReaders(
    answers,
    options.specs.get(placed.table) ?? new Map(),
    {
      ...job.source.writing,
      serials: sheet.workbook || job.source.writing.serials === true,
      words: dialect.words === true,
    },
    count,
  );
  const mismatches = optionCheck(placed, options.form, answers);
  const links = isMain ? [] : [place(dialect.parentIndex), place(dialect.parentKey)];
  const steering = header.flatMap((name, at) =>
    [keyAt, indexAt, ...links].some((one) => one >= 0 && header[one] === name) ? [at] : [],
  );
  const contradictions = doubledCheck(placed, options.direct, new Set(steering));

  table.begin(new Set(cells.keys()));
  for await (const batch of sheet.rows()) {
    const kept: Row[] = [];
    for (const row of batch) {
      count.rows += 1;
      const index = indexAt < 0 ? String(count.rows) : cellAt(row, indexAt).trim();
      // A place of -1 is no index, and slow to look up.
      const review = reviewAt < 0 ? '' : cellAt(row, reviewAt).trim();
      if (review !== '') count.reviews.set(review, (count.reviews.get(review) ?? 0) + 1);
      const why = unreadableAt < 0 ? '' : cellAt(row, unreadableAt).trim();
      if (why !== '') {
        count.unreadable += 1;
        say('keys', 'error', bareKey(cellAt(row, keyAt)), why, `the server could not read this submission: ${why}`);
        own.byKey.set(bareKey(cellAt(row, keyAt)), LEFT_OUT);
        own.byIndex.set(index, LEFT_OUT);
        continue;
      }
      const identity = identify(row);
      if (identity === null) {
        own.byIndex.set(index, LEFT_OUT);
        // Of a file's own copies, the first one's roster rows count.
        const key = keyAt < 0 ? '' : bareKey(cellAt(row, keyAt));
        if (isMain && own.byKey.has(key)) own.copies.set(owned(key), (own.copies.get(key) ?? 0) + 1);
        else if (isMain) own.byKey.set(owned(key), LEFT_OUT);
        continue;
      }
      const at = table.add(identity.key, identity.parentRow, job.number, sheet.rowAt?.(count.rows) ?? count.rows);
      kept.push(row);
      if (hasRosters) own.byIndex.set(owned(index), at);
      // An empty key names nothing; and that of the parent is no key of a roster's row.
      const rowKey = hasRosters && rowKeyAt >= 0 ? bareKey(cellAt(row, rowKeyAt)) : '';
      if (rowKey !== '') own.byKey.set(owned(rowKey), at);
      const tell = (check: string) => (one: OptionMismatch) => {
        if (!options.direct.has(one.field))
          job.remarks.push({ check, level: 'error', table: placed.table, key: identity.key, ...one });
      };
      mismatches(row).forEach(tell('options'));
      contradictions(row, count.rows + 1).forEach(tell('columns'));
    }
    table.cells(kept, cells);
  }
  if (count.rows > 3 && count.orphans === count.rows && job.interviews() > 0) throw linked(job, header);
  if (isMain && count.rows > 3 && count.clashing > count.rows / 2)
    throw fault(
      `${sheet.path}, sheet '${sheet.name}', column '${sheet.header[keyAt] ?? ''}'`,
      `${count.clashing} of ${count.rows} rows repeat a key with other answers: this is no key`,
      'Export the submission uuid with the data',
    );
  if (isMain && count.rows > 3 && count.doubtful > count.rows / 2)
    throw fault(
      `${sheet.path}, sheet '${sheet.name}', column '${sheet.header[keyAt] ?? ''}'`,
      `${count.doubtful} of ${count.rows} rows have the key of an interview of another file, with other answers: this is no key across files`,
      'Export the submission uuid with the data, give the files sources of their own, or give the newest file alone',
    );
}

/** The fault of a roster no row of which hangs on anything. */
function linked({ placed, options, count }: SheetJob, header: readonly string[]) {
  const { sheet, dialect, table } = placed;
  const wanted = [...dialect.parentIndex, ...dialect.parentKey];
  const found = wanted.filter((name) => header.includes(name));
  const parent = parentName(options.form, table);
  const to = parent === MAIN ? 'an interview' : `a row of '${parent}'`;
  return fault(
    `${sheet.path}, sheet '${sheet.name}'${found.length === 0 ? '' : `, column ${found.map((name) => `'${name}'`).join(' or ')}`}`,
    `none of the ${count.rows} rows of the roster '${table}' belongs to ${to} that was read${found.length === 0 ? `: no column says to which (${wanted.map((name) => `'${name}'`).join(' or ')})` : ''}`,
    'Export rosters and interviews together, with the columns that link them',
  );
}

/** A key that nobody else's can be; numbers begin anew in every file. */
const UUID = /^[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}$/i;

function bareKey(text: string): string {
  return text.trim().replace(/^uuid:/, '');
}

/** Keys interviews; null for one that repeats an earlier one to the letter (but for the columns that each export numbers anew). */
function interviews(
  job: SheetJob,
  keyAt: number,
  unsteady: ReadonlySet<number>,
  say: Say,
): (row: Row) => Identity | null {
  const { contents, count, delivered } = job;
  const { path } = job.placed.sheet;
  // Where no file of interviews has a key, none can clash.
  const unnamed = keyAt < 0 && job.alone;
  return (row) => {
    const given = keyAt < 0 ? '' : bareKey(cellAt(row, keyAt));
    // Without a key no row can repeat another.
    const content = given === '' ? 0 : contentOf(row, unsteady);
    if (given !== '' && contents.get(given) === content) {
      count.repeated += 1;
      say('keys', 'note', given, '', 'repeats an earlier row to the letter: kept once');
      return null;
    }
    const at = job.table.rows();
    const earlier = given === '' ? undefined : delivered.get(given);
    if (given !== '' && job.alike > 1) delivered.set(owned(given), { path, row: at });
    if (earlier !== undefined && earlier.path !== path) {
      count.replaced += 1;
      if (!UUID.test(given)) count.doubtful += 1;
      job.replaced.add(earlier.row);
      contents.set(given, content);
      say('keys', 'note', given, '', `delivers an interview of ${earlier.path} anew: the older copy is left out`);
      return { key: given, parentRow: ORPHAN };
    }
    if (unnamed) return { key: `row-${at + 1}`, parentRow: ORPHAN };
    const first = given === '' ? `row-${contents.size + 1}` : given;
    let key = first;
    for (let copy = 2; contents.has(key); copy += 1) key = `${first}~${copy}`;
    if (given === '' && keyAt >= 0) say('keys', 'error', key, '', `no key: the interview is called ${key}`);
    else if (key !== first) {
      count.clashing += 1;
      const message = `has the key of another interview with other answers: it is called ${key}`;
      say('keys', 'error', key, first, message, first);
    }
    contents.set(owned(key), content);
    return { key, parentRow: ORPHAN };
  };
}

/** Keys roster rows by their parent: `<parent key>/<repeat>[n]`; null for the rows of an interview, or of a copy of one, that was left out. */
function rosterRows(
  job: SheetJob,
  parentIndexAt: number,
  parentKeyAt: number,
  unsteady: ReadonlySet<number>,
  say: Say,
): (row: Row) => Identity | null {
  const roster = job.placed.table;
  const parents = candidates(job, roster);
  const isCopy = copiesOfRows(new Set([...unsteady, parentIndexAt]));
  return (row) => {
    const index = cellAt(row, parentIndexAt).trim();
    const key = bareKey(cellAt(row, parentKeyAt));
    const found = findParent(parents, index, key);
    if (found?.row === LEFT_OUT) {
      job.count.repeated += 1;
      return null;
    }
    const copies = found === null || found.parent.byIndex.get(index) === found.row ? 0 : found.parent.copies.get(key);
    if (copies !== undefined && copies > 0 && isCopy(key, row, copies)) {
      job.count.repeated += 1;
      say('keys', 'note', key, '', 'repeats an earlier row of an interview that was itself repeated: kept once');
      return null;
    }
    if (found !== null) {
      const { parent, row: parentRow } = found;
      const counted = `${roster}\u001f${parentRow}`;
      const n = (parent.children.get(counted) ?? 0) + 1;
      parent.children.set(counted, n);
      return { key: `${parent.table.keyOf(parentRow)}/${roster}[${n}]`, parentRow };
    }
    const n = (job.orphans.get(roster) ?? 0) + 1;
    job.orphans.set(roster, n);
    const own = `orphan/${roster}[${n}]`;
    job.count.orphans += 1;
    say('links', 'error', own, index, 'belongs to no row of its parent table, or to one of several');
    return { key: own, parentRow: ORPHAN };
  };
}

/** The sheets that a roster's rows may hang on: that of its own file; where each has a file of its own, the first on the first, and so on. */
function candidates(job: SheetJob, roster: string): readonly Parents[] {
  const parents = job.parents.get(parentName(job.options.form, roster)) ?? [];
  const own = parents.find(({ path }) => path === job.placed.sheet.path);
  if (own !== undefined) return [own];
  const place = (job.parents.get(roster)?.length ?? 1) - 1;
  const paired = job.alike === parents.length ? parents[place] : undefined;
  return paired === undefined ? parents : [paired];
}

/** The parent row by its number in the export, or by the submission's key; of several sheets the key decides, and a number only where one has it. */
function findParent(
  parents: readonly Parents[],
  index: string,
  key: string,
): { readonly parent: Parents; readonly row: number } | null {
  const at = (rows: 'byIndex' | 'byKey', name: string) =>
    parents.flatMap((parent) => {
      const row = parent[rows].get(name);
      return row === undefined ? [] : [{ parent, row }];
    });
  const numbered = at('byIndex', index);
  const keyed = at('byKey', key);
  if (parents.length === 1) return numbered[0] ?? keyed[0] ?? null;
  return keyed[0] ?? (numbered.length === 1 ? (numbered[0] ?? null) : null);
}
