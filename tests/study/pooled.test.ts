import { spawnSync } from 'node:child_process';
import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Papa from 'papaparse';
import { beforeAll, describe, expect, test } from 'vitest';
import { run } from '../../src/commands/run.ts';
import type { Estimate } from '../../src/table/estimate.ts';
import { temporaryFolder, testWorld } from '../world.ts';

const CASE = new URL('../cases/waves/', import.meta.url).pathname;
const FILES = ['wave2025', 'wave2026'].map((name) => join(CASE, `data-raw/${name}.csv`));

interface Row {
  readonly wave: number;
  readonly stratum: string;
  readonly village: string;
  readonly weight: number;
  readonly value: number;
}

/** The rows of both files, the value of an indicator in each; NaN where it is not known. */
const rowsOf = (read: (row: Readonly<Record<string, string>>) => number): readonly Row[] =>
  FILES.flatMap((file) =>
    Papa.parse<Record<string, string>>(readFileSync(file, 'utf8'), { header: true, skipEmptyLines: true }).data.map(
      (row) => ({
        wave: Number(row.wave),
        stratum: row.stratum ?? '',
        village: row.village ?? '',
        weight: Number(row.weight),
        value: read(row),
      }),
    ),
  );

const sum = (list: readonly number[]): number => list.reduce((all, one) => all + one, 0);

/** Mean of a wave, and how far each PSU pulls it: Σ w (y − mean) / Σ w. */
function meanOf(rows: readonly Row[], wave: number): { readonly mean: number; readonly pulls: Map<string, number> } {
  const own = rows.filter((row) => row.wave === wave && !Number.isNaN(row.value));
  const people = sum(own.map(({ weight }) => weight));
  const mean = sum(own.map(({ weight, value }) => weight * value)) / people;
  const pulls = new Map<string, number>();
  for (const { stratum, village, weight, value } of own) {
    const psu = `${stratum} ${village}`;
    pulls.set(psu, (pulls.get(psu) ?? 0) + (weight * (value - mean)) / people);
  }
  return { mean, pulls };
}

/** Σ over strata of n / (n − 1) Σ (pull − mean pull)², over all PSUs that any wave sampled. */
function varianceOf(rows: readonly Row[], pulls: ReadonlyMap<string, number>): number {
  const psus = [...new Set(rows.map(({ stratum, village }) => `${stratum} ${village}`))];
  return sum(
    [...new Set(rows.map(({ stratum }) => stratum))].map((stratum) => {
      const own = psus.filter((psu) => psu.startsWith(`${stratum} `)).map((psu) => pulls.get(psu) ?? 0);
      const mean = sum(own) / own.length;
      return (own.length / (own.length - 1)) * sum(own.map((pull) => (pull - mean) ** 2));
    }),
  );
}

const COVERED = rowsOf(({ covered }) => (covered === 'yes' ? 1 : covered === 'no' ? 0 : Number.NaN));
const BRANCHES = rowsOf(({ branches }) => Number(branches));
let made: readonly Estimate[];

beforeAll(async () => {
  const folder = join(temporaryFolder(), 'waves');
  for (const part of ['pipeline.config.json', 'schemas', 'data-raw'])
    cpSync(join(CASE, part), join(folder, part), { recursive: true });
  await run(testWorld(folder), { quiet: true, to: 'indicators' });
  made = JSON.parse(readFileSync(join(folder, 'reports/estimates.json'), 'utf8'));
});

const changeOf = (indicator: string) =>
  made.find(({ key }) => key === `${indicator}/difference:2026-2025`) ??
  expect.unreachable(`no change of ${indicator}`);

describe('the change between two waves that share PSUs', () => {
  test('eight of ten PSUs of each wave are in both', () => {
    const of = (wave: number) =>
      new Set(COVERED.filter((row) => row.wave === wave).map(({ stratum, village }) => `${stratum} ${village}`));
    expect([of(2025).size, of(2026).size, [...of(2025)].filter((psu) => of(2026).has(psu)).length]).toEqual([
      10, 10, 8,
    ]);
  });

  test.each([
    ['COV', COVERED],
    ['BRA', BRANCHES],
  ])('%s by hand: value, and an error with the covariance of the two waves', (indicator, rows) => {
    const [before, after] = [meanOf(rows, 2025), meanOf(rows, 2026)];
    const pulls = new Map(
      [...new Set([...before.pulls.keys(), ...after.pulls.keys()])].map((psu) => [
        psu,
        (after.pulls.get(psu) ?? 0) - (before.pulls.get(psu) ?? 0),
      ]),
    );
    const { value, se, df } = changeOf(indicator);
    expect(value).toBeCloseTo(after.mean - before.mean, 11);
    expect(se).toBeCloseTo(Math.sqrt(varianceOf(rows, pulls)), 11);
    // Twelve PSUs in two strata.
    expect(df).toBe(10);
    const apart = Math.sqrt(varianceOf(rows, before.pulls) + varianceOf(rows, after.pulls));
    expect(Math.abs((se ?? 0) - apart)).toBeGreaterThan(1e-4);
  });

  test('medians and totals have no change', () => {
    expect(made.filter(({ key }) => key.startsWith('MED/difference'))).toEqual([]);
  });

  const hasR = spawnSync('Rscript', ['-e', 'library(survey)']).status === 0;
  test.skipIf(!hasR)('by R’s survey package (skipped without it)', () => {
    const script = `
      suppressMessages(library(survey))
      d <- do.call(rbind, lapply(c(${FILES.map((file) => `"${file}"`).join()}), read.csv))
      d$covered <- ifelse(d$covered == "yes", 1, ifelse(d$covered == "no", 0, NA))
      design <- svydesign(~village, strata = ~stratum, weights = ~weight, data = d, nest = TRUE)
      for (name in c("covered", "branches")) {
        by <- svyby(as.formula(paste0("~", name)), ~wave, subset(design, !is.na(d[[name]])), svymean, covmat = TRUE)
        gap <- svycontrast(by, c("2025" = -1, "2026" = 1))
        bounds <- coef(gap) + c(-1, 1) * qt(0.975, degf(design)) * SE(gap)
        cat(format(c(coef(gap), SE(gap), bounds), digits = 15), "\\n")
      }`;
    const { stdout, stderr, status } = spawnSync('Rscript', ['-e', script], { encoding: 'utf8' });
    expect(status, stderr).toBe(0);
    const expected = stdout
      .trim()
      .split('\n')
      .map((line) => line.trim().split(/\s+/).map(Number));
    const own = ['COV', 'BRA'].map((indicator) => {
      const { value, se, low, high } = changeOf(indicator);
      return [value, se, low, high];
    });
    expect(own.flat().map((x, at) => Math.abs((x ?? Number.NaN) - (expected.flat()[at] ?? Number.NaN)) < 1e-9)).toEqual(
      Array.from({ length: 8 }, () => true),
    );
  });
});
