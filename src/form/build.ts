import { utils, write } from '@e965/xlsx';
import type { FormSheet } from './form.ts';

/** Columns that a study adds to its form for analysis; no server or client knows them. */
const FOR_ANALYSIS: Readonly<Record<string, readonly string[]>> = {
  survey: ['module', 'source', 'choices', 'missing_codes', 'confidentiality'],
};

/** The sheets of an XLSForm, in the order in which form designers know them; others follow by name. */
const ORDER = ['survey', 'choices', 'settings'];

/** Characters: a column is as wide as most of its cells need, within these. */
const NARROWEST = 8;
const WIDEST = 60;

/** The sheets of a form without the columns for analysis, as a server takes them. */
export function plainSheets(sheets: readonly FormSheet[]): readonly FormSheet[] {
  const place = ({ name }: FormSheet) => {
    const at = ORDER.indexOf(name);
    return at < 0 ? ORDER.length : at;
  };
  const sorted = [...sheets].sort((a, b) => place(a) - place(b) || (a.name < b.name ? -1 : 1));
  return sorted.map(({ name, rows }) => {
    const left = new Set(Object.hasOwn(FOR_ANALYSIS, name) ? FOR_ANALYSIS[name] : []);
    const kept = (rows[0] ?? []).flatMap((header, at) => (left.has(header.trim()) ? [] : [at]));
    return { name, rows: rows.map((row) => kept.map((at) => row[at] ?? '')) };
  });
}

/** An XLSForm workbook from its sheets, every cell as text. Same sheets, same bytes. */
export function formWorkbook(sheets: readonly FormSheet[]): Uint8Array {
  const book = utils.book_new();
  for (const { name, rows } of sheets) {
    // Text, not numbers: a choice named 01 or a version 2026112301 must stay what it is.
    const cells = rows.map((row) => row.map((value) => (value === '' ? null : { t: 's' as const, v: value })));
    const sheet = utils.aoa_to_sheet(cells);
    sheet['!cols'] = widths(rows).map((wch) => ({ wch }));
    utils.book_append_sheet(book, sheet, name);
  }
  return new Uint8Array(write(book, { type: 'array', bookType: 'xlsx', compression: true }) as ArrayBuffer);
}

function widths(rows: readonly (readonly string[])[]): readonly number[] {
  const [header = []] = rows;
  return header.map((title, at) => {
    const lengths = rows.map((row) => (row[at] ?? '').length).sort((a, b) => a - b);
    const usual = lengths[Math.floor(0.9 * (lengths.length - 1))] ?? 0;
    return Math.min(WIDEST, Math.max(NARROWEST, title.length, usual) + 2);
  });
}
