import { describe, expect, test } from 'vitest';
import type { CheckRemark } from '../../src/checks/check.ts';
import { matcher, plain } from '../../src/checks/match.ts';
import { inPolygon, kilometres } from '../../src/checks/points.ts';
import { isFault } from '../../src/fault.ts';
import type { Paradata } from '../../src/table/paradata.ts';
import { mainTable } from '../../src/table/table.ts';
import type { Rows } from './made.ts';
import { found, madeCheck, madeData, madeForm, madeSpecs, whySkipped } from './made.ts';

const many = Array.from({ length: 24 }, (_, at) => ['select_one level', `q${at + 1}`, `Q${at + 1}`]);
const { form, names } = madeForm([
  ['text', 'who', 'Enumerator'],
  ['text', 'village', 'Village'],
  ['text', '__version__', 'Version'],
  ['integer', 'age_again', 'Age again'],
  ['select_one yes_no', 'works_again', 'Works again'],
  ['geopoint', 'place', 'Place'],
  ['select_one crop', 'crop', 'Crop'],
  ['text', 'crop_other', 'Which?', "${crop} = 'other'"],
  ['select_multiple crop', 'crops', 'Crops'],
  ['text', 'crops_other', 'Which?', "selected(${crops}, 'other')"],
  ...many,
]);
const context = { form, names, place: 'schemas/checks.json › test' };
const data = (rows: Rows, members: Rows = [], specs = madeSpecs(form, names)) =>
  madeData(form, names, rows, members, specs);
const run = (kind: string, params: object, rows: Rows, members: Rows = []) =>
  found(madeCheck(kind, params, context), data(rows, members));
const told = (remarks: readonly CheckRemark[]) =>
  remarks.map(({ key, field, value, message, level }) => [level ?? key, field, value, message]);
const without = (rows: Rows, column: string) => {
  const all = data(rows);
  const main = mainTable(all);
  const columns = new Map([...main.columns].filter(([name]) => name !== column));
  return { tables: new Map(all.tables).set('main', { ...main, columns }) };
};

describe('nearDuplicates', () => {
  const levels = ['low', 'middle', 'high'];
  const answers = (shift: number, change: Readonly<Record<string, string>> = {}) => ({
    ...Object.fromEntries(
      many.map(([, name = ''], at) => [name, levels[(at * shift + (at % 5) * shift + shift) % 3] ?? '']),
    ),
    ...change,
  });
  const base = { ...answers(1), who: 'A', start: '2026-01-01T08:00:00Z' };

  test('names the fields that differ, both values and the other interview; who, when and where do not count', () => {
    const near = { ...answers(1, { q3: 'low', q4: '' }), who: 'A', start: '2026-02-01T08:00:00Z', place: '1 2 0 5' };
    const remarks = run('nearDuplicates', { by: 'who' }, [base, near, { ...answers(2), who: 'A' }]);
    expect(told(remarks).map(([key, , value]) => [key, value])).toEqual([
      ['k1', '2'],
      ['k2', '2'],
    ]);
    const { q3 = '', q4 = '' } = answers(1) as Record<string, string>;
    expect(remarks[0]?.message).toMatch(
      new RegExp(`^2 answers of \\d+ differ from k2 of the same who: q3 \\(${q3} / low\\), q4 \\(${q4} / nothing\\)$`),
    );
    expect(remarks[0]?.otherKey).toBe('k2');
  });

  test('not of another enumerator, unless all are compared', () => {
    const rows = [base, { ...base, who: 'B' }];
    expect(run('nearDuplicates', { by: 'who' }, rows)).toEqual([]);
    expect(run('nearDuplicates', { by: '', except: ['who'] }, rows)).toHaveLength(2);
  });

  test('only questions that both were asked count: short skip paths are not alike', () => {
    const skip = { works: 'no', who: 'A' };
    expect(run('nearDuplicates', { by: 'who', least: 40 }, [base, base])).toEqual([]);
    expect(
      run('nearDuplicates', { by: 'who', most: 0 }, [
        { ...base, ...skip },
        { ...base, works: 'yes', income: 5 },
      ]),
    ).toEqual([]);
    expect(
      run('nearDuplicates', { by: 'who', most: 1 }, [
        { ...base, ...skip },
        { ...base, works: 'yes', income: 5 },
      ]),
    ).toHaveLength(2);
  });

  test('the limit is inside, in number and in share', () => {
    const two = [base, { ...base, ...answers(1, { q1: 'x', q2: 'y' }) }];
    expect(run('nearDuplicates', { by: 'who', most: 2 }, two)).toHaveLength(2);
    expect(run('nearDuplicates', { by: 'who', most: 1 }, two)).toEqual([]);
    expect(run('nearDuplicates', { by: 'who', most: 2, share: 0.01 }, two)).toEqual([]);
  });

  test('without the column that blocks', () => {
    expect(whySkipped(madeCheck('nearDuplicates', { by: 'who' }, context), without([base], 'who'))).toBe(
      "the data have no 'who'",
    );
  });
});

describe('outliers', () => {
  const ages = (extra: readonly (number | string)[]) =>
    [...Array.from({ length: 24 }, (_, at) => 20 + (at % 12)), ...extra].map((age) => ({ age, region: 'north' }));

  test.each([
    ['sd', 90, 30],
    ['logSd', 900, 33],
    ['iqr', 60, 38],
    ['mad', 60, 38],
  ])('by %s: %d is far, %d is not; don’t know is no number', (method, far, fine) => {
    const specs = madeSpecs(form, names, { age: ['999'] });
    const remarks = found(
      madeCheck('outliers', { fields: ['age'], method }, context),
      data(ages([far, fine, 999, '']), [], specs),
    );
    expect(remarks.map(({ value }) => value)).toEqual([String(far)]);
    expect(remarks[0]?.message).toMatch(new RegExp(`^${far} is [0-9.]+ .* of 26 answers \\(.* is within [0-9.]+\\)$`));
  });

  test('within groups; too few answers or too few distinct ones are not judged', () => {
    const rows = [...ages([]), ...ages([]).map(({ age }) => ({ age: Number(age) + 500, region: 'south' }))];
    expect(run('outliers', { fields: ['age'], method: 'mad', by: ['region'] }, rows)).toEqual([]);
    expect(
      run('outliers', { fields: ['age'], method: 'mad', least: 30, by: ['region'] }, [
        ...rows,
        { age: 99_999, region: 'north' },
      ]),
    ).toEqual([]);
    const same = Array.from({ length: 40 }, () => ({ age: 20 }));
    expect(run('outliers', { fields: ['age'] }, [...same, { age: 400 }])).toEqual([]);
  });

  test('in a roster, by an answer of the interview', () => {
    const members = Array.from({ length: 25 }, (_, at) => ({ m_age: at === 24 ? 500 : 10 + (at % 9), parent: 0 }));
    const remarks = run(
      'outliers',
      { fields: ['m_age'], method: 'iqr', by: ['region'] },
      [{ region: 'north' }],
      members,
    );
    expect(told(remarks).map(([key, field, value]) => [key, field, value])).toEqual([
      ['row/member[25]', 'm_age', '500'],
    ]);
    expect(remarks[0]?.message).toContain('of region = north');
  });

  test('a field that is no number, and a group that is below', () => {
    expect(() => madeCheck('outliers', { fields: ['works'] }, context)).toThrow(/is of type one, not a number/);
    expect(() => madeCheck('outliers', { fields: ['age'], by: ['m_school'] }, context)).toThrow(
      /belongs to the table member/,
    );
  });
});

describe('missingShare', () => {
  const whole = (who: string) => ({
    ...Object.fromEntries(many.map(([, name = '']) => [name, 'low'])),
    who,
    age: 20,
    works: 'no',
    name: 'x',
  });

  test('over a threshold, which is inside; of interviews and of enumerators', () => {
    const rows = [whole('A'), whole('A'), { who: 'B' }, { who: 'B' }];
    const remarks = run('missingShare', { by: 'who', threshold: 0.9, least: 2 }, rows);
    expect(told(remarks).map(([key, field, value]) => [key, field, value])).toEqual([
      ['k3', '', '97.5 %'],
      ['k4', '', '97.5 %'],
      ['', 'who', 'B'],
    ]);
    expect(run('missingShare', { by: 'who', threshold: 0.975, least: 2 }, rows)).toEqual([]);
  });

  test('an enumerator against the others, though there are few', () => {
    const rows = ['A', 'B', 'C', 'D'].flatMap((who) =>
      Array.from({ length: 3 }, (_, at) => ({
        ...whole(who),
        ...(who === 'D' ? { q1: '', q2: '', q3: '', q4: '' } : at === 0 ? { q1: '' } : {}),
      })),
    );
    const remarks = run('missingShare', { by: 'who', least: 3, sd: 2 }, rows);
    expect(remarks.filter(({ key }) => key === '').map(({ value }) => value)).toEqual(['D']);
  });

  test('without enumerators', () => {
    expect(run('missingShare', { by: '', threshold: 0.5 }, [{ who: 'B' }])).toHaveLength(1);
  });
});

describe('otherSpecify', () => {
  test('a text that reads like a choice in any language proposes it; another is a note', () => {
    const remarks = run('otherSpecify', {}, [
      { crop: 'other', crop_other: 'Tomate' },
      { crop: 'other', crop_other: 'طماطم' },
      { crop: 'other', crop_other: 'طَمَاطِم ' },
      { crop: 'other', crop_other: 'FRAISSE' },
      { crop: 'other', crop_other: 'melon' },
      { crop: 'tomato' },
      { crops: 'wheat other', crops_other: 'Fraise' },
    ]);
    expect(
      remarks.map(({ key, field, value, level, proposedValue }) => [
        key,
        field,
        value,
        level ?? '',
        proposedValue ?? '',
      ]),
    ).toEqual([
      ['k1', 'crop', 'other', '', 'tomato'],
      ['k2', 'crop', 'other', '', 'tomato'],
      ['k3', 'crop', 'other', '', 'tomato'],
      ['k4', 'crop', 'other', '', 'strawberry'],
      ['k5', 'crop_other', 'melon', 'note', ''],
      ['k7', 'crops', 'wheat other', '', 'wheat strawberry'],
    ]);
    expect(remarks[0]?.message).toBe(
      '"Tomate" stands behind « other » (crop_other) and reads like the choice tomato (Tomate)',
    );
  });

  test('the four contradictions', () => {
    const remarks = run('otherSpecify', {}, [
      { crop: 'wheat', crop_other: 'melon' },
      { crop: 'other' },
      { crops: 'wheat', crops_other: 'melon' },
      { crops: 'wheat other' },
      { crop: 'wheat', crops: 'wheat' },
    ]);
    expect(told(remarks)).toEqual([
      ['k1', 'crop_other', 'melon', '"melon" stands here, although crop is "wheat", not « other »'],
      ['k2', 'crop_other', '', 'is empty, although « other » is the answer of crop'],
      ['k3', 'crops_other', 'melon', '"melon" stands here, although crops is "wheat", without « other »'],
      ['k4', 'crops_other', '', 'is empty, although « other » is among the answers of crops'],
    ]);
  });

  test('only what needs a decision, on demand; a pair that the form does not tell', () => {
    const rows = [{ crop: 'other', crop_other: 'melon', name: 'wheat' }];
    expect(run('otherSpecify', { tell: 'matches' }, rows)).toEqual([]);
    expect(run('otherSpecify', { pairs: { crop: 'name' } }, rows)[0]).toMatchObject({
      field: 'crop',
      proposedValue: 'wheat',
    });
  });

  test('a form without « other »', () => {
    const plainForm = madeForm();
    expect(
      whySkipped(
        madeCheck('otherSpecify', {}, { ...context, ...plainForm }),
        madeData(plainForm.form, plainForm.names, [{ age: 1 }]),
      ),
    ).toBe('no question in the data has a text behind a choice « other »');
  });
});

describe('texts as they are compared', () => {
  test.each([
    ['  Été–Hiver ', 'ete hiver'],
    ['الأُولَى', 'الاولي'],
    ['مدرسة', 'مدرسه'],
    ['Cœur', 'coeur'],
    ['!?', ''],
  ])('%s', (text, expected) => expect(plain(text)).toBe(expected));

  const choice = (name: string, ...labels: readonly string[]) => ({
    name,
    label: new Map(labels.map((label, at) => [`l${at}`, label])),
    extra: new Map(),
    row: 0,
  });
  const match = matcher([
    choice('fils', 'Fils'),
    choice('filet', 'Filet'),
    choice('coop', 'Coopérative (agricole)', 'تعاونية'),
    choice('a1', 'Maison A'),
    choice('b1', 'Maison B'),
  ]);
  test.each([
    ['fil', null],
    ['cooperative', 'coop'],
    ['cooperativ', 'coop'],
    ['تعاونيه', 'coop'],
    ['maison c', null],
    ['', null],
  ])('%s is meant as %s', (text, name) => expect(match(text)?.name ?? null).toBe(name));
});

describe('formVersion', () => {
  const made = (version: string, day: string) => ({ __version__: version, start: `${day}T10:00:00Z` });

  test('after a newer one was in use for longer than the grace', () => {
    const rows = [
      made('1', '2026-01-01'),
      made('2', '2026-01-05'),
      made('1', '2026-01-06'),
      made('1', '2026-01-07'),
      made('', '2026-01-09'),
      { __version__: '1' },
    ];
    expect(told(run('formVersion', {}, rows))).toEqual([
      ['k4', '__version__', '1', 'made on 2026-01-07 with version 1, although version 2 was in use since 2026-01-05'],
    ]);
    expect(run('formVersion', { grace: 0 }, rows)).toHaveLength(2);
  });

  test('any but the current one, where one is declared', () => {
    const rows = [made('1', '2026-01-01'), made('2', '2026-01-05'), { __version__: '1' }, made('', '2026-01-05')];
    expect(told(run('formVersion', { current: '2' }, rows)).map(([key, , , message]) => [key, message])).toEqual([
      ['k1', 'made with version 1, not with 2'],
      ['k3', 'made with version 1, not with 2'],
    ]);
  });

  test('versions without an order of their own go by first use, or as declared', () => {
    const rows = [made('vB', '2026-01-01'), made('vA', '2026-01-05'), made('vB', '2026-01-09')];
    expect(run('formVersion', {}, rows).map(({ key }) => key)).toEqual(['k3']);
    expect(run('formVersion', { versions: ['vA', 'vB'] }, rows).map(({ key }) => key)).toEqual(['k2']);
  });

  test('without the column', () => {
    expect(whySkipped(madeCheck('formVersion', {}, context), without([{}], '__version__'))).toBe(
      "the data have no '__version__'",
    );
  });
});

describe('backCheck', () => {
  const fields = [
    { field: 'age', again: 'age_again', within: 1 },
    { field: 'works', again: 'works_again', type: 3 },
  ];
  const rows = [
    { who: 'A', age: 30, age_again: 31, works: 'yes', works_again: 'no' },
    { who: 'A', age: 30, age_again: 32, works: 'yes', works_again: 'yes' },
    { who: 'A', age: 30, works: 'yes' },
    { who: 'B', age: 30, age_again: 30 },
  ];

  test('differences as findings, within the tolerance; error rates by enumerator leave out what may change', () => {
    expect(told(run('backCheck', { fields, by: 'who', least: 2 }, rows))).toEqual([
      ['k2', 'age', '30', '30 at the interview, 32 when asked again (age_again, type 1)'],
      ['k1', 'works', 'yes', 'yes at the interview, no when asked again (works_again, type 3)'],
      ['', 'who', 'A', 'A: 1 of 2 answers asked again differ (50 %, over 10 %): age 1'],
    ]);
    expect(run('backCheck', { fields, by: 'who', least: 2, rate: 0.5 }, rows)).toHaveLength(2);
  });

  test('without the back-check’s columns', () => {
    expect(whySkipped(madeCheck('backCheck', { fields, by: 'who' }, context), without(rows, 'age_again'))).toBe(
      "the data have no 'age_again'",
    );
  });
});

describe('gps', () => {
  const at = (...places: readonly string[]) => places.map((place) => ({ place, village: 'v1' }));

  test('outside a box or polygon, whose border is inside; no point, no remark', () => {
    const box = { south: 30, west: -10, north: 36, east: -1 };
    const rows = at('33 -5 0 4', '36 -1 0 4', '36.1 -5 0 4', '', 'x y');
    expect(run('gps', { box }, rows).map(({ key, message }) => [key, message])).toEqual([
      ['k3', 'lies outside the study area (30 to 36, -10 to -1)'],
    ]);
    expect(
      run(
        'gps',
        {
          polygon: [
            [30, -10],
            [36, -10],
            [36, -1],
            [30, -1],
          ],
        },
        rows,
      ).map(({ key }) => key),
    ).toContain('k3');
  });

  test('identical points, far from the cluster, inaccurate', () => {
    const rows = at('33 -5 0 4', '33 -5 0 9', '33.001 -5.001 0 4', '33.002 -5 0 4', '33.5 -5 0 500');
    expect(
      told(run('gps', { far: 5, cluster: 'village', accuracy: 100 }, rows)).map(([key, , , message]) => [key, message]),
    ).toEqual([
      ['k1', 'is to the last digit the point of k2'],
      ['k2', 'is to the last digit the point of k1'],
      ['k5', 'is 55 km from the middle of the 5 points of v1, over 5'],
      ['k5', 'is accurate to 500 metres only, over 100'],
    ]);
    expect(run('gps', { identical: false }, rows)).toEqual([]);
  });

  test('distances and areas', () => {
    const point = (latitude: number, longitude: number) => ({ latitude, longitude, accuracy: 0 });
    // A degree of latitude is 111.195 km on the mean sphere.
    expect(kilometres(point(0, 0), point(1, 0))).toBeCloseTo(111.195, 3);
    expect(kilometres(point(34.02, -6.84), point(33.57, -7.59))).toBeCloseTo(85.5, 0);
    expect(
      inPolygon(point(1, 1), [
        [0, 0],
        [0, 3],
        [3, 0],
      ]),
    ).toBe(true);
    expect(
      inPolygon(point(2, 2), [
        [0, 0],
        [0, 3],
        [3, 0],
      ]),
    ).toBe(false);
  });

  test('a form without points, data without the column', () => {
    const plainForm = madeForm();
    expect(whySkipped(madeCheck('gps', {}, { ...context, ...plainForm }), data([]))).toBe(
      'the form has no question of type geopoint',
    );
    expect(whySkipped(madeCheck('gps', {}, context), without([{}], 'place'))).toBe("the data have no 'place'");
  });
});

describe('sample', () => {
  const rows = [
    { region: 'north', works: 'yes' },
    { region: 'north', works: 'no' },
    { region: 'south', works: 'yes' },
    { region: 'west', works: 'yes' },
    { works: 'yes' },
  ];

  test('done against target; a stratum that nobody sampled', () => {
    expect(
      told(
        run('sample', { by: 'region', done: "${works} = 'yes'", targets: { north: 1, south: 3, east: 2 } }, rows),
      ).map(([, , value, message]) => [value, message]),
    ).toEqual([
      ['south', '1 of 3 interviews done in south: 2 to go'],
      ['east', '0 of 2 interviews done in east: 2 to go'],
      ['west', '1 interview in west, of which the sample knows nothing (north, south, east)'],
    ]);
  });

  test('from a file that the form pulls: rows, or a column of targets', () => {
    const pulled = new Map([
      [
        'frame',
        new Map([
          ['stratum', ['north', 'north', 'south']],
          ['wanted', ['2', '', '1']],
        ]),
      ],
    ]);
    const make = (frame: object) =>
      found(
        madeCheck('sample', { by: 'region', frame }, { ...context, names: { ...names, pulled } }),
        data(rows.slice(0, 2)),
      );
    expect(make({ file: 'frame.csv', by: 'stratum' }).map(({ value }) => value)).toEqual(['south']);
    expect(make({ file: 'frame', by: 'stratum', target: 'wanted' }).map(({ value }) => value)).toEqual([
      'north',
      'south',
    ]);
    expect(() => make({ file: 'frames', by: 'stratum' })).toThrow(/did you mean 'frame'/);
  });

  test('replacements and consent, at the limit and over', () => {
    const share = (params: object) => run('sample', { by: 'region', ...params }, rows).map(({ message }) => message);
    expect(share({ replacement: "${works} = 'no'", replacedMost: 0.2 })).toEqual([]);
    expect(share({ replacement: "${works} = 'no'" })).toEqual(['1 interview of 5 is a replacement (20 %, over 10 %)']);
    expect(share({ consent: "${works} = 'no'" })).toEqual(['1 of 5 people asked gave consent (20 %, under 80 %)']);
    expect(share({ consent: "${works} = 'yes'" })).toEqual([]);
  });

  test('says nothing to look for', () => {
    expect(() => madeCheck('sample', { by: 'region' }, context)).toThrow(
      /Give targets, a frame, replacement or consent/,
    );
    expect(isFault(new Error('x'))).toBe(false);
  });
});

describe('paradata', () => {
  const told = (interview: object): Paradata => ({
    questions: [],
    interviews: [
      { key: 'k1', minutes: 30, elapsed: 40, pauses: 0, paused: 0, resumes: 0, changes: 0, after: 0, ...interview },
    ],
  });
  const check = madeCheck('paradata', { minimum: 20, maximum: 60, paused: 30, changes: 5, after: 0 }, context);
  const messages = (interview: object) => found(check, data([{}]), told(interview)).map(({ message }) => message);

  test.each([
    [{ minutes: 20 }, []],
    [{ minutes: 19.9 }, ['19.9 minutes on the screens of the form, under 20, the least expected']],
    [{ minutes: 61 }, ['61 minutes on the screens of the form, over 60, the most expected']],
    [{ paused: 90, pauses: 2 }, ['90 minutes of pause (2 gaps of 5 minutes or more), over 30']],
    [{ changes: 6 }, ['6 answers changed after being given, over 5']],
    [{ after: 1 }, ['1 screen shown after the form was finalized']],
    [{ key: 'somebody else', minutes: 1 }, []],
  ])('%j', (interview, expected) => expect(messages(interview)).toEqual(expected));

  test('without audit logs', () => {
    expect(whySkipped(check, data([{}]))).toMatch(/^no audit log was read/);
  });
});
