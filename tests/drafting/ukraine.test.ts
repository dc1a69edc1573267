import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import XLSX from '@e965/xlsx';
import { beforeAll, describe, expect, test } from 'vitest';
import { init } from '../../src/commands/init.ts';
import { run } from '../../src/commands/run.ts';
import type { Estimate } from '../../src/table/estimate.ts';
import { temporaryFolder, testWorld } from '../world.ts';

/**
 * A real export with its form, drafted and run: what is read, listed and estimated. The estimates are computed a second time here,
 * from the workbook by another reader and by the textbook: a simple random sample, a domain's mean with z = (y − mean) / n for its rows and
 * 0 for all others, variance N / (N − 1) Σ z².
 */
const folder = new URL('../../../shared/exports/ukraine-market-utilityr/', import.meta.url).pathname;
const absent = !existsSync(folder);

describe.skipIf(absent)('init and run on a real export (skipped without ../shared/exports)', () => {
  const study = join(temporaryFolder(), 'study');
  let rows: Record<string, string>[] = [];
  let estimates: readonly Estimate[] = [];
  let summary: { tally: Record<string, Record<string, unknown>>; exit: number };

  beforeAll(async () => {
    const data = join(folder, 'utilityR_raw_data.xlsx');
    await init(testWorld('/'), study, { form: join(folder, 'tool_converted.xlsx'), data: [data] });
    // The numbers are held against the textbook, those of rare answers too, which publication would hide.
    const config = JSON.parse(readFileSync(join(study, 'pipeline.config.json'), 'utf8'));
    writeFileSync(
      join(study, 'pipeline.config.json'),
      JSON.stringify({
        ...config,
        publication: { ...config.publication, minimum: 1, precision: false, secondary: false },
      }),
    );
    const world = testWorld(study);
    await run(world, { json: true });
    summary = JSON.parse(world.said.join(''));
    estimates = JSON.parse(readFileSync(join(study, 'reports/estimates.json'), 'utf8'));
    const book = XLSX.read(readFileSync(data), { dense: true });
    rows = XLSX.utils.sheet_to_json(book.Sheets[book.SheetNames[0] as string] as XLSX.WorkSheet, {
      raw: true,
      defval: '',
    });
  }, 180_000);

  test('771 interviews; 60 columns unknown to the form and 11 of the platform listed apart; two option columns are findings', () => {
    expect(rows).toHaveLength(771);
    expect(summary.tally.ingest).toMatchObject({
      received: 771,
      columns: { unknown: 60, platform: 11, foreignOptions: 2 },
      absent: 0,
    });
    const findings = readFileSync(join(study, 'reports/findings.csv'), 'utf8');
    expect(findings).toContain('b7_vehicle_fuel/none_vehicles');
    expect(findings).toContain('b7_1_heating_fuel/none_heating');
    expect(summary.exit).toBe(1);
  });

  test('every question is tabulated or listed with the reason', () => {
    const page = readFileSync(join(study, 'reports/report.en.html'), 'utf8');
    const tabulated = new Set(estimates.map(({ indicator }) => indicator).filter((id) => id !== 'cases'));
    expect(tabulated.size + Number(summary.tally.indicators?.untabulated)).toBe(53);
    for (const field of [
      'a1_date_interview',
      'a8_current_settlement',
      'a8_1_current_settlement_other',
      'comments_enumerators',
      'a4_informed_consent',
    ])
      expect(page).toContain(`<bdi>${field}</bdi>`);
  });

  test('dates are read from Excel serials', () => {
    const main = readFileSync(join(study, 'data-clean/main.csv'), 'utf8');
    expect(main.split('\r\n')[1]).toContain('2023-04-10');
    expect(Number(summary.tally.ingest?.serials)).toBe(3 * 771);
  });

  test('the same interviews as CSV, with the serials still in it, are the same cells', {
    timeout: 120_000,
  }, async () => {
    const second = join(temporaryFolder(), 'study');
    await init(testWorld('/'), second, {
      form: join(folder, 'tool_converted.xlsx'),
      data: [join(folder, 'raw_data.csv')],
    });
    await run(testWorld(second), { to: 'clean' });
    for (const file of ['main.csv', 'main.states.csv'])
      expect(readFileSync(join(second, 'data-clean', file)).equals(readFileSync(join(study, 'data-clean', file)))).toBe(
        true,
      );
  });

  test('no direct identifier is in any output', () => {
    const main = readFileSync(join(study, 'data-clean/main.csv'), 'utf8');
    const device = rows[0]?.deviceid ?? '';
    expect(device.length).toBeGreaterThan(5);
    expect(main).not.toContain(device);
    expect(main.split('\r\n')[0]).not.toMatch(/deviceid|comments_enumerators|audit/);
  });

  /** Mean over the domain and its standard error, by the textbook. */
  function byHand(values: readonly (number | null)[]): {
    readonly mean: number;
    readonly se: number;
    readonly n: number;
  } {
    const known = values.filter((value) => value !== null);
    const mean = known.reduce((sum, value) => sum + value, 0) / known.length;
    const squares = known.reduce((sum, value) => sum + ((value - mean) / known.length) ** 2, 0);
    return { mean, se: Math.sqrt((squares * values.length) / (values.length - 1)), n: known.length };
  }

  const close = (a: number | null | undefined, b: number) =>
    expect(Math.abs((a ?? Number.NaN) - b) / Math.abs(b)).toBeLessThan(1e-10);

  test.each([
    ['b1_food', 'fully_available', ['dont_know']],
    ['b3_vehicle_fuel', 'fully_available', ['dont_know']],
    ['b6_medication', 'fully_available', ['dont_know']],
    ['a9_gender', 'gender_woman', []],
    ['a3_interview_type', 'by_phone', []],
    ['a5_current_oblast', 'UA46', []],
    ['b7_vehicle_fuel', 'petrol_vehicles', []],
    ['b17_access_stores', 'air_alert', ['prefer_not_answer']],
    ['b18_financial_factors', 'prices_increased', ['prefer_not_answer']],
    ['b11_gas_heating_price_yn', 'yes', []],
    ['c1_bank_available', 'yes_available', ['prefer_not_answer']],
  ] as const)('the share of %s: %s', (field, item, missing) => {
    const values = rows.map((row) => {
      const answer = String(row[field] ?? '').trim();
      return answer === '' || (missing as readonly string[]).includes(answer)
        ? null
        : answer.split(' ').includes(item)
          ? 1
          : 0;
    });
    const { mean, se, n } = byHand(values);
    const estimate = estimates.find(({ key }) => key === `${field}:${item}`);
    close(estimate?.value, mean);
    close(estimate?.se, se);
    expect(estimate?.n).toBe(n);
    expect(estimate?.low).toBeLessThan(mean);
    expect(estimate?.high).toBeGreaterThan(mean);
  });

  test.each([
    ['b8_petrol_official_price'],
    ['b9_diesel_official_price'],
    ['b10_gas_vehicle_price'],
    ['b11_gas_heating_price'],
    ['b13_firewood_price'],
  ])('the mean of %s, with its t interval on 770 degrees of freedom', (field) => {
    const values = rows.map((row) => (String(row[field] ?? '') === '' ? null : Number(row[field])));
    const { mean, se, n } = byHand(values);
    const estimate = estimates.find(({ key }) => key === `${field}/mean`);
    close(estimate?.value, mean);
    close(estimate?.se, se);
    expect(estimate).toMatchObject({ n, df: 770, method: 't' });
    // R: qt(0.975, 770)
    close(estimate?.low, mean - 1.963049622368 * se);
  });
});
