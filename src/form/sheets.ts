import { fault } from '../fault.ts';
import type { FormSheet } from './form.ts';
import { CHOICES, type Columns, type HeaderWords, SETTINGS, SURVEY, sheetColumns } from './headers.ts';

/** A form's sheet whose columns are understood. */
export interface FoundSheet {
  readonly sheet: FormSheet;
  readonly columns: Columns;
}

/** The sheets of a form; other sheets are no part of it. */
export interface FormSheets {
  readonly survey: FoundSheet;
  readonly choices: FoundSheet | null;
  readonly external: FoundSheet | null;
  readonly settings: FoundSheet | null;
}

const KNOWN = ['survey', 'choices', 'settings', 'external_choices', 'entities', 'osm'];

/**
 * Finds the sheets of an XLSForm by their names, whatever the case. A name that ends so (`tool_survey`) counts where no sheet has the bare
 * name. One sheet may hold all of them, their names in its first column, as pyxform's CSV forms do. Fault: no XLSForm.
 */
export function formSheets(sheets: readonly FormSheet[], place: string): FormSheets {
  const all = sheets.length === 1 ? unstacked(sheets[0]!) : sheets;
  const survey = found(all, 'survey', SURVEY);
  if (survey === null) {
    throw fault(
      place,
      `has no sheet named survey; its sheets are ${all.map(({ name }) => `'${name}'`).join(', ') || 'none'}`,
      'An XLSForm has the sheets survey and choices',
    );
  }
  const missing = SURVEY.needed.filter((key) => !survey.columns.single.has(key));
  if (missing.length > 0) {
    throw fault(
      `${place} › ${survey.sheet.name}`,
      `has no column ${missing.map((key) => `'${key}'`).join(' and no column ')}; its sheets are ${all.map(({ name }) => `'${name}'`).join(', ')}`,
      'The first row of a survey sheet names its columns: type, name, label …',
    );
  }
  return {
    survey,
    choices: found(all, 'choices', CHOICES),
    external: found(all, 'external_choices', CHOICES),
    settings: found(all, 'settings', SETTINGS),
  };
}

function found(sheets: readonly FormSheet[], name: string, words: HeaderWords): FoundSheet | null {
  const plain = (sheet: FormSheet) => sheet.name.trim().toLowerCase().replace(/\s+/g, '_');
  const exact = sheets.find((each) => plain(each) === name);
  const ending = sheets.filter(
    (each) => new RegExp(`[-_. ]${name}$`).test(plain(each)) && !KNOWN.includes(plain(each)),
  );
  const sheet = exact ?? (ending.length === 1 ? ending[0] : undefined);
  if (sheet === undefined) return null;
  const columns = sheetColumns(sheet.rows, words, sheet.name);
  return columns === null ? null : { sheet, columns };
}

/** Splits a sheet whose first column names the sheets; rows keep their numbers, so that messages point into the file. */
function unstacked(sheet: FormSheet): readonly FormSheet[] {
  const starts = sheet.rows.flatMap((row, index) =>
    KNOWN.includes((row[0] ?? '').trim().toLowerCase()) ? [index] : [],
  );
  if (starts.length === 0 || starts[0] !== sheet.rows.findIndex((row) => row.some((cell) => cell.trim() !== '')))
    return [sheet];
  return starts.map((start, part) => ({
    name: sheet.rows[start]![0]!.trim().toLowerCase(),
    rows: sheet.rows.slice(0, starts[part + 1]).map((row, index) => (index <= start ? [] : ['', ...row.slice(1)])),
  }));
}
