import { column, type Dataset } from './dataset.ts';

/** A column of a design matrix under R's name for it. */
export interface Term {
  readonly term: string;
  readonly values: Float64Array;
}

/**
 * R's model matrix with an intercept and treatment contrasts: a text variable gives 0/1 columns for all levels but the
 * reference, which is the one that `known` has no term for (its place in the order depends on R's locale).
 */
export function designMatrix(
  data: Dataset,
  names: readonly string[],
  factors: readonly string[],
  known: ReadonlySet<string>,
): Term[] {
  const terms: Term[] = [{ term: '(Intercept)', values: new Float64Array(data.rows).fill(1) }];
  for (const name of names.map((given) => given.trim())) {
    const of = column(data, name);
    if (of.numeric && !factors.includes(name)) terms.push({ term: name, values: of.values });
    else {
      const unnamed = of.levels.findIndex((level) => !known.has(`${name}${level}`));
      for (const [code, level] of of.levels.entries()) {
        if (code === Math.max(0, unnamed)) continue;
        const values = Float64Array.from(of.codes, (own) => (own < 0 ? Number.NaN : own === code ? 1 : 0));
        terms.push({ term: `${name}${level}`, values });
      }
    }
  }
  return terms;
}
