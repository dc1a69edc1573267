import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { run } from '../../src/commands/run.ts';
import { temporaryFolder, testWorld } from '../world.ts';

const CONFIG = {
  title: { en: 'T' },
  form: 'schemas/form',
  sources: [{ id: 'a', files: ['data-raw/a.csv'], dialect: 'plain' }],
  languages: ['en'],
  erase: "${agree} = 'erase'",
  eligible: '${adult} = 1',
  joins: [{ file: 'schemas/frame.csv', on: { code: 'code' }, columns: { size: 'decimal' } }],
  design: { weights: 'w' },
  publication: { minimum: 1, precision: false, secondary: false },
};
const VARIABLES = [
  { id: 'poor', type: 'flag', expression: "if(${income} < param('line'), 1, 0)", label: { en: 'Poor' } },
  { id: 'adult', type: 'flag', expression: 'if(${age} >= 18, 1, 0)', label: { en: 'Adult' } },
  {
    id: 'band',
    type: 'one',
    expression: "if(${age} < 40, 'young', 'old')",
    levels: [
      { code: 'young', label: { en: 'Young' } },
      { code: 'old', label: { en: 'Old' } },
    ],
    label: { en: 'Band' },
  },
  { id: 'big', type: 'flag', expression: 'if(${size} > 10, 1, 0)', label: { en: 'Big' } },
];
const INDICATORS = {
  breakdowns: { D0: ['band', 'big'] },
  indicators: [
    { id: 'POOR', kind: 'proportion', theme: 't', value: '${poor} = 1', by: 'D0' },
    { id: 'BIG', kind: 'proportion', theme: 't', value: '${big} = 1', by: ['D0', ['band', 'big']] },
  ],
};

function studyWith(files: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder();
  const all: Readonly<Record<string, string>> = {
    'pipeline.config.json': JSON.stringify(CONFIG),
    'schemas/form/survey.csv': [
      'type,name,label,calculation,missing_codes,confidentiality',
      'text,code,Code,,,',
      'text,phone,Phone,,,direct',
      'select_one yn,agree,Agree,,,',
      'integer,age,Age,,-99=refused,',
      'integer,income,Income,,,',
      'calculate,w,,1 + 1,,',
    ].join('\n'),
    'schemas/form/choices.csv': 'list_name,name,label\nyn,yes,Yes\nyn,erase,Erase all',
    'schemas/variables.json': JSON.stringify({ variables: VARIABLES }),
    'schemas/indicators.json': JSON.stringify(INDICATORS),
    'schemas/frame.csv': 'code,size\n1,5\n2,20\n3,20\n4,5\n',
    'schemas/parameters.csv': 'name,value,unit,source,date,status,note,invented\nline,,MAD,office,,U,,no\n',
    'data-raw/a.csv': [
      'code,phone,agree,age,income,w,uuid',
      '1,0600,yes,30,100,1,a',
      '2,0601,yes,50,200,1.5,b',
      '3,0602,erase,50,300,1,c',
      '4,0603,yes,17,400,1,d',
      '9,0604,yes,60,500,2,e',
      '2,0605,yes,-99,500,2,f',
    ].join('\n'),
    ...files,
  };
  for (const [path, text] of Object.entries(all)) {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

interface Row {
  readonly key: string;
  readonly value: number | null;
  readonly n: number | null;
  readonly why: string;
}

async function estimates(
  files: Readonly<Record<string, string>> = {},
): Promise<{ folder: string; rows: ReadonlyMap<string, Row> }> {
  const folder = studyWith(files);
  await run(testWorld(folder), { quiet: true, to: 'indicators' });
  const made = JSON.parse(readFileSync(join(folder, 'reports/estimates.json'), 'utf8')) as Row[];
  return { folder, rows: new Map(made.map((row) => [row.key, row])) };
}

describe('a study with variables, joins and parameters', () => {
  test('flags and levels cut the base, alone and crossed; weights come from a calculation', async () => {
    const { rows } = await estimates();
    // In scope: a (30, size 5), b (50, size 20) and e (60, no row in the frame).
    expect(rows.get('BIG')).toMatchObject({ n: 2, value: 0.6 });
    expect(rows.get('BIG|band=old')).toMatchObject({ n: 1, value: 1 });
    expect(rows.get('BIG|big=0')).toMatchObject({ n: 1, value: 0 });
    expect(rows.get('BIG|band=young&big=0')).toMatchObject({ n: 1, value: 0 });
    expect(rows.has('BIG|band=young&big=1')).toBe(true);
  });

  test('a parameter without a value: not estimable, never zero', async () => {
    const { rows } = await estimates();
    expect(rows.get('POOR')).toMatchObject({ value: null, why: 'parameter' });
    expect(rows.get('POOR|band=old')).toMatchObject({ value: null, why: 'parameter' });
  });

  test('with a value it is estimated', async () => {
    const head = 'name,value,unit,source,date,status,note,invented\n';
    const { rows } = await estimates({ 'schemas/parameters.csv': `${head}line,150,MAD,office,,V,,no\n` });
    expect(rows.get('POOR')?.value).toBeCloseTo(1 / 4.5, 12);
  });

  test('who took the interview back is counted and nothing else is kept', async () => {
    const { folder, rows } = await estimates();
    expect(rows.get('cases:received')?.value).toBe(6);
    expect(rows.get('cases:withdrawn')?.value).toBe(1);
    for (const file of ['data-clean/main.csv', 'reports/findings.csv', 'data-clean/main.derived.csv'])
      expect(readFileSync(join(folder, file), 'utf8')).not.toMatch(/\b(300|060\d)\b/);
  });

  test('the closing lines account for every interview received', async () => {
    const world = testWorld(studyWith({}));
    await run(world, { quiet: false, to: 'clean' });
    expect([...world.said, ...world.told].join('')).toContain(
      '6 received, 5 kept, 1 excluded (1 withdrawn and erased)',
    );
  });

  test('a key that the file lacks is a finding', async () => {
    const { folder } = await estimates();
    expect(readFileSync(join(folder, 'reports/findings.csv'), 'utf8')).toContain(
      "schemas/frame.csv has no row for '9'",
    );
  });

  test('derived variables are written beside the clean answers', async () => {
    const { folder } = await estimates();
    const lines = readFileSync(join(folder, 'data-clean/main.derived.csv'), 'utf8')
      .replace('\uFEFF', '')
      .trim()
      .split(/\r?\n/);
    expect(lines.slice(0, 3)).toEqual(['_key,poor,adult,band,big', 'a,,1,young,0', 'b,,1,old,1']);
    expect(lines.at(-1)).toBe('f,,,,1');
  });

  test.each<[name: string, files: Record<string, string>, message: string]>([
    [
      'a breakdown list that is not there',
      {
        'schemas/indicators.json': JSON.stringify({
          indicators: [{ id: 'A', kind: 'proportion', theme: 't', value: '${adult} = 1', by: 'D1' }],
        }),
      },
      "unknown field or list of breakdowns 'D1'",
    ],
    [
      'a derived variable in a check',
      {
        'schemas/checks.json': JSON.stringify({
          checks: [{ id: 'c', kind: 'rule', when: '${adult} = 1', fields: ['age'], message: { en: 'm' } }],
        }),
      },
      "unknown field 'adult'",
    ],
    [
      'a join on no question',
      { 'pipeline.config.json': JSON.stringify({ ...CONFIG, joins: [{ ...CONFIG.joins[0], on: { cod: 'code' } }] }) },
      "unknown question 'cod'. Did you mean 'code'?",
    ],
    [
      'a joined column that the form has',
      {
        'pipeline.config.json': JSON.stringify({
          ...CONFIG,
          joins: [{ ...CONFIG.joins[0], columns: { age: 'decimal' } }],
        }),
      },
      'the data have a column of this name already',
    ],
    [
      'a file to join that is not there',
      {
        'pipeline.config.json': JSON.stringify({
          ...CONFIG,
          joins: [{ ...CONFIG.joins[0], file: 'schemas/fame.csv' }],
        }),
      },
      'there is no such file',
    ],
    [
      'an unknown parameter',
      { 'schemas/parameters.csv': 'name,value,unit,source,date,status,note,invented\nlin,1,,,,,,no\n' },
      "unknown parameter 'line'; did you mean 'lin'?",
    ],
  ])('%s is a fault', async (_, files, message) => {
    await expect(estimates(files)).rejects.toThrow(message);
  });
});
