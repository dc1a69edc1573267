import { join } from 'node:path';
import { parse } from '../expression/parse.ts';
import { parts, type Tree } from '../expression/tree.ts';
import { fault, isFault } from '../fault.ts';
import { didYouMean } from '../form/nearest.ts';
import type { Intake, SheetIntake } from '../readers/intake.ts';
import { readSheets } from '../readers/read.ts';
import { keptColumns } from '../stages/datasetFile.ts';
import type { Disk } from '../stages/disk.ts';
import type { Study } from '../study/study.ts';
import { wordsOf } from '../study/words.ts';
import { rowOfKey } from '../table/rows.ts';
import { STATE_NAMES } from '../table/states.ts';
import type { Dataset, Table } from '../table/table.ts';
import { keyAt, MAIN } from '../table/table.ts';
import { storedText } from '../table/text.ts';
import { cellAt } from '../table/textRow.ts';
import { DECISIONS_PATH } from './decided.ts';
import { LEDGER_PATH } from './ledger.ts';
import { rowNear, rowsWith } from './lines.ts';
import { spoken } from './spoken.ts';

/** A value with the label that its question gives it; '' without one. */
export interface Answer {
  readonly value: string;
  readonly label: string;
  readonly state: string;
}

/** Where a cell stands in the files as received. */
export interface RawPlace {
  readonly file: string;
  readonly sheet: string;
  readonly row: number;
  readonly columns: readonly { readonly letter: string; readonly header: string; readonly text: string | null }[];
}

/** A condition of the form that decided whether a question was put. */
export interface Condition {
  readonly of: string;
  readonly expression: string;
  readonly words: string;
  readonly read: readonly (Answer & { readonly field: string; readonly question: string })[];
}

type Row = Readonly<Record<string, string>>;

/** All that is known of one cell. */
export interface WhyReport {
  readonly table: string;
  readonly key: string;
  readonly field: string;
  readonly question: string;
  readonly type: string;
  readonly place: RawPlace | null;
  readonly received: Answer | null;
  /** What the cell holds now; null where its row was taken out. */
  readonly clean: Answer | null;
  readonly conditions: readonly Condition[];
  readonly findings: readonly Row[];
  readonly decisions: readonly Row[];
  readonly changes: readonly Row[];
  readonly derived: readonly { readonly name: string; readonly label: string; readonly value: string }[];
  readonly indicators: readonly { readonly id: string; readonly title: string }[];
}

/** Files larger than this are not opened again for the text of a cell unless that is asked for. */
const OPENED_AGAIN = 8_000_000;

/**
 * Everything that explains a cell: where it was read, what it was and is, why it is empty, who said and changed what, and what is made of
 * it. Faults: an unknown field or key, with what was probably meant; nothing published yet.
 */
export async function why(
  study: Study,
  disk: Disk,
  wanted: {
    readonly key: string;
    readonly field: string;
    readonly table?: string | undefined;
    readonly raw?: boolean | undefined;
  },
): Promise<WhyReport> {
  const { field } = wanted;
  const key = wanted.key.replace(/^uuid:/, '');
  const asked = study.form.fields.find(({ name }) => name === field);
  const extra = study.extraColumns.find(({ name }) => name === field);
  if (study.direct.has(field))
    throw fault(
      field,
      'identifies people: it was dropped when the data were read',
      'Look it up in the files as received',
    );
  const variable = study.variables.find(({ name }) => name === field);
  if (variable !== undefined)
    throw fault(
      field,
      `is derived from answers: ${variable.expression.text}`,
      `Ask for one of ${[...variable.reads].slice(0, 6).join(', ')}`,
    );
  const names = [...study.form.fields.map(({ name }) => name), ...study.extraColumns.map(({ name }) => name)];
  if (asked === undefined && extra === undefined)
    throw fault(
      field,
      `is no question of the form${didYouMean(field, names)}`,
      'data-clean/main.csv has all names in its header',
    );
  const table = wanted.table ?? asked?.table ?? MAIN;
  const chain = conditionsOn(study, field);
  const read = new Set([field, ...chain.flatMap(({ tree }) => fieldsIn(tree))]);
  const source = (path: string) => disk.source(join(study.root, path));
  if (!disk.exists(join(study.root, '.pipeline/clean.json')))
    throw fault('.pipeline/clean.json', 'nothing was cleaned yet', 'Run: pipeline run');
  const part = (name: string) => keptColumns(name, source, (_, column) => read.has(column), new Set([table]));
  const [raw, clean] = [await part('raw'), await part('clean')];
  const rows = raw.tables.get(table);
  const all = () => keptColumns('raw', source, () => false);
  if (rows === undefined)
    throw fault(`--table ${table}`, 'there is no such table', `Tables: ${[...(await all()).tables.keys()].join(', ')}`);
  const at = rowOfKey(rows, key);
  if (at < 0) throw unknownKey(key, table, await all());
  const { words } = wordsOf(study, study.languages.includes('en') ? 'en' : (study.languages[0] ?? 'en'));
  const answer = (data: Dataset, name: string, row: string): Answer | null => answerIn(data, name, row, words.level);
  const received = answer(raw, field, key);
  const now = answer(clean, field, key);
  const decisive = now ?? received;
  const own = (row: Row) =>
    row.key === key && (row.field === '' || row.field === field || row.field?.split('/')[0] === field);
  const cells = async (path: string) => (await rowsWith(disk, study, path, key)).map((each) => each.cells).filter(own);
  const findings = await cells('reports/findings.csv');
  const empty = decisive?.state === 'notAsked' || decisive?.state === 'blank';
  const conditions =
    !empty && !findings.some(({ kind }) => kind === 'relevance')
      ? []
      : chain.map(({ of, tree, text }) => ({
          of,
          expression: text,
          words: spoken(tree, words),
          read: [...new Set(fieldsIn(tree))].flatMap((name) => {
            const own = answer(now === null ? raw : clean, name, key);
            return own === null ? [] : [{ field: name, question: words.field(name), ...own }];
          }),
        }));
  const kept = clean.tables.get(table);
  const cleanRow = kept === undefined ? -1 : rowOfKey(kept, key);
  const derivedRow =
    kept === undefined || cleanRow < 0
      ? null
      : await rowNear(disk, study, `data-clean/${table}.derived.csv`, key, { row: cleanRow, rows: kept.rows });
  return {
    table,
    key,
    field,
    question: words.field(field),
    type: asked?.xlsType ?? extra?.type ?? '',
    place: await placeOf(study, disk, rows, at, field, wanted.raw === true),
    received,
    clean: now,
    conditions,
    findings,
    decisions: await cells(DECISIONS_PATH),
    changes: await cells(LEDGER_PATH),
    derived: study.variables
      .filter(({ reads }) => reads.has(field))
      .map(({ name, table: of }) => ({
        name,
        label: words.field(name),
        value: of === table ? (derivedRow?.cells[name] ?? '') : '',
      })),
    indicators: study.indicators
      .filter(({ reads }) => reads.has(field))
      .map(({ id }) => ({ id, title: words.indicator(id).title })),
  };
}

function answerIn(
  data: Dataset,
  field: string,
  key: string,
  level: (field: string, code: string) => string,
): Answer | null {
  for (const table of data.tables.values()) {
    const column = table.columns.get(field);
    if (column === undefined) continue;
    // A field of the table above is that of the row's parent, whose key the key begins with.
    const row = ancestors(key)
      .map((each) => rowOfKey(table, each))
      .find((found) => found >= 0);
    if (row === undefined) return null;
    const value = storedText(column, row);
    const labels = 'options' in column ? value.split(' ').map((code) => level(field, code) || code) : [];
    const state: string = STATE_NAMES[(column.states[row] ?? 3) as 0];
    return { value, label: value === '' ? '' : labels.join(', '), state };
  }
  return null;
}

function ancestors(key: string): readonly string[] {
  const parts = key.split('/');
  return parts.map((_, place) => parts.slice(0, parts.length - place).join('/'));
}

function unknownKey(key: string, table: string, raw: Dataset): Error {
  const tables = [...raw.tables.values()];
  const other = tables.find((each) => rowOfKey(each, key) >= 0);
  if (other !== undefined)
    return fault(
      key,
      `is no row of the table '${table}', but of '${other.name}'`,
      `Say --table ${other.name}, and a question of it`,
    );
  const all = tables
    .filter(({ name }) => name === table)
    .flatMap((each) => Array.from({ length: each.rows }, (_, row) => keyAt(each, row)));
  const begin = all.filter((each) => each.startsWith(key.slice(0, 8))).slice(0, 3);
  return fault(
    key,
    `no row of '${table}' has this key`,
    begin.length > 0
      ? `Did you mean ${begin.map((each) => `'${each}'`).join(' or ')}?`
      : `Keys look like '${all[0] ?? ''}'`,
  );
}

/** The relevance of a question, and of the groups around it, outermost first. */
function conditionsOn(
  study: Study,
  name: string,
): readonly { readonly of: string; readonly text: string; readonly tree: Tree }[] {
  const field = study.form.fields.find((each) => each.name === name);
  if (field === undefined) return [];
  const groups = field.groups.map((at) => study.form.groups[at]).filter((group) => group !== undefined);
  return [
    ...groups.map((group) => ({ of: `group ${group.name}`, text: group.relevant })),
    { of: field.name, text: field.relevant },
  ]
    .filter(({ text }) => text.trim() !== '')
    .flatMap(({ of, text }) => {
      try {
        return [{ of, text, tree: parse(text, of).tree }];
      } catch (error) {
        if (isFault(error)) return [];
        throw error;
      }
    });
}

function fieldsIn(tree: Tree): readonly string[] {
  return [...(tree.kind === 'field' ? [tree.name] : []), ...parts(tree).flatMap(fieldsIn)];
}

async function placeOf(
  study: Study,
  disk: Disk,
  table: Table,
  row: number,
  field: string,
  always: boolean,
): Promise<RawPlace | null> {
  const intake = JSON.parse(await disk.text(join(study.root, '.pipeline/intake.json'))) as Intake;
  const sheet = intake.sheets[table.origin?.sheets[row] ?? -1];
  if (sheet === undefined || table.origin === undefined) return null;
  const line = table.origin.rows[row] ?? 0;
  const columns = sheet.columns[field] ?? [];
  const texts = await textsAt(
    study,
    disk,
    sheet,
    line,
    columns.map(([at]) => at),
    always,
  );
  return {
    file: sheet.file,
    sheet: sheet.sheet,
    row: line,
    columns: columns.map(([at, header], place) => ({ letter: letters(at), header, text: texts?.[place] ?? null })),
  };
}

/** The text of cells as the file has it, read from the file itself; null where it is too large to be opened for that. */
async function textsAt(
  study: Study,
  disk: Disk,
  sheet: SheetIntake,
  line: number,
  columns: readonly number[],
  always: boolean,
) {
  const source = study.config.sources.find(({ id }) => id === sheet.source);
  const path = study.sources.get(sheet.source)?.[source?.files.indexOf(sheet.file) ?? -1];
  if (path === undefined || !disk.exists(path) || columns.some((at) => at === 0)) return null;
  const file = disk.source(path);
  if (file.size > OPENED_AGAIN && !always) return null;
  for (const each of await readSheets(file)) {
    if (each.name !== sheet.sheet) continue;
    let at = 0;
    for await (const batch of each.lines()) {
      if (at + batch.length >= line) return columns.map((column) => cellAt(batch[line - at - 1] ?? [], column - 1));
      at += batch.length;
    }
  }
  return null;
}

/** The letters of a column in a spreadsheet; '' for none. */
function letters(at: number): string {
  let text = '';
  for (let left = at; left > 0; left = Math.floor((left - 1) / 26))
    text = String.fromCharCode(65 + ((left - 1) % 26)) + text;
  return text;
}
