import { fault } from '../fault.ts';
import type { Margin as CodedMargin } from '../survey/weighting/margin.ts';
import { isNumbers } from '../table/column.ts';
import { hasValue } from '../table/states.ts';
import type { Table } from '../table/table.ts';
import { columnOf, levelsOf, missingFault } from './levels.ts';
import type { CalibrationStep, Margin } from './weighting.ts';
import { isNumberTotal } from './weighting.ts';

/** A margin with the level of each row as a code; `levels[k]` is the level of code k. */
export interface Coded extends CodedMargin {
  readonly margin: Margin;
  readonly levels: readonly string[];
}

/** Sums of margins of one population agree to this part. */
const SAME_SUM = 1e-6;

/** Every margin that counts people, its rows coded. Refuses levels that only the data or only the margin have, and sums that disagree. */
export function codedMargins(
  step: CalibrationStep,
  main: Table,
  weight: Float64Array,
  missing: ReadonlyMap<string, string>,
): readonly Coded[] {
  const ofPeople = step.margins.filter((margin) => !isNumberTotal(margin));
  checkSums(ofPeople);
  return ofPeople.map((margin) => coded(margin, main, weight, missing));
}

function checkSums(margins: readonly Margin[]): void {
  const [first, ...others] = margins;
  if (first === undefined) return;
  const whole = sumOf(first);
  for (const other of others) {
    const sum = sumOf(other);
    if (Math.abs(sum - whole) > SAME_SUM * whole)
      throw fault(
        `${other.file} › ${other.name}`,
        `its totals add up to ${shown(sum)}, those of '${first.name}' to ${shown(whole)}`,
        'Margins of one population have one sum: take them from one source, or scale one to the other',
      );
  }
}

const sumOf = ({ totals }: Margin): number => [...totals.values()].reduce((sum, total) => sum + total, 0);

/** A number as messages show it: not more digits than tell it apart. */
export const shown = (value: number): string => String(Number(value.toPrecision(9)));

function coded(margin: Margin, main: Table, weight: Float64Array, missing: ReadonlyMap<string, string>): Coded {
  const place = `${margin.file} › ${margin.name}`;
  const weighs = (row: number) => (weight[row] ?? 0) > 0;
  const texts = levelsOf(main, margin.fields, weighs, missing, place);
  const levels = [...margin.totals.keys()];
  const codeOf = new Map(levels.map((level, code) => [level, code]));
  const counts = new Map<string, number>();
  for (const [row, text] of texts.entries()) if (weighs(row)) counts.set(text, (counts.get(text) ?? 0) + 1);
  const strange = [...counts].filter(([level]) => !((margin.totals.get(level) ?? 0) > 0));
  if (strange.length > 0)
    throw fault(
      place,
      `there is no total for ${strange.map(([level, count]) => `'${level}' (${count} interviews)`).join(', ')}`,
      `Levels there: ${levels.join(', ')}. Add a row, or merge levels in a derived variable`,
    );
  const unseen = levels.filter((level) => (margin.totals.get(level) ?? 0) > 0 && !counts.has(level));
  if (unseen.length > 0)
    throw fault(
      place,
      `no interview that weighs is in ${unseen.map((level) => `'${level}' (total ${shown(margin.totals.get(level) ?? 0)})`).join(', ')}`,
      'Merge it with another level, in the margin and in a derived variable',
    );
  return {
    margin,
    levels,
    codes: Int32Array.from(texts, (text, row) => (weighs(row) ? (codeOf.get(text) ?? -1) : -1)),
    targets: Float64Array.from(levels, (level) => margin.totals.get(level) ?? 0),
  };
}

/** The values of a number whose total is known, 0 where a row weighs nothing. */
export function numberColumn(
  margin: Margin,
  main: Table,
  weight: Float64Array,
  missing: ReadonlyMap<string, string>,
): Float64Array {
  const place = `${margin.file} › ${margin.name}`;
  const field = margin.fields[0] ?? '';
  const column = columnOf(main, field, place);
  if (!isNumbers(column))
    throw fault(
      place,
      `'${field}' holds no numbers`,
      'Give a level to each row of the margin, to count people by level',
    );
  const instead = Number(missing.get(field) ?? Number.NaN);
  const lacking: number[] = [];
  const values = column.values.map((value, row) => {
    if (!((weight[row] ?? 0) > 0)) return 0;
    const known = hasValue(column.states[row] ?? 3) ? value : instead;
    if (Number.isNaN(known)) lacking.push(row);
    return known;
  });
  if (lacking.length > 0) throw missingFault(main, field, lacking, place);
  return values;
}
