/** A file that a form pulls data from: its columns by name, one text a row. Its rows may be read no sooner than a column is asked for. */
export type PulledFile = Pick<ReadonlyMap<string, readonly string[]>, 'has' | 'get' | 'keys'>;

/** Looks a key up in a file; '' where the file has no such row, as in a client. Of several rows with one key the first counts. */
export function pulledCell(file: PulledFile, column: string, keyColumn: string): (key: string) => string {
  let known: ReadonlyMap<string, string> | null = null;
  return (key) => {
    known ??= cellsByKey(file.get(keyColumn) ?? [], file.get(column) ?? []);
    return known.get(key) ?? '';
  };
}

function cellsByKey(keys: readonly string[], values: readonly string[]): ReadonlyMap<string, string> {
  const cells = new Map<string, string>();
  for (const [row, key] of keys.entries()) if (!cells.has(key)) cells.set(key, values[row] ?? '');
  return cells;
}

/** The name of a pulled file as `pulldata()` gives it, without the ending that some write. */
export function pulledName(written: string): string {
  return written.replace(/\.csv$/i, '');
}
