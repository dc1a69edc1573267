import { adjustP } from '../../survey/classical/multiplicity.ts';
import { plainQuantile } from '../../survey/classical/outliers.ts';
import type { CodeColumn, Column } from '../../table/column.ts';
import { isCodes, isNumbers } from '../../table/column.ts';
import { hasValue, INVALID } from '../../table/states.ts';
import type { Question } from '../questions.ts';
import type { Fieldwork } from './compare.ts';
import { compare } from './compare.ts';

/** An answer that an enumerator notes much more or less often than colleagues in the same areas. */
export interface OddAnswer {
  readonly field: string;
  /** The choice; of a number « > 12 », over the median of all. */
  readonly answer: string;
  readonly value: number;
  readonly colleagues: number;
  /** p after Holm's correction for all answers of all enumerators. */
  readonly p: number;
}

/** Answers given by fewer than this share of those asked, or by nearly all, tell nothing of an enumerator. */
const RARE = 0.02;
const MOST_LEVELS = 15;

/** The odd answers of each enumerator, the surest first, with p below `limit`. */
export function oddAnswers(
  questions: readonly Question[],
  field: Fieldwork,
  limit: number,
): readonly (readonly OddAnswer[])[] {
  const tests: { who: number; found: Omit<OddAnswer, 'p'>; p: number | null }[] = [];
  for (const { field: question, column } of questions)
    for (const [answer, y] of levelsOf(column, field.cells))
      for (const [who, found] of compare(y, field).entries())
        if (found !== null && found.colleagues !== null)
          tests.push({
            who,
            found: { field: question.name, answer, value: found.value, colleagues: found.colleagues },
            p: found.p,
          });
  const adjusted = adjustP(
    tests.map(({ p }) => p),
    'holm',
  );
  const odd: OddAnswer[][] = field.enumerators.map(() => []);
  for (const [place, { who, found }] of tests.entries()) {
    const p = adjusted[place] ?? null;
    if (p !== null && p < limit) odd[who]?.push({ ...found, p });
  }
  return odd.map((found) => found.toSorted((a, b) => a.p - b.p || (a.field < b.field ? -1 : 1)));
}

/** The answers of a question as 0 and 1 for those who gave one, NaN for others; each is written over by the next. */
function* levelsOf(column: Column, cells: Int32Array): Generator<readonly [string, Float64Array]> {
  const y = new Float64Array(cells.length);
  if (isNumbers(column) && (column.type === 'integer' || column.type === 'decimal')) {
    const known = column.values.filter((_, row) => (cells[row] ?? -1) >= 0 && hasValue(column.states[row] ?? INVALID));
    if (known.length === 0) return;
    const median = plainQuantile([...known], 0.5, 7);
    flag(y, column, column.values, cells, (value) => value > median);
    yield [`> ${median}`, y];
    return;
  }
  if (!isCodes(column) || (column.type !== 'one' && column.type !== 'many')) return;
  for (const [level, holds] of choicesOf(column, cells)) {
    flag(y, column, column.values, cells, (code) => holds[code] === 1);
    yield [level, y];
  }
}

/** Choices that are neither rare nor all but common, with the answer codes that hold them. */
function choicesOf(column: CodeColumn, cells: Int32Array): readonly (readonly [string, Uint8Array])[] {
  const given = new Uint32Array(column.answers.length);
  let answered = 0;
  for (let row = 0; row < column.values.length; row += 1) {
    const code = column.values[row] as number;
    if ((cells[row] ?? -1) < 0 || !hasValue(column.states[row] ?? INVALID)) continue;
    given[code] = (given[code] ?? 0) + 1;
    answered += 1;
  }
  const holders = new Map<string, number[]>();
  for (const [code, answer] of column.answers.entries())
    if ((given[code] ?? 0) > 0)
      for (const option of column.type === 'many' ? answer.split(/\s+/) : [answer])
        holders.set(option, [...(holders.get(option) ?? []), code]);
  return [...holders]
    .map(([option, codes]) => ({ option, codes, count: codes.reduce((sum, code) => sum + (given[code] ?? 0), 0) }))
    .filter(({ count }) => count >= RARE * answered && count <= (1 - RARE) * answered)
    .sort((a, b) => b.count - a.count)
    .slice(0, MOST_LEVELS)
    .map(({ option, codes }) => {
      const holds = new Uint8Array(column.answers.length);
      for (const code of codes) holds[code] = 1;
      return [option, holds] as const;
    });
}

function flag(
  y: Float64Array,
  { states }: Column,
  values: ArrayLike<number>,
  cells: Int32Array,
  holds: (value: number) => boolean,
): void {
  for (let row = 0; row < y.length; row += 1)
    y[row] =
      (cells[row] as number) < 0 || !hasValue(states[row] ?? INVALID) ? Number.NaN : holds(values[row] ?? 0) ? 1 : 0;
}
