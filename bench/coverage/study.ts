import { degrees } from '../../src/survey/degrees.ts';
import { type Design, design } from '../../src/survey/design.ts';
import { type Interval, interval } from '../../src/survey/interval.ts';
import { meanOf } from '../../src/survey/means.ts';
import { bellMcCaffrey } from '../../src/survey/models/bellmccaffrey.ts';
import { fitModel } from '../../src/survey/models/model.ts';
import { type ProportionMethod, proportionInterval } from '../../src/survey/proportion.ts';
import { quantiles } from '../../src/survey/quantile.ts';
import { uniform } from '../../src/survey/random.ts';
import { standardError } from '../../src/survey/variance.ts';
import { type Making, makePopulation, type Population } from './populations.ts';
import type { Draw } from './samples.ts';

/** One design on one population. */
export interface Scenario {
  readonly name: string;
  readonly making: Making;
  readonly draw: Draw;
  /** Fit the model too: where PSUs are few. */
  readonly model?: boolean;
}

/** How often intervals that say 95 % hold the truth, and how far standard errors are off on average. */
export interface Findings {
  readonly name: string;
  readonly df: number;
  /** Method → share of samples whose interval holds the truth. */
  readonly covered: ReadonlyMap<string, number>;
  /** Mean standard error over the standard deviation of the estimates, minus 1. */
  readonly seOfShare: number;
  readonly seOfMean: number;
  /** Samples in which nobody, or everybody, had it. */
  readonly certain: number;
}

export const METHODS: readonly ProportionMethod[] = ['beta', 'logit', 'wilson', 'asin', 'mean'];
const LEVEL = 0.95;

/** Draws a scenario's samples with its own seed and counts. */
export function study({ name, making, draw, model = false }: Scenario, samples: number, seed: number): Findings {
  const random = uniform(seed);
  const population = makePopulation(making, random);
  const truth = truthOf(population);
  const counts = new Map<string, number>();
  const count = (method: string, { low, high }: Interval, value: number): void => {
    const holds = low !== null && high !== null && low <= value && value <= high;
    counts.set(method, (counts.get(method) ?? 0) + (holds ? 1 : 0));
  };
  const share = new Spread();
  const mean = new Spread();
  let certain = 0;
  let df = 0;
  for (let k = 0; k < samples; k++) {
    const { people, spec } = draw(population, random);
    const made = design(spec);
    df = degrees(made).df;
    const has = Float64Array.from(people, (person) => population.has[person]!);
    const income = Float64Array.from(people, (person) => population.income[person]!);
    const p = meanOf(made, has);
    const se = standardError(made, p.mean);
    share.add(p.mean.value, se);
    if (p.mean.value === 0 || p.mean.value === 1) certain += 1;
    for (const method of METHODS) {
      count(method, proportionInterval(method, p.mean.value, { se, rows: p.moments.rows, df }, LEVEL), truth.share);
    }
    const average = meanOf(made, income).mean;
    const error = standardError(made, average);
    mean.add(average.value, error);
    count('t', interval(average.value, error, df, LEVEL), truth.mean);
    const question = { shares: [0.5], rule: 'school', scale: 'mean', level: LEVEL } as const;
    count('woodruff', quantiles(made, income, question)[0]!.interval, truth.median);
    if (model) slopes(made, population, people, income, truth.slope, count);
  }
  return {
    name,
    df,
    covered: new Map([...counts].map(([method, held]) => [method, held / samples])),
    seOfShare: share.bias(),
    seOfMean: mean.bias(),
    certain: certain / samples,
  };
}

/** Standard errors against the spread of the estimates that they speak of. */
class Spread {
  private n = 0;
  private sum = 0;
  private squares = 0;
  private errors = 0;
  private origin = 0;

  add(value: number, se: number): void {
    if (this.n === 0) this.origin = value;
    this.n += 1;
    this.sum += value - this.origin;
    this.squares += (value - this.origin) * (value - this.origin);
    this.errors += se;
  }

  bias(): number {
    const deviation = Math.sqrt((this.squares - (this.sum * this.sum) / this.n) / (this.n - 1));
    return this.errors / this.n / deviation - 1;
  }
}

function truthOf({ has, income, land }: Population) {
  const n = has.length;
  const sorted = income.slice().sort();
  const average = (of: ArrayLike<number>): number => {
    let sum = 0;
    for (let i = 0; i < n; i++) sum += of[i]!;
    return sum / n;
  };
  const logs = income.map(Math.log);
  const [meanX, meanY] = [average(land), average(logs)];
  let above = 0;
  let below = 0;
  for (let i = 0; i < n; i++) {
    above += (land[i]! - meanX) * (logs[i]! - meanY);
    below += (land[i]! - meanX) * (land[i]! - meanX);
  }
  return { share: average(has), mean: average(income), median: sorted[Math.floor(n / 2)]!, slope: above / below };
}

/** The slope of log income on land, with linearised and with Bell and McCaffrey's errors. */
function slopes(
  made: Design,
  population: Population,
  people: Int32Array,
  income: Float64Array,
  truth: number,
  count: (method: string, found: Interval, value: number) => void,
): void {
  const y = income.map(Math.log);
  const x = Float64Array.from(people, (person) => population.land[person]!);
  const model = fitModel(made, 'gaussian', y, [new Float64Array(made.rows).fill(1), x]);
  const slope = model.coefficients[1]!.value;
  const plain = Math.sqrt(model.covariance[1]![1]!);
  count('slope', interval(slope, plain, Math.max(1, model.df), LEVEL), truth);
  const small = bellMcCaffrey(made, model, y);
  count('small', interval(slope, Math.sqrt(small.covariance[1]![1]!), small.df[1]!, LEVEL), truth);
}
