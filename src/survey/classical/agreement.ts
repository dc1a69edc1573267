/** Cohen's kappa of two raters with the errors of Fleiss, Cohen and Everitt 1969. */
export interface Kappa {
  readonly kappa: number;
  readonly observed: number;
  readonly expected: number;
  readonly se: number;
  /** Error if the true kappa were 0, for the test. */
  readonly se0: number;
  readonly z: number;
}

/** Kappa of ratings in ordered categories (any numbers): unweighted, or with linear or quadratic credit for being near. */
export function cohenKappa(
  a: readonly number[],
  b: readonly number[],
  credit: 'unweighted' | 'linear' | 'quadratic',
): Kappa {
  const levels = [...new Set([...a, ...b])].sort((x, y) => x - y);
  const k = levels.length;
  const n = a.length;
  const table = levels.map(() => levels.map(() => 0));
  for (const [i, rating] of a.entries()) table[levels.indexOf(rating)]![levels.indexOf(b[i]!)]! += 1 / n;
  const weight = levels.map((_, i) =>
    levels.map((_, j) => {
      if (credit === 'unweighted') return i === j ? 1 : 0;
      const gap = Math.abs(i - j) / (k - 1);
      return 1 - (credit === 'linear' ? gap : gap * gap);
    }),
  );
  const row = table.map((line) => line.reduce((x, y) => x + y, 0));
  const column = levels.map((_, j) => table.reduce((sum, line) => sum + line[j]!, 0));
  const over = (f: (i: number, j: number) => number): number =>
    levels.reduce((sum, _, i) => sum + levels.reduce((part, _, j) => part + f(i, j), 0), 0);
  const observed = over((i, j) => weight[i]![j]! * table[i]![j]!);
  const expected = over((i, j) => weight[i]![j]! * row[i]! * column[j]!);
  const kappa = (observed - expected) / (1 - expected);
  const rowMean = levels.map((_, i) => weight[i]!.reduce((sum, w, j) => sum + w * column[j]!, 0));
  const columnMean = levels.map((_, j) => weight.reduce((sum, line, i) => sum + line[j]! * row[i]!, 0));
  const part = (i: number, j: number): number => rowMean[i]! + columnMean[j]!;
  const sizes = over((i, j) => {
    const gap = weight[i]![j]! - part(i, j) * (1 - kappa);
    return table[i]![j]! * gap * gap;
  });
  const none = over((i, j) => {
    const gap = weight[i]![j]! - part(i, j);
    return row[i]! * column[j]! * gap * gap;
  });
  const centre = kappa - expected * (1 - kappa);
  const below = Math.sqrt(n) * (1 - expected);
  const se = Math.sqrt(Math.max(0, sizes - centre * centre)) / below;
  const se0 = Math.sqrt(Math.max(0, none - expected * expected)) / below;
  return { kappa, observed, expected, se, se0, z: kappa / se0 };
}
