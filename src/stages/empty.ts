import type { Outcome } from '../expression/relevance.ts';
import { relevance } from '../expression/relevance.ts';
import { VERSION } from '../readers/answers.ts';
import type { Study } from '../study/study.ts';
import type { Column } from '../table/column.ts';
import { isCodes } from '../table/column.ts';
import type { Remark } from '../table/finding.ts';
import { rowsByKey, withoutRows } from '../table/rows.ts';
import { BLANK, NOT_ASKED } from '../table/states.ts';
import type { Dataset, Table } from '../table/table.ts';
import { keyAt, mainTable } from '../table/table.ts';

/**
 * Tells the empty cells of freshly read data apart: not asked where the form's relevance is false by replay, or where no record of
 * that form version answers the question; else blank. A relevance that cannot be evaluated gives blank.
 */
export function emptyStates(study: Study, data: Dataset): Dataset {
  const asked = relevance(study.form, study.names, data);
  return eachColumn(study, data, (column, table) => {
    const outcome = asked.get(column.name)?.rows;
    const version = versionsOf(data, table);
    const answered = new Set<number>();
    for (let row = 0; row < table.rows; row += 1) if (!isEmpty(column.states[row])) answered.add(version[row] ?? 0);
    return column.states.map((state, row) =>
      state === BLANK && (outcome?.[row] === 0 || !answered.has(version[row] ?? 0)) ? NOT_ASKED : state,
    );
  });
}

/**
 * The same after corrections, which may have made a question relevant or not: only cells whose relevance changed are told anew, so
 * that a question which its form version did not have stays not asked.
 */
export function emptyStatesAfter(study: Study, raw: Dataset, clean: Dataset): Dataset {
  const before = relevance(study.form, study.names, keptRows(raw, clean));
  const after = relevance(study.form, study.names, clean);
  return eachColumn(study, clean, (column) => {
    const [was, is] = [rowsOf(before, column.name), rowsOf(after, column.name)];
    return column.states.map((state, row) => {
      if (state === BLANK && is?.[row] === 0) return NOT_ASKED;
      return state === NOT_ASKED && was?.[row] === 0 && is?.[row] !== 0 ? BLANK : state;
    });
  });
}

/** Questions that corrections made relevant, and that nobody was asked: one remark a cell. `before` has the states of the corrected rows. */
export function newlyAsked(study: Study, before: Dataset, after: Dataset): readonly Remark[] {
  return study.form.fields.flatMap((field) => {
    const table = after.tables.get(field.table);
    const [was, is] = [before, after].map((data) => data.tables.get(field.table)?.columns.get(field.name)?.states);
    if (field.role !== 'question' || table === undefined || was === undefined || is === undefined) return [];
    const remarks: Remark[] = [];
    for (let row = 0; row < table.rows; row += 1)
      if (was[row] === NOT_ASKED && is[row] === BLANK)
        remarks.push({
          table: field.table,
          key: keyAt(table, row),
          field: field.name,
          value: '',
          message:
            'was not asked, although by the corrected answers it was to be: ask it, or look at the correction again',
        });
    return remarks;
  });
}

function rowsOf(outcomes: ReadonlyMap<string, Outcome>, field: string): Uint8Array | undefined {
  return outcomes.get(field)?.rows;
}

function isEmpty(state: number | undefined): boolean {
  return state === BLANK || state === NOT_ASKED;
}

/** The raw rows that cleaning kept, in the order of the clean ones. */
function keptRows(raw: Dataset, clean: Dataset): Dataset {
  const dropped = new Map<string, ReadonlySet<number>>();
  for (const table of raw.tables.values()) {
    const kept = clean.tables.get(table.name);
    const keys = kept === undefined ? new Map<string, number>() : rowsByKey(kept);
    const gone = new Set<number>();
    for (let row = 0; row < table.rows; row += 1) if (!keys.has(keyAt(table, row))) gone.add(row);
    if (gone.size > 0) dropped.set(table.name, gone);
  }
  return dropped.size === 0 ? raw : withoutRows(raw, dropped);
}

/** The form version of each row, as a code; rows of a roster have that of their interview. */
function versionsOf(data: Dataset, table: Table): ArrayLike<number> {
  if (table.parent !== undefined) {
    const above = data.tables.get(table.parent.parent);
    const codes = above === undefined ? [] : versionsOf(data, above);
    return Array.from(table.parent.rows, (row) => codes[row] ?? 0);
  }
  const version = mainTable(data).columns.get(VERSION);
  return version !== undefined && isCodes(version) ? version.values : new Uint8Array(table.rows);
}

/** The dataset with new states for the columns of the form's fields. */
function eachColumn(study: Study, data: Dataset, states: (column: Column, table: Table) => Uint8Array): Dataset {
  const fields = new Set(study.form.fields.map(({ name }) => name));
  return {
    tables: new Map(
      [...data.tables].map(([name, table]) => [
        name,
        {
          ...table,
          columns: new Map(
            [...table.columns].map(([field, column]) => [
              field,
              fields.has(field) ? { ...column, states: states(column, table) } : column,
            ]),
          ),
        },
      ]),
    ),
  };
}
