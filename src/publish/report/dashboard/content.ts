import type { Level } from '../../../table/finding.ts';
import type { DayCount } from '../dayChart.ts';

/** One number of a key indicator as people read it, or the mark that stands in its place. */
export interface KeyRow {
  /** Key of the estimate, as `pipeline trace` takes it. */
  readonly key: string;
  readonly label: string;
  /** '' where a mark stands alone. */
  readonly value: string;
  readonly interval: string;
  readonly n: string;
  readonly mark: string;
  /** True where the mark stands in place of a number. */
  readonly held: boolean;
  /** Of a share: value, low and high in percent, to be drawn. */
  readonly strip: { readonly value: number; readonly low: number; readonly high: number } | null;
}

/** One key indicator by one breakdown; a single row without a label is the indicator itself. */
export interface KeyGroup {
  readonly heading: string;
  /** Indicator's id, the unit of its numbers ('' without one), and the place of its table in the report. */
  readonly id: string;
  readonly unit: string;
  readonly href: string;
  readonly rows: readonly KeyRow[];
  /** A line under the rows; '' for none. */
  readonly more: string;
}

/** Key indicators of a theme, by breakdown: '' is everybody. */
export interface KeyTheme {
  readonly title: string;
  readonly groups: ReadonlyMap<string, readonly KeyGroup[]>;
}

/** A breakdown that can be chosen, and what is said aloud when it is. */
export interface Breakdown {
  readonly id: string;
  readonly label: string;
  readonly told: string;
}

/** A file beside the page. */
export interface FileLink {
  readonly path: string;
  readonly title: string;
}

/** What the first page of a study shows in one language. */
export interface DashboardContent {
  readonly received: number;
  readonly kept: number;
  readonly decisions: { readonly applied: number; readonly refused: number };
  readonly changes: number;
  /** What is left to do, in sentences; of none, `exit` 0 and that all is well. */
  readonly toDo: readonly string[];
  readonly exit: number;
  readonly cases: readonly (readonly [label: string, count: number])[];
  readonly fieldwork: {
    readonly title: string;
    readonly strata: readonly { readonly label: string; readonly done: number; readonly target: number | null }[];
    /** The sentence that sums them up; '' without targets. */
    readonly against: string;
    readonly days: readonly DayCount[];
  };
  readonly open: Readonly<Record<Level, number>>;
  readonly checks: readonly {
    readonly id: string;
    readonly title: string;
    readonly levels: Readonly<Record<Level, number>>;
  }[];
  readonly keys: readonly KeyTheme[];
  readonly breakdowns: readonly Breakdown[];
  /** Confidence level of the intervals, in words. */
  readonly level: string;
  /** What each mark means. */
  readonly marks: readonly string[];
  readonly files: readonly { readonly title: string; readonly links: readonly FileLink[] }[];
  /** Under the list of files. */
  readonly note: string;
}
