export type Quality = 'good' | 'caution' | 'suppressed' | 'notEstimable';
/** Why an estimate is held back, or has no value or no interval; '' where it has all. */
export type Why =
  | ''
  | 'n'
  | 'complement'
  | 'precision'
  | 'secondary'
  | 'lonelyPsu'
  | 'df'
  | 'parameter'
  | 'units'
  | WhyNoModel;
/**
 * Why a model cannot be fitted: terms that say the same, a term that decides the outcome, no rows, an outcome of one value, groups without anybody
 * alike (also of a fitted one, to be read with caution, whose groups have few).
 */
export type WhyNoModel = 'collinear' | 'separation' | 'notConverged' | 'noRows' | 'oneValue' | 'overlap';
export type Stat =
  | 'share'
  | 'mean'
  | 'median'
  | 'quantile'
  | 'total'
  | 'ratio'
  | 'difference'
  | 'coefficient'
  | 'oddsRatio'
  | 'marginalEffect'
  | 'count'
  | 'index';

/** One attribute that a domain fixes; a domain of none is everybody in the base. */
export interface DomainPart {
  readonly field: string;
  readonly level: string;
}

/** Everything that is published: what figures, sheets and prose know of the data. It carries no label. */
export interface Estimate {
  readonly key: string;
  readonly indicator: string;
  readonly stat: Stat;
  /** The choice, bin or term that the number is about; '' where the indicator has one number. */
  readonly item: string;
  readonly domain: readonly DomainPart[];
  readonly table: string;
  readonly unit: string;
  readonly value: number | null;
  readonly se: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** Confidence level of low and high, such as 0.95. */
  readonly level: number | null;
  /** How the interval was made: beta, t, woodruff …; '' without one. */
  readonly method: string;
  /** Rows in the base whose value is known. */
  readonly n: number | null;
  /** Their weights added up. */
  readonly weighted: number | null;
  /** Sampled units (PSUs) among them. */
  readonly units: number | null;
  readonly df: number | null;
  readonly deff: number | null;
  readonly p: number | null;
  readonly q: number | null;
  /** Rows of the table that are not in n, by the state that kept them out. */
  readonly notAsked: number | null;
  readonly blank: number | null;
  readonly dontKnow: number | null;
  readonly refused: number | null;
  readonly removed: number | null;
  readonly invalid: number | null;
  /** Rows in n whose value was imputed. */
  readonly imputed: number | null;
  readonly quality: Quality;
  readonly why: Why;
  readonly simulated: boolean;
}

/** The key of an estimate: `ID[/stat][:item][|field=level[&field=level]]`, names percent-encoded. */
export function estimateKey(indicator: string, stat: string, item: string, domain: readonly DomainPart[]): string {
  const encode = encodeURIComponent;
  const parts = domain.map(({ field, level }) => `${encode(field)}=${encode(level)}`).join('&');
  return `${encode(indicator)}${stat === '' ? '' : `/${stat}`}${item === '' ? '' : `:${encode(item)}`}${parts === '' ? '' : `|${parts}`}`;
}

/** An estimate's numbers where it has none: held back, or a count without sampling error. */
export const NO_NUMBERS = {
  value: null,
  se: null,
  low: null,
  high: null,
  level: null,
  n: null,
  weighted: null,
  units: null,
  df: null,
  deff: null,
  p: null,
  q: null,
  notAsked: null,
  blank: null,
  dontKnow: null,
  refused: null,
  removed: null,
  invalid: null,
  imputed: null,
} as const;
