import type { Source } from '../table/source.ts';
import { cellAt } from '../table/textRow.ts';
import { readCsv } from './csv.ts';
import { type TextSheet, textSheet } from './textSheet.ts';

/** The column that ODK Central puts before those of a log, where it joins the logs of all submissions. */
export const INSTANCE = 'instance ID';

/** The audit logs of single submissions as one sheet, as ODK Central joins them: the submission's key, then the columns of all logs. */
export async function auditSheet(
  path: string,
  logs: readonly { readonly key: string; readonly source: Source }[],
): Promise<TextSheet> {
  const sheets: { readonly key: string; readonly sheet: TextSheet }[] = [];
  for (const { key, source } of logs) if (source.size > 0) sheets.push({ key, sheet: await readCsv(source) });
  const names = [...new Set(sheets.flatMap(({ sheet }) => sheet.header.map((name) => name.trim())))];
  async function* lines() {
    yield [[INSTANCE, ...names]];
    for (const { key, sheet } of sheets) {
      const places = names.map((name) => sheet.header.findIndex((header) => header.trim() === name));
      for await (const batch of sheet.rows()) yield batch.map((row) => [key, ...places.map((at) => cellAt(row, at))]);
    }
  }
  return textSheet({ name: 'audit', path, workbook: false }, lines, {
    how: `audit logs of ${sheets.length} submissions`,
  });
}
