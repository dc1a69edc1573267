import type { Form } from '../../form/form.ts';
import type { Interview } from '../interviews.ts';
import { koboSheets, type Sheet } from './koboSheets.ts';
import { formFileName, type Layout, type LayoutFiles } from './layout.ts';
import { makeNames } from './makeNames.ts';
import type { Value } from './questionColumns.ts';

/** How R shows a byte order mark that it read as part of the first name. */
const MARK = 'X.U.FEFF.';

/** A number as `write.csv()` writes it: 15 significant digits, and 1e+05 where that is shorter. */
export function numberInR(value: number): string {
  const [plain, exponent] = [Number(value.toPrecision(15)), Number(value.toPrecision(15)).toExponential()];
  const scientific = exponent.replace(/e([+-])(\d)$/, 'e$10$2');
  // Digits of a long or tiny number, which JavaScript itself would write with an exponent.
  const [mantissa = '', power = '0'] = exponent.split('e');
  const decimals = Math.max(0, mantissa.replace(/^-?\d\.?/, '').length - Number(power));
  const fixed = plain.toFixed(Math.min(100, decimals));
  return fixed.length <= scientific.length ? fixed : scientific;
}

const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;

/** How a column of a data frame is written: one column has one type. */
function writing(values: readonly Value[], isOption: boolean): (value: Value) => string {
  if (isOption) return (value) => (value === 1 ? 'TRUE' : 'FALSE');
  if (values.every((value) => value === null || typeof value === 'number')) return (value) => numberInR(Number(value));
  return (value) => quoted(String(value));
}

/** A data frame as `write.csv()` writes it, with its row names or without. */
function frameCsv({ header, options, rows }: Sheet, marked: boolean, rowNames: boolean): Uint8Array {
  const names = makeNames(header).map((name, at) => (marked && at === 0 ? `${MARK}${name}` : name));
  const writers = header.map((_, at) =>
    writing(
      rows.map((row) => row[at] ?? null),
      options[at] === true,
    ),
  );
  const cells = rows.map((row, at) => [
    ...(rowNames ? [quoted(String(at + 1))] : []),
    ...writers.map((write, column) => {
      const value = row[column] ?? null;
      return value === null ? 'NA' : write(value);
    }),
  ]);
  const lines = [[...(rowNames ? [''] : []), ...names].map(quoted), ...cells];
  return new TextEncoder().encode(lines.map((line) => `${line.join(',')}\n`).join(''));
}

/**
 * A Kobo export that went through R, as analysts hand it over: a CSV a table, names made legal, TRUE and FALSE in option columns, NA for
 * nothing. The first was read with its byte order mark; the last was written with row names.
 */
export const r: Layout = {
  ending: '',
  write(form: Form, interviews: readonly Interview[], { name }): LayoutFiles {
    const sheets = koboSheets(form, interviews);
    const id = formFileName(form, name);
    return new Map(
      sheets.map((sheet, at) => [
        at === 0 ? `${id}.csv` : `${id}_${sheet.name}.csv`,
        frameCsv(sheet, at === 0, at === sheets.length - 1),
      ]),
    );
  },
};
