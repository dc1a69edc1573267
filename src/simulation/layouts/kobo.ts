import { writeXlsx } from 'hucre';
import type { Form } from '../../form/form.ts';
import type { Interview } from '../interviews.ts';
import { koboSheets, type Sheet } from './koboSheets.ts';
import type { Layout } from './layout.ts';
import type { Value } from './questionColumns.ts';

/** A workbook of sheets, as KoboToolbox writes it: numbers are numbers, all else is text. */
export function koboWorkbook(sheets: readonly Sheet[]): Promise<Uint8Array> {
  const date = new Date(Date.UTC(2026, 0, 1));
  return writeXlsx({
    sheets: sheets.map(({ name, header, rows }) => ({ name, rows: [[...header], ...rows.map((row) => [...row])] })),
    properties: { title: 'données simulées', creator: 'simulation', created: date, modified: date },
  });
}

/** KoboToolbox with groups in headers and XML values: the workbook, and the main table as CSV with semicolons, every cell in quotes. */
export const kobo: Layout = {
  ending: '.xlsx',
  async write(form: Form, interviews: readonly Interview[], { name }) {
    const sheets = koboSheets(form, interviews);
    const quoted = (value: Value) => `"${String(value ?? '').replaceAll('"', '""')}"`;
    const [main] = sheets;
    const lines = [main?.header ?? [], ...(main?.rows ?? [])].map((row) => `${row.map(quoted).join(';')}\n`);
    return new Map([
      [`${name}.xlsx`, await koboWorkbook(sheets)],
      [`${name}.csv`, new TextEncoder().encode(lines.join(''))],
    ]);
  },
};
