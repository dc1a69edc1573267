/** Decimals that show a standard error with two digits; without one (or where it is rounding noise), four digits of the number itself. */
export function decimalsFor(value: number, se: number): number {
  const size = se > 1e-10 * Math.abs(value) && Number.isFinite(se) ? se : Math.abs(value) / 100;
  if (!(size > 0)) return 0;
  return Math.min(10, Math.max(0, 1 - Math.floor(Math.log10(size) + 1e-9)));
}

/** A number with so many decimals; a dash where there is none. */
export function shown(value: number | null, decimals: number): string {
  if (value === null || !Number.isFinite(value)) return '–';
  const text = value.toFixed(decimals);
  return Number(text) === 0 ? text.replace('-', '') : text;
}

/** A p-value: four decimals, and never 0. */
export function shownP(p: number | null): string {
  if (p === null || Number.isNaN(p)) return '–';
  return p < 0.0001 ? '<0.0001' : p.toFixed(4);
}

/** Lines of cells under a heading, texts to the left and numbers (columns of `right`) to the right. */
export function aligned(rows: readonly (readonly string[])[], right: ReadonlySet<number>): readonly string[] {
  const widths = (rows[0] ?? []).map((_, k) => rows.reduce((most, row) => Math.max(most, lengthOf(row[k] ?? '')), 0));
  return rows.map((row) =>
    row
      .map((cell, k) => {
        const space = ' '.repeat((widths[k] ?? 0) - lengthOf(cell));
        return right.has(k) ? space + cell : cell + space;
      })
      .join('  ')
      .trimEnd(),
  );
}

const lengthOf = (text: string): number => [...text].length;
