import { KEYS, normal } from '../../corrections/decisions/dialects/dialect.ts';
import { plain } from '../../corrections/fits.ts';
import { fault } from '../../fault.ts';
import { didYouMean } from '../../form/nearest.ts';
import type { RawSheet } from '../../table/source.ts';
import { numberText } from '../../table/text.ts';
import { cellAt, cellsOf } from '../../table/textRow.ts';
import { readNumber } from '../../table/typing.ts';
import { canonical } from '../../table/writing.ts';
import type { Comparison, Difference, TableComparison } from './comparison.ts';

const KEY_NAMES: readonly string[] = ['_key', 'meta/rootuuid', ...KEYS];

/**
 * Two files of which nothing is known but their headers, sheet by sheet of one name (or the only sheet of each), by a column of keys.
 * Cells are compared as text, but 2 is 2.0, TRUE is 1, NA is nothing, and a day is its Excel serial where the other file has days.
 */
export async function compareFlat(
  first: readonly RawSheet[],
  second: readonly RawSheet[],
  key: string | undefined,
): Promise<Comparison> {
  const pairs =
    first.length === 1 && second.length === 1
      ? [[first[0], second[0]] as const]
      : first.map((sheet) => [sheet, second.find(({ name }) => name === sheet.name)] as const);
  const both = pairs.filter((pair): pair is readonly [RawSheet, RawSheet] => pair[1] !== undefined);
  if (both.length === 0)
    throw fault(
      second[0]?.path ?? 'the second file',
      `has no sheet of the first: ${first.map(({ name }) => `'${name}'`).join(', ')}`,
      'Give files with one sheet each, or --form',
    );
  const tables: TableComparison[] = [];
  const differences: Difference[] = [];
  for (const [a, b] of both) {
    const name = both.length === 1 ? 'main' : a.name;
    const { table, found } = compareSheets(name, await rowsOf(a, key), await rowsOf(b, key));
    tables.push(table);
    differences.push(...found);
  }
  return { tables, differences };
}

interface KeyedRows {
  readonly header: readonly string[];
  readonly keyAt: number;
  readonly rows: ReadonlyMap<string, readonly string[]>;
}

/** The rows of a sheet by key; a fault where no column holds keys, or one key stands twice. */
async function rowsOf(sheet: RawSheet, wanted: string | undefined): Promise<KeyedRows> {
  const place = `${sheet.path}, sheet '${sheet.name}'`;
  const names = sheet.header.map((name) => name.trim());
  const keyAt =
    wanted === undefined
      ? (KEY_NAMES.map((name) => names.findIndex((header) => normal(header) === name)).find((at) => at >= 0) ?? -1)
      : names.indexOf(wanted);
  if (keyAt < 0)
    throw fault(
      place,
      wanted === undefined
        ? 'has no column of keys that is known'
        : `has no column '${wanted}'${didYouMean(wanted, names)}`,
      'Name the column that tells its rows apart with --key',
    );
  const rows = new Map<string, readonly string[]>();
  for await (const batch of sheet.rows())
    for (const row of batch) {
      const key = cellAt(row, keyAt)
        .trim()
        .replace(/^uuid:/, '');
      if (key === '') continue;
      if (rows.has(key))
        throw fault(
          place,
          `two rows have the ${names[keyAt] ?? 'key'} '${key}'`,
          'Name a column that is unique with --key',
        );
      rows.set(key, cellsOf(row));
    }
  return { header: names, keyAt, rows };
}

/** A header as the two files may both write it: R puts X before _ and points for slashes, and cleaned files lose the _. */
function bare(header: string): string {
  return header.replace(/^X?_+/, '').replace(/[./:]/g, '/').toLowerCase();
}

function compareSheets(
  name: string,
  a: KeyedRows,
  b: KeyedRows,
): { readonly table: TableComparison; readonly found: readonly Difference[] } {
  const places = new Map(b.header.map((header, at) => [header, at]));
  const bares = new Map(b.header.map((header, at) => [bare(header), at]));
  const pairs = a.header.flatMap((header, at) => {
    const other = places.get(header) ?? bares.get(bare(header));
    return other === undefined || at === a.keyAt || other === b.keyAt ? [] : [{ header, at, other }];
  });
  const answers = new Set(pairs.map(({ header }) => header));
  const isOption = (header: string) =>
    [...header.matchAll(/[/.]/g)].some(({ index }) => index > 0 && answers.has(header.slice(0, index)));
  const compared = pairs.filter(({ header }) => !isOption(header));
  const paired = new Set(pairs.map(({ other }) => other));
  const found = compared.flatMap(({ header, at, other }) =>
    [...a.rows].flatMap(([key, row]): readonly Difference[] => {
      const counterpart = b.rows.get(key);
      if (counterpart === undefined) return [];
      const [from, to] = [nothingAs(row[at]), nothingAs(counterpart[other])];
      return from === to || means(from, to) === means(to, from)
        ? []
        : [{ table: name, key, field: header, from, to, unfit: '', meant: '' }];
    }),
  );
  return {
    table: {
      name,
      rows: [a.rows.size, b.rows.size],
      removed: [...a.rows.keys()].filter((key) => !b.rows.has(key)),
      added: [...b.rows.keys()].filter((key) => !a.rows.has(key)),
      fields: compared.map(({ header }) => header),
      onlyFirst: a.header.filter((header, at) => at !== a.keyAt && !answers.has(header)),
      onlySecond: b.header.filter((_, at) => at !== b.keyAt && !paired.has(at)),
      options: pairs.filter(({ header }) => isOption(header)).map(({ header }) => header),
    },
    found,
  };
}

function nothingAs(text: string | undefined): string {
  const cell = (text ?? '').trim();
  return cell === 'NA' ? '' : cell;
}

const DAY = /^\d{4}-\d{2}-\d{2}/;
const serialAsDay = canonical('date', { decimal: '.', dateOrder: 'ymd', serials: true });

/** A text in the writing by which it is compared with another; a number is a day where that other is one. */
function means(text: string, other: string): string {
  const tidy = plain(text);
  if (DAY.test(other) && !DAY.test(tidy)) return serialAsDay?.(tidy) ?? tidy;
  return numberText(readNumber(tidy)) || tidy.replace(/T00:00:00(?:\.000)?Z?$/, '');
}
