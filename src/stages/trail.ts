import type { Decision } from '../corrections/decisions.ts';
import type { Study } from '../study/study.ts';
import type { Change, Changes } from '../table/change.ts';
import { changeAt } from '../table/change.ts';
import { sha256, shortId } from '../table/sha.ts';
import type { Dataset } from '../table/table.ts';
import { jsonFile } from './artifacts.ts';
import { interviewKey, interviewsOf } from './checked.ts';

/** Changes that the page for reviewers lists, decisions refused that it lists, and cells drawn for them to look at. */
export const MOST_CHANGES = 2000;
export const MOST_REFUSED = 500;
export const SAMPLED = 40;

/** A change with who asked the interview, and on what day. */
export interface Traced extends Change {
  readonly enumerator: string;
  /** YYYY-MM-DD, '' where it is not known. */
  readonly day: string;
}

/** By what changes are counted: the rule or log, who decided, the field, the day of the interview. */
export type TrailGroup = 'rule' | 'by' | 'field' | 'day';

/** What the page for reviewers knows of cleaning. */
export interface Trail {
  /** The first changes of cells, as the ledger has them. */
  readonly changes: readonly Traced[];
  /** Changes of cells in all. */
  readonly changed: number;
  /** Every row taken out, of any table. */
  readonly drops: readonly Traced[];
  /** Changes of cells by group, the most frequent first. */
  readonly counts: Readonly<Record<TrailGroup, readonly (readonly [string, number])[]>>;
  readonly refused: readonly Decision[];
  readonly refusedInAll: number;
  /** What the sample was drawn with; it follows from the ledger, so that nobody can choose it. */
  readonly seed: string;
  /** Changed cells drawn at random, in the order drawn. */
  readonly sample: readonly Traced[];
}

export const trailFile = jsonFile<Trail>('trail');

/** What changed, counted and sampled. A change is drawn by the hash of the seed and its id: anybody can draw it again. */
export function trailOf(study: Study, raw: Dataset, ledger: Changes, decisions: readonly Decision[]): Trail {
  const interviews = interviewsOf(study, raw);
  const all = Array.from({ length: ledger.rows }, (_, row): Traced => {
    const change = changeAt(ledger, row);
    const { enumerator = '', day = '' } = interviews.get(interviewKey(change.key)) ?? {};
    return { ...change, enumerator, day };
  });
  const sets = all.filter(({ action }) => action === 'set');
  const seed = sha256(sets.map(({ changeId }) => changeId).join('\n')).slice(0, 8);
  const refused = decisions.filter(({ outcome }) => outcome === 'refused');
  return {
    changes: sets.slice(0, MOST_CHANGES),
    changed: sets.length,
    drops: all.filter(({ action }) => action === 'drop_row'),
    counts: {
      rule: countsBy(sets, ruleOf),
      by: countsBy(sets, ({ by }) => by),
      field: countsBy(sets, ({ field }) => field),
      day: countsBy(sets, ({ day }) => day),
    },
    refused: refused.slice(0, MOST_REFUSED),
    refusedInAll: refused.length,
    seed,
    sample: drawn(sets, seed),
  };
}

/** The rule of the study that made a change, or the log that decided it. */
export function ruleOf({ rule, source }: Change): string {
  return rule === '' ? source : rule;
}

function countsBy(changes: readonly Traced[], of: (change: Traced) => string): readonly (readonly [string, number])[] {
  const counts = new Map<string, number>();
  for (const change of changes) counts.set(of(change), (counts.get(of(change)) ?? 0) + 1);
  return [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
}

function drawn(changes: readonly Traced[], seed: string): readonly Traced[] {
  return changes
    .map((change) => [shortId(seed, change.changeId), change] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .slice(0, SAMPLED)
    .map(([, change]) => change);
}
