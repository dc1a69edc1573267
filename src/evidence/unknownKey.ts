import { fault } from '../fault.ts';
import { rowOfKey } from '../table/rows.ts';
import type { Dataset, Table } from '../table/table.ts';
import { keyAt, MAIN } from '../table/table.ts';

/**
 * Why a table has no row with a key, and which key was probably meant: of an interview its rows of the roster, of a row its interview, else
 * those that begin alike. `field` is what was asked for, `raw` has all rows received.
 */
export function unknownKey(key: string, field: string, table: string, raw: Dataset): Error {
  const own = raw.tables.get(table);
  const main = raw.tables.get(MAIN);
  if (key === '') return fault("''", 'is no key', `Keys look like '${own === undefined ? '' : keyAt(own, 0)}'`);
  const [interview = ''] = key.split('/');
  const holder = [...raw.tables.values()].find((each) => rowOfKey(each, key) >= 0);
  if (table === MAIN && interview !== key && main !== undefined && rowOfKey(main, interview) >= 0)
    return fault(
      key,
      holder === undefined
        ? 'is no row of any table'
        : `is a row of '${holder.name}', and '${field}' is of the interview`,
      `Run: pipeline why ${interview} ${field}`,
    );
  if (table !== MAIN && main !== undefined && rowOfKey(main, interview) >= 0) {
    const rows = own === undefined ? [] : keysWith(own, (each) => each.startsWith(`${interview}/`));
    return fault(
      key,
      `'${field}' is asked in each row of '${table}', and ${holder === undefined ? 'this is none' : `this is ${holder.name === MAIN ? 'an interview' : `a row of '${holder.name}'`}`}`,
      rows.length === 0 ? `The interview has no row of '${table}'` : `Its rows: ${some(rows)}`,
    );
  }
  const alike = own === undefined ? [] : keysWith(own, (each) => each.startsWith(key.slice(0, 8))).slice(0, 3);
  return fault(
    key,
    `no row of '${table}' has this key`,
    alike.length > 0
      ? `Did you mean ${alike.map((each) => `'${each}'`).join(' or ')}?`
      : own === undefined || own.rows === 0
        ? `'${table}' has no rows`
        : `Keys look like '${keyAt(own, 0)}'`,
  );
}

function keysWith(table: Table, wanted: (key: string) => boolean): readonly string[] {
  return Array.from({ length: table.rows }, (_, row) => keyAt(table, row)).filter(wanted);
}

/** `'a'`, or `'a' to 'z'`: the rows of a roster are numbered in their order. */
function some(keys: readonly string[]): string {
  return keys.length < 2 ? `'${keys[0]}'` : `'${keys[0]}' to '${keys.at(-1)}'`;
}
