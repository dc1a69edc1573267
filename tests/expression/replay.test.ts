import { describe, expect, test } from 'vitest';
import { staleCalculations } from '../../src/expression/calculations.ts';
import { filteredOut } from '../../src/expression/filters.ts';
import { namesOf } from '../../src/expression/names.ts';
import { relevance } from '../../src/expression/relevance.ts';
import { repeatCounts } from '../../src/expression/repeatCounts.ts';
import { constraintFailures, replay, requiredRows } from '../../src/expression/replay.ts';
import type { Form } from '../../src/form/form.ts';
import type { Dataset } from '../../src/table/table.ts';
import { type Cell, survey } from './dataset.ts';
import { formOf } from './forms.ts';

/** A dataset of a form: cells by field; for a roster, the parent rows of its rows by its name. */
function dataOf(
  form: Form,
  cells: Readonly<Record<string, readonly Cell[]>>,
  rosters: Readonly<Record<string, readonly number[]>> = {},
): Dataset {
  const tables = form.tables.map(({ name, parent }) => {
    const own = form.fields.filter((field) => field.table === name && cells[field.name] !== undefined);
    const shape = Object.fromEntries(
      own.map((field) => {
        const options = form.lists.get(field.list)?.choices.map((choice) => choice.name) ?? [];
        const select =
          field.type === 'many' ? options.map((option, place) => (place === 0 ? `*${option}` : option)) : options;
        return [field.name, field.type === 'one' || field.type === 'many' ? [...new Set(select)] : field.type] as const;
      }),
    );
    return [name, { shape, cells, ...(parent === '' ? {} : { parent, rows: rosters[name] ?? [] }) }] as const;
  });
  return survey(Object.fromEntries(tables)).data;
}
const of = (form: Form, name: string) => form.fields.find((field) => field.name === name)!;

describe('relevance', () => {
  const form = formOf(
    [
      { type: 'select_one yn', name: 'consent' },
      { type: 'begin_group', name: 'g', relevant: "${consent} = 'yes'" },
      { type: 'integer', name: 'age' },
      { type: 'integer', name: 'work', relevant: '${age} >= 15' },
      { type: 'begin_group', name: 'inner', relevant: '${work} > 0' },
      { type: 'text', name: 'job' },
      { type: 'end_group' },
      { type: 'begin_repeat', name: 'kid', relevant: '${age} > 20' },
      { type: 'integer', name: 'kid_age' },
      { type: 'text', name: 'school', relevant: '${kid_age} > 5 and ${age} > 30' },
      { type: 'calculate', name: 'place', calculation: 'position(..)' },
      { type: 'end_repeat' },
      { type: 'calculate', name: 'kids', calculation: 'count(${kid})' },
      { type: 'text', name: 'pupils', relevant: 'sum(${kid_age}) > 8' },
      { type: 'end_group' },
      { type: 'note', name: 'bye', relevant: "not(${consent} = 'yes')" },
    ],
    { yn: [{ name: 'yes' }, { name: 'no' }] },
  );
  const cells = {
    //       0: all asked, 1: refused yet filled in, 2: young, 3: nothing answered
    consent: ['yes', 'no', 'yes', null],
    age: [40, 40, 10, null],
    work: [3, 3, 3, null],
    job: ['baker', 'x', 'x', null],
    kid_age: [4, 9, 9],
    school: [null, 'a', 'a'],
    place: ['1', '2', '1'],
    kids: ['2', null, '0', null],
    pupils: [null, null, null, null],
  };
  const data = dataOf(form, cells, { kid: [0, 0, 1] });
  const found = relevance(form, namesOf(form), data);

  test.each([
    ['consent', [1, 1, 1, 1]],
    ['age', [1, 0, 1, 0]],
    // The age of row 1 is not relevant, and so reads '' for what follows.
    ['work', [1, 0, 0, 0]],
    ['job', [1, 0, 0, 0]],
    ['kid_age', [1, 1, 0]],
    ['school', [0, 1, 0]],
    ['kids', [1, 0, 1, 0]],
    // Of row 1 no child is relevant: the sum is 0.
    ['pupils', [1, 0, 0, 0]],
    ['bye', [0, 1, 0, 1]],
  ])('%s', (field, rows) => {
    expect(found.get(field)).toEqual({ rows: Uint8Array.from(rows), notEvaluated: '' });
  });

  test('does not look at states beyond « has an answer »', () => {
    const asked = dataOf(
      form,
      { ...cells, age: [40, 40, 10, 'NA'], job: ['baker', 'x', 'x', 'NA'] },
      { kid: [0, 0, 1] },
    );
    expect(relevance(form, namesOf(form), asked)).toEqual(found);
  });

  test('a forward reference counts for what it will be; a circle as it stands', () => {
    const odd = formOf([
      { type: 'integer', name: 'a', relevant: '${b} = 1' },
      { type: 'integer', name: 'b', relevant: '${c} = 1' },
      { type: 'integer', name: 'c' },
      { type: 'integer', name: 'd', relevant: '${e} = 1' },
      { type: 'integer', name: 'e', relevant: '${d} = 1' },
    ]);
    const rows = relevance(odd, namesOf(odd), dataOf(odd, { a: [1, 1], b: [1, 1], c: [1, 2], d: [1, 2], e: [1, 1] }));
    expect([...rows].map(([, outcome]) => [...outcome.rows])).toEqual([
      [1, 0],
      [1, 0],
      [1, 1],
      [1, 0],
      [1, 0],
    ]);
  });

  test('what cannot be evaluated is neither relevant nor not, and says why', () => {
    const odd = formOf([
      { type: 'integer', name: 'a', relevant: "pulldata('f', 'x', 'y', 'z') = 1" },
      { type: 'integer', name: 'b', relevant: '${nowhere} = 1' },
      { type: 'integer', name: 'c', relevant: '${gone} = 1' },
      { type: 'integer', name: 'gone' },
      { type: 'integer', name: 'd', relevant: "${a} = 7 and pulldata('f', 'x', 'y', 'z') = 1" },
    ]);
    const rows = relevance(odd, namesOf(odd), dataOf(odd, { a: [1], b: [1], c: [1], d: [1] }));
    expect(rows.get('a')).toEqual({
      rows: Uint8Array.of(2),
      notEvaluated: "pulldata() reads 'f.csv', which is not at hand",
    });
    expect(rows.get('b')?.notEvaluated).toMatch(/^survey row 3 › relevant: unknown field 'nowhere'/);
    expect(rows.get('c')).toEqual({ rows: Uint8Array.of(2), notEvaluated: "no data for 'gone'" });
    expect(rows.get('d')).toEqual({ rows: Uint8Array.of(0), notEvaluated: '' });
  });

  test('a thousand questions that each hang on the next do not overflow the stack', () => {
    const long = formOf(
      Array.from({ length: 1000 }, (_, place) => ({
        type: 'integer',
        name: `q${place}`,
        relevant: place === 999 ? '' : `\${q${place + 1}} = 1`,
      })),
    );
    const rows = relevance(
      long,
      namesOf(long),
      dataOf(long, Object.fromEntries(long.fields.map((field) => [field.name, [1]]))),
    );
    expect([...rows.values()].every((outcome) => outcome.rows[0] === 1)).toBe(true);
  });

  test('without rows, and without the table of a roster', () => {
    const none = relevance(form, namesOf(form), dataOf(form, { consent: [], age: [], kid_age: [] }));
    expect(none.get('age')?.rows).toHaveLength(0);
    const mainOnly = { tables: new Map([...data.tables].filter(([name]) => name === 'main')) };
    const lone = relevance(form, namesOf(form), mainOnly);
    expect(lone.has('kid_age')).toBe(false);
    expect([...lone.get('pupils')!.rows]).toEqual([2, 0, 2, 0]);
  });
});

describe('required, constraint and calculation', () => {
  const form = formOf([
    { type: 'today', name: 'today' },
    { type: 'integer', name: 'age', required: 'yes', constraint: '. >= 18 and . <= 99' },
    {
      type: 'text',
      name: 'code',
      required: '${age} > 50',
      constraint: "regex(., '^[0-9]{5}$')",
      relevant: '${age} > 20',
    },
    { type: 'date', name: 'back', required: 'no', constraint: '. <= today()' },
    { type: 'calculate', name: 'double', calculation: '${age} * 2' },
    { type: 'calculate', name: 'ratio', calculation: '${age} div 3' },
    { type: 'calculate', name: 'drawn', calculation: 'once(random())' },
    { type: 'calculate', name: 'wrong', calculation: '${agee}' },
  ]);
  const cells = {
    today: ['2026-01-10', '2026-01-10', null, '2026-01-10'],
    age: [40, 17, 60, null],
    code: ['12345', '1', '123456', null],
    back: ['2026-01-11', '2026-01-10', '2026-01-10', null],
    double: ['80', '35', '120', ''],
    ratio: ['13.3333333333333', '5.666666667', '20.0', 'NaN'],
    drawn: ['1', '2', '3', '4'],
    wrong: ['', '', '', ''],
  };
  const done = replay(form, namesOf(form), dataOf(form, cells));

  test('required: relevant, and the form demands an answer', () => {
    expect([...requiredRows(done, of(form, 'age')).rows]).toEqual([1, 1, 1, 1]);
    expect([...requiredRows(done, of(form, 'code')).rows]).toEqual([0, 0, 1, 0]);
    expect([...requiredRows(done, of(form, 'back')).rows]).toEqual([0, 0, 0, 0]);
  });

  test('constraint: passes on an empty answer, and is read even where the question was not relevant', () => {
    expect([...constraintFailures(done, of(form, 'age')).rows]).toEqual([0, 1, 0, 0]);
    expect([...constraintFailures(done, of(form, 'code')).rows]).toEqual([0, 1, 1, 0]);
    expect(constraintFailures(done, of(form, 'double'))).toEqual({ rows: new Uint8Array(4), notEvaluated: '' });
  });

  test('today() is that of the record; without it, the constraint is not evaluated', () => {
    expect(constraintFailures(done, of(form, 'back'))).toEqual({
      rows: Uint8Array.of(1, 0, 2, 0),
      notEvaluated: "no data for 'back', 'today'",
    });
  });

  test('calculations are compared as numbers where both are', () => {
    expect([...staleCalculations(done, of(form, 'double')).rows]).toEqual([0, 1, 0, 0]);
    expect([...staleCalculations(done, of(form, 'ratio')).rows]).toEqual([0, 0, 0, 0]);
    const { expected } = staleCalculations(done, of(form, 'double'));
    expect(expected(1)).toBe('34');
  });

  test('what cannot be replayed is not stale', () => {
    expect(staleCalculations(done, of(form, 'drawn'))).toMatchObject({
      rows: Uint8Array.of(2, 2, 2, 2),
      notEvaluated: 'once() keeps what was drawn by chance at the interview',
    });
    expect(staleCalculations(done, of(form, 'wrong')).notEvaluated).toMatch(/unknown field 'agee'; did you mean 'age'/);
  });

  test('in a roster, position(..) counts the brothers, and a group within counts for itself', () => {
    const roster = formOf([
      { type: 'begin_repeat', name: 'kid' },
      { type: 'calculate', name: 'n', calculation: 'position(..)' },
      { type: 'begin_group', name: 'g' },
      { type: 'calculate', name: 'm', calculation: 'position(..)' },
      { type: 'calculate', name: 'o', calculation: 'position(../..)' },
      { type: 'end_group' },
      { type: 'calculate', name: 'of', calculation: 'count(${kid})' },
      { type: 'calculate', name: 'first', calculation: 'indexed-repeat(${n}, ${kid}, 1)' },
      { type: 'end_repeat' },
    ]);
    const main = {
      ...roster,
      fields: [...roster.fields, { ...of(form, 'age'), name: 'age', required: '', constraint: '' }],
    };
    const data = dataOf(
      main,
      {
        age: [1, 1],
        n: ['1', '1', '2'],
        m: ['1', '1', '1'],
        o: ['1', '1', '2'],
        of: ['2', '1', '2'],
        first: ['1', '1', '1'],
      },
      { kid: [1, 0, 1] },
    );
    const replayed = replay(main, namesOf(main), data);
    for (const name of ['n', 'm', 'o', 'of', 'first'])
      expect([name, ...staleCalculations(replayed, of(main, name)).rows]).toEqual([name, 0, 0, 0]);
  });
});

describe('calculations as clients and exports write them', () => {
  const form = formOf([
    { type: 'end', name: 'end' },
    { type: 'date', name: 'born' },
    { type: 'integer', name: 'age' },
    { type: 'calculate', name: 'day', calculation: 'date(${born})' },
    { type: 'calculate', name: 'adult', calculation: '${age} >= 18' },
    { type: 'calculate', name: 'moment', calculation: 'format-date-time(now(), "%H")' },
    { type: 'calculate', name: 'shape', calculation: "area('0 0;0 1;1 1;1 0;0 0')" },
    { type: 'calculate', name: 'name', calculation: "concat('Age ', ${age}, ' ')" },
    { type: 'calculate', name: 'double', calculation: '${age} * 2' },
  ]);
  const data = dataOf(form, {
    end: Array(4).fill('2026-01-10T10:00:00+00:00'),
    born: Array(4).fill('2000-02-03'),
    age: [40, 40, 40, null],
    day: ['2000-02-03', '2000-02-03T00:00:00.000+01:00', '2000-02-04', null],
    adult: ['TRUE', '1', 'false', 'false'],
    moment: ['10', '11', '12', '13'],
    shape: ['12391399902.07', '12393000000', '12000000000', null],
    name: ['Age 40', 'Age 40 ', 'Age 41', 'Age'],
    double: ['80.0', '80', '81', ''],
  });
  const done = replay(form, namesOf(form), data);
  test.each([
    ['day', [0, 0, 1, 1]],
    ['adult', [0, 0, 1, 0]],
    ['moment', [2, 2, 2, 2]],
    ['shape', [0, 0, 1, 1]],
    ['name', [0, 0, 1, 0]],
    ['double', [0, 0, 1, 0]],
  ])('%s', (field, rows) => {
    expect([...staleCalculations(done, of(form, field)).rows]).toEqual(rows);
  });
});

test('a calculation on another that the export does not hold is not evaluated', () => {
  const form = formOf([
    { type: 'integer', name: 'age' },
    { type: 'calculate', name: 'next', calculation: '${age} + 1' },
    { type: 'calculate', name: 'text', calculation: "concat('in a year ', ${next})" },
  ]);
  const data = dataOf(form, { age: [1, 2], next: [null, null], text: ['in a year 2', 'in a year 3'] });
  expect(staleCalculations(replay(form, namesOf(form), data), of(form, 'text'))).toMatchObject({
    rows: Uint8Array.of(2, 2),
    notEvaluated: "no row has a value of 'next', which it reads",
  });
});

describe('repeat counts', () => {
  const repeating = (count: string, relevant = ''): Form => {
    const form = formOf(
      [
        { type: 'select_one yn', name: 'home' },
        { type: 'integer', name: 'size' },
        { type: 'begin_group', name: 'g', relevant },
        { type: 'begin_repeat', name: 'kid' },
        { type: 'integer', name: 'age' },
        { type: 'end_repeat' },
        { type: 'end_group' },
      ],
      { yn: [{ name: 'yes' }, { name: 'no' }] },
    );
    return {
      ...form,
      groups: form.groups.map((group) => (group.kind === 'repeat' ? { ...group, repeatCount: count } : group)),
    };
  };
  const counts = (form: Form) => {
    const data = dataOf(
      form,
      { home: ['yes', 'yes', 'no', 'yes'], size: [2, 1, 3, null], age: [1, 2, 3, 4, 5] },
      { kid: [0, 0, 1, 1, 2] },
    );
    return repeatCounts(replay(form, namesOf(form), data), form.groups.find(({ kind }) => kind === 'repeat')!);
  };

  test.each([
    ['${size}', '', [0, 1, 1, 0], [2, 1, 3, 0]],
    ['2', '', [0, 0, 1, 1], [2, 2, 2, 2]],
    ['${size} + 0.9', '', [0, 1, 1, 0], [2, 1, 3, 0]],
    ["if(${home} = 'yes', ${size}, 1)", '', [0, 1, 0, 0], [2, 1, 1, 0]],
    ['${size}', "${home} = 'yes'", [0, 1, 0, 0], [2, 1, Number.NaN, 0]],
    ['-1', '', [1, 1, 1, 0], [0, 0, 0, 0]],
  ])('%s where %j', (count, relevant, rows, wanted) => {
    const found = counts(repeating(count, relevant));
    expect([...found.rows]).toEqual(rows);
    expect([...found.wanted]).toEqual(wanted);
    expect([...found.found]).toEqual([2, 2, 1, 0]);
    expect(found.notEvaluated).toBe('');
  });

  test('a count that cannot be read is not evaluated', () => {
    expect(counts(repeating('${sise}'))).toMatchObject({ rows: Uint8Array.of(2, 2, 2, 2) });
    expect(counts(repeating('${sise}')).notEvaluated).toMatch(/^survey row 5 › repeat_count: unknown field 'sise'/);
    expect(counts(repeating('random() * 3')).notEvaluated).toBe('random() was drawn by chance at the interview');
  });
});

describe('choice filters', () => {
  const towns = [
    { name: 't1', region: 'r1', size: '1' },
    { name: 't2', region: 'r2', size: '2' },
    { name: 't3', region: 'r1', size: '3' },
    // The same name twice, in two regions.
    { name: 'x', region: 'r1', size: '9' },
    { name: 'x', region: 'r2', size: '9' },
  ];
  const form = formOf(
    [
      { type: 'select_one regions', name: 'region' },
      { type: 'select_one towns', name: 'town', choice_filter: 'region = ${region}' },
      { type: 'select_multiple towns', name: 'visited', choice_filter: 'region = ${region} and size < 9' },
      { type: 'select_one towns', name: 'other', choice_filter: 'name != ${town}' },
      { type: 'select_one towns', name: 'broken', choice_filter: 'regoin = ${region}' },
      { type: 'select_one towns', name: 'odd', choice_filter: "region = pulldata('a', 'b', 'c', 'd')" },
      { type: 'calculate', name: 'label', calculation: "instance('towns')/root/item[name = ${town}]/size" },
      { type: 'select_one far', name: 'away', choice_filter: 'region = ${region}' },
    ],
    { regions: [{ name: 'r1' }, { name: 'r2' }], towns },
  );
  const data = dataOf(form, {
    region: ['r1', 'r1', 'r2', null, 'r1', 'r2'],
    town: ['t1', 't2', 't2', 't1', 'x', 'x'],
    visited: ['t1 t3', 't1 t2 t2', 'x t2', null, 'unlisted', 't2'],
    other: ['t1', 't1', 't1', null, 't1', 't1'],
    broken: ['t1', null, null, null, null, null],
    odd: ['t1', null, null, null, null, null],
    label: ['1', '1', '2', '1', '9', '9'],
    away: ['t1', null, null, null, null, null],
  });
  const done = replay(form, namesOf(form), data);

  test.each([
    [
      'town',
      [0, 1, 0, 1, 0, 0],
      [
        [1, ['t2']],
        [3, ['t1']],
      ],
    ],
    [
      'visited',
      [0, 1, 1, 0, 0, 0],
      [
        [1, ['t2']],
        [2, ['x']],
      ],
    ],
    ['other', [1, 0, 0, 0, 0, 0], [[0, ['t1']]]],
  ] as const)('%s', (field, rows, options) => {
    const outcome = filteredOut(done, of(form, field));
    expect([...outcome.rows]).toEqual(rows);
    expect([...outcome.options]).toEqual(options);
    expect(outcome.notEvaluated).toBe('');
  });

  test('a filter that cannot be read is not evaluated', () => {
    expect(filteredOut(done, of(form, 'broken'))).toMatchObject({ rows: Uint8Array.of(2, 0, 0, 0, 0, 0) });
    expect(filteredOut(done, of(form, 'broken')).notEvaluated).toMatch(
      /the choice list 'towns' has no column 'regoin'; did you mean 'region'/,
    );
    expect([...filteredOut(done, of(form, 'odd')).rows]).toEqual([2, 0, 0, 0, 0, 0]);
    expect(filteredOut(done, of(form, 'away'))).toMatchObject({
      rows: Uint8Array.of(2, 0, 0, 0, 0, 0),
      notEvaluated: "the choices of 'far' are not part of the form",
    });
  });

  test('instance() finds the column of a choice', () => {
    expect([...staleCalculations(done, of(form, 'label')).rows]).toEqual([0, 1, 0, 0, 0, 0]);
  });

  test('100,000 rows and 5,000 choices take a moment, not rows × choices', () => {
    const many = Array.from({ length: 5000 }, (_, place) => ({ name: `c${place}`, region: `r${place % 50}` }));
    const large = formOf(
      [
        { type: 'text', name: 'region' },
        { type: 'select_one many', name: 'town', choice_filter: 'region = ${region}' },
      ],
      { many },
    );
    const names = namesOf(large);
    const rows = 100_000;
    const small = dataOf(large, {
      region: Array.from({ length: 50 }, (_, place) => `r${place}`),
      town: Array.from({ length: 50 }, () => 'c7'),
    });
    const region = small.tables.get('main')!.columns.get('region')!;
    const town = small.tables.get('main')!.columns.get('town')!;
    if (!('answers' in region) || !('answers' in town)) throw new Error('codes are wanted');
    const grow = (column: typeof region, code: (row: number) => number) => ({
      ...column,
      values: Uint16Array.from({ length: rows }, (_, row) => code(row)),
      states: new Uint8Array(rows),
    });
    const columns = new Map([
      ['region', grow(region, (row) => 1 + (row % 50))],
      ['town', grow(town, (row) => 1 + (row % 5000))],
    ]);
    const table = { ...small.tables.get('main')!, rows, columns };
    const before = performance.now();
    const outcome = filteredOut(replay(large, names, { tables: new Map([['main', table]]) }), of(large, 'town'));
    expect(performance.now() - before).toBeLessThan(3000);
    expect(outcome.rows.reduce((sum, one) => sum + one, 0)).toBe(0);
  });
});
