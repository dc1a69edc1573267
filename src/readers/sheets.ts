import { fault } from '../fault.ts';
import type { Form } from '../form/form.ts';
import { languageNamed } from '../form/languages.ts';
import type { RawSheet } from '../table/source.ts';
import { MAIN } from '../table/table.ts';
import { cellsOf } from '../table/textRow.ts';
import type { Dialect } from './dialects/dialect.ts';
import { MARK } from './dialects/mangled.ts';
import { plain } from './dialects/plain.ts';
import { dialectOf } from './dialects/registry.ts';
import type { HeaderStyle, Meaning } from './headers.ts';
import { NAMES, readHeaders } from './headers.ts';
import { isAuditHeader } from './paradata.ts';
import { isRosterHeader } from './rosterHeader.ts';
import { platformFor, unfolded } from './unfold.ts';

/** A sheet with the table of the form that it holds, and what its columns mean. `table` is '' where it holds none. */
export interface PlacedSheet {
  readonly sheet: RawSheet;
  readonly dialect: Dialect;
  /** What tells the dialect. */
  readonly evidence: string;
  readonly table: string;
  readonly why: string;
  readonly style: HeaderStyle;
  readonly meanings: readonly Meaning[];
}

/** What the source entry states of its sheets; what it leaves out is told from the headers. */
export interface Stated {
  readonly dialect?: string | undefined;
  /** Id, name or code of a language of the form whose labels stand for names. */
  readonly labels?: string | undefined;
  /** Texts that stand for an empty cell, beside those of the dialect. */
  readonly empty?: readonly string[] | undefined;
}

/** Under this share of the columns known to the form, a sheet is no export of it. */
const KIN = 0.05;

/** Finds which table of the form each sheet of one source holds: rosters by their parent columns and name, main by its questions. */
export function placeSheets(
  sheets: readonly RawSheet[],
  form: Form,
  extras: ReadonlySet<string>,
  stated: Stated = {},
): readonly PlacedSheet[] {
  const placed = sheets.flatMap((sheet) => placeSheet(sheet, form, extras, stated));
  if (!placed.some(({ table }) => table === MAIN)) {
    const rosters = placed.filter(({ table }) => table !== '');
    const others = placed.filter(({ table }) => table === '');
    const held = rosters.map(({ sheet, table }) => `'${sheet.name}' holds the roster '${table}'`).join(', ');
    if (rosters.length > 0 && others.length === 0)
      throw fault(
        rosters.map(({ sheet }) => sheet.path).join(', '),
        `no sheet holds interviews; ${held}`,
        'Name the file with the interviews too, in "sources" › "files"',
      );
    const seen = others.map(({ sheet }) => `'${sheet.name}' (${sheet.header.length} columns)`).join(', ');
    throw fault(
      others[0]?.sheet.path ?? 'data',
      `no sheet holds interviews of the form${form.title || form.id ? ` '${form.title || form.id}'` : ''}: almost none of its questions is a column of ${seen}${held === '' ? '' : `; ${held}`}`,
      'Check that form and export belong together, and that the form has the language of its labels',
    );
  }
  return placed;
}

function placeSheet(
  written: RawSheet,
  form: Form,
  extras: ReadonlySet<string>,
  stated: Stated,
): readonly PlacedSheet[] {
  if (isAuditHeader(written.header)) {
    const nothing = { table: '', why: 'an audit log: its times are in data-clean/paradata.csv', meanings: [] };
    return [{ sheet: written, dialect: plain, evidence: '', style: NAMES, ...nothing }];
  }
  const marked = withoutTags(withoutMark(written));
  const told = dialectOf(written.header, stated.dialect);
  const { evidence } = told;
  const dialect = { ...told.dialect, empty: new Set([...told.dialect.empty, ...(stated.empty ?? [])]) };
  const style = styleOf(marked, form, dialect, stated);
  return unfolded(marked, form, dialect, style, extras).map(({ sheet, table }) => ({
    ...tableOf(sheet, form, extras, dialect, style, table),
    dialect,
    evidence,
    style,
  }));
}

/** The sheet without what R left of a byte order mark; row numbers may stand before it. */
function withoutMark(sheet: RawSheet): RawSheet {
  if (!sheet.header.some((name) => MARK.test(name))) return sheet;
  return { ...sheet, header: sheet.header.map((name) => name.replace(MARK, '')) };
}

/** The sheet without a first row of HXL tags: one whose cells, where they hold anything, all begin with #. */
function withoutTags(sheet: RawSheet): RawSheet {
  let skipped = 0;
  return {
    ...sheet,
    rowAt: (n) => sheet.rowAt?.(n + skipped) ?? n + skipped,
    async *rows() {
      let first = true;
      for await (const batch of sheet.rows()) {
        const filled = first ? cellsOf(batch[0] ?? []).filter((cell) => cell.trim() !== '') : [];
        const tags = filled.length > 0 && filled.every((cell) => cell.trim().startsWith('#'));
        if (first) skipped = tags ? 1 : 0;
        first = false;
        yield tags ? batch.slice(1) : batch;
      }
    },
  };
}

/** Whether headers are names, or labels in which language: what gives most questions; names where both do. */
function styleOf(sheet: RawSheet, form: Form, dialect: Dialect, stated: Stated): HeaderStyle {
  const spelt = dialect.spelt ?? ((name: string) => name);
  const names: HeaderStyle = { labels: null, spelt };
  if (stated.labels !== undefined) {
    const language = languageNamed(form, stated.labels);
    if (language !== null) return { labels: language.id, spelt };
    const known = form.languages.map(({ name }) => name).join(', ');
    throw fault('labels', `the form has no language '${stated.labels}'`, `Its languages: ${known}`);
  }
  const none: ReadonlySet<string> = new Set();
  const count = (style: HeaderStyle) =>
    Math.max(
      0,
      ...form.tables.map(
        ({ name }) =>
          readHeaders(sheet.header, form, name, none, none, style).filter(
            (meaning) => meaning.kind === 'field' && meaning.field.role !== 'metadata',
          ).length,
      ),
    );
  let [best, most] = [names, count(names)];
  if (most * 2 > sheet.header.length) return best;
  for (const { id } of form.languages) {
    const style: HeaderStyle = { labels: id, spelt };
    const found = count(style);
    if (found > most) [best, most] = [style, found];
  }
  return best;
}

function tableOf(
  sheet: RawSheet,
  form: Form,
  extras: ReadonlySet<string>,
  dialect: Dialect,
  style: HeaderStyle,
  known: string,
): Pick<PlacedSheet, 'sheet' | 'table' | 'why' | 'meanings'> {
  const isRoster = isRosterHeader(sheet.header, dialect);
  const added = platformFor(form, dialect);
  const candidates = form.tables
    .filter(({ name }) => (known === '' ? !isRoster || name !== MAIN : name === known))
    .map(({ name }) => {
      // A key is the platform's too: it says which interview, and nothing of it.
      const keys = name === MAIN ? dialect.keys : [...dialect.parentKey, ...dialect.rowKey];
      const platform = new Set([...added, ...keys]);
      const meanings = readHeaders(sheet.header, form, name, extras, platform, style);
      // Start, end and deviceid are in every form: only questions tell one from another.
      const fields = meanings.filter((meaning) => meaning.kind === 'field' && meaning.field.role !== 'metadata').length;
      const own = meanings.filter((meaning) => meaning.kind !== 'platform').length;
      return { table: name, meanings, fields, share: own === 0 ? 0 : fields / own, named: sameName(sheet.name, name) };
    })
    .sort((a, b) => Number(b.named) - Number(a.named) || b.fields - a.fields);
  const best = candidates[0];
  if (best === undefined || best.fields === 0 || best.share < KIN) {
    const why =
      best === undefined
        ? 'the form has no repeat'
        : `${best.fields} of its ${sheet.header.length} columns are questions of the form`;
    return { sheet, table: '', why, meanings: best?.meanings ?? [] };
  }
  return { sheet, table: best.table, why: `${best.fields} questions`, meanings: best.meanings };
}

/** A sheet's name against a repeat's: Excel allows 31 characters, Kobo ends a cut name with dots, and files begin with that of the form. */
function sameName(sheet: string, table: string): boolean {
  const bare = sheet.replace(/(?:\.\.\.( \(\d+\))?|~\d+)$/, '');
  return bare === table || bare.endsWith(`-${table}`) || (bare.length >= 20 && table.startsWith(bare));
}
