/** A file that a form pulls data from: its columns by name, one text a row. */
export type PulledFile = ReadonlyMap<string, readonly string[]>;

/** Looks a key up in a file; '' where the file has no such row, as in a client. Of several rows with one key the first counts. */
export function pulledCell(file: PulledFile, column: string, keyColumn: string): (key: string) => string {
  const [keys, values] = [file.get(keyColumn) ?? [], file.get(column) ?? []];
  const rows = new Map<string, number>();
  for (const [row, key] of keys.entries()) if (!rows.has(key)) rows.set(key, row);
  return (key) => values[rows.get(key) ?? -1] ?? '';
}

/** The name of a pulled file as `pulldata()` gives it, without the ending that some write. */
export function pulledName(written: string): string {
  return written.replace(/\.csv$/i, '');
}
