import type { Codes } from '../rows.ts';
import { weightingFault } from './weightingfault.ts';

/** What became of a sampled case, as codes: 0 respondent, 1 eligible but no interview, 2 not eligible, 3 eligibility unknown. */
export const outcome = { respondent: 0, nonrespondent: 1, ineligible: 2, unknown: 3 } as const;

/** When a cell is too small or too heavy to stand alone. */
export interface CellRule {
  readonly fewestRespondents: number;
  readonly largestFactor: number;
}

/** A weighting class: the cells merged into it and its factor. */
export interface ResponseClass {
  /** Codes of the merged cells, in order. */
  readonly cells: readonly number[];
  readonly respondents: number;
  /** Weight of the eligible over weight of the respondents. */
  readonly factor: number;
}

export interface Nonresponse {
  /** Weight of each row: of a respondent times its class's factor, of all others 0. */
  readonly weight: Float64Array;
  readonly classes: readonly ResponseClass[];
}

interface Class {
  readonly cells: number[];
  respondents: number;
  responding: number;
  eligible: number;
}

/**
 * Nonresponse adjustment by cells: weights of respondents are multiplied by Σ d(eligible) / Σ d(respondents) of their
 * class. Cases of unknown eligibility count as eligible in the proportion found among the resolved cases of the cell
 * (the CASRO rule). A cell below the rule is merged with its lighter neighbour in order of code, within the same
 * `group` of cells (group[cell]); the worst cell first, until all classes pass or the group is one class.
 */
export function nonresponse(
  weight: Float64Array,
  outcomes: Codes,
  cells: Codes,
  group: readonly number[],
  rule: CellRule,
): Nonresponse {
  const classes = firstClasses(weight, outcomes, cells, group.length);
  const merged: Class[] = [];
  for (const g of [...new Set(group)].sort((a, b) => a - b)) {
    merged.push(
      ...mergeWithin(
        classes.filter(({ cells: [cell] }) => group[cell!] === g),
        rule,
      ),
    );
  }
  const empty = merged.filter(({ responding, eligible }) => responding === 0 && eligible > 0);
  if (empty.length > 0) {
    const codes = empty.flatMap((one) => one.cells);
    throw weightingFault('noRespondents', `cells ${codes.join(', ')} have nobody who responds`, codes);
  }
  const factor = new Float64Array(group.length);
  for (const one of merged) for (const cell of one.cells) factor[cell] = one.eligible / one.responding;
  return {
    weight: weight.map((w, row) => (outcomes[row] === outcome.respondent ? w * factor[cells[row]!]! : 0)),
    classes: merged.map(({ cells: codes, respondents, responding, eligible }) => ({
      cells: codes,
      respondents,
      factor: eligible / responding,
    })),
  };
}

function firstClasses(weight: Float64Array, outcomes: Codes, cells: Codes, count: number): Class[] {
  const sums = Array.from({ length: count }, () => ({ people: 0, of: [0, 0, 0, 0] }));
  for (let row = 0; row < weight.length; row++) {
    const cell = sums[cells[row]!];
    if (cell === undefined) throw weightingFault('codeMissing', `row ${row} is in no cell`, [row]);
    const what = outcomes[row]!;
    if (what === outcome.respondent) cell.people += 1;
    cell.of[what]! += weight[row]!;
  }
  const found: Class[] = [];
  for (const [cell, { people, of }] of sums.entries()) {
    const [responding, refusing, ineligible, unknown] = of as [number, number, number, number];
    const resolved = responding + refusing + ineligible;
    const share = resolved > 0 ? (responding + refusing) / resolved : 1;
    const eligible = responding + refusing + unknown * share;
    if (eligible > 0) found.push({ cells: [cell], respondents: people, responding, eligible });
  }
  return found;
}

function mergeWithin(classes: readonly Class[], rule: CellRule): Class[] {
  const left = [...classes];
  while (left.length > 1) {
    const worst = left.reduce((w, one, k) => (badness(one, rule) > badness(left[w]!, rule) ? k : w), 0);
    if (badness(left[worst]!, rule) === 0) break;
    const before = left[worst - 1];
    const after = left[worst + 1];
    const first =
      after === undefined || (before !== undefined && before.respondents <= after.respondents) ? worst - 1 : worst;
    const [a, b] = left.splice(first, 2) as [Class, Class];
    left.splice(first, 0, {
      cells: [...a.cells, ...b.cells],
      respondents: a.respondents + b.respondents,
      responding: a.responding + b.responding,
      eligible: a.eligible + b.eligible,
    });
  }
  return left;
}

/** 0 where a class passes; otherwise how far it is from passing. */
function badness({ respondents, responding, eligible }: Class, rule: CellRule): number {
  if (responding === 0) return Number.POSITIVE_INFINITY;
  const small = respondents < rule.fewestRespondents ? rule.fewestRespondents - respondents : 0;
  const heavy = Math.max(0, eligible / responding - rule.largestFactor);
  return small + heavy;
}
