import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { rolldown } from 'rolldown';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ModelSpec } from '../../src/indicators/models/model.ts';
import { modelTask } from '../../src/indicators/models/task.ts';
import { samplingOf } from '../../src/indicators/sampling.ts';
import type { modelsBegun } from '../../src/stages/modellers.ts';
import { answersTo, type Modelling } from '../../src/stages/modelling.ts';
import { mainTable } from '../../src/table/table.ts';
import { dataOf, sampleOf } from '../indicators/made.ts';
import { plainModel } from '../indicators/plainModel.ts';

/** A thread can only load what is built. */
const folder = mkdtempSync(join('node_modules', '.modellers-'));
let begin: typeof modelsBegun;

beforeAll(async () => {
  const input = ['modellers', 'modeller'].map((name) => `src/stages/${name}.ts`);
  const bundle = await rolldown({ input, platform: 'node' });
  await bundle.write({ dir: folder });
  begin = (await import(pathToFileURL(join(folder, 'modellers.js')).href)).modelsBegun;
}, 60_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Twelve thousand people, more than the thread that asks would fit by itself. */
const rows = Array.from({ length: 12_000 }, (_, row) => row);
const cells = (of: (row: number) => string | number) => rows.map((row) => String(of(row))).join(' ');
const data = dataOf({
  age: cells((row) => (row % 9 === 0 ? '-98' : 20 + ((row * 7) % 31))),
  income: cells((row) => (((row * 5) % 11) + (row % 2) * 2 > 6 ? 1 : 0)),
  work: cells((row) => (row % 4 < 2 ? 'yes' : 'no')),
  sex: cells((row) => (row % 3 === 0 ? 'm' : 'f')),
  psu: cells((row) => `p${row % 90}`),
  weight: cells((row) => 1 + (row % 4)),
});
const line = plainModel({
  exposures: [['age']],
  controls: [['work'], ['sex']],
  predictions: [new Map([['age', 30]])],
});
const share: ModelSpec = { ...line, family: 'binomial' };
const imputation = { copies: 3, seed: 4, classes: ['sex'] };
const specs = [line, share, { ...line, imputation }, { ...share, imputation }, { ...share, exposures: [['income']] }];

function modelling(): Modelling {
  const sampling = samplingOf(mainTable(data), null, { weights: 'weight', psu: 'psu', lonelyPsu: 'fail' }, 'x');
  if (sampling === null) throw new Error('no rows');
  return {
    tasks: specs.map((spec) => modelTask(spec, sampleOf(data))),
    design: sampling.design,
    level: 0.95,
    begun: new Int32Array(new SharedArrayBuffer(4)),
  };
}

test('a thread gives the answers that the thread that asks would give, to the last digit', async () => {
  const alone = answersTo(modelling());
  expect(specs.map((_, place) => 'numbers' in (alone.get(place) ?? {}))).toEqual([true, true, true, true, false]);
  expect(alone.get(4)).toEqual({ reason: 'separation' });
  const shared = modelling();
  const finish = begin(shared);
  while (Atomics.load(shared.begun, 0) < specs.length) await setTimeout(5);
  expect(await finish()).toEqual(alone);
}, 60_000);

test('the thread that asks lends a hand: no task is done twice, none is left', async () => {
  const shared = modelling();
  expect(await begin(shared)()).toEqual(answersTo(modelling()));
  expect(Atomics.load(shared.begun, 0)).toBe(specs.length + 2);
}, 60_000);
