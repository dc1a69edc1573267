/**
 * A row whose cells are places in a longer text: of cell n, `places` holds where it begins and where it ends (exclusive), at twice `first + n`.
 * An end below nought is the complement of the end of a cell whose quotes are doubled. Cutting texts out costs more than all else that is done
 * with most cells, so that only those are cut out that somebody asks for.
 */
export interface PlacedRow {
  readonly text: string;
  readonly places: Int32Array;
  readonly first: number;
  /** Cells of the row. */
  readonly length: number;
}

/** One row of a sheet as text: its cells, or where they stand. */
export type Row = readonly string[] | PlacedRow;

/** True where a row holds places, not texts. */
export function isPlaced(row: Row): row is PlacedRow {
  return (row as PlacedRow).places !== undefined;
}

/** The text of a row's cell; '' to the right of its last, and for a place of -1. */
export function cellAt(row: Row, at: number): string {
  if (!isPlaced(row)) return row[at] ?? '';
  if (at < 0 || at >= row.length) return '';
  const place = (row.first + at) * 2;
  const [from, to] = [row.places[place]!, row.places[place + 1]!];
  return to < 0 ? row.text.slice(from, ~to).replaceAll('""', '"') : row.text.slice(from, to);
}

/** The texts of all cells of a row. */
export function cellsOf(row: Row): readonly string[] {
  return isPlaced(row) ? Array.from({ length: row.length }, (_, at) => cellAt(row, at)) : row;
}
