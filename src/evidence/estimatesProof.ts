import { ESTIMATE_FIELDS, snake } from '../stages/artifacts.ts';
import type { Study } from '../study/study.ts';
import type { Estimate } from '../table/estimate.ts';
import { NO_NUMBERS } from '../table/estimate.ts';
import { roundedNumber } from '../writers/number.ts';
import type { Proof, Proving } from './proof.ts';
import { proving } from './proof.ts';
import type { PublishedRow } from './published.ts';
import { withPoint } from './published.ts';

/** `reports/estimates.csv` and `.json`. */
export const ESTIMATES_PATH = 'reports/estimates.csv';
export const ESTIMATES_JSON = 'reports/estimates.json';

const NUMBERS = Object.keys(NO_NUMBERS) as readonly (keyof typeof NO_NUMBERS)[];

/** How far two numbers may be apart that were computed from values of 12 digits. */
const CLOSE = 1e-11;

/** Every estimate computed anew from the clean tables as published equals the one in `estimates.csv` and `estimates.json`. */
export function estimatesProof(
  study: Study,
  computed: readonly Estimate[],
  csv: readonly PublishedRow[],
  json: readonly Estimate[] | null,
): Proof {
  const proof = proving(
    'estimates',
    'every estimate computed anew from the clean tables is the published one',
    'estimates',
  );
  const due = new Map(computed.map((estimate) => [estimate.key, estimate]));
  const seen = new Set<string>();
  for (const { row, cells } of csv) {
    const key = cells.key ?? '';
    proof.look();
    if (seen.has(key)) proof.differ(ESTIMATES_PATH, row, key, 'stands twice');
    seen.add(key);
    const estimate = due.get(key);
    if (estimate === undefined) {
      proof.differ(ESTIMATES_PATH, row, key, 'is no estimate of this study');
      continue;
    }
    for (const field of ESTIMATE_FIELDS) {
      const text = cells[snake(field)] ?? '';
      const want = written(estimate, field);
      if (typeof want === 'number' ? text === '' || !isClose(Number(withPoint(text, study)), want) : text !== want)
        proof.differ(
          ESTIMATES_PATH,
          row,
          `${key} › ${snake(field)}`,
          `is '${text}', and computed anew '${typeof want === 'number' ? roundedNumber(want) : want}'`,
        );
    }
  }
  for (const key of due.keys())
    if (!seen.has(key)) proof.differ(ESTIMATES_PATH, 0, key, 'is computed, and not published');
  holdJson(due, json, proof);
  return proof.done();
}

function holdJson(due: ReadonlyMap<string, Estimate>, json: readonly Estimate[] | null, proof: Proving): void {
  if (json === null) {
    proof.differ(ESTIMATES_JSON, 0, '', 'is not there, or cannot be read');
    return;
  }
  const seen = new Set<string>();
  for (const estimate of json) {
    const want = due.get(estimate.key);
    if (want === undefined || seen.has(estimate.key)) {
      proof.differ(
        ESTIMATES_JSON,
        0,
        estimate.key,
        want === undefined ? 'is no estimate of this study' : 'stands twice',
      );
      continue;
    }
    seen.add(estimate.key);
    for (const field of ESTIMATE_FIELDS) {
      const [is, was] = [written(estimate, field), written(want, field)];
      if (typeof is === 'number' && typeof was === 'number' ? !isClose(is, was) : is !== was)
        proof.differ(ESTIMATES_JSON, 0, `${estimate.key} › ${field}`, `is '${is}', and computed anew '${was}'`);
    }
  }
  for (const key of due.keys())
    if (!seen.has(key)) proof.differ(ESTIMATES_JSON, 0, key, 'is computed, and not published');
}

/** A suppressed estimate has no number in any file of estimates. */
export function suppressionProof(csv: readonly PublishedRow[], json: readonly Estimate[] | null): Proof {
  const proof = proving('suppression', 'an estimate that is held back shows no number', 'estimates held back');
  for (const { row, cells } of csv) {
    if (cells.quality !== 'suppressed') continue;
    proof.look();
    for (const field of NUMBERS)
      if ((cells[snake(field)] ?? '') !== '')
        proof.differ(ESTIMATES_PATH, row, `${cells.key} › ${snake(field)}`, 'is held back, and shows a number');
  }
  for (const estimate of json ?? [])
    if (estimate.quality === 'suppressed')
      for (const field of NUMBERS)
        if (estimate[field] !== null)
          proof.differ(ESTIMATES_JSON, 0, `${estimate.key} › ${field}`, 'is held back, and shows a number');
  return proof.done();
}

function written(estimate: Estimate, field: keyof Estimate): string | number {
  const value = estimate[field];
  if (value === null || value === undefined) return '';
  if (typeof value === 'object') return value.map(({ field: name, level }) => `${name}=${level}`).join('&');
  return typeof value === 'boolean' ? String(value) : value;
}

function isClose(a: number, b: number): boolean {
  const [x, y] = [roundedNumber(a), roundedNumber(b)];
  return x === y || Math.abs(x - y) <= CLOSE * Math.max(Math.abs(x), Math.abs(y));
}
