import { fault } from '../fault.ts';
import type { Form } from '../form/form.ts';
import type { RawSheet } from '../table/source.ts';
import { MAIN } from '../table/table.ts';
import type { Dialect } from './dialects/dialect.ts';
import { dialectOf } from './dialects/registry.ts';
import type { Meaning } from './headers.ts';
import { readHeaders } from './headers.ts';

/** A sheet with the table of the form that it holds, and what its columns mean. `table` is '' where it holds none. */
export interface PlacedSheet {
  readonly sheet: RawSheet;
  readonly dialect: Dialect;
  readonly table: string;
  readonly why: string;
  readonly meanings: readonly Meaning[];
}

/** Under this share of the columns known to the form, a sheet is no export of it. */
const KIN = 0.05;

/** Finds which table of the form each sheet of one source holds: rosters by their parent columns and name, main by its questions. */
export function placeSheets(
  sheets: readonly RawSheet[],
  form: Form,
  extras: ReadonlySet<string>,
  dialectName: string | undefined,
): readonly PlacedSheet[] {
  const placed = sheets.map((sheet) => placeSheet(sheet, form, extras, dialectName));
  if (!placed.some(({ table }) => table === MAIN)) {
    const seen = sheets.map((sheet) => `'${sheet.name}' (${sheet.header.length} columns)`).join(', ');
    throw fault(
      sheets[0]?.path ?? 'data',
      `no sheet holds interviews of the form '${form.title || form.id}': almost none of its questions is a column of ${seen}`,
      'Check that form and export belong together, and that headers are names, not labels',
    );
  }
  return placed;
}

function placeSheet(
  sheet: RawSheet,
  form: Form,
  extras: ReadonlySet<string>,
  dialectName: string | undefined,
): PlacedSheet {
  const dialect = dialectOf(sheet.header, dialectName);
  const names = new Set(sheet.header.map((name) => name.trim().toLowerCase()));
  const isRoster =
    dialect.parentIndex.some((name) => names.has(name)) ||
    (dialect.parentKey.some((name) => names.has(name) && !dialect.keys.includes(name)) &&
      !dialect.index.some((name) => names.has(name)));
  const candidates = form.tables
    .filter(({ name }) => !isRoster || name !== MAIN)
    .map(({ name }) => {
      // A key is the platform's too: it says which interview, and nothing of it.
      const platform = new Set([...dialect.platform, ...(name === MAIN ? dialect.keys : dialect.parentKey)]);
      const meanings = readHeaders(sheet.header, form, name, extras, platform);
      // Start, end and deviceid are in every form: only questions tell one from another.
      const fields = meanings.filter((meaning) => meaning.kind === 'field' && meaning.field.role !== 'metadata').length;
      const own = meanings.filter((meaning) => meaning.kind !== 'platform').length;
      return { table: name, meanings, fields, share: own === 0 ? 0 : fields / own, named: sameName(sheet.name, name) };
    })
    .sort((a, b) => Number(b.named) - Number(a.named) || b.fields - a.fields);
  const best = candidates[0];
  if (best === undefined || best.fields === 0 || best.share < KIN) {
    const meanings = best?.meanings ?? [];
    const why =
      best === undefined
        ? 'the form has no repeat'
        : `${best.fields} of its ${sheet.header.length} columns are questions of the form`;
    return { sheet, dialect, table: '', why, meanings };
  }
  return { sheet, dialect, table: best.table, why: `${best.fields} questions`, meanings: best.meanings };
}

/** A sheet's name against a repeat's: Excel allows 31 characters, and Kobo ends a cut name with dots. */
function sameName(sheet: string, table: string): boolean {
  const bare = sheet.replace(/\.\.\.( \(\d+\))?$/, '');
  return bare === table || (bare.length >= 20 && table.startsWith(bare));
}
