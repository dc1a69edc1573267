import { makeNames } from '../../readers/dialects/mangled.ts';
import { koboSheets, type Value } from '../kobo.ts';
import type { Layout } from './layout.ts';

/**
 * A Kobo export that went through R, as teams hand it over: a CSV a table as `write.csv` writes it. Names went through `make.names`, the byte
 * order mark was read as text, option columns are TRUE and FALSE, what is empty is NA, and the first column of the interviews numbers the rows.
 */
export const mangledByR: Layout = async (form, interviews, { name }) => {
  const options = new Set(
    form.fields
      .filter(({ type }) => type === 'many')
      .flatMap(({ path, name: field, list }) =>
        (form.lists.get(list)?.choices ?? []).map((choice) => [...path, field, choice.name].join('/')),
      ),
  );
  const encoder = new TextEncoder();
  const files = new Map<string, Uint8Array>();
  for (const [place, sheet] of koboSheets(form, interviews).entries()) {
    const cells = (values: readonly Value[]) =>
      values.map((value, at) => {
        if (value === null) return 'NA';
        if (options.has(sheet.header[at] ?? '')) return value === 1 ? 'TRUE' : 'FALSE';
        return typeof value === 'number' ? String(value) : quoted(value);
      });
    const names = sheet.header.map((header, at) => (place === 0 && at === 0 ? 'X.U.FEFF.' : '') + makeNames(header));
    const numbered = place === 0;
    const lines = [
      [...(numbered ? [''] : []), ...names].map(quoted),
      ...sheet.rows.map((row, at) => [...(numbered ? [quoted(String(at + 1))] : []), ...cells(row)]),
    ];
    const file = place === 0 ? name : `${name}_${form.tables[place]?.name ?? place}`;
    files.set(`${file}.csv`, encoder.encode(lines.map((line) => `${line.join(',')}\n`).join('')));
  }
  return files;
};

function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}
