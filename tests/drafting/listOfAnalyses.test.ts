import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import XLSX from '@e965/xlsx';
import Papa from 'papaparse';
import { beforeAll, describe, expect, test } from 'vitest';
import { indicators } from '../../src/commands/indicators.ts';
import { init } from '../../src/commands/init.ts';
import { run } from '../../src/commands/run.ts';
import { temporaryFolder, testWorld } from '../world.ts';

type Row = Readonly<Record<string, string>>;

const parsed = (text: string): readonly Row[] =>
  Papa.parse<Row>(text.replace(/^\uFEFF/, '').trim(), { header: true }).data;
const resultsOf = (study: string) => parsed(readFileSync(join(study, 'reports/results-impact.csv'), 'utf8'));

/** The numbers themselves are looked at, those of rare answers too. */
function publishAll(study: string): void {
  const path = join(study, 'pipeline.config.json');
  const config = JSON.parse(readFileSync(path, 'utf8'));
  writeFileSync(
    path,
    JSON.stringify({
      ...config,
      publication: { ...config.publication, minimum: 1, precision: false, secondary: false },
    }),
  );
}

describe('a list of every type, alone, by one group and by two', () => {
  const folder = temporaryFolder();
  const study = join(folder, 'study');
  const WORK = ['yes', 'no'];
  const NEEDS = ['food', 'water', 'cash'];
  const AREA = ['rural', 'urban'];
  const SEX = ['f', 'm'];
  const people = Array.from({ length: 48 }, (_, at) => ({
    work: at % 5 === 0 ? '' : (WORK[at % 2] ?? ''),
    needs: at % 7 === 0 ? '' : NEEDS.filter((_need, place) => (at >> place) % 2 === 1 || place === 0).join(' '),
    area: AREA[Math.floor(at / 3) % 2] ?? '',
    sex: SEX[Math.floor(at / 5) % 2] ?? '',
    age: at % 11 === 0 ? '' : String(18 + ((at * 7) % 40)),
    children: at % 6 === 0 ? '' : String(at % 4),
    members: String((at * 3) % 6),
    weight: String(1 + (at % 3) / 2),
  }));
  const TYPES = [
    ['prop_select_one', 'work'],
    ['prop_select_multiple', 'needs'],
    ['mean', 'age'],
    ['median', 'age'],
    ['ratio', ''],
  ] as const;
  const GROUPS = ['', 'area', 'area, sex'] as const;
  const lines = TYPES.flatMap(([type, variable]) =>
    GROUPS.map(
      (groups) => `${type},${variable},"${groups}",0.9,${type === 'ratio' ? 'children,members,TRUE,TRUE' : ',,,'}`,
    ),
  );
  const list = `analysis_type,analysis_var,group_var,level,analysis_var_numerator,analysis_var_denominator,numerator_NA_to_0,filter_denominator_0\n${lines.join('\n')}\nmean,age,,0.9,,,,\n`;

  beforeAll(async () => {
    const form = join(folder, 'form');
    mkdirSync(form);
    writeFileSync(
      join(form, 'survey.csv'),
      'type,name,label\nselect_one yn,work,Work\nselect_multiple needs,needs,Needs\nselect_one area,area,Area\nselect_one sex,sex,Sex\ninteger,age,Age\ninteger,children,Children\ninteger,members,Members\n',
    );
    const choices = [
      ...WORK.map((name) => `yn,${name}`),
      ...NEEDS.map((name) => `needs,${name}`),
      ...AREA.map((name) => `area,${name}`),
      ...SEX.map((name) => `sex,${name}`),
    ];
    writeFileSync(
      join(form, 'choices.csv'),
      `list_name,name,label\n${choices.map((line) => `${line},${line.split(',')[1]}`).join('\n')}\n`,
    );
    const header = Object.keys(people[0] ?? {});
    writeFileSync(
      join(folder, 'data.csv'),
      `uuid,${header.join(',')}\n${people.map((person, at) => [`u${at}`, ...Object.values(person)].join(',')).join('\n')}\n`,
    );
    writeFileSync(join(folder, 'loa.csv'), list);
    await init(testWorld(folder), study, { form: 'form', data: ['data.csv'], loa: 'loa.csv', weights: 'weight' });
    publishAll(study);
    await run(testWorld(study), { quiet: true, to: 'indicators' });
  });

  /** The key of each result that the list asks for, written down from the rules of the format, and the rows that it counts. */
  function expectedKeys(): ReadonlyMap<string, (person: (typeof people)[number]) => boolean> {
    const keys = new Map<string, (person: (typeof people)[number]) => boolean>();
    const groups: readonly (readonly [string, (person: (typeof people)[number]) => boolean])[] = [
      ['NA %/% NA', () => true],
      ...AREA.map((area) => [`area %/% ${area}`, (person: (typeof people)[number]) => person.area === area] as const),
      ...AREA.flatMap((area) =>
        SEX.map(
          (sex) =>
            [
              `area %/% ${area} -/- sex %/% ${sex}`,
              (person: (typeof people)[number]) => person.area === area && person.sex === sex,
            ] as const,
        ),
      ),
    ];
    for (const [group, inside] of groups) {
      for (const value of WORK) keys.set(`prop_select_one @/@ work %/% ${value} @/@ ${group}`, inside);
      for (const value of NEEDS) keys.set(`prop_select_multiple @/@ needs %/% ${value} @/@ ${group}`, inside);
      keys.set(`mean @/@ age %/% NA @/@ ${group}`, inside);
      keys.set(`median @/@ age %/% NA @/@ ${group}`, inside);
      keys.set(`ratio @/@ children %/% NA -/- members %/% NA @/@ ${group}`, inside);
    }
    return keys;
  }

  test('makes each of its keys, and no other', () => {
    expect(new Set(resultsOf(study).map((row) => row.analysis_key))).toEqual(new Set(expectedKeys().keys()));
  });

  test('the columns beside the key say the same', () => {
    for (const row of resultsOf(study)) {
      const [type, variable = '', group = ''] = (row.analysis_key ?? '').split(' @/@ ');
      const joined = (text: string, part: 0 | 1) =>
        text
          .split(' -/- ')
          .map((one) => one.split(' %/% ')[part])
          .join(' %/% ');
      expect(row).toMatchObject({
        analysis_type: type,
        analysis_var: joined(variable, 0),
        analysis_var_value: joined(variable, 1),
        group_var: joined(group, 0),
        group_var_value: joined(group, 1),
      });
    }
  });

  test('statistic, n and weights are those of the rows that the key counts', () => {
    const keys = expectedKeys();
    const near = (text: string | undefined, wanted: number) => expect(Number(text)).toBeCloseTo(wanted, 9);
    const sum = (rows: readonly (typeof people)[number][], of: (person: (typeof people)[number]) => number) =>
      rows.reduce((total, person) => total + Number(person.weight) * of(person), 0);
    for (const row of resultsOf(study)) {
      const inside = keys.get(row.analysis_key ?? '');
      if (inside === undefined) throw new Error(`no such key: ${row.analysis_key}`);
      const { analysis_type: type = '', analysis_var_value: value = '' } = row;
      const field = (row.analysis_var ?? '').split(' %/% ')[0] as 'work' | 'needs' | 'age' | 'children';
      if (type === 'ratio') {
        const rows = people.filter((person) => inside(person) && Number(person.members) > 0);
        near(row.stat, sum(rows, ({ children }) => Number(children)) / sum(rows, ({ members }) => Number(members)));
        expect(Number(row.n_total)).toBe(rows.length);
        continue;
      }
      const rows = people.filter((person) => inside(person) && person[field] !== '');
      expect(Number(row.n_total)).toBe(rows.length);
      near(
        row.n_w_total,
        sum(rows, () => 1),
      );
      if (type === 'mean') near(row.stat, sum(rows, ({ age }) => Number(age)) / sum(rows, () => 1));
      if (!type.startsWith('prop')) continue;
      const holds = (person: (typeof people)[number]) => person[field].split(' ').includes(value);
      near(row.stat, sum(rows, (person) => Number(holds(person))) / sum(rows, () => 1));
      near(
        row.n_w,
        sum(rows, (person) => Number(holds(person))),
      );
      expect(Number(row.n)).toBe(rows.filter(holds).length);
    }
  });

  test('intervals have the level of the list', () => {
    const config = JSON.parse(readFileSync(join(study, 'pipeline.config.json'), 'utf8'));
    expect(config.publication.level).toBe(0.9);
  });

  test('what became of each analysis stands in a file', () => {
    const told = parsed(readFileSync(join(study, 'schemas/list-of-analyses.csv'), 'utf8'));
    expect(told).toHaveLength(16);
    expect(told.map(({ outcome }) => outcome)).toEqual([...Array(15).fill('made'), 'same as row 8']);
  });

  test('indicators --loa gives the same rows in a study that has other indicators', async () => {
    const world = testWorld(study);
    await indicators(world, { loa: join(folder, 'loa.csv') });
    expect(parsed(world.said.join(''))).toEqual(resultsOf(study));
    expect(world.told.join('')).toBe('16 analyses: 15 made, 1 ask what an earlier row asks\n');
  });

  test.each<[string, string, RegExp]>([
    [
      'all unknown variables are told at once',
      'analysis_type,analysis_var,group_var\nmean,aeg,\nmean,age,aera\nmean,wealth,\n',
      /row 2, column analysis_var: unknown variable 'aeg'; did you mean 'age'\?.*nor are 'aera' \(row 3\), 'wealth' \(row 4\)/s,
    ],
    [
      'two levels',
      'analysis_type,analysis_var,group_var,level\nmean,age,,0.95\nmedian,age,,0.9\n',
      /row 3, column level: 0.9, but row 2 says 0.95/,
    ],
    [
      'a ratio over choices',
      'analysis_type,analysis_var_numerator,analysis_var_denominator\nratio,children,work\n',
      /row 2, column analysis_type: ratio of 'work', which is of type one/,
    ],
  ])('%s', async (_, text, message) => {
    writeFileSync(join(folder, 'wrong.csv'), text);
    await expect(indicators(testWorld(study), { loa: join(folder, 'wrong.csv') })).rejects.toThrow(message);
  });
});

const real = new URL('../../../shared/exports/msna2024-repeats-humind/', import.meta.url).pathname;

describe.skipIf(!existsSync(real))('the list of a real survey (skipped without ../shared/exports)', () => {
  const folder = temporaryFolder();
  const study = join(folder, 'study');
  const days = (parts: Readonly<Record<string, number>>) =>
    Object.entries(parts)
      .map(([name, times]) => `${times} * \${${name}}`)
      .join(' + ');
  const FCS = {
    fsl_fcs_cereal: 2,
    fsl_fcs_legumes: 3,
    fsl_fcs_dairy: 4,
    fsl_fcs_meat: 4,
    fsl_fcs_veg: 1,
    fsl_fcs_fruit: 1,
    fsl_fcs_oil: 0.5,
    fsl_fcs_sugar: 0.5,
  };
  const RCSI = {
    fsl_rcsi_lessquality: 1,
    fsl_rcsi_borrow: 2,
    fsl_rcsi_mealsize: 1,
    fsl_rcsi_mealadult: 3,
    fsl_rcsi_mealnb: 1,
  };
  const named = (codes: readonly string[]) => codes.map((code) => ({ code, label: { en: code } }));
  // What the list composes by functions of its own, declared as a study declares it.
  const variables = [
    { id: 'fsl_fcs_score', type: 'number', expression: days(FCS) },
    {
      id: 'fsl_fcs_cat',
      type: 'one',
      expression: "if(${fsl_fcs_score} < 21.5, 'Poor', if(${fsl_fcs_score} <= 35, 'Borderline', 'Acceptable'))",
      levels: named(['Poor', 'Borderline', 'Acceptable']),
    },
    { id: 'fsl_rcsi_score', type: 'number', expression: days(RCSI) },
    {
      id: 'ind_age_18_cat',
      table: 'roster',
      type: 'one',
      expression: "if(${ind_age} < 18, 'below_18', 'above_18')",
      levels: named(['below_18', 'above_18']),
    },
    {
      id: 'no_need',
      table: 'health_ind',
      type: 'flag',
      expression: "coalesce(if(${health_ind_healthcare_needed} = 'no', 1, 0), 0)",
    },
    {
      id: 'health_ind_healthcare_needed_no_n',
      type: 'integer',
      expression: 'sum(${health_ind/no_need})',
    },
  ].map((entry) => ({ ...entry, label: { en: entry.id } }));
  let said = '';
  let main: readonly Record<string, number | string>[] = [];
  let health: readonly Record<string, number | string>[] = [];

  beforeAll(async () => {
    writeFileSync(join(folder, 'variables.json'), JSON.stringify({ variables }));
    const data = join(real, 'dummy_raw_data.xlsx');
    const world = testWorld(folder);
    await init(world, study, {
      form: join(real, 'REACH_2024_MSNA-kobo-tool_draft_v11.xlsx'),
      data: [data],
      loa: join(real, 'loa.xlsx'),
      variables: 'variables.json',
      weights: 'weight',
      strata: 'stratum',
    });
    said = world.said.join('');
    publishAll(study);
    // Random answers break thousands of rules: what is tested here is what is estimated of them.
    writeFileSync(join(study, 'schemas/checks.json'), '{"checks": []}');
    await run(testWorld(study), { quiet: true, to: 'indicators' });
    const book = XLSX.read(readFileSync(data), { dense: true });
    const rowsOf = (name: string) =>
      XLSX.utils.sheet_to_json<Record<string, number | string>>(book.Sheets[name] as XLSX.WorkSheet, { defval: '' });
    main = rowsOf('main');
    health = rowsOf('health_ind');
  }, 180_000);

  test('says what it makes, what is asked twice, and what is left out for want of which variables', () => {
    expect(said).toContain('loa.xlsx: 103 analyses: 5 made, 6 ask what an earlier row asks, 92 left out');
    expect(said).toContain('snfi_fds_cannot_n, snfi_fds_cannot_cat: composed by add_fds_cannot_cat (rows 34, 35)');
    const told = parsed(readFileSync(join(study, 'schemas/list-of-analyses.csv'), 'utf8'));
    expect(told).toHaveLength(103);
    expect(told.filter(({ outcome }) => outcome === 'made').map(({ indicator }) => indicator)).toEqual([
      'ind_age_18_cat',
      'health_ind_healthcare_needed_no_n_per_hh_size',
      'fsl_rcsi_score.mean',
      'fsl_fcs_score.mean',
      'fsl_fcs_cat',
    ]);
    expect(told.find(({ row }) => row === '34')).toMatchObject({
      outcome: 'left out',
      missing_variables: 'snfi_fds_cannot_n',
      composed_by: 'add_fds_cannot_cat',
    });
  });

  test('the keys of what is made are those that the list asks for', () => {
    expect(resultsOf(study).map(({ analysis_key }) => analysis_key)).toEqual([
      'prop_select_one @/@ ind_age_18_cat %/% below_18 @/@ NA %/% NA',
      'prop_select_one @/@ ind_age_18_cat %/% above_18 @/@ NA %/% NA',
      'ratio @/@ health_ind_healthcare_needed_no_n %/% NA -/- hh_size %/% NA @/@ NA %/% NA',
      'mean @/@ fsl_rcsi_score %/% NA @/@ NA %/% NA',
      'mean @/@ fsl_fcs_score %/% NA @/@ NA %/% NA',
      'prop_select_one @/@ fsl_fcs_cat %/% Poor @/@ NA %/% NA',
      'prop_select_one @/@ fsl_fcs_cat %/% Borderline @/@ NA %/% NA',
      'prop_select_one @/@ fsl_fcs_cat %/% Acceptable @/@ NA %/% NA',
    ]);
  });

  test('the numbers are those of the workbook, read and weighted by another way', () => {
    const stat = (start: string) =>
      Number(resultsOf(study).find(({ analysis_key }) => analysis_key?.startsWith(start))?.stat);
    const weighted = (of: (row: Record<string, number | string>) => number) =>
      main.reduce((total, row) => total + Number(row.weight) * of(row), 0);
    const score = (parts: Readonly<Record<string, number>>) => (row: Record<string, number | string>) =>
      Object.entries(parts).reduce((sum, [name, times]) => sum + times * Number(row[name]), 0);
    const all = weighted(() => 1);
    expect(stat('mean @/@ fsl_fcs_score')).toBeCloseTo(weighted(score(FCS)) / all, 9);
    expect(stat('mean @/@ fsl_rcsi_score')).toBeCloseTo(weighted(score(RCSI)) / all, 9);
    const poor = (row: Record<string, number | string>) => Number(score(FCS)(row) < 21.5);
    expect(stat('prop_select_one @/@ fsl_fcs_cat %/% Poor')).toBeCloseTo(weighted(poor) / all, 9);
    const without = new Map<unknown, number>();
    for (const { uuid, health_ind_healthcare_needed: needed } of health)
      without.set(uuid, (without.get(uuid) ?? 0) + Number(needed === 'no'));
    const ratio = weighted(({ uuid }) => without.get(uuid) ?? 0) / weighted(({ hh_size: size }) => Number(size));
    expect(stat('ratio')).toBeCloseTo(ratio, 9);
  });
});
