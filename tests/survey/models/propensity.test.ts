import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Design, design } from '../../../src/survey/design.ts';
import { fitModel } from '../../../src/survey/models/model.ts';
import { isModelFault } from '../../../src/survey/models/modelfault.ts';
import { balanceOf, effectiveRows, propensity, supportOf } from '../../../src/survey/models/propensity.ts';
import { uniform } from '../../../src/survey/random.ts';
import { standardError } from '../../../src/survey/variance.ts';
import { postStratified } from '../../../src/survey/weighting/poststratify.ts';
import { temporaryFolder } from '../../world.ts';
import { made, samples } from '../samples.ts';

const column = (rows: number, of: (row: number) => number) => Float64Array.from({ length: rows }, (_, row) => of(row));
const ones = (rows: number) => new Float64Array(rows).fill(1);

/**
 * Six people of two kinds (0 and 1): of kind 0 one of four by weight is exposed, of kind 1 two of three. A logistic model of a flag is saturated: its scores
 * are those shares.
 */
const kind = Float64Array.of(0, 0, 0, 1, 1, Number.NaN);
const exposed = Float64Array.of(1, 0, 0, 1, 0, 1);
const weights = Float64Array.of(1, 1, 2, 4, 2, 9);
const small = design({ rows: 6, weights });
const columns = [column(6, () => 1), kind];

describe('scores and weights', () => {
  test.each([
    ['att', [1, 1 / 3, 2 / 3, 4, 4, 9]],
    ['ate', [4, 4 / 3, 8 / 3, 6, 6, 9]],
  ] as const)(
    '%s: survey weights times those of the score; who lacks a covariate has no score and keeps the weight',
    (estimand, expected) => {
      const { score, design: weighted } = propensity(small, exposed, columns, estimand);
      expect([...score.slice(0, 5)]).toEqual(
        [1, 1, 1].map(() => expect.closeTo(0.25, 12)).concat([2, 2].map(() => expect.closeTo(2 / 3, 12))),
      );
      expect(score[5]).toBeNaN();
      expect([...weighted.weight]).toEqual(expected.map((w) => expect.closeTo(w, 10)));
    },
  );

  test('a saturated score makes the groups alike in what it is told by', () => {
    const inside = exposed.map((value, row) => (Number.isNaN(kind[row]!) ? Number.NaN : value));
    const { design: weighted } = propensity(small, exposed, columns, 'att');
    const [balance] = balanceOf(small, weighted, inside, [kind]);
    // Means 4/5 and 2/5; weighted variances times n/(n − 1): 0.16 · 2 and 0.24 · 3/2.
    expect(balance?.before).toBeCloseTo(0.4 / Math.sqrt((0.32 + 0.36) / 2), 12);
    expect(balance?.after).toBeCloseTo(0, 12);
  });

  test('Kish’s effective rows: equal weights count whole, one heavy row alone', () => {
    const rows = design({ rows: 6, weights: Float64Array.of(2, 2, 2, 1000, 1, 0) });
    const { exposed: own, others } = effectiveRows(rows, Float64Array.of(1, 1, 1, 0, 0, 0));
    expect(own).toBeCloseTo(3, 12);
    expect(others).toBeCloseTo((1001 * 1001) / (1000 * 1000 + 1), 12);
  });

  test('the common range of scores, and who is outside of it', () => {
    const rows = design({ rows: 6, weights: Float64Array.of(1, 1, 2, 1, 1, 0) });
    const group = Float64Array.of(1, 1, 1, 0, 0, 0);
    const score = Float64Array.of(0.3, 0.5, 0.9, 0.2, 0.6, 0.95);
    expect(supportOf(rows, group, score, 'att')).toEqual({ from: 0.3, to: 0.6, outside: 2 / 4 });
    expect(supportOf(rows, group, score, 'ate')).toEqual({ from: 0.3, to: 0.6, outside: 3 / 6 });
  });

  const faults: readonly (readonly [string, readonly number[], readonly number[], string])[] = [
    ['all are exposed', [1, 1, 1, 1], [1, 2, 3, 4], 'oneValue'],
    ['none is', [0, 0, 0, 0], [1, 2, 3, 4], 'oneValue'],
    ['a covariate tells the groups apart', [0, 0, 1, 1], [1, 2, 3, 4], 'overlap'],
    ['a level has nobody exposed', [0, 0, 1, 0, 1, 0], [1, 1, 0, 0, 0, 0], 'overlap'],
    ['a covariate of one value', [0, 1, 0, 1], [2, 2, 2, 2], 'collinear'],
    ['nobody has the covariate', [0, 1], [Number.NaN, Number.NaN], 'noRows'],
  ];
  test.each(faults)('%s', (_, group, covariate, reason) => {
    const rows = group.length;
    let found = '';
    try {
      propensity(design({ rows }), Float64Array.from(group), [ones(rows), Float64Array.from(covariate)], 'att');
    } catch (error) {
      if (!isModelFault(error)) throw error;
      found = error.reason;
    }
    expect(found).toBe(reason);
  });
});

test('law: weights times k leave the scores, and multiply the weights', () => {
  fc.assert(
    fc.property(samples, fc.double({ min: 0.1, max: 100, noNaN: true }), (sample, k) => {
      const own = made(sample);
      const times: Design = { ...own, weight: own.weight.map((w) => k * w) };
      const x = [ones(own.rows), sample.y.map((y) => y / 1000)];
      const group = Float64Array.from(sample.domain);
      const scored = (of: Design) => {
        try {
          return propensity(of, group, x, 'ate');
        } catch (error) {
          if (isModelFault(error)) return null;
          throw error;
        }
      };
      const [a, b] = [scored(own), scored(times)];
      if (a === null || b === null) return a === b;
      return a.design.weight.every((w, row) => Math.abs(b.design.weight[row]! / w / k - 1) < 1e-7);
    }),
    { numRuns: 60, seed: 5 },
  );
});

/** People who join the more, the more x they have; what goes with joining grows with x too: 1 + x. */
function people(rows: number, seed: number) {
  const random = uniform(seed);
  const x = column(rows, () => random() + random() + random() - 1.5);
  const z = column(rows, () => Number(random() < 0.4));
  const joined = column(rows, (row) => Number(random() < 1 / (1 + Math.exp(0.8 - 1.2 * x[row]! - 0.5 * z[row]!))));
  const y = column(rows, (row) => 2 + 3 * x[row]! + z[row]! + joined[row]! * (1 + x[row]!) + random() - 0.5);
  const flag = column(rows, (row) => Number(random() < 1 / (1 + Math.exp(0.3 - x[row]! - 0.4 * joined[row]!))));
  return { x, z, joined, y, flag, weight: column(rows, () => 0.5 + 3 * random()) };
}

describe('the truth of a simulation', () => {
  const rows = 20_000;
  const { x, z, joined, y, weight } = people(rows, 3);
  const own = design({ rows, weights: weight });
  const gap = (of: Design) => fitModel(of, 'gaussian', y, [ones(rows), joined]).coefficients[1]!;
  const truth = (among: (row: number) => boolean) => {
    const rowsAmong = [...x.keys()].filter(among);
    const sum = (of: (row: number) => number) => rowsAmong.reduce((total, row) => total + weight[row]! * of(row), 0);
    return sum((row) => 1 + x[row]!) / sum(() => 1);
  };

  test.each([
    ['att', truth((row) => joined[row] === 1)],
    ['ate', truth(() => true)],
  ] as const)('%s finds it, where the plain gap of means does not', (estimand, expected) => {
    const { design: weighted } = propensity(own, joined, [ones(rows), x, z], estimand);
    const found = gap(weighted);
    expect(Math.abs(found.value - expected)).toBeLessThan(2 * standardError(weighted, found));
    const plain = gap(own);
    expect(Math.abs(plain.value - expected)).toBeGreaterThan(20 * standardError(own, plain));
  });
});

const hasR = spawnSync('Rscript', ['-e', 'library(survey)']).status === 0;
describe.skipIf(!hasR)('R’s survey package (skipped without it)', () => {
  const rows = 240;
  const { x, z, joined, y, flag, weight } = people(rows, 11);
  x[5] = Number.NaN;
  const psu = Int32Array.from({ length: rows }, (_, row) => row >> 2);
  const stratum = psu.map((one) => one % 4);
  const plain = design({
    ...{ rows, strata: stratum, weights: weight },
    stages: [{ units: psu, population: column(rows, () => 60) }],
  });
  const targets = Float64Array.of(300, 260, 220);
  const post = Int32Array.from({ length: rows }, (_, row) => row % 3);
  const calibrated = postStratified(plain, { codes: post, targets });
  const script = `
    suppressMessages(library(survey))
    options(digits = 15)
    d <- read.csv(commandArgs(TRUE)[1])
    exact <- list(epsilon = 1e-15, maxit = 100)
    plain <- svydesign(~psu, strata = ~stratum, weights = ~weight, fpc = ~N, data = d, nest = TRUE)
    post <- postStratify(plain, ~post, data.frame(post = 0:2, Freq = c(300, 260, 220)))
    for (of in list(plain, post)) for (estimand in c("att", "ate")) {
      # A calibrated design keeps the rows that a subset leaves out, with weight 0.
      inside <- subset(of, !is.na(x))
      known <- !is.na(inside$variables$x)
      score <- svyglm(joined ~ x + z, inside, family = quasibinomial(), control = exact)
      p <- as.numeric(fitted(score))
      own <- inside$variables$joined[known] == 1
      pw <- if (estimand == "att") ifelse(own, 1, p / (1 - p)) else ifelse(own, 1 / p, 1 / (1 - p))
      before <- as.numeric(weights(inside, "sampling"))[known]; after <- before * pw
      inside$variables$pw <- 1
      inside$variables$pw[known] <- pw
      x <- inside$variables$x[known]
      for (m in list(
        svyglm(y ~ joined + x, inside, weights = pw, control = exact),
        svyglm(flag ~ joined + x, inside, weights = pw, family = quasibinomial(), control = exact)
      )) cat(format(c(coef(m), SE(m)), digits = 15), "\\n")
      spread <- function(rows) { v <- x[rows]; w <- before[rows]; m <- weighted.mean(v, w); sum(w * (v - m)^2) / sum(w) * length(v) / (length(v) - 1) }
      smd <- function(w) (weighted.mean(x[own], w[own]) - weighted.mean(x[!own], w[!own])) / sqrt((spread(own) + spread(!own)) / 2)
      kish <- function(w) sum(w)^2 / sum(w^2)
      low <- max(min(p[own]), min(p[!own])); high <- min(max(p[own]), max(p[!own]))
      out <- ifelse(own, p < min(p[!own]) | p > max(p[!own]), p < min(p[own]) | p > max(p[own]))
      told <- if (estimand == "att") own else TRUE
      cat(format(c(smd(before), smd(after), kish(after[own]), kish(after[!own]), low, high, weighted.mean(out[told], before[told])), digits = 15), "\\n")
    }`;

  test('the product of survey and propensity weights: coefficients, standard errors, balance, effective rows, range of scores', () => {
    const file = join(temporaryFolder(), 'people.csv');
    const line = (row: number) =>
      [x[row], z[row], joined[row], y[row], flag[row], weight[row], stratum[row], psu[row], post[row], 60].join();
    const text = ['x,z,joined,y,flag,weight,stratum,psu,post,N', ...[...x.keys()].map(line)].join('\n');
    writeFileSync(file, text.replaceAll('NaN', 'NA'));
    const { stdout, stderr, status } = spawnSync('Rscript', ['-e', script, file], { encoding: 'utf8' });
    expect(status, stderr).toBe(0);
    const expected = stdout
      .trim()
      .split('\n')
      .map((one) => one.trim().split(/\s+/).map(Number));
    const inside = joined.map((value, row) => (Number.isNaN(x[row]!) ? Number.NaN : value));
    const found = [plain, calibrated].flatMap((of) =>
      (['att', 'ate'] as const).flatMap((estimand) => {
        const { score, design: weighted } = propensity(of, inside, [ones(rows), x, z], estimand);
        const fits = (
          [
            ['gaussian', y],
            ['binomial', flag],
          ] as const
        ).map(([family, outcome]) => {
          const { coefficients } = fitModel(weighted, family, outcome, [ones(rows), inside, x]);
          return [
            ...coefficients.map(({ value }) => value),
            ...coefficients.map((one) => standardError(weighted, one)),
          ];
        });
        const [balance] = balanceOf(of, weighted, inside, [x]);
        const effective = effectiveRows(weighted, inside);
        const { from, to, outside } = supportOf(of, inside, score, estimand);
        return [...fits, [balance!.before, balance!.after, effective.exposed, effective.others, from, to, outside]];
      }),
    );
    expect(found).toHaveLength(12);
    const apart = found.map((numbers, at) =>
      Math.max(...numbers.map((value, k) => Math.abs(value - expected[at]![k]!) / Math.max(1, Math.abs(value)))),
    );
    for (const one of apart) expect(one).toBeLessThan(1e-9);
  });
});
