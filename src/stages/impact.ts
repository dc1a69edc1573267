import type { Computed } from '../indicators/estimate.ts';
import type { IndicatorEntry, Study } from '../study/study.ts';
import type { Estimate } from '../table/estimate.ts';
import { csvFile } from './csvFile.ts';
import type { Made } from './stage.ts';

/** Result columns of the IMPACT tools, in their order, and what the rules of publication say. */
export const IMPACT_COLUMNS = [
  'analysis_type',
  'analysis_var',
  'analysis_var_value',
  'group_var',
  'group_var_value',
  'stat',
  'stat_low',
  'stat_upp',
  'n',
  'n_total',
  'n_w',
  'n_w_total',
  'analysis_key',
] as const;
export type ImpactRow = Readonly<Record<(typeof IMPACT_COLUMNS)[number], string | number | null>>;

const NONE = 'NA';

/**
 * The results of those indicators that a list of analyses can name: shares of select questions, means and medians of a question, ratios of
 * two. `n` are the rows that hold the value, `n_w` their weights (of the population, not scaled to n); of a suppressed estimate all are
 * empty. Intervals are the study's own. `computed` and `published` are the same estimates, before and after the rules of publication.
 */
export function impactRows(
  entries: readonly IndicatorEntry[],
  computed: readonly Computed[],
  published: readonly Estimate[],
): readonly ImpactRow[] {
  const byId = new Map(entries.map((entry) => [entry.id, entry]));
  return published.flatMap((estimate, at) => {
    const entry = byId.get(estimate.indicator);
    const named = entry === undefined ? null : analysisOf(entry, estimate);
    return named === null ? [] : [rowOf(named, estimate, computed[at])];
  });
}

interface Named {
  readonly type: string;
  readonly variables: readonly string[];
  readonly value: string;
}

/** What a list of analyses calls an estimate; null where it has no name for it. */
function analysisOf({ kind, params, field }: IndicatorEntry, { stat, item }: Estimate): Named | null {
  const whole = (text: unknown) =>
    typeof text === 'string' ? (/^\s*\$\{([^}/]+)\}\s*$/.exec(text)?.[1] ?? null) : null;
  const bare = params.base === undefined;
  if (kind === 'distribution' && bare) return { type: 'prop_select_one', variables: [field], value: item };
  if (kind === 'multiple' && bare) return { type: 'prop_select_multiple', variables: [field], value: item };
  if (kind === 'number' && bare) return { type: stat, variables: [field], value: NONE };
  if ((kind === 'mean' || kind === 'median') && bare) {
    const variable = whole(params.value);
    return variable === null ? null : { type: kind, variables: [variable], value: NONE };
  }
  if (kind !== 'ratio') return null;
  const numerator = whole(String(params.numerator ?? '').replace(/^coalesce\((.*), 0\)$/, '$1'));
  const denominator = whole(params.denominator);
  const dropsZero = params.base === `\${${denominator}} < 0 or \${${denominator}} > 0`;
  return numerator === null || denominator === null || !(bare || dropsZero)
    ? null
    : { type: 'ratio', variables: [numerator, denominator], value: NONE };
}

function rowOf({ type, variables, value }: Named, estimate: Estimate, full: Computed | undefined): ImpactRow {
  const rows = full?.behind?.rows ?? null;
  const { domain, weighted, quality } = estimate;
  const hidden = quality === 'suppressed';
  const share = type.startsWith('prop');
  const groups = domain.length === 0 ? [[NONE, NONE]] : domain.map(({ field, level }) => [field, level]);
  return {
    analysis_type: type,
    analysis_var: variables.join(' %/% '),
    analysis_var_value: variables.map(() => value).join(' %/% '),
    group_var: groups.map(([field]) => field).join(' %/% '),
    group_var_value: groups.map(([, level]) => level).join(' %/% '),
    stat: estimate.value,
    stat_low: estimate.low,
    stat_upp: estimate.high,
    n: hidden ? null : share ? rows : estimate.n,
    n_total: estimate.n,
    // From the numbers before they were rounded to the digits of a data file.
    n_w: share && estimate.value !== null && weighted !== null ? (full?.value ?? estimate.value) * weighted : weighted,
    n_w_total: weighted,
    analysis_key: [
      type,
      variables.map((name) => `${name} %/% ${value}`).join(' -/- '),
      groups.map(([field, level]) => `${field} %/% ${level}`).join(' -/- '),
    ].join(' @/@ '),
  };
}

/** `reports/results-impact.csv`; no file where no indicator fits. */
export const impactTable: Made<readonly ImpactRow[]> = {
  name: 'impact',
  encode: (rows, study: Study) =>
    new Map(
      rows.length === 0
        ? []
        : [
            [
              'reports/results-impact.csv',
              csvFile(
                study,
                [...IMPACT_COLUMNS],
                rows.map((row) => IMPACT_COLUMNS.map((name) => row[name])),
              ),
            ],
          ],
    ),
};
