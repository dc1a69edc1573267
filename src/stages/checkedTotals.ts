import type { Study } from '../study/study.ts';
import type { Finding, Level } from '../table/finding.ts';
import type { Dataset } from '../table/table.ts';
import { interviewKey, interviewsOf } from './checked.ts';

/** Checks named beside a total. */
const FREQUENT = 3;

/** Findings of one group of interviews. */
export interface GroupTotal {
  /** Code or name of the group; '' where it is not known. */
  readonly name: string;
  readonly interviews: number;
  readonly levels: Readonly<Record<Level, number>>;
  /** The checks that found most, and how much. */
  readonly frequent: readonly (readonly [check: string, count: number])[];
}

/** Findings on interviews by what `group` says of each interview, groups in order of their name; those without a finding too. */
export function totalsBy(interviews: ReadonlyMap<string, string>, findings: readonly Finding[]): readonly GroupTotal[] {
  const groups = new Map<string, { interviews: number; levels: Record<Level, number>; checks: Map<string, number> }>();
  const of = (name: string) => {
    const known = groups.get(name) ?? { interviews: 0, levels: { error: 0, warning: 0, note: 0 }, checks: new Map() };
    groups.set(name, known);
    return known;
  };
  for (const name of interviews.values()) of(name).interviews += 1;
  for (const { key, level, check } of findings) {
    const name = interviews.get(interviewKey(key));
    if (key === '' || name === undefined) continue;
    const group = of(name);
    group.levels[level] += 1;
    group.checks.set(check, (group.checks.get(check) ?? 0) + 1);
  }
  return [...groups]
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([name, { interviews: count, levels, checks }]) => ({
      name,
      interviews: count,
      levels,
      frequent: [...checks].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).slice(0, FREQUENT),
    }));
}

/** Findings by enumerator; none where the study names no enumerator. */
export function byEnumerator(study: Study, data: Dataset, findings: readonly Finding[]): readonly GroupTotal[] {
  if (study.config.enumerator === undefined) return [];
  const names = [...interviewsOf(study, data)].map(([key, { enumerator }]) => [key, enumerator] as const);
  return totalsBy(new Map(names), findings);
}
