import { apply, type FunctionOf, type Functions, type Plan, type Run, type Scope } from '../plan.ts';
import type { CallTree, Tree } from '../tree.ts';
import { KNOWN, type NumberVector, toNumbers, UNKNOWABLE, UNKNOWN, type Vector } from '../vector.ts';
import { itemsOf } from './aggregates.ts';

/** What SurveyCTO gives where there is no such row, or where the condition leaves it out. */
const NO_RANK = 999;

/** The items of one owner: the place of each among its brothers is its place here, from 1. `taken`: 1, 0, 2 not known. */
interface Ranked {
  readonly value: number;
  readonly known: boolean;
  readonly taken: number;
}

/** The rank of the nth item, 1 for the largest; null where an item is not known, or where equals leave the rank open. */
function rankOf(items: readonly Ranked[], nth: number): number | null {
  const item = items[nth - 1];
  if (item === undefined || item.taken === 0) return NO_RANK;
  const rivals = items.filter((other) => other !== item && other.taken !== 0);
  if ([item, ...rivals].some(({ known, taken }) => !known || taken === 2)) return null;
  if (rivals.some((other) => other.value === item.value)) return null;
  return 1 + rivals.filter((other) => other.value > item.value).length;
}

function planRank(call: CallTree, scope: Scope): Plan {
  const [placeTree, fieldTree, condition] = call.args as [Tree, Tree, Tree?];
  const { nodes } = scope.plan(fieldTree);
  if (nodes?.field == null) return scope.fail(fieldTree, `${call.name}() wants a field of a roster: \${roster/field}`);
  const where = condition === undefined ? [] : [scope.planInRoster(condition, nodes.table)];
  const evaluate = (place: Vector, run: Run): Vector => {
    const all = itemsOf(nodes, run);
    if (all === null || all.values === null) return UNKNOWABLE;
    const numbers = toNumbers(all.values);
    const kept = itemsOf({ ...nodes, where: [...nodes.where, ...where] }, run)?.taken ?? all.taken;
    const groups: Ranked[][] = Array.from({ length: all.groups }, () => []);
    for (const [row, owner] of all.owners.entries()) {
      if (owner < 0) continue;
      const at = row * numbers.step;
      const known = (numbers.marks?.[at] ?? KNOWN) === KNOWN && !Number.isNaN(numbers.values[at]);
      groups[owner]?.push({ value: numbers.values[at] as number, known, taken: kept[row] as number });
    }
    const owners = run.rowsIn(nodes.common);
    const nth = toNumbers(place);
    const marks = new Uint8Array(run.rows);
    const values = Float64Array.from(owners, (owner, row) => {
      const at = row * nth.step;
      const rank =
        owner < 0 || nth.marks?.[at] === UNKNOWN ? null : rankOf(groups[owner] ?? [], nth.values[at] as number);
      if (rank === null) marks[row] = UNKNOWN;
      return rank ?? Number.NaN;
    });
    const ranks: NumberVector = { type: 'number', sort: 'number', values, marks, step: 1 };
    return ranks;
  };
  const place = scope.single(placeTree);
  return apply('number', [place], ([given], run) => evaluate(given!, run));
}

const rank = (signature: string, count: number): FunctionOf => ({
  signature,
  least: count,
  most: count,
  type: 'number',
  plan: planRank,
});

/** SurveyCTO's ranks of roster rows. */
export const rankFunctions: Functions = {
  'rank-index': rank('rank-index(n, ${roster/field})', 2),
  'rank-index-if': rank('rank-index-if(n, ${roster/field}, condition)', 3),
};
