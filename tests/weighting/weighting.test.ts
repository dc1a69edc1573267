import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { run } from '../../src/commands/run.ts';
import { temporaryFolder, testWorld } from '../world.ts';

const original = new URL('../cases/weights', import.meta.url).pathname;

interface Change {
  readonly weighting?: Record<string, unknown>;
  readonly design?: Record<string, unknown>;
  readonly margins?: string;
  /** Text in main.csv and what stands there instead. */
  readonly data?: readonly [from: string, to: string];
}

/** Runs the case `weights` with another weighting up to its estimates. */
async function made(change: Change) {
  const folder = join(temporaryFolder(), 'weights');
  cpSync(original, folder, { recursive: true });
  const config = JSON.parse(readFileSync(join(folder, 'pipeline.config.json'), 'utf8')) as {
    design: Record<string, unknown> & { weighting: Record<string, unknown> };
  };
  const weighting = change.weighting ?? config.design.weighting;
  config.design = { ...config.design, ...change.design, weighting };
  writeFileSync(join(folder, 'pipeline.config.json'), JSON.stringify(config));
  if (change.margins !== undefined) writeFileSync(join(folder, 'schemas/margins.csv'), change.margins);
  if (change.data !== undefined) {
    const path = join(folder, 'data-raw/main.csv');
    const text = readFileSync(path, 'utf8');
    expect(text).toContain(change.data[0]);
    writeFileSync(path, text.replace(...change.data));
  }
  await run(testWorld(folder), { quiet: true, to: 'indicators' });
  const estimates = JSON.parse(readFileSync(join(folder, 'reports/estimates.json'), 'utf8')) as {
    key: string;
    value: number;
    se: number;
  }[];
  const path = join(folder, 'data-clean/weights.csv');
  const lines = existsSync(path) ? readFileSync(path, 'utf8').replace('\uFEFF', '').trim().split(/\r?\n/) : [];
  const [header = [], ...rows] = lines.map((line) => line.split(','));
  return {
    estimate: (key: string) => estimates.find((each) => each.key === key)!,
    column: (name: string) => rows.map((cells) => Number(cells[header.indexOf(name)])),
    header,
  };
}

const base = { probabilities: ['p_market', 'p_stall'] };
const nonresponse = {
  cells: ['district', 'sex'],
  within: ['district'],
  responded: "${result} = 'complete'",
  ineligible: "${result} = 'closed'",
  fewest: 3,
};
const shared = { base, nonresponse, missing: { sex: 'f' } };
const crossed =
  'margin,field,level,total\nboth,district & sex,coast & f,70\nboth,district&sex,coast&m,50\nboth,district&sex,hills&f,100\nboth,district&sex,hills&m,80\n';

describe('each step', () => {
  test('base weights are 1 over the probabilities; factors of the cells by hand', async () => {
    const { column, header } = await made({ weighting: shared });
    expect(header).toEqual(['_key', 'base', 'nonresponse', 'final']);
    expect(column('base')).toEqual([10, 10, 10, 10, 8, 8, 8, 8, 12.5, 12.5, 12.5, 12.5, 10, 10, 10, 10]);
    // Coast: women all answered (one stall was closed: not eligible); men 26 of 36. Hills: two men are too few, so all are one cell: 67.5 of 90.
    const factors = [
      1,
      1,
      36 / 26,
      0,
      1,
      36 / 26,
      36 / 26,
      0,
      ...[1, 1, 1, 0, 1, 0, 1, 1].map((one) => (one * 90) / 67.5),
    ];
    const expected = column('base').map((weight, row) => weight * factors[row]!);
    for (const [row, weight] of column('final').entries()) expect(weight).toBeCloseTo(expected[row]!, 9);
  });

  // R 4.2.2, survey 4.1-1: rake, calibrate and postStratify of the respondents' design, then svymean.
  test.each([
    ['rake', {}, 96.799445760172, 13.13907112397355, 18.3725817859],
    ['raking', {}, 96.799445760107, 13.424337170595, 18.3725817858],
    ['linear', {}, 96.798398183014, 13.438332606528, 18.3566433566],
    ['logit', { bounds: [0.5, 3] }, 96.797884745111, 13.445192113051, 18.3488316226],
  ])('%s gives the mean, error and weight of R', async (method, more, mean, se, weight) => {
    const { estimate, column } = await made({ weighting: { ...shared, calibration: { method, gap: 1e-11, ...more } } });
    expect(estimate('sales/mean').value / mean).toBeCloseTo(1, 8);
    expect(estimate('sales/mean').se / se).toBeCloseTo(1, 8);
    expect(column('final')[0]! / weight).toBeCloseTo(1, 8);
    expect(column('final').reduce((a, b) => a + b)).toBeCloseTo(300, 6);
  });

  test('poststratify to a crossed margin, as R', async () => {
    const calibration = { method: 'poststratify' };
    const { estimate, column } = await made({ weighting: { ...shared, calibration }, margins: crossed });
    expect(estimate('sales/mean').value).toBeCloseTo(97.2350427350427, 9);
    expect(estimate('sales/mean').se).toBeCloseTo(7.4510391492131, 9);
    expect(column('final')[0]! + column('final')[1]! + column('final')[4]!).toBeCloseTo(70, 9);
  });

  test('a roster takes the residuals of its interviews: R’s svyratio of totals by interview', async () => {
    const { estimate } = await made({ weighting: { ...shared, calibration: { method: 'rake', gap: 1e-11 } } });
    expect(estimate('young').value / 0.48186905388842).toBeCloseTo(1, 8);
    expect(estimate('young').se / 0.18716708101962).toBeCloseTo(1, 8);
  });

  test('the total of a number is met too', async () => {
    const margins =
      'margin,field,level,total\ndistrict,district,coast,120\ndistrict,district,hills,180\nsales,sales,,30000\n';
    const weighting = { base, calibration: { method: 'raking', gap: 1e-11 } };
    const { column, estimate } = await made({ weighting, margins });
    const sales = [120, 80, 200, 0, 150, 90, 60, 0, 40, 55, 110, 0, 95, 0, 70, 130];
    expect(column('final').reduce((sum, weight, row) => sum + weight * sales[row]!, 0)).toBeCloseTo(30000, 5);
    expect(estimate('sales/mean').value).toBeCloseTo(100, 7);
    expect(estimate('sales/mean').se).toBeLessThan(1e-6);
  });

  test('trimming keeps the sum and stays within medians', async () => {
    const { column } = await made({});
    const [before, after] = [column('calibration'), column('trim')];
    const median = (26.3459491098 + 26.3459491098) / 2;
    expect(Math.max(...after)).toBeLessThanOrEqual(1.25 * median + 1e-9);
    expect(Math.max(...before)).toBeGreaterThan(1.25 * median);
    expect(after.reduce((a, b) => a + b)).toBeCloseTo(300, 8);
    expect(after.filter((weight) => weight === 0).length).toBe(4);
  });
});

describe('faults name what is wrong', () => {
  const margins = (...rows: string[]) => `margin,field,level,total\n${rows.join('\n')}\n`;
  const rake = { method: 'rake' };
  test.each<[name: string, change: Change, message: RegExp]>([
    [
      'a level that only the data have',
      { weighting: { ...shared, calibration: rake }, margins: margins('district,district,coast,120') },
      /^schemas\/margins\.csv › district: there is no total for 'hills' \(6 interviews\)\. Levels there: coast/,
    ],
    [
      'a level that only the margin has',
      {
        weighting: { ...shared, calibration: rake },
        margins: margins('district,district,coast,120', 'district,district,hills,180', 'district,district,desert,5'),
      },
      /no interview that weighs is in 'desert' \(total 5\)/,
    ],
    [
      'totals that disagree',
      {
        weighting: { ...shared, calibration: rake },
        margins: margins(
          'district,district,coast,120',
          'district,district,hills,180',
          'sex,sex,f,170',
          'sex,sex,m,131',
        ),
      },
      /^schemas\/margins\.csv › sex: its totals add up to 301, those of 'district' to 300\. Margins of one population/,
    ],
    [
      'a missing answer without a level declared',
      { weighting: { base, nonresponse, calibration: rake } },
      /nonresponse › cells: 'sex' is missing for 1 of the interviews that weigh \(stall-10\).*"missing": \{"sex": "…"\}/,
    ],
    [
      'bounds that leave no solution name margin, level and totals',
      { weighting: { ...shared, calibration: { method: 'linear', bounds: [0.9, 1.1] } } },
      /^schemas\/margins\.csv › district: the weights cannot meet the margins: 'district', level '(coast|hills)', adds up to [\d.]+ in place of (120|180) after 100 rounds/,
    ],
    [
      'too few rounds of raking',
      { weighting: { ...shared, calibration: { method: 'rake', rounds: 1, gap: 1e-12 } } },
      /'district', level '(coast|hills)', adds up to [\d.]+ in place of (120|180) after 1 rounds/,
    ],
    [
      'a cell where nobody responded',
      {
        weighting: {
          ...shared,
          nonresponse: { ...nonresponse, responded: "${result} = 'complete' and ${district} = 'coast'" },
        },
      },
      /nobody responded in the cells 'hills&f', 'hills&m' of district & sex/,
    ],
    [
      'probabilities that are none',
      { data: ['A,0.5,0.2', 'A,0.5,1.2'] },
      /weighting › base: 1 probabilities are not above 0 and at most 1 \(interviews stall-1\)/,
    ],
    [
      'trimming that cannot be',
      { weighting: { ...shared, trim: { lowest: 0.99, highest: 1.01 } } },
      /trim: the weights cannot all be between .* \(0\.99 and 1\.01 medians\) with the same sum/,
    ],
    ['two base weights', { design: { weights: 'p_stall' } }, /both "weights" and "weighting › base" name base weights/],
    [
      'poststratify with two margins',
      { weighting: { ...shared, calibration: { method: 'poststratify' } } },
      /poststratify takes one margin, and there are 2/,
    ],
    ['logit without bounds', { weighting: { ...shared, calibration: { method: 'logit' } } }, /logit needs the bounds/],
    [
      'a margin that is not there',
      { weighting: { ...shared, calibration: { ...rake, margins: ['sexe'] } } },
      /calibration › margins: unknown margin 'sexe'\. Did you mean 'sex'\?/,
    ],
    [
      'a field that is not there',
      { margins: margins('d,distric,coast,1') },
      /schemas\/margins\.csv › d: unknown field 'distric'; did you mean 'district'\?/,
    ],
    ['a field of a roster', { margins: margins('h,helper_age,3,1') }, /'helper_age' is asked in the repeat 'helper'/],
    ['a total that is no number', { margins: margins('sex,sex,f,many') }, /row 2 › total: 'many' is no total/],
    [
      'a level twice',
      { margins: margins('sex,sex,f,1', 'sex,sex,f,2') },
      /row 3: a second total for level 'f' of margin 'sex'/,
    ],
    ['a misspelt key', { weighting: { ...shared, nonresponse: { ...nonresponse, fewst: 3 } } }, /fewst/],
  ])('%s', async (_, change, message) => {
    await expect(made(change)).rejects.toThrow(message);
  });
});
