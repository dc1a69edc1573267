import { truth } from '../../expression/evaluate.ts';
import { uniform } from '../../survey/random.ts';
import type { Column } from '../../table/column.ts';
import { isCodes, isNumbers } from '../../table/column.ts';
import { ANSWERED, hasValue, IMPUTED, NOT_ASKED } from '../../table/states.ts';
import type { Sample, Standing } from '../indicator.ts';
import { OUTSIDE } from '../indicator.ts';
import { reasonsOf } from '../reasons.ts';
import type { Imputation, ModelSpec } from './model.ts';
import { variablesOf } from './rows.ts';
import type { Filling, ModelRows, ModelTable } from './terms.ts';

/** A class of donors with fewer is widened. */
const FEWEST_DONORS = 5;

/**
 * How rows stand to a model whose missing terms are filled in: imputed where some are and were asked for, out where the outcome is not known,
 * the base not certain, or a term was not asked.
 */
export function imputableStanding(spec: ModelSpec, { table, data, eligible }: Sample): Standing {
  const [outcome, ...names] = variablesOf(spec);
  const statesOf = (name: string) => table.columns.get(name)?.states ?? new Uint8Array(table.rows).fill(NOT_ASKED);
  const known = statesOf(outcome ?? '');
  const terms = names.map(statesOf);
  const inBase = spec.base === null ? null : truth(spec.base, data, 'analysis');
  const whyNot = spec.base === null ? null : reasonsOf(data, table.name, spec.base.reads);
  const standing = new Uint8Array(table.rows).fill(OUTSIDE);
  for (let row = 0; row < standing.length; row += 1) {
    if (eligible[row] !== 1) continue;
    if (inBase !== null && inBase[row] !== 1) standing[row] = inBase[row] === 0 ? NOT_ASKED : whyNot![row]!;
    else if (!hasValue(known[row]!)) standing[row] = known[row]!;
    else if (terms.some((states) => states[row] === NOT_ASKED)) standing[row] = NOT_ASKED;
    else standing[row] = terms.every((states) => states[row] === ANSWERED) ? ANSWERED : IMPUTED;
  }
  return standing;
}

/** Rows that lack terms of a model, and draws of who gives each what it lacks. */
export interface HotDeck {
  readonly recipients: Int32Array;
  /** The donors of one more copy: a row for each recipient. */
  readonly draw: () => Int32Array;
}

/**
 * Fills a model's missing terms from donors: rows that have all of them, of the same class, which are those of the outcome first. One donor gives a
 * row all that it lacks, so that variables which hang together still do. Each copy first draws its donors with replacement (Rubin and
 * Schenker's approximate Bayesian bootstrap, 1986), so that copies differ as much as what is missing is unsure. A class of fewer than five donors is widened by leaving out
 * its last variable, and so on. The same seed gives the same draws. null where there are no donors.
 */
export function hotDeck(
  spec: Omit<ModelSpec, 'base'>,
  { seed, classes }: Imputation,
  table: ModelTable,
  standing: Standing,
): HotDeck | null {
  const columns = termsIn(spec, table);
  const lacking = new Uint8Array(table.rows);
  for (const { states } of columns)
    for (let row = 0; row < lacking.length; row += 1) if (!hasValue(states[row]!)) lacking[row] = 1;
  const donors: number[] = [];
  const recipients: number[] = [];
  for (let row = 0; row < table.rows; row += 1)
    if (hasValue(standing[row]!)) (lacking[row] === 1 ? recipients : donors).push(row);
  if (donors.length === 0) return null;
  const levels = classes.map((name) => levelsOf(table.columns.get(name)));
  const pools = poolsOf(table.rows, [outcomeGroups(spec, table, donors), ...levels], donors, recipients);
  const random = uniform(seed);
  const draw = () => {
    const chosen = new Int32Array(recipients.length);
    for (const { from, to } of pools) {
      const drawn = new Int32Array(from.length);
      for (let i = 0; i < drawn.length; i += 1) drawn[i] = from[Math.floor(random() * from.length)]!;
      for (const place of to) chosen[place] = drawn[Math.floor(random() * drawn.length)]!;
    }
    return chosen;
  };
  return { recipients: Int32Array.from(recipients), draw };
}

/** A table whose recipients have the values of their donors in the terms that they lack, as imputed. */
export function filledTable(
  spec: Omit<ModelSpec, 'base'>,
  table: ModelTable,
  { recipients }: HotDeck,
  donors: Int32Array,
): ModelTable {
  const filled = new Map(table.columns);
  for (const column of termsIn(spec, table)) filled.set(column.name, filledFrom(column, recipients, donors));
  return { ...table, columns: filled };
}

/** For each variable of a table, the recipients that lack it and their donors of a draw, as places among the rows of a model. */
export function fillings(
  table: ModelTable,
  { recipients }: HotDeck,
  { own }: ModelRows,
): (donors: Int32Array) => (variable: string) => Filling {
  const placeOf = new Int32Array(table.rows).fill(-1);
  for (let place = 0; place < own.length; place += 1) placeOf[own[place]!] = place;
  const places = new Map<string, Int32Array>();
  const lacking = (variable: string): Int32Array => {
    const known = places.get(variable);
    if (known !== undefined) return known;
    const states = table.columns.get(variable)?.states;
    const found = new Int32Array(recipients.length);
    let count = 0;
    for (let i = 0; i < recipients.length; i += 1)
      if (!hasValue(states?.[recipients[i]!] ?? NOT_ASKED)) found[count++] = i;
    const lacks = found.slice(0, count);
    places.set(variable, lacks);
    return lacks;
  };
  return (donors) => (variable) => {
    const at = lacking(variable);
    return { rows: at.map((i) => placeOf[recipients[i]!]!), donors: at.map((i) => placeOf[donors[i]!]!) };
  };
}

function termsIn(spec: Omit<ModelSpec, 'base'>, table: ModelTable): readonly Column[] {
  return variablesOf(spec)
    .slice(1)
    .map((name) => table.columns.get(name))
    .filter((column) => column !== undefined);
}

/** Donors by row; recipients by their place among all. */
interface Pool {
  readonly from: readonly number[];
  readonly to: readonly number[];
}

function poolsOf(
  rows: number,
  classes: readonly Level[],
  donors: readonly number[],
  recipients: readonly number[],
): readonly Pool[] {
  const byWidth = classesOf(rows, classes);
  const groups = byWidth.map((classOf) => {
    const found = new Map<number, number[]>();
    for (const row of donors) {
      const group = found.get(classOf[row]!) ?? [];
      if (group.length === 0) found.set(classOf[row]!, group);
      group.push(row);
    }
    return found;
  });
  const pools = new Map<readonly number[], number[]>();
  for (const [place, row] of recipients.entries()) {
    let from: readonly number[] = donors;
    for (let width = classes.length; width >= 0; width -= 1) {
      const group = groups[width]?.get(byWidth[width]![row]!);
      if (group === undefined || (group.length < FEWEST_DONORS && width > 0)) continue;
      from = group;
      break;
    }
    const to = pools.get(from) ?? [];
    pools.set(from, to);
    to.push(place);
  }
  return [...pools].map(([from, to]) => ({ from, to }));
}

/** The class of each row by none of the variables, by the first, by the first two, and so on; a missing level is one of its own. */
function classesOf(rows: number, classes: readonly Level[]): readonly Int32Array[] {
  let classOf = new Int32Array(rows);
  return [
    classOf,
    ...classes.map((levelAt) => {
      const levels = new Map<number | null, number>();
      const codes = new Int32Array(rows);
      for (let row = 0; row < rows; row += 1) {
        const level = levelAt(row);
        const code = levels.get(level) ?? levels.size;
        if (code === levels.size) levels.set(level, code);
        codes[row] = code;
      }
      const numbers = new Map<number, number>();
      classOf = classOf.map((above, row) => {
        const pair = above * levels.size + codes[row]!;
        const number = numbers.get(pair) ?? numbers.size;
        if (number === numbers.size) numbers.set(pair, number);
        return number;
      });
      return classOf;
    }),
  ];
}

/** The level of a row; null where it is missing. */
type Level = (row: number) => number | null;

function levelsOf(column: Column | undefined): Level {
  return (row) => {
    if (column === undefined || !hasValue(column.states[row]!) || !('values' in column)) return null;
    const level = column.values[row];
    return level === undefined || Number.isNaN(level) ? null : level;
  };
}

/** As many groups of a numeric outcome, of about as many donors each. */
const OUTCOME_GROUPS = 5;

/**
 * The outcome as a class of donors: yes and no, or fifths of the donors' values. Terms filled in without regard to the outcome would be
 * drawn towards no association with it (Moons, Donders, Stijnen and Harrell 2006).
 */
function outcomeGroups(
  { outcome, family }: Omit<ModelSpec, 'base'>,
  table: ModelTable,
  donors: readonly number[],
): Level {
  const outcomeOf = levelsOf(table.columns.get(outcome));
  if (family === 'binomial') return outcomeOf;
  const values = Float64Array.from(donors, (row) => outcomeOf(row) ?? Number.NaN).sort();
  const bounds = Array.from(
    { length: OUTCOME_GROUPS - 1 },
    (_, place) => values[Math.floor(((place + 1) * values.length) / OUTCOME_GROUPS)]!,
  );
  return (row) => {
    const value = outcomeOf(row);
    if (value === null) return null;
    const above = bounds.findIndex((bound) => value < bound);
    return above === -1 ? bounds.length : above;
  };
}

function filledFrom<C extends Column>(column: C, recipients: Int32Array, donors: Int32Array): Column {
  if (!isNumbers(column) && !isCodes(column)) return column;
  const values = column.values.slice();
  const states = column.states.slice();
  for (let i = 0; i < recipients.length; i += 1) {
    const row = recipients[i]!;
    if (hasValue(states[row]!)) continue;
    values[row] = values[donors[i]!]!;
    states[row] = IMPUTED;
  }
  return { ...column, values, states } as Column;
}
