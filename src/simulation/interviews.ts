import type { Form } from '../form/form.ts';
import { MAIN } from '../table/table.ts';
import type { Simulated } from './form.ts';
import type { Given } from './job.ts';

/** One row of a table with the rows that hang on it; what is planted changes its cells. */
export interface Entry {
  /** As ingest calls it: the uuid, or `<parent key>/<repeat>[n]`. */
  key: string;
  readonly table: string;
  readonly cells: Map<string, string>;
  readonly below: Map<string, Entry[]>;
}

/** An interview as a server holds it. */
export interface Interview extends Entry {
  version: string;
  /** UTC, as Kobo writes it. */
  submitted: string;
}

/** The interviews of a simulation, in its order; direct children by repeat. */
export function interviewsOf(form: Form, simulated: Simulated, version: string): Interview[] {
  const fields = form.fields.filter(({ role }) => role !== 'note');
  const entries = new Map<string, Entry[]>();
  for (const { name: table, parent } of form.tables) {
    const own = fields.filter((field) => field.table === table);
    const texts = own.map((field) => [field.name, simulated.texts(table, field.name)] as const);
    const found = simulated.data.tables.get(table);
    if (found === undefined) continue;
    const keys = simulated.keys(table);
    const rows = Array.from(
      { length: found.rows },
      (_, row): Entry => ({
        key: keys[row] ?? '',
        table,
        cells: new Map(texts.map(([name, cells]) => [name, cells[row] ?? ''])),
        below: new Map(form.tables.filter((one) => one.parent === table).map(({ name }) => [name, []])),
      }),
    );
    entries.set(table, rows);
    for (const [row, above] of (found.parent?.rows ?? []).entries()) {
      const entry = rows[row];
      if (entry !== undefined) entries.get(parent)?.[above]?.below.get(table)?.push(entry);
    }
  }
  const end = form.fields.find(({ xlsType }) => xlsType === 'end')?.name ?? '';
  return (entries.get(MAIN) ?? []).map((entry) => ({
    ...entry,
    version,
    submitted: submittedAt(entry.cells.get(end) ?? ''),
  }));
}

/** Two minutes and a bit after the end, in UTC without an offset, as Kobo has it. */
function submittedAt(end: string): string {
  const at = Date.parse(end);
  return Number.isNaN(at) ? '2026-01-05T12:00:00' : new Date(at + 137_000).toISOString().slice(0, 19);
}

/** All rows of a table, in order. */
export function entriesOf(interviews: readonly Interview[], table: string): readonly Entry[] {
  const within = (entry: Entry): readonly Entry[] =>
    entry.table === table ? [entry] : [...entry.below.values()].flatMap((rows) => rows.flatMap(within));
  return interviews.flatMap(within);
}

/** What interviews hold, as answers that are settled: a simulation with them evaluates the calculations anew and draws nothing. */
export function settledBy(interviews: readonly Interview[]): Given {
  const byKey = new Map<string, Entry>();
  const add = (entry: Entry) => {
    byKey.set(`${entry.table}\u001f${entry.key}`, entry);
    for (const rows of entry.below.values()) for (const row of rows) add(row);
  };
  for (const interview of interviews) add(interview);
  return (name, table, _row, key) => {
    const entry = byKey.get(`${table}\u001f${key}`);
    const rows = entry?.below.get(name);
    return rows === undefined ? (entry?.cells.get(name) ?? '') : String(rows.length);
  };
}

/** A copy of an interview under another key. */
export function copied(interview: Interview, key: string): Interview {
  const copy = (entry: Entry, as: string): Entry => ({
    ...entry,
    key: as,
    cells: new Map(entry.cells),
    below: new Map(
      [...entry.below].map(([table, rows]) => [table, rows.map((row, at) => copy(row, `${as}/${table}[${at + 1}]`))]),
    ),
  });
  return { ...interview, ...copy(interview, key) };
}
