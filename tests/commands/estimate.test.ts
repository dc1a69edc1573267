import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type EstimateCommandOptions, estimate } from '../../src/commands/estimate.ts';
import { LOWEST, spssBytes } from '../readers/labelled/spssBytes.ts';
import { stataBytes } from '../readers/labelled/stataBytes.ts';
import { textCell, workbookBytes } from '../readers/workbookBytes.ts';
import { temporaryFolder, testWorld } from '../world.ts';

const folder = temporaryFolder();

/** Six made-up villages in two zones; code is text for its leading zeros. */
const FARMS = `zone,village,code,w,N,income,kids,sex,owns,note
North,1,007,10,30,100,2,f,yes,
North,1,008,10,30,140,0,m,no,

North,2,007,12,30,90,1,f,no,
North,2,009,12,30,,3,m,yes,
North,3,007,8,30,130,2,m,yes,
South,4,010,20,40,60,4,f,no,
South,4,011,20,40,75,5,m,no,
South,5,007,15,40,80,2,f,,
South,5,012,15,40,95,1,m,yes,
South,6,007,25,40,70,3,f,no,
`;

function file(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return name;
}

const farms = file('farms.csv', FARMS);
const DESIGN = { weights: 'w', strata: 'zone', psu: 'village' };

async function said(options: EstimateCommandOptions, path = farms): Promise<string> {
  const world = testWorld(folder);
  expect(await estimate(world, path, options)).toBe(0);
  return world.said.join('');
}

interface Told {
  readonly design: Record<string, unknown>;
  readonly domainRows: number;
  readonly rowsWithoutGroup: number;
  readonly estimates: readonly (Record<string, number | string | null> & { readonly group: Record<string, string> })[];
  readonly models: readonly {
    readonly rows: number;
    readonly references: readonly string[];
    readonly coefficients: readonly Record<string, number | string | null>[];
    readonly fewPsus: readonly Record<string, number | string | null>[] | null;
  }[];
  readonly tests: readonly { readonly secondOrder: { readonly f: number }; readonly table: readonly number[][] }[];
}

const told = async (options: EstimateCommandOptions, path = farms): Promise<Told> =>
  JSON.parse(await said({ ...options, json: true }, path));

const failing = (options: EstimateCommandOptions, path = farms): Promise<string> =>
  estimate(testWorld(folder), path, options).then(
    () => 'no fault',
    (error: Error) => (error.name === 'Fault' ? error.message : `not a fault: ${error.stack}`),
  );

describe('estimates', () => {
  test('the table of people', async () => {
    const text = await said({ ...DESIGN, mean: ['income'], proportion: ['owns'], by: 'zone' });
    expect(text).toMatchInlineSnapshot(`
      "estimate of       zone   PSUs  n  missing  estimate     SE  low 95 %   high  deff  df
      mean income       North     3  4        1       113     10        84    142  0.73   4  !
      mean income       South     3  5        0      74.5    6.4      56.8   92.1  1.34   4  !
      share owns = no   North     3  5        0     0.423  0.098     0.143  0.747  0.16   2  !
      share owns = no   South     3  4        1      0.81   0.23      0.04   1.00  1.05   2  !
      share owns = yes  North     3  5        0     0.577  0.098     0.253  0.857  0.16   2  !
      share owns = yes  South     3  4        1      0.19   0.23      0.00   0.96  1.05   2  !
      ! : under 30 rows, 30 effective rows (n / deff) or 8 df: such intervals cover less often than they say

      10 rows; 6 PSUs, 2 strata, df 4
      "
    `);
  });

  test('mean, total and size of the population', async () => {
    const { estimates, design } = await told({ ...DESIGN, mean: ['income'], total: ['kids', '1'] });
    expect(design).toMatchObject({ psus: 6, strataCount: 2, df: 4, weightSum: 147 });
    expect(estimates[0]).toMatchObject({ statistic: 'mean', n: 9, missing: 1, df: 4 });
    const sum = 10 * 100 + 10 * 140 + 12 * 90 + 8 * 130 + 20 * 60 + 20 * 75 + 15 * 80 + 15 * 95 + 25 * 70;
    expect(estimates[0]?.estimate).toBeCloseTo(sum / 135, 8);
    expect(estimates[1]).toMatchObject({ variable: 'kids', estimate: 384, n: 10 });
    expect(estimates[2]).toMatchObject({ variable: '1', estimate: 147 });
  });

  test('the error of a total by hand', async () => {
    const { estimates } = await told({ ...DESIGN, total: ['kids'] });
    // PSU totals 20, 48, 16 and 180, 45, 75: 3/2 · Σ (t − mean)² in each stratum.
    const spread = (of: readonly number[]) => {
      const mean = of.reduce((a, b) => a + b) / of.length;
      return 1.5 * of.reduce((sum, t) => sum + (t - mean) * (t - mean), 0);
    };
    expect(estimates[0]?.se).toBeCloseTo(Math.sqrt(spread([20, 48, 16]) + spread([180, 45, 75])), 8);
  });

  test('a domain keeps its strata: rows outside are zeros', async () => {
    const { estimates, domainRows } = await told({ ...DESIGN, where: '${kids} > 1', mean: ['income'] });
    expect(domainRows).toBe(7);
    expect(estimates[0]).toMatchObject({ n: 6, missing: 1, psus: 5, df: 4 });
  });

  test('a condition that a cell cannot tell is out of the domain', async () => {
    const { domainRows } = await told({ ...DESIGN, where: '${income} > 0', total: ['1'] });
    expect(domainRows).toBe(9);
  });

  test('conditions are variables too', async () => {
    const { estimates } = await told({
      ...DESIGN,
      proportion: ['${kids} >= 2 and ${sex} = "f"'],
      mean: ['${kids} * 2'],
    });
    expect(estimates.map(({ estimate: value }) => value)).toEqual(
      [768 / 147, 70 / 147].map((x) => Number(x.toPrecision(12))),
    );
  });

  test('breakdowns cross, and an empty cell is in no group', async () => {
    const { estimates, rowsWithoutGroup } = await told({ ...DESIGN, by: 'owns,sex', total: ['1'] });
    expect(rowsWithoutGroup).toBe(1);
    expect(estimates.map(({ group }) => `${group.owns} ${group.sex}`)).toEqual(['no f', 'no m', 'yes f', 'yes m']);
  });

  test('codes with leading zeros stay text', async () => {
    const { estimates } = await told({ ...DESIGN, proportion: ['code'] });
    expect(estimates.map(({ level }) => level)).toEqual(['007', '008', '009', '010', '011', '012']);
  });

  test('ratio, median and quantiles', async () => {
    const { estimates } = await told({
      ...DESIGN,
      ratio: ['kids/income'],
      median: ['kids'],
      quantile: ['kids:0.25,0.9'],
    });
    expect(estimates.map(({ statistic, level }) => [statistic, level])).toEqual([
      ['ratio', ''],
      ['quantile', '0.25'],
      ['quantile', '0.9'],
      ['quantile', '0.5'],
    ]);
    expect(estimates[3]?.estimate).toBe(3);
  });

  test('population counts correct the error', async () => {
    const [plain, corrected] = await Promise.all([
      told({ ...DESIGN, mean: ['kids'] }),
      told({ ...DESIGN, fpc: 'N', mean: ['kids'] }),
    ]);
    expect(Number(corrected.estimates[0]?.se)).toBeLessThan(Number(plain.estimates[0]?.se));
  });

  test('replicates built from the design agree with linearisation for a total', async () => {
    const [linear, jackknife] = await Promise.all([
      told({ ...DESIGN, total: ['kids'] }),
      told({ ...DESIGN, replicateType: 'JKn', total: ['kids'] }),
    ]);
    expect(jackknife.estimates[0]?.se).toBeCloseTo(Number(linear.estimates[0]?.se), 8);
    expect(jackknife.design.replicates).toMatchObject({ type: 'JKn', count: 6 });
  });

  test('replicates that came with the data', async () => {
    const rows = ['w,rw1,rw2,y', '1,2,0,3', '1,0,2,5', '1,2,0,4', '1,0,2,8'];
    const { estimates } = await told(
      { weights: 'w', replicates: 'rw*', replicateType: 'BRR', mse: true, total: ['y'] },
      file('reps.csv', rows.join('\n')),
    );
    // Replicates 14 and 26 about 20, scale ½.
    expect(estimates[0]).toMatchObject({ estimate: 20, se: 6 });
  });

  test('weights that add up to known totals', async () => {
    const { estimates } = await told({ ...DESIGN, margin: ['sex: f=100, m=50'], total: ['1'], by: 'sex' });
    expect(estimates.map(({ estimate: value }) => value)).toEqual([100, 50]);
  });

  test('nobody: null with its reason', async () => {
    const { estimates } = await told({ ...DESIGN, where: '${kids} > 99', mean: ['income'] });
    expect(estimates[0]).toMatchObject({ n: 0, estimate: null, se: null, low: null, reason: 'nobody has a value' });
  });

  test('one PSU a stratum: an estimate without an interval', async () => {
    const { estimates } = await told({
      weights: 'w',
      strata: 'village',
      psu: 'village',
      lonelyPsu: 'remove',
      mean: ['kids'],
    });
    expect(estimates[0]).toMatchObject({
      low: null,
      df: 0,
      reason: 'no degrees of freedom: as many strata, or strata and coefficients, as sampled units',
    });
  });

  test('a sheet of a workbook', async () => {
    const rows = ['w', 'y'].map((name, k) => textCell(`${'AB'[k]}1`, name)).join('');
    const cells = [1, 2, 3].map(
      (n) => `<row r="${n + 1}"><c r="A${n + 1}"><v>1</v></c><c r="B${n + 1}"><v>${n}.5</v></c></row>`,
    );
    writeFileSync(join(folder, 'book.xlsx'), workbookBytes({ rows: `<row r="1">${rows}</row>${cells.join('')}` }));
    const { estimates } = await told({ weights: 'w', mean: ['y'] }, 'book.xlsx');
    expect(estimates[0]).toMatchObject({ estimate: 2.5, n: 3 });
    expect(await failing({ sheet: 'Dta', mean: ['y'] }, 'book.xlsx')).toContain(
      "there is no sheet 'Dta'. Sheets: Data",
    );
  });

  test('--explain says design, formula and source', async () => {
    const text = await said({ ...DESIGN, mean: ['income'], explain: true });
    expect(text).toContain('strata      zone (2)');
    expect(text).toContain('Binder 1983');
  });

  test.each([
    ['a number', 'x\n1\n2\n'],
    ['R’s NA', 'x\n1\nNA\n2\n'],
    ['empty cells', 'x,y\n1,a\n,b\n2,c\n'],
  ])('a column of numbers with %s', async (_, text) => {
    const { estimates } = await told({ mean: ['x'] }, file('numbers.csv', text));
    expect(estimates[0]).toMatchObject({ estimate: 1.5, n: 2 });
  });
});

describe('models and tests', () => {
  test('a linear model with a factor and its reference', async () => {
    const { models } = await told({ ...DESIGN, model: ['income ~ kids + factor(sex, m)'] });
    expect(models[0]).toMatchObject({ rows: 9, references: ['sex = m'] });
    expect(models[0]?.coefficients.map(({ term }) => term)).toEqual(['(Intercept)', 'kids', 'sex = f']);
    expect(models[0]?.fewPsus?.length).toBe(3);
  });

  test('interactions, and a logistic model of a text', async () => {
    const { models } = await told({ ...DESIGN, model: ['income ~ kids*sex'] });
    expect(models[0]?.coefficients.map(({ term }) => term)).toEqual([
      '(Intercept)',
      'kids',
      'sex = m',
      'kids × sex = m',
    ]);
    const text = await said({ ...DESIGN, family: 'logistic', model: ['owns ~ income'] });
    expect(text).toContain('1: owns = yes');
    expect(text).toMatch(/odds ratio +low +high\n/);
    expect(text).toContain('pseudo R²: McFadden');
  });

  test('independence', async () => {
    const { tests } = await told({ ...DESIGN, chisq: ['sex,owns'] });
    expect(tests[0]?.table).toEqual([
      [57, 10],
      [30, 35],
    ]);
    expect(Number.isFinite(tests[0]?.secondOrder.f)).toBe(true);
  });
});

describe('faults name the place and the remedy', () => {
  const bad = (text: string) => file('bad.csv', text);
  test.each<[string, EstimateCommandOptions, string, string | null]>([
    [
      'unknown column',
      { mean: ['incme'] },
      "farms.csv, --mean: there is no column 'incme'; did you mean 'income'?",
      null,
    ],
    ['nothing asked', {}, 'nothing is asked', null],
    ['text for a mean', { mean: ['sex'] }, "column 'sex' holds text such as 'f'", null],
    [
      'an unknown field of a condition',
      { where: '${kidz} > 1', mean: ['kids'] },
      "unknown field 'kidz'; did you mean 'kids'?",
      null,
    ],
    ['a condition without braces', { where: 'kids > 1', mean: ['kids'] }, 'Write names in braces', null],
    [
      'negative weight',
      { weights: 'w', mean: ['y'] },
      'bad.csv, column w, row 4: a weight is negative',
      'w,y\n1,2\n\n-1,3\n',
    ],
    ['no weight at all', { weights: 'w', mean: ['y'] }, 'column w: every weight is empty or 0', 'w,y\n0,2\n,3\n'],
    [
      'weights that are text',
      { weights: 'w', mean: ['y'] },
      "column w, rows 2, 3: '1,5' is no number",
      'w;y\n1,5;2\n2,5;3\n',
    ],
    [
      'lonely PSU',
      { strata: 'h', psu: 'p', mean: ['y'] },
      '1 stratum has one PSU, so that nothing tells the variance there: h = b. Merge',
      'h,p,y\na,1,1\na,2,2\nb,3,5\n',
    ],
    [
      'PSU in two strata',
      { strata: 'h', psu: 'p', mean: ['y'] },
      'row 4: PSU 1 is in two strata: h = a; h = b. Say --nest',
      'h,p,y\na,1,1\na,2,2\nb,1,5\nb,2,1\n',
    ],
    ['empty stratum', { strata: 'h', mean: ['y'] }, 'column h, row 3: the stratum is empty', 'h,y\na,1\n,2\n'],
    [
      'population below sample',
      { fpc: 'N', mean: ['y'] },
      'a population of 1 is below the 2 units sampled',
      'N,y\n1,1\n1,2\n',
    ],
    ['populations that vary', { fpc: 'N', mean: ['y'] }, 'has two values', 'N,y\n9,1\n8,2\n'],
    ['one-level factor', { model: ['y ~ g'] }, "factor 'g' has one level (a)", 'g,y\na,1\na,2\na,4\n'],
    ['constant outcome', { model: ['y ~ x'] }, "the outcome 'y' is 1 in all 3 rows", 'x,y\n1,1\n2,1\n4,1\n'],
    [
      'separation',
      { family: 'logistic', model: ['y ~ x'] },
      "'x' separates the outcome 'y'",
      'x,y\n1,0\n2,0\n3,1\n4,1\n',
    ],
    [
      'rank deficiency',
      { model: ['y ~ a + b'] },
      "'b' follows from the terms before it: (Intercept), a",
      'a,b,y\n1,2,1\n2,4,3\n3,6,2\n4,8,7\n',
    ],
    ['outcome of a logistic model', { family: 'logistic', model: ['y ~ x'] }, 'holds 2', 'x,y\n1,1\n2,2\n1,0\n'],
    ['one level in a test', { chisq: ['g,y'] }, "'g' has one level (a)", 'g,y\na,1\na,2\n'],
    ['a formula without tilde', { model: ['y + x'] }, "'y + x' is no formula", 'x,y\n1,1\n'],
    ['a family', { family: 'logistc', model: ['y ~ x'] }, "'logistc' is none of", 'x,y\n1,1\n'],
    ['a share', { quantile: ['y:50'] }, 'no shares between 0 and 1', 'y\n1\n'],
    ['a level', { level: '95', mean: ['y'] }, 'no confidence level', 'y\n1\n'],
    ['replicates without type', { replicates: 'rw*', mean: ['y'] }, 'their type is not said', 'y,rw1,rw2\n1,1,1\n'],
    [
      'no such replicates',
      { replicates: 'zz*', replicateType: 'BRR', mean: ['y'] },
      "no column is like 'zz*'",
      'y,rw1\n1,1\n',
    ],
    [
      'scales of JKn',
      { replicates: 'rw*', replicateType: 'JKn', mean: ['y'] },
      'need their scale',
      'y,rw1,rw2\n1,1,1\n',
    ],
    [
      'scales that do not match',
      { replicates: 'rw*', replicateType: 'JKn', scale: '1,1,1', mean: ['y'] },
      '3 scales for 2 replicate columns',
      'y,rw1,rw2\n1,1,1\n',
    ],
    ['models by replicates', { replicateType: 'JKn', model: ['y ~ x'] }, 'linearised errors only', 'x,y\n1,1\n'],
    ['margin of an unknown level', { margin: ['g: a=1, z=2'], mean: ['y'] }, "the data have no 'z'", 'g,y\na,1\nb,2\n'],
    [
      'margins that disagree',
      { margin: ['g: a=1, b=2', 'h: a=1, b=5'], mean: ['y'] },
      "--margin h: its totals add up to 6, those of 'g' to 3",
      'g,h,y\na,a,1\nb,b,2\n',
    ],
    [
      'margins that cannot be met together',
      { margin: ['g: a=10, b=20', 'h: a=15, b=15'], mean: ['y'] },
      "the margins cannot be met together: level 'a' adds up to 15 in place of 10",
      'g,h,y\na,a,1\nb,b,2\na,a,4\nb,b,4\n',
    ],
    [
      'a level of rows without weight',
      { weights: 'w', margin: ['g: a=4, b=5'], mean: ['y'] },
      "level 'a' has a total and no row that weighs",
      'w,g,y\n0,a,1\n1,b,2\n1,b,3\n',
    ],
    [
      'a level with a total of 0',
      { margin: ['g: a=0, b=5'], mean: ['y'] },
      "level 'a' has a total of 0 and rows that weigh",
      'g,y\na,1\nb,2\nb,3\n',
    ],
    [
      'a margin of rows without a level',
      { margin: ['g: a=1, b=2'], mean: ['y'] },
      "--margin g, row 3: 'g' is empty",
      'g,y\na,1\n,2\nb,2\n',
    ],
    ['weights that are all missing', { weights: 'w', mean: ['y'] }, 'column w: every cell is empty', 'w,y\n,1\n,2\n'],
    [
      'a replicate weight that is missing',
      { weights: 'w', replicates: 'rw*', replicateType: 'JK1', mean: ['y'] },
      'column rw2, row 3: the replicate weight is empty where the row has a weight',
      'w,y,rw1,rw2\n1,1,0,2\n1,2,2,\n',
    ],
    [
      'replicates that are factors',
      { weights: 'w', replicates: 'rw*', replicateType: 'JK1', mean: ['y'] },
      'no column adds up to anything near the weights: rw1 to 2, the weights to 20',
      'w,y,rw1,rw2\n10,1,0,2\n10,2,2,0\n',
    ],
    [
      'a column of text among the replicates',
      { weights: 'w', replicates: 'rw*', replicateType: 'JK1', mean: ['y'] },
      "column rw_note, row 2: 'x' is no number",
      'w,y,rw1,rw_note\n10,1,0,x\n10,2,2,\n',
    ],
    ['two columns of one name', { mean: ['y'] }, "two columns are called 'y'", 'y,y\n1,2\n'],
    ['no rows', { mean: ['y'] }, 'has a header and no rows', 'y\n'],
  ])('%s', async (_, options, expected, text) => {
    expect(await failing(options, text === null ? farms : bad(text))).toContain(expected);
  });
});

describe('labelled files', () => {
  const SEX = [
    [1, 'Woman'],
    [2, 'Man'],
    [3, 'Man'],
    [-99, 'Refused'],
  ] as const;
  const KEPT = SEX.map(([code, label]) => [code === -99 ? '.r' : code, label] as const);
  const rows = [
    [1, 10, 4],
    [1, 20, -98],
    [2, 10, 2],
    [2, 20, 3],
    [3, 10, 5],
    [-99, 30, 8],
  ] as const;
  writeFileSync(
    join(folder, 'labelled.sav'),
    spssBytes({
      variables: [
        { name: 'sex', labels: SEX, missing: [-99] },
        { name: 'w' },
        { name: 'kids', labels: [[-98, 'Do not know']], range: [LOWEST, -90] },
      ],
      rows,
      packing: 'bytecode',
    }),
  );
  writeFileSync(
    join(folder, 'labelled.dta'),
    stataBytes({
      release: 118,
      variables: [
        { name: 'sex', type: 'byte', labels: 'sex' },
        { name: 'w', type: 'double' },
        { name: 'kids', type: 'byte' },
      ],
      rows: rows.map((row) => row.map((value) => (value === -99 ? '.r' : value === -98 ? '.d' : value))),
      labels: { sex: KEPT },
    }),
  );

  test.each(['labelled.sav', 'labelled.dta'])(
    '%s: missing codes count nowhere, levels have their labels',
    async (path) => {
      const { estimates } = await told({ weights: 'w', mean: ['kids'], proportion: ['sex'] }, path);
      expect(estimates[0]).toMatchObject({ variable: 'kids', n: 5, missing: 1 });
      expect(estimates[0]?.estimate).toBeCloseTo((40 + 20 + 60 + 50 + 240) / 80, 9);
      expect(estimates.slice(1).map(({ level, n, missing, estimate: share }) => [level, n, missing, share])).toEqual([
        ['Woman', 5, 1, expect.closeTo(30 / 70, 9)],
        ['Man (2)', 5, 1, expect.closeTo(30 / 70, 9)],
        ['Man (3)', 5, 1, expect.closeTo(10 / 70, 9)],
      ]);
    },
  );

  test.each(['labelled.sav', 'labelled.dta'])('%s: groups by label, conditions by code', async (path) => {
    const { estimates, rowsWithoutGroup, domainRows } = await told(
      { weights: 'w', mean: ['kids'], by: 'sex', where: '${sex} < 3 or ${w} = 30' },
      path,
    );
    expect([domainRows, rowsWithoutGroup]).toEqual([5, 1]);
    expect(estimates.map(({ group, n }) => [group.sex, n])).toEqual([
      ['Woman', 1],
      ['Man (2)', 2],
      ['Man (3)', 0],
    ]);
  });

  test('margins and references are named by label or by code', async () => {
    const by = { weights: 'w', where: '${sex} > 0', by: 'sex', total: ['1'] };
    const known = rows.filter(([sex]) => sex > 0);
    writeFileSync(
      join(folder, 'known.sav'),
      spssBytes({
        variables: [{ name: 'sex', labels: SEX.slice(0, 2) }, { name: 'w' }],
        rows: known.map(([sex, w]) => [Math.min(sex, 2), w]),
      }),
    );
    for (const margin of ['sex: Woman=60, Man=40', 'sex: 1=60, 2=40']) {
      const { estimates } = await told({ ...by, margin: [margin] }, 'known.sav');
      expect(estimates.map(({ group, estimate: total }) => [group.sex, total])).toEqual([
        ['Woman', 60],
        ['Man', 40],
      ]);
    }
    for (const reference of ['Man', '2']) {
      const { models } = await told({ weights: 'w', model: [`w ~ factor(sex, ${reference})`] }, 'known.sav');
      expect(models[0]).toMatchObject({ references: ['sex = Man'], coefficients: [{}, { term: 'sex = Woman' }] });
    }
  });
});
