import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { simulate } from '../../src/commands/simulate.ts';
import { openDisk } from '../../src/disk/disk.ts';
import { readSheets } from '../../src/readers/read.ts';
import { sheetRows } from '../../src/readers/textSheet.ts';
import type { Planted } from '../../src/simulation/bed.ts';
import { frameColumns, frameOf } from '../../src/simulation/frame.ts';
import { profileSchema } from '../../src/simulation/profile.ts';
import { sampleOf } from '../../src/simulation/sample.ts';
import { simulatePeople } from '../../src/simulation/study.ts';
import { loadStudy } from '../../src/study/load.ts';
import { testWorld } from '../world.ts';
import { brokenRules } from './obeyed.ts';
import { smallProfile, smallStudy } from './small.ts';

const profile = profileSchema.parse(smallProfile);

async function simulated(options: object = {}, root = smallStudy()): Promise<string> {
  await simulate(testWorld(root), { quiet: true, json: true, ...options });
  return root;
}

const FILES = [
  'schemas/frame.csv',
  'data-raw/small.xlsx',
  'data-raw/small.csv',
  'data-raw/truth/truth.json',
  'data-raw/truth/faults.json',
  'data-raw/decisions/cleaning_log.csv',
];
const bytes = (root: string, path: string) => readFileSync(join(root, path)).toString('base64');
const json = (root: string, path: string) => JSON.parse(readFileSync(join(root, path), 'utf8'));

async function people(options: { readonly seed?: number; readonly rows?: number; readonly faults?: boolean } = {}) {
  const root = smallStudy();
  const study = await loadStudy(openDisk(null), join(root, 'pipeline.config.json'), testWorld(root).program);
  return {
    study,
    made: simulatePeople(study, profile, { seed: 1, rows: 124, faults: true, files: new Map(), ...options }),
  };
}

describe('the files of a simulation', () => {
  let first = '';
  beforeAll(async () => {
    first = await simulated({ seed: '1' });
  });

  test('the same seed gives the same bytes', async () => {
    const again = await simulated({ seed: '1' });
    for (const path of FILES) expect(bytes(again, path), path).toBe(bytes(first, path));
    // And again over the files of before.
    await simulated({ seed: '1' }, again);
    for (const path of FILES) expect(bytes(again, path), path).toBe(bytes(first, path));
  });

  test('another seed draws another sample of the same people: frame and truth stay', async () => {
    const other = await simulated({ seed: '2' });
    for (const path of ['schemas/frame.csv', 'data-raw/truth/truth.json'])
      expect(bytes(other, path)).toBe(bytes(first, path));
    for (const path of ['data-raw/small.xlsx', 'data-raw/truth/faults.json'])
      expect(bytes(other, path)).not.toBe(bytes(first, path));
  });

  test('clean data on demand: no faults, no decisions', async () => {
    const clean = await simulated({ seed: '1', faults: 'none' });
    expect(json(clean, 'data-raw/truth/faults.json').faults).toEqual([]);
    expect(existsSync(join(clean, 'data-raw/decisions/cleaning_log.csv'))).toBe(false);
    expect(bytes(clean, 'data-raw/truth/truth.json')).toBe(bytes(first, 'data-raw/truth/truth.json'));
  });

  test('the truth of an indicator is its plain share and mean over the population', async () => {
    const { made } = await people();
    const truth = json(first, 'data-raw/truth/truth.json').indicators;
    const insured = made.population.texts('main', 'insured');
    const works = made.population.texts('main', 'works');
    const ages = made.population.texts('main', 'age').map(Number);
    const share = (rows: readonly string[]) => rows.filter((answer) => answer === 'yes').length / rows.length;
    expect(truth.INS.value).toBeCloseTo(share(insured), 10);
    expect(truth['INS|works=yes'].value).toBeCloseTo(share(insured.filter((_, row) => works[row] === 'yes')), 10);
    expect(truth.AGE.value).toBeCloseTo(ages.reduce((sum, age) => sum + age, 0) / 800, 10);
    expect(truth.AGE.n).toBe(800);
  });

  test('the truth of bounds is that of people as they answer, with what they do not know', async () => {
    const { made } = await people();
    const truth = json(first, 'data-raw/truth/truth.json').indicators;
    const answers = made.unknowing().texts('main', 'insured');
    const share = (held: (answer: string) => boolean) => answers.filter(held).length / answers.length;
    expect(answers.filter((answer) => answer === 'dk').length).toBeGreaterThan(0);
    expect(truth['INS.bounds'].value).toBe(truth.INS.value);
    expect(truth['INS.bounds:dkNo'].value).toBeCloseTo(
      share((answer) => answer === 'yes'),
      10,
    );
    expect(truth['INS.bounds:dkYes'].value).toBeCloseTo(
      share((answer) => answer !== 'no'),
      10,
    );
  });

  test('Kobo sheets: main and trips, linked by index; the CSV says the same as the main sheet', async () => {
    const sheets = await readSheets(openDisk(null).source(join(first, 'data-raw/small.xlsx')));
    expect(sheets.map(({ name }) => name)).toEqual(['Small_ a study', 'trip']);
    const [main = [], trips = []] = await Promise.all(sheets.map(sheetRows));
    const at = (rows: readonly (readonly string[])[], name: string) => rows[0]?.indexOf(name) ?? -1;
    const uuids = new Map(main.slice(1).map((row) => [row[at(main, '_index')], row[at(main, '_uuid')]]));
    expect(trips.length).toBeGreaterThan(100);
    for (const row of trips.slice(1)) {
      expect(row[at(trips, '_parent_table_name')]).toBe('Small: a study');
      expect(uuids.get(row[at(trips, '_parent_index')])).toBe(row[at(trips, '_submission__uuid')]);
    }
    const csv = readFileSync(join(first, 'data-raw/small.csv'), 'utf8').trimEnd().split('\n');
    expect(csv).toHaveLength(main.length);
    expect(csv[0]).toBe(main[0]?.map((name) => `"${name}"`).join(';'));
  });

  test('planted faults are in the export as listed', async () => {
    const faults: readonly Planted[] = json(first, 'data-raw/truth/faults.json').faults;
    const sheets = await readSheets(openDisk(null).source(join(first, 'data-raw/small.xlsx')));
    const [main = [], trips = []] = await Promise.all(sheets.map(sheetRows));
    const found = new Map<string, string[]>();
    const add = (key: string, value: string) => found.set(key, [...(found.get(key) ?? []), value]);
    const uuidAt = main[0]?.indexOf('_uuid') ?? -1;
    const cell = (header: string) => header.split('/').at(-1) ?? '';
    for (const row of main.slice(1))
      for (const [at, text] of row.entries()) add(`${row[uuidAt]} ${cell(main[0]?.[at] ?? '')}`, text);
    const parentAt = trips[0]?.indexOf('_parent_index') ?? -1;
    const turns = new Map<string, number>();
    for (const row of trips.slice(1)) {
      const parent = row[parentAt] ?? '';
      turns.set(parent, (turns.get(parent) ?? 0) + 1);
      const uuid = row[trips[0]?.indexOf('_submission__uuid') ?? -1];
      for (const [at, text] of row.entries())
        add(`${uuid}/trip[${turns.get(parent)}] ${cell(trips[0]?.[at] ?? '')}`, text);
    }
    expect(faults.map(({ kind }) => kind).sort()).toEqual(
      expect.arrayContaining(Object.keys(smallProfile.faults).sort()),
    );
    for (const { kind, key, field, plantedValue } of faults) {
      const name = `${kind} ${key} ${field}`;
      if (field === '') expect(found.get(`${key} _uuid`), name).toHaveLength(kind === 'exactDuplicate' ? 2 : 1);
      else
        expect(
          found.get(`${key} ${field}`)?.map((text) => text.trim()),
          name,
        ).toContain(plantedValue.trim());
    }
    for (const kind of [
      'unit',
      'outOfRange',
      'exactDuplicate',
      'skipViolation',
      'contradiction',
      'decimalComma',
    ] as const)
      expect(faults.filter((fault) => fault.kind === kind)).toHaveLength(smallProfile.faults[kind].count);
  });

  test('the log of decisions speaks of planted faults, with the values that the export holds', () => {
    const [header, ...lines] = readFileSync(join(first, 'data-raw/decisions/cleaning_log.csv'), 'utf8')
      .trimEnd()
      .split('\r\n');
    expect(header).toBe('uuid,table,question,issue,change_type,old_value,new_value,decided_by,decided_at,reason');
    expect(lines.length).toBeGreaterThan(3);
    const { faults, followed } = json(first, 'data-raw/truth/faults.json');
    const known = new Set([...faults, ...followed].map(({ key, field }: Planted) => `${key},${field}`));
    for (const line of lines) {
      const [uuid = '', , question = ''] = line.split(',');
      expect(known.has(`${uuid},${question}`), line).toBe(true);
    }
  });
});

test('without faults everybody’s answers obey the form, also where people do not know or refuse', async () => {
  const { study, made } = await people({ faults: false });
  expect(brokenRules(study.form, made.population)).toEqual([]);
  const consenting = made.interviews.filter(({ cells }) => cells.get('consent') === 'yes');
  expect(consenting.some(({ cells }) => cells.get('income') === '-98')).toBe(true);
  for (const { cells, below } of made.interviews) {
    const asked = cells.get('consent') === 'yes';
    expect(cells.get('age') === '').toBe(!asked);
    expect(cells.get('hours') !== '').toBe(cells.get('works') === 'yes');
    expect(below.get('trip')).toHaveLength(asked ? Number(cells.get('trips_n')) : 0);
  }
  // The population answers everything.
  expect(made.population.texts('main', 'income')).not.toContain('-98');
});

test('the people of the frame say in the sample what they say in the population', async () => {
  const { made } = await people({ faults: false });
  const codes = made.population.texts('main', 'code');
  const ages = made.population.texts('main', 'age');
  const byCode = new Map(codes.map((code, row) => [code, ages[row]]));
  for (const { cells } of made.interviews)
    if (cells.get('consent') === 'yes') expect(cells.get('age')).toBe(byCode.get(cells.get('code') ?? ''));
});

describe('the frame', () => {
  const frame = frameOf(profile.frame, 'a', 124);
  const columns = frameColumns(frame);

  test('has its people, regions, beneficiaries and communes', () => {
    const count = (name: string, value: string) => columns.get(name)?.filter((one) => one === value).length;
    expect([columns.get('code')?.length, count('region', 'n'), count('wafira', '1'), frame.communes]).toEqual([
      800, 480, 40, 17,
    ]);
    expect(new Set(columns.get('code')).size).toBe(800);
    expect(columns.get('code')?.every((code) => /^\d{5}$/.test(code))).toBe(true);
    expect(count('pilot_region', '1')).toBe(480);
  });

  test('weights of a sample add up to the frame, in each stratum; only strata of people have a number of PSUs', () => {
    const sums = new Map<string, number>();
    for (const place of sampleOf(frame, 'b')) {
      const stratum = columns.get('stratum')?.[place] ?? '';
      sums.set(stratum, (sums.get(stratum) ?? 0) + Number(columns.get('base_weight')?.[place]));
      expect(columns.get('psu_pop')?.[place]).toBe(stratum === 'n_wafira' ? '40' : '');
    }
    for (const { id, people: own } of frame.strata) expect(sums.get(id)).toBeCloseTo(own.length, 4);
  });

  test('a clustered stratum keeps four PSUs at least, whatever the seed', () => {
    for (let seed = 0; seed < 30; seed += 1) {
      const psus = new Map<string, Set<string>>();
      for (const place of sampleOf(frame, `s${seed}`)) {
        const person = frame.people[place];
        if (person !== undefined) psus.set(person.stratum, (psus.get(person.stratum) ?? new Set()).add(person.psu));
      }
      for (const [stratum, units] of psus)
        expect(units.size, stratum).toBeGreaterThanOrEqual(stratum === 'n_wafira' ? 20 : 4);
    }
  });

  test('rows scale the sample; more than the frame holds is a fault', () => {
    expect(sampleOf(frameOf(profile.frame, 'a', 248), 'b')).toHaveLength(248);
    expect(() => frameOf(profile.frame, 'a', 2000)).toThrow('people are to be drawn, and');
  });
});

test.each<[string, object, string]>([
  [
    'an unknown factor',
    { answers: { ...smallProfile.answers, age: { value: '30', loadings: { skil: 0.2 } } } },
    "unknown factor 'skil'",
  ],
  [
    'a question that is not there',
    { answers: { agee: { value: '30' } } },
    'answers › agee: no question of the form has this name',
  ],
  [
    'a choice that is not there',
    { answers: { ...smallProfile.answers, works: { choices: { maybe: 1 } } } },
    "'maybe' is no choice of 'works'",
  ],
  [
    'an expression that reads nothing',
    { answers: { ...smallProfile.answers, age: { value: '${agge}' } } },
    "unknown field 'agge'",
  ],
  [
    'cases that leave people out',
    { answers: { ...smallProfile.answers, age: { cases: [{ when: "${consent} = 'no'", value: '30' }] } } },
    'no case holds in row',
  ],
  [
    'faults without room',
    { faults: { outOfRange: { count: 900, values: [{ field: 'age', value: '7' }] } } },
    '900 are wanted, and the interviews have room for',
  ],
])('%s is a fault', async (_, change, message) => {
  await expect(simulated({}, smallStudy({ ...smallProfile, ...change }))).rejects.toThrow(message);
});

test.each<[string, object, string]>([
  [
    'an unknown layout',
    { layout: 'redcap' },
    "pipeline simulate --layout: 'redcap' is not known. Known: kobo, kobo-labels, odk, surveycto-wide, surveycto-long, r, ona",
  ],
  [
    'a language that the form does not have',
    { layout: 'kobo-labels', language: 'fr' },
    "pipeline simulate --language: 'fr' is no language of the form. Known: en",
  ],
  [
    'a folder’s layout into a file',
    { form: 'form.xlsx', out: 'export.csv', layout: 'surveycto-long' },
    "the layout surveycto-long has a file for each table, and 'export.csv' is one file. Name a folder",
  ],
  [
    'a zip into a workbook',
    { form: 'form.xlsx', out: 'export.xlsx', layout: 'odk' },
    "the layout odk is a file that ends in .zip, and 'export.xlsx' does not. Name a file that ends in .zip",
  ],
  ['rows that are no number', { rows: 'many' }, "'many' is no whole number from 1"],
  ['a form without a place to write', { form: 'form.xlsx' }, '--out is missing'],
])('%s is a fault of usage', async (_, options, message) => {
  await expect(simulated(options)).rejects.toThrow(message);
});

test('a form of no study becomes an export', async () => {
  const root = smallStudy();
  await simulated({ form: 'schemas/form', out: 'export.xlsx', rows: '12' }, root);
  const [main] = await readSheets(openDisk(null).source(join(root, 'export.xlsx')));
  expect(main === undefined ? 0 : (await sheetRows(main)).length).toBe(13);
  expect(readdirSync(root)).not.toContain('data-raw');
});

test.each([
  ['kobo-labels', 'labels.xlsx', ['labels.xlsx']],
  ['odk', 'central.zip', ['central.zip']],
  ['surveycto-long', 'long', ['long/small-trip.csv', 'long/small.csv']],
])('a form of no study becomes an export in the layout %s', async (layout, out, files) => {
  const root = smallStudy();
  await simulated({ form: 'schemas/form', out, rows: '12', layout }, root);
  const made = readdirSync(root, { recursive: true, encoding: 'utf8' });
  expect(made.filter((path) => path.startsWith(out) && /\.\w+$/.test(path)).sort()).toEqual(files);
});

test('another layout of a study goes into a folder of its own, and the command says how to read it', async () => {
  const root = await simulated({ seed: '1' });
  const [workbook, frame] = [bytes(root, 'data-raw/small.xlsx'), bytes(root, 'schemas/frame.csv')];
  const world = testWorld(root);
  await simulate(world, { seed: '1', layout: 'surveycto-long' });
  expect(world.said.join('')).toContain(
    'to read it, say in: pipeline.config.json › sources › interviews: "files": ' +
      '["data-raw/surveycto-long/small.csv", "data-raw/surveycto-long/small-trip.csv"]',
  );
  expect(readdirSync(join(root, 'data-raw/surveycto-long')).sort()).toEqual(['small-trip.csv', 'small.csv']);
  expect([bytes(root, 'data-raw/small.xlsx'), bytes(root, 'schemas/frame.csv')]).toEqual([workbook, frame]);
});

const own = new URL('../../schemas/simulation.json', import.meta.url).pathname;

describe.skipIf(!existsSync(own))('the study’s own frame (skipped without schemas/simulation.json)', () => {
  test('is that of the method: 6,000 people, 250 beneficiaries, 60 communes, 16 strata, 600 drawn', () => {
    const { frame } = profileSchema.parse(JSON.parse(readFileSync(own, 'utf8')));
    const made = frameOf(frame, '20261123', 600);
    expect([made.people.length, made.communes, made.strata.length]).toEqual([6000, 60, 16]);
    const drawn = sampleOf(made, '1').map((place) => made.people[place]);
    expect([drawn.length, drawn.filter((person) => person?.wafira).length]).toEqual([600, 150]);
    expect(made.people.filter(({ wafira }) => wafira)).toHaveLength(250);
  });
});
