import fc from 'fast-check';
import { describe, test } from 'vitest';
import { design } from '../../src/survey/design.ts';
import { minus, plus, ratio, times, total, totalsBy } from '../../src/survey/linear.ts';
import { covariance, standardError, variance } from '../../src/survey/variance.ts';
import { made, mean, near, type Sample, samples } from './samples.ts';

function check(law: (sample: Sample) => boolean): void {
  fc.assert(fc.property(samples, law), { numRuns: 150, seed: 20_261_123 });
}

describe('laws of estimation', () => {
  test('weights times k leave a mean and its error', () => {
    check((sample) => {
      const scaled = design({ ...sample.spec, weights: sample.spec.weights!.map((w) => 7 * w) });
      const a = mean(made(sample), sample.y);
      const b = mean(scaled, sample.y);
      return near(a.value, b.value, 1000) && near(standardError(made(sample), a), standardError(scaled, b), 1000);
    });
  });

  test('the order of rows changes nothing', () => {
    check((sample) => {
      const { spec, y } = sample;
      const turned = design({
        ...spec,
        strata: Int32Array.from(spec.strata!).reverse(),
        stages: [{ units: Int32Array.from(spec.stages![0]!.units!).reverse() }],
        weights: Float64Array.from(spec.weights!).reverse(),
      });
      const a = mean(made(sample), y);
      const b = mean(turned, Float64Array.from(y).reverse());
      return near(a.value, b.value, 1000) && near(standardError(made(sample), a), standardError(turned, b), 1000);
    });
  });

  test('a domain and its complement add up to the whole, errors included', () => {
    check((sample) => {
      const d = made(sample);
      const [out, inside] = totalsBy(d, sample.y, sample.domain, 2);
      const whole = total(d, sample.y);
      const sum = plus(out!, inside!);
      return near(sum.value, whole.value, 1e4) && near(standardError(d, sum), standardError(d, whole), 1e4);
    });
  });

  test('a constant has no error', () => {
    check((sample) => {
      const d = made(sample);
      const a = mean(
        d,
        sample.y.map(() => 3.7),
      );
      return near(a.value, 3.7) && standardError(d, a) < 1e-12;
    });
  });

  test('the jackknife of a total is its linearisation', () => {
    check((sample) => {
      const d = made(sample);
      const sum = total(d, sample.y);
      const { first } = d.stages[0]!;
      let jackknife = 0;
      for (let h = 0; h < first.length - 1; h++) {
        const pulls = sum.pull.subarray(first[h]!, first[h + 1]!);
        const n = pulls.length;
        const stratum = pulls.reduce((a, b) => a + b, 0);
        // Leaving PSU i out, the others of its stratum count n / (n − 1).
        for (const pull of pulls) {
          const gap = ((stratum - pull) * n) / (n - 1) - stratum;
          jackknife += ((n - 1) / n) * gap * gap;
        }
      }
      return near(variance(d, sum), jackknife, 1e6);
    });
  });

  test('the variance of a difference follows from variances and covariance', () => {
    check((sample) => {
      const d = made(sample);
      const a = total(d, sample.y);
      const b = total(d, sample.flag);
      const direct = variance(d, minus(a, times(b, 2)));
      const parts = variance(d, a) + 4 * variance(d, b) - 4 * covariance(d, a, b);
      return near(direct, parts, variance(d, a) + 1);
    });
  });

  test('shares of the levels add up to one without error', () => {
    check((sample) => {
      const d = made(sample);
      const one = sample.y.map(() => 1);
      const [a, b] = totalsBy(d, one, sample.domain, 2);
      const whole = total(d, one);
      const sum = plus(ratio(a!, whole), ratio(b!, whole));
      return near(sum.value, 1) && standardError(d, sum) < 1e-12;
    });
  });

  test('every row a unit is the same with or without codes', () => {
    check((sample) => {
      const rows = sample.spec.rows;
      const plain = design({ rows, weights: sample.spec.weights, lonelyPsu: 'remove' });
      const coded = design({
        rows,
        weights: sample.spec.weights,
        stages: [{ units: Int32Array.from({ length: rows }, (_, k) => k) }],
      });
      return near(standardError(plain, mean(plain, sample.y)), standardError(coded, mean(coded, sample.y)), 1000);
    });
  });
});
