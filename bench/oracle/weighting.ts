import { degrees } from '../../src/survey/degrees.ts';
import type { Design } from '../../src/survey/design.ts';
import { total } from '../../src/survey/linear.ts';
import { calibratedTo, type Distance } from '../../src/survey/weighting/calibrate.ts';
import type { Margin } from '../../src/survey/weighting/margin.ts';
import { postStratified } from '../../src/survey/weighting/poststratify.ts';
import { raked } from '../../src/survey/weighting/rake.ts';
import { trimmed } from '../../src/survey/weighting/trim.ts';
import { type Answer, inGroup, number, type Row, type Setting, termValues, within } from './case.ts';
import { type Check, closed, iterated } from './compare.ts';
import { column, crossed, type Dataset } from './dataset.ts';
import { designMatrix } from './terms.ts';
import { compareEstimate, mean } from './totals.ts';

type Cell = Record<string, string | number>;

function marginOf(data: Dataset, names: readonly string[], cells: readonly Cell[]): Margin {
  const codes = crossed(data, names);
  const parts = names.map((name) => column(data, name));
  const size = parts.reduce((product, { levels }) => product * levels.length, 1);
  const targets = new Float64Array(size);
  for (const cell of cells) {
    const code = parts.reduce((sum, { levels }, k) => {
      const place = levels.findIndex((level) => String(level) === String(cell[names[k]!]));
      return place < 0 || sum < 0 ? -1 : sum * levels.length + place;
    }, 0);
    if (code >= 0) targets[code] = Number(cell.Freq);
  }
  return { codes, targets };
}

function compare(setting: Setting, design: Design, tolerance: number): Check[] {
  const { expected } = setting.case;
  const adjusted: Setting = { ...setting, design };
  const checks: Check[] = expected.rows!.flatMap((row) => {
    const name =
      setting.case.vars.find((known) => row.term!.startsWith(known) && isTerm(setting, known, row)) ?? row.term!;
    const y = within(termValues(column(setting.data, name), name, row.term!), inGroup(setting, row));
    const linear = row.statistic === 'svytotal' ? total(design, y) : mean(adjusted, y);
    return compareEstimate(adjusted, row, linear, tolerance);
  });
  const weights = expected.weights as Record<string, unknown>;
  const sum = design.weight.reduce((a, b) => a + b, 0);
  const smallest = design.weight.reduce((a, b) => Math.min(a, b));
  const largest = design.weight.reduce((a, b) => Math.max(a, b));
  const squares = design.weight.reduce((a, b) => a + b * b, 0);
  checks.push(
    { what: 'df', ours: degrees(design).df, theirs: number(expected.df), tolerance: 0 },
    { what: 'weights sum', ours: sum, theirs: number(weights.sum), tolerance },
    { what: 'weights min', ours: smallest, theirs: number(weights.min), tolerance },
    { what: 'weights max', ours: largest, theirs: number(weights.max), tolerance },
    { what: 'weights squares', ours: squares, theirs: number(weights.sum_sq), tolerance },
    ...(weights.first10 as number[]).map((theirs, k) => ({
      what: `weight ${k}`,
      ours: design.weight[k]!,
      theirs,
      tolerance,
    })),
  );
  return checks;
}

function isTerm({ data }: Setting, name: string, row: Row): boolean {
  const of = column(data, name);
  return row.term === name || of.levels.some((level) => `${name}${level}` === row.term);
}

export const postStratify: Answer = (setting) => {
  const { strata, population } = setting.case.args as unknown as { strata: string[]; population: Cell[] };
  return compare(setting, postStratified(setting.design, marginOf(setting.data, strata, population)), closed);
};

export const rake: Answer = (setting) => {
  const margins = (setting.case.args.margins as Cell[][]).map((cells) => {
    const names = Object.keys(cells[0]!).filter((name) => name !== 'Freq');
    return marginOf(setting.data, names, cells);
  });
  const { design } = raked(setting.design, margins, { gap: 1e-12, rounds: Number(setting.case.args.maxit) });
  return compare(setting, design, iterated);
};

export const calibrate: Answer = (setting) => {
  const { formula, population, calfun, bounds, epsilon } = setting.case.args as unknown as {
    formula: string;
    population: Record<string, number>;
    calfun: Distance;
    bounds: [number, number] | null;
    epsilon: number;
  };
  const matrix = designMatrix(setting.data, formula.replace('~', '').split('+'), [], new Set(Object.keys(population)));
  const targets = matrix.map(({ term }) => population[term]!);
  const rule = { distance: calfun, gap: epsilon, rounds: 50, ...(bounds === null ? {} : { bounds }) };
  const design = calibratedTo(
    setting.design,
    matrix.map(({ values }) => values),
    targets,
    rule,
  );
  return compare(setting, design, iterated);
};

export const trimWeights: Answer = (setting) => {
  const { upper, lower } = setting.case.args as { upper: number; lower: number };
  return compare(setting, { ...setting.design, weight: trimmed(setting.design.weight, lower, upper) }, closed);
};
