import type { Source } from '../../src/table/source.ts';
import { cellsOf, type Row } from '../../src/table/textRow.ts';

/** A source from bytes or text (as UTF-8), given in chunks of `size` bytes. */
export function sourceOf(path: string, content: string | Uint8Array, size = 7): Source {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  return {
    path,
    size: bytes.length,
    async *chunks() {
      for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
    },
  };
}

/** All data rows of a sheet. */
export async function rowsOf(sheet: { rows(): AsyncIterable<readonly Row[]> }): Promise<string[][]> {
  const rows: string[][] = [];
  for await (const batch of sheet.rows()) for (const row of batch) rows.push([...cellsOf(row)]);
  return rows;
}
