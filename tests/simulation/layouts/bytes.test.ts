import { createHash } from 'node:crypto';
import { afterEach, describe, expect, test } from 'vitest';
import { namesOf } from '../../../src/expression/names.ts';
import { simulateForm } from '../../../src/simulation/form.ts';
import { interviewsOf } from '../../../src/simulation/interviews.ts';
import { layouts } from '../../../src/simulation/layouts/registry.ts';
import { form, surveyInAll, TIME_ZONE } from './survey.ts';

const zone = process.env.TZ;
afterEach(() => {
  process.env.TZ = zone;
});

const hashes = (files: ReadonlyMap<string, Uint8Array>) =>
  [...files].map(([name, bytes]) => `${name} ${createHash('sha256').update(bytes).digest('hex')}`);

/** Forty made-up interviews in a layout, on a machine whose clocks are those of `machine`. */
async function made(layout: string, machine: string): Promise<readonly string[]> {
  process.env.TZ = machine;
  const simulated = simulateForm(form, namesOf(form), { seed: 'a', rows: 40 });
  const interviews = interviewsOf(form, simulated, '7');
  const options = { name: 'export', language: form.defaultLanguage, timeZone: TIME_ZONE };
  return hashes((await layouts.get(layout)?.write(form, interviews, options)) ?? new Map());
}

describe('same interviews, same bytes', () => {
  test.each([...layouts.keys()])('%s, wherever the machine stands', async (layout) => {
    const there = await made(layout, 'Pacific/Kiritimati');
    // The zone is really another one, or this test would say nothing.
    expect(new Date(2026, 0, 1).getTimezoneOffset()).toBe(-840);
    expect(await made(layout, 'America/St_Johns')).toEqual(there);
    expect(new Date(2026, 0, 1).getTimezoneOffset()).toBe(210);
  });

  test('the survey of these tests has every layout, under names that differ within each', async () => {
    const all = await surveyInAll();
    expect([...all.keys()]).toEqual(['kobo', 'kobo-labels', 'odk', 'surveycto-wide', 'surveycto-long', 'r', 'ona']);
    expect([...all.values()].map((files) => files.size)).toEqual([2, 1, 1, 1, 4, 4, 1]);
  });
});
