import type { FileMetaData, ParquetParsers } from 'hyparquet';
import { fault } from '../fault.ts';
import type { Source } from '../table/source.ts';
import { wholeSource } from '../table/source.ts';
import { stem, type TextSheet, textSheet } from './textSheet.ts';

/** Rows that are unpacked at once. */
const ROWS = 10_000;

/** Days and moments as ISO text; a moment that is meant as local time loses its Z in `cellText`. */
const PARSERS: Partial<ParquetParsers> = {
  dateFromDays: (days) => new Date(days * 86_400_000).toISOString().slice(0, 10),
  timestampFromMilliseconds: (milliseconds) => moment(Number(milliseconds)),
  timestampFromMicroseconds: (microseconds) => moment(Number(microseconds) / 1e3),
  timestampFromNanoseconds: (nanoseconds) => moment(Number(nanoseconds) / 1e6),
};

function moment(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace('.000Z', 'Z');
}

/**
 * A Parquet file as a sheet of text, by hyparquet. The packed file is in memory, its cells are not. Lists and objects in a cell become JSON.
 * Faults: a file that is damaged, cut off or packed in a way that cannot be read.
 */
export async function readParquet(source: Source): Promise<TextSheet> {
  const { parquetMetadata, parquetRead, parquetSchema } = await import('hyparquet');
  const { compressors } = await import('hyparquet-compressors');
  const bytes = await wholeSource(source);
  const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) as ArrayBuffer;
  const metadata: FileMetaData = await readable(source.path, async () => parquetMetadata(file));
  const columns = parquetSchema(metadata).children.map(({ element }) => ({
    name: element.name,
    local: element.logical_type?.type === 'TIMESTAMP' && element.logical_type.isAdjustedToUTC === false,
  }));
  const total = Number(metadata.num_rows);
  async function* lines() {
    yield [columns.map(({ name }) => name)];
    for (let from = 0; from < total; from += ROWS) {
      const rows = await readable(source.path, async () => {
        let read: readonly (readonly unknown[])[] = [];
        await parquetRead({
          file,
          metadata,
          compressors,
          parsers: PARSERS,
          rowStart: from,
          rowEnd: Math.min(from + ROWS, total),
          onComplete: (found) => {
            read = found;
          },
        });
        return read;
      });
      yield rows.map((row) => columns.map(({ local }, at) => cellText(row[at], local)));
    }
  }
  return textSheet({ name: stem(source.path), path: source.path, workbook: false }, lines, { how: 'Parquet' });
}

/** What hyparquet gives, with its errors as faults that name the file. */
async function readable<T>(path: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw fault(path, `cannot be read as Parquet (${reason})`, 'Write the file again, or save the table as .csv');
  }
}

function cellText(value: unknown, local: boolean): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  if (typeof value === 'string') return local ? value.replace(/Z$/, '') : value;
  if (typeof value === 'object')
    return JSON.stringify(value, (_, part: unknown) => (typeof part === 'bigint' ? String(part) : part));
  return String(value);
}
