import type { Form } from '../form/form.ts';
import type { RawSheet } from '../table/source.ts';
import { MAIN } from '../table/table.ts';
import { cellAt } from '../table/textRow.ts';
import type { Dialect } from './dialects/dialect.ts';
import { type HeaderStyle, readHeaders } from './headers.ts';
import { isRosterHeader } from './rosterHeader.ts';

/** The columns of one table of the form within a wide sheet: for each row of its repeats (`1`, or `2.1` in a repeat within), where each column stands. */
interface Folded {
  readonly table: string;
  readonly header: readonly string[];
  readonly places: ReadonlyMap<string, ReadonlyMap<string, number>>;
}

/**
 * A wide sheet (`member_age_1, member_age_2`, or `member[1]/age`) as sheets of their own: the interviews, and one for each repeat with links
 * `_index` and `_parent_index`. A row of a repeat is there where the sheet's count of them says so, or where any answer is in it or in a later row.
 * A sheet without such columns comes back alone.
 */
export function unfolded(
  sheet: RawSheet,
  form: Form,
  dialect: Dialect,
  style: HeaderStyle,
  extras: ReadonlySet<string>,
): readonly { readonly sheet: RawSheet; readonly table: string }[] {
  const folded = foldedTables(sheet.header, form, dialect, style, extras);
  if (folded.size === 0) return [{ sheet, table: '' }];
  const taken = new Set(
    [...folded.values()].flatMap(({ places }) => [...places.values()].flatMap((at) => [...at.values()])),
  );
  const kept = sheet.header.flatMap((_, at) => (taken.has(at) ? [] : [at]));
  const main: RawSheet = {
    ...sheet,
    header: kept.map((at) => sheet.header[at] ?? ''),
    columnAt: (n) => (kept[n - 1] ?? -1) + 1,
    async *rows() {
      for await (const batch of sheet.rows()) yield batch.map((row) => kept.map((at) => cellAt(row, at)));
    },
  };
  const rosters = [...folded.values()].map((own) => ({
    table: own.table,
    sheet: rosterSheet(sheet, own, belowOf(own.table, form, folded), countsOf(own, sheet, form, folded), dialect),
  }));
  return [{ sheet: main, table: MAIN }, ...rosters];
}

function foldedTables(
  header: readonly string[],
  form: Form,
  dialect: Dialect,
  style: HeaderStyle,
  extras: ReadonlySet<string>,
): Map<string, Folded> {
  const found = new Map<string, Folded>();
  // A roster in a file of its own is not wide, whatever numbers its columns end in.
  if (dialect.repeated === undefined || form.tables.length < 2 || isRosterHeader(header, dialect)) return found;
  const ways = header.map((name) => dialect.repeated?.(name.trim()) ?? []);
  const platform = platformFor(form, dialect);
  const inMain = readHeaders(header, form, MAIN, extras, platform, style);
  const written = [...new Set(ways.flat().map((way) => way.header))];
  const rosters = form.tables
    .filter(({ name }) => name !== MAIN)
    .map(({ name }) => {
      const meanings = readHeaders(written, form, name, new Set(), platform, style);
      const known = new Set(written.filter((_, at) => meanings[at]?.kind !== 'unknown'));
      return { table: name, depth: depthOf(name, form), known };
    });
  for (const [at, meaning] of inMain.entries()) {
    if (meaning.kind !== 'unknown') continue;
    for (const way of ways[at] ?? []) {
      const roster = rosters.find(({ depth, known }) => depth === way.rows.length && known.has(way.header));
      if (roster === undefined) continue;
      const own: Folded = found.get(roster.table) ?? { table: roster.table, header: [], places: new Map() };
      const row = way.rows.join('.');
      const places = new Map(own.places).set(row, new Map(own.places.get(row)).set(way.header, at));
      const columns = own.header.includes(way.header) ? own.header : [...own.header, way.header];
      found.set(roster.table, { table: roster.table, header: columns, places });
      break;
    }
  }
  return found;
}

/** The columns of a dialect's platform, with those that it adds for the repeats of a form; in lower case. */
export function platformFor(form: Form, dialect: Dialect): ReadonlySet<string> {
  const added = form.tables.flatMap(({ name }) => (name === MAIN ? [] : (dialect.platformOf?.(name) ?? [])));
  return new Set([...dialect.platform, ...added.map((name) => name.toLowerCase())]);
}

/** How many repeats a table lies in. */
function depthOf(table: string, form: Form): number {
  const parent = form.tables.find(({ name }) => name === table)?.parent ?? '';
  return parent === '' ? 0 : 1 + depthOf(parent, form);
}

/** A folded table and all that lie in it. */
function belowOf(table: string, form: Form, folded: ReadonlyMap<string, Folded>): readonly Folded[] {
  const own = folded.get(table);
  const below = form.tables.filter(({ parent }) => parent === table).flatMap(({ name }) => belowOf(name, form, folded));
  return own === undefined ? below : [own, ...below];
}

/** Where the sheet says how many rows a repeat has: by the row of the repeat around it, '' for main. */
function countsOf(
  { table }: Folded,
  sheet: RawSheet,
  form: Form,
  folded: ReadonlyMap<string, Folded>,
): ReadonlyMap<string, number> {
  const parent = form.tables.find(({ name }) => name === table)?.parent ?? '';
  const name = `${table}_count`;
  if (parent === MAIN) {
    const at = sheet.header.findIndex((header) => header.trim() === name);
    return new Map(at < 0 ? [] : [['', at]]);
  }
  const places = [...(folded.get(parent)?.places ?? [])];
  return new Map(
    places.flatMap(([row, columns]) => (columns.has(name) ? [[row, columns.get(name) ?? -1] as const] : [])),
  );
}

function rosterSheet(
  sheet: RawSheet,
  own: Folded,
  below: readonly Folded[],
  counts: ReadonlyMap<string, number>,
  dialect: Dialect,
): RawSheet {
  const header = [...own.header, '_index', '_parent_index'];
  const names = sheet.header.map((name) => name.trim().toLowerCase());
  const indexAt = dialect.index.map((name) => names.indexOf(name)).find((at) => at >= 0) ?? -1;
  // All columns under a row of this repeat, its own and those of repeats within it.
  const under = new Map<string, number[]>();
  const depth = Math.max(...[...own.places.keys()].map((row) => row.split('.').length));
  for (const { places } of below)
    for (const [row, columns] of places) {
      const key = row.split('.').slice(0, depth).join('.');
      under.set(key, [...(under.get(key) ?? []), ...columns.values()]);
    }
  const groups = new Map<string, { readonly row: string; readonly at: number }[]>();
  for (const row of under.keys()) {
    const parts = row.split('.');
    const around = parts.slice(0, -1).join('.');
    groups.set(around, [...(groups.get(around) ?? []), { row, at: Number(parts.at(-1)) }]);
  }
  for (const rows of groups.values()) rows.sort((a, b) => a.at - b.at);
  const from: number[] = [];
  return {
    ...sheet,
    name: own.table,
    header,
    rowAt: (n) => sheet.rowAt?.(from[n - 1] ?? n) ?? n,
    columnAt: () => 0,
    async *rows() {
      let number = 0;
      from.length = 0;
      for await (const batch of sheet.rows()) {
        const made: string[][] = [];
        for (const cells of batch) {
          number += 1;
          const index = indexAt < 0 ? String(number) : cellAt(cells, indexAt).trim();
          const filled = (at: number) => {
            const text = cellAt(cells, at).trim();
            return text !== '' && !dialect.empty.has(text);
          };
          for (const [around, rows] of groups) {
            const counted = Number(cellAt(cells, counts.get(around) ?? -1));
            const last = rows.reduce((most, { row, at }) => ((under.get(row) ?? []).some(filled) ? at : most), 0);
            const most = Math.max(last, Number.isInteger(counted) ? Math.min(counted, rows.at(-1)?.at ?? 0) : 0);
            const parent = around === '' ? index : `${index}.${around}`;
            for (const { row, at } of rows) {
              if (at > most) break;
              const places = own.places.get(row);
              from.push(number);
              made.push([
                ...own.header.map((name) => cellAt(cells, places?.get(name) ?? -1)),
                `${index}.${row}`,
                parent,
              ]);
            }
          }
        }
        if (made.length > 0) yield made;
      }
    },
  };
}
