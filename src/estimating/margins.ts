import { fault } from '../fault.ts';
import type { Design } from '../survey/design.ts';
import type { Margin } from '../survey/weighting/margin.ts';
import { postStratified } from '../survey/weighting/poststratify.ts';
import { raked } from '../survey/weighting/rake.ts';
import { isWeightingFault, type WeightingFault } from '../survey/weighting/weightingfault.ts';
import type { Table } from '../table/table.ts';

import { levelNamed, levelsOf } from './levels.ts';
import { rowFault, rowsOf } from './rowFault.ts';

/** Known totals of the population by the levels of a column, as written: « stype: E=4421, H=755, M=1018 ». */
export interface MarginAsked {
  readonly column: string;
  readonly targets: readonly (readonly [string, number])[];
}

/** Reads a margin. */
export function parseMargin(text: string): MarginAsked {
  const at = text.indexOf(':');
  const targets = text
    .slice(at + 1)
    .split(',')
    .map((part): readonly [string, number] => {
      const equals = part.lastIndexOf('=');
      return [part.slice(0, Math.max(0, equals)).trim(), equals < 0 ? Number.NaN : Number(part.slice(equals + 1))];
    });
  if (at < 1 || targets.some(([level, target]) => level === '' || !(target >= 0)))
    throw fault('--margin', `'${text}' is no margin`, 'Write it as "sex: f=51200, m=48800"');
  return { column: text.slice(0, at).trim(), targets };
}

/** The design with weights that add up to one margin (post-stratification) or several (raking); errors are those of calibrated weights. */
export function calibratedToMargins(table: Table, design: Design, asked: readonly MarginAsked[]): Design {
  const margins = asked.map((margin) => marginOf(table, design, margin));
  refuseSums(asked);
  try {
    return margins.length === 1
      ? postStratified(design, margins[0]!)
      : raked(design, margins, { gap: 1e-10, rounds: 500 }).design;
  } catch (error) {
    if (!isWeightingFault(error)) throw error;
    throw marginFault(error, table, asked);
  }
}

/** A weighting fault with the names of margin and levels in it. */
function marginFault(
  { margin = 0, codes, met, message, reason }: WeightingFault,
  table: Table,
  asked: readonly MarginAsked[],
) {
  const { column } = asked[margin]!;
  const { labels } = levelsOf(table, column);
  const levels = codes.map((code) => `'${labels[code] ?? code}'`).join(', ');
  if (met !== undefined)
    return fault(
      `--margin ${column}`,
      `the margins cannot be met together: level ${levels} adds up to ${shown(met.reached)} in place of ${shown(met.target)}`,
      'Merge small levels, or leave a margin out',
    );
  return fault(
    `--margin ${column}`,
    levels === ''
      ? message
      : reason === 'cellWithoutTarget'
        ? `level ${levels} has a total of 0 and rows that weigh`
        : `level ${levels} has a total and no row that weighs`,
    'Every level with a total needs respondents, and every respondent a level with a total',
  );
}

const shown = (value: number): string => String(Number(value.toPrecision(9)));

/** Margins of one population have one sum. */
function refuseSums(asked: readonly MarginAsked[]): void {
  const sums = asked.map(({ targets }) => targets.reduce((sum, [, target]) => sum + target, 0));
  const odd = sums.findIndex((sum) => Math.abs(sum - sums[0]!) > 1e-6 * sums[0]!);
  if (odd > 0)
    throw fault(
      `--margin ${asked[odd]!.column}`,
      `its totals add up to ${shown(sums[odd]!)}, those of '${asked[0]!.column}' to ${shown(sums[0]!)}`,
      'Totals of all margins must agree: take them from one source, or scale one to the other',
    );
}

function marginOf(table: Table, design: Design, { column, targets: given }: MarginAsked): Margin {
  const levels = levelsOf(table, column);
  const { codes, labels } = levels;
  const targets = new Float64Array(labels.length);
  const byLevel = new Map<number, number>();
  for (const [level, target] of given) {
    const code = levelNamed(levels, level);
    if (code < 0) throw fault(`--margin ${column}`, `the data have no '${level}'`, `They have ${labels.join(', ')}`);
    byLevel.set(code, target);
  }
  for (const [code, label] of labels.entries()) {
    const target = byLevel.get(code);
    if (target === undefined)
      throw fault(`--margin ${column}`, `no total for '${label}', which the data have`, 'Give every level its total');
    targets[code] = target;
  }
  const empty = rowsOf(table.rows, (row) => codes[row]! < 0 && design.weight[row]! > 0);
  if (empty.length > 0)
    throw rowFault(`--margin ${column}`, `'${column}' is empty`, 'Fill it: calibration needs it of every row', empty);
  return { codes, targets };
}
