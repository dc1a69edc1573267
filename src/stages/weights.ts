import type { Table } from '../table/table.ts';
import { keyAt } from '../table/table.ts';
import type { Weighed } from '../weighting/weigh.ts';
import { csvFile } from './csvFile.ts';
import type { Made } from './stage.ts';

/** The weights of every interview after each step; no steps where the study declares no weighting. */
export interface Weights {
  readonly keys: readonly string[];
  readonly steps: readonly { readonly step: string; readonly weight: Float64Array }[];
}

export function weightsOf(main: Table, weighed: Weighed | null): Weights {
  if (weighed === null) return { keys: [], steps: [] };
  return {
    keys: Array.from({ length: main.rows }, (_, row) => keyAt(main, row)),
    steps: [...weighed.steps, { step: 'final', weight: weighed.design.weight }],
  };
}

/** `data-clean/weights.csv`: a row an interview, its weight after each declared step and the final one; 0 where it weighs nothing. */
export const weightsTable: Made<Weights> = {
  name: 'weights',
  encode: ({ keys, steps }, study) =>
    steps.length === 0
      ? new Map()
      : new Map([
          [
            'data-clean/weights.csv',
            csvFile(
              study,
              ['_key', ...steps.map(({ step }) => step)],
              keys.map((key, row) => [key, ...steps.map(({ weight }) => weight[row] ?? 0)]),
            ),
          ],
        ]),
};
