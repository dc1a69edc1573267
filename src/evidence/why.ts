import { join } from 'node:path';
import { fault } from '../fault.ts';
import { didYouMean } from '../form/nearest.ts';
import { keptColumns } from '../stages/datasetFile.ts';
import type { Disk } from '../stages/disk.ts';
import { fieldsIn } from '../study/dependencies.ts';
import type { Study } from '../study/study.ts';
import { spokenLanguage, wordsOf } from '../study/words.ts';
import { rowOfKey } from '../table/rows.ts';
import { STATE_NAMES } from '../table/states.ts';
import type { Dataset } from '../table/table.ts';
import { MAIN } from '../table/table.ts';
import { storedText } from '../table/text.ts';
import { conditionsOn } from './conditions.ts';
import { DECISIONS_PATH } from './decided.ts';
import { LEDGER_PATH } from './ledger.ts';
import { rowNear, rowsWith } from './lines.ts';
import type { RawPlace } from './place.ts';
import { placeOf } from './place.ts';
import { spoken } from './spoken.ts';
import { unknownKey } from './unknownKey.ts';
import { usesOf } from './uses.ts';

/** A value with the label that its question gives it; '' without one. */
export interface Answer {
  readonly value: string;
  readonly label: string;
  readonly state: string;
}

/** A condition of the form that decided whether a question was put. */
export interface Condition {
  readonly of: string;
  readonly expression: string;
  readonly words: string;
  readonly read: readonly (Answer & {
    readonly field: string;
    readonly question: string;
    /** What was received, where cleaning changed it; else null. */
    readonly before: Answer | null;
  })[];
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
  /** Calculations of the form that read it, or a calculation that does. */
  readonly calculated: readonly { readonly name: string; readonly label: string }[];
  /** Derived variables that rest on it, through calculations and one another too. */
  readonly derived: readonly { readonly name: string; readonly label: string; readonly value: string }[];
  /** Indicators that rest on it, through what is calculated and derived from it too. */
  readonly indicators: readonly { readonly id: string; readonly title: string }[];
  /** What it does besides: it decides who is counted at all (`scope`), weighs or places interviews in the sample (`design`), or cuts indicators (`breakdown`). */
  readonly roles: readonly ('scope' | 'design' | 'breakdown')[];
}

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
  const field = named(study, wanted.field);
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
      field || "''",
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
  const own = (row: Row) =>
    row.key === key && (row.field === '' || row.field === field || row.field?.split('/')[0] === field);
  const cells = async (path: string) => (await rowsWith(disk, study, path, key)).map((each) => each.cells).filter(own);
  const [raw, clean, findings, decisions, changes] = await Promise.all([
    part('raw'),
    part('clean'),
    cells('reports/findings.csv'),
    cells(DECISIONS_PATH),
    cells(LEDGER_PATH),
  ]);
  const rows = raw.tables.get(table);
  const all = () => keptColumns('raw', source, () => false);
  if (rows === undefined)
    throw fault(`--table ${table}`, 'there is no such table', `Tables: ${[...(await all()).tables.keys()].join(', ')}`);
  if (asked !== undefined && asked.table !== table)
    throw fault(`--table ${table}`, `'${field}' is a question of '${asked.table}'`, 'Leave --table out');
  const at = rowOfKey(rows, key);
  if (at < 0) throw unknownKey(key, field, table, await all());
  const { words } = wordsOf(study, spokenLanguage(study));
  const answer = (data: Dataset, name: string, row: string): Answer | null => answerIn(data, name, row, words.level);
  const received = answer(raw, field, key);
  const now = answer(clean, field, key);
  const decisive = now ?? received;
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
            const first = answer(raw, name, key);
            const before = first !== null && (first.value !== own?.value || first.state !== own.state) ? first : null;
            return own === null ? [] : [{ field: name, question: words.field(name), ...own, before }];
          }),
        }));
  const kept = clean.tables.get(table);
  const cleanRow = kept === undefined ? -1 : rowOfKey(kept, key);
  const uses = usesOf(study, field);
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
    decisions,
    changes,
    calculated: uses.calculations.map((name) => ({ name, label: words.field(name) })),
    derived: uses.variables.map(({ name, table: of }) => ({
      name,
      label: words.field(name),
      value: of === table ? (derivedRow?.cells[name] ?? '') : '',
    })),
    indicators: uses.indicators.map(({ id }) => ({ id, title: words.indicator(id).title })),
    roles: uses.roles,
  };
}

/** A field by its name, or by the header that an export gives it: `profile/sex`. */
function named(study: Study, given: string): string {
  const last = given.split('/').at(-1) ?? '';
  const known = (name: string) => study.form.fields.some((field) => field.name === name);
  return !known(given) && known(last) ? last : given;
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
