import type { CodeColumn } from '../../table/column.ts';
import { isCodes } from '../../table/column.ts';
import { hasValue, INVALID } from '../../table/states.ts';
import type { Question } from '../questions.ts';

/** A run of questions with one list is a battery from this length on. */
const LEAST_QUESTIONS = 4;
const LEAST_CHOICES = 3;
/** Answers that one battery must have before it can be a straight line. */
const LEAST_ANSWERS = 3;

/** Questions that stand in a row on a screen and have one list of choices: a matrix, as enumerators see it. */
export type Battery = readonly CodeColumn[];

/** The batteries among the questions of one table: neighbours with one list of three choices or more, in one group. */
export function batteriesIn(questions: readonly Question[]): readonly Battery[] {
  const runs: CodeColumn[][] = [];
  let before = '';
  for (const { field, column } of questions) {
    const several = field.type === 'one' && isCodes(column) && (column.options?.length ?? 0) >= LEAST_CHOICES;
    const same = several ? `${field.path.join('/')}\u001f${field.list}` : '';
    const run = runs.at(-1);
    if (same !== '' && isCodes(column)) {
      if (same === before && run !== undefined) run.push(column);
      else runs.push([column]);
    }
    before = same;
  }
  return runs.filter((run) => run.length >= LEAST_QUESTIONS);
}

/** For each row: the share of its answered batteries with one answer throughout, and the mean standard deviation within them, in places of the list. */
export function straightness(
  batteries: readonly Battery[],
  rows: number,
): { readonly straight: Float64Array; readonly spread: Float64Array } {
  const straight = new Float64Array(rows).fill(Number.NaN);
  const spread = new Float64Array(rows).fill(Number.NaN);
  for (let row = 0; row < rows; row += 1) {
    let [told, lines, deviation] = [0, 0, 0];
    for (const battery of batteries) {
      let [count, sum, squares] = [0, 0, 0];
      for (const { states, values } of battery) {
        if (!hasValue(states[row] ?? INVALID)) continue;
        const code = values[row] ?? 0;
        count += 1;
        sum += code;
        squares += code * code;
      }
      if (count < LEAST_ANSWERS) continue;
      const variance = Math.max(0, squares / count - (sum / count) * (sum / count));
      told += 1;
      deviation += Math.sqrt(variance);
      if (variance < 1e-9) lines += 1;
    }
    if (told === 0) continue;
    straight[row] = lines / told;
    spread[row] = deviation / told;
  }
  return { straight, spread };
}
