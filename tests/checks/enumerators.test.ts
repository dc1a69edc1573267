import { describe, expect, test } from 'vitest';
import { compare, fieldwork } from '../../src/checks/enumerators/compare.ts';
import { profiles } from '../../src/checks/enumerators/profile.ts';
import { groupsOf, oneGroup, ownGroups } from '../../src/checks/groups.ts';
import { isFault } from '../../src/fault.ts';
import { twoSamples } from '../../src/survey/classical/ttests.ts';
import { NO_PARADATA } from '../../src/table/paradata.ts';
import { mainTable } from '../../src/table/table.ts';
import type { Rows } from './made.ts';
import { found, madeCheck, madeData, madeForm, whySkipped } from './made.ts';

const agree = [1, 2, 3, 4].map((turn) => ['select_one level', `b${turn}`, `B${turn}`]);
const { form, names } = madeForm([
  ['text', 'who', 'Enumerator'],
  ['text', 'village', 'Village'],
  ['integer', 'plot', 'Plot'],
  ...agree,
]);
const context = { form, names, place: 'schemas/checks.json › test' };

/** Interviews of enumerators in villages; `invents` gives the same answers in no time. */
function interviews(villages: number, invents: string): Rows {
  const rows: Record<string, string | number>[] = [];
  for (let village = 0; village < villages; village += 1)
    for (const who of ['A', 'B', 'C'])
      for (let turn = 0; turn < 3; turn += 1) {
        const x = (village * 7 + turn * 5 + who.charCodeAt(0) * 3) % 11;
        const invented = who === invents;
        rows.push({
          who,
          village: `v${village}`,
          start: `2026-05-${String(village + 1).padStart(2, '0')}T0${7 + turn}:00:00Z`,
          end: `2026-05-${String(village + 1).padStart(2, '0')}T0${7 + turn}:${invented ? '0' : '4'}${x % 9}:30Z`,
          age: 20 + x,
          works: x % 2 === 0 ? 'yes' : 'no',
          plot: invented ? 50 : 11 + x * 3,
          b1: invented ? 'low' : ['low', 'middle', 'high'][x % 3]!,
          b2: invented ? 'low' : ['low', 'middle', 'high'][(x + village) % 3]!,
          b3: invented ? 'low' : ['low', 'middle', 'high'][(x + 2 * village) % 3]!,
          b4: invented ? 'low' : ['low', 'middle', 'high'][(x + turn) % 3]!,
        });
      }
  return rows;
}

describe('an enumerator against colleagues', () => {
  const cells = (who: readonly string[], area?: readonly string[], cluster?: readonly string[]) => {
    const data = madeData(
      form,
      names,
      who.map((name, row) => ({ who: name, region: area?.[row] ?? '', village: cluster?.[row] ?? '' })),
    );
    const table = mainTable(data);
    const of = (name: string) => groupsOf(table.columns.get(name)!, table.rows);
    return fieldwork(
      of('who'),
      area === undefined ? oneGroup(who.length) : of('region'),
      cluster === undefined ? ownGroups(who.length) : of('village'),
      new Uint8Array(who.length).fill(1),
    );
  };

  test('one area, each interview its own cluster, own variance the larger: Welch’s test', () => {
    const [x, y] = [
      [1, 9, 4, 8],
      [2, 3, 2.5, 3.5, 2],
    ];
    const [mine] = compare(Float64Array.from([...x, ...y]), cells([...'aaaabbbbb']));
    const welch = twoSamples(x, y, false, 0.95);
    expect(mine?.p).toBeCloseTo(welch.p, 12);
    expect((mine?.value ?? 0) - (mine?.colleagues ?? 0)).toBeCloseTo(welch.estimate, 12);
  });

  test('interviews of one cluster count once: ten alike are one', () => {
    const who = [...'aabb', ...'a'.repeat(9)];
    const [mine] = compare(
      Float64Array.from([1, 3, 2, 4, ...Array(9).fill(3)]),
      cells(who, undefined, ['1', '2', '1', '2', ...Array(9).fill('2')]),
    );
    expect(mine).toMatchObject({ value: 2, colleagues: 3, n: 11, clusters: 2 });
  });

  test('only within areas: a higher level of an area is not the enumerator’s', () => {
    const found = compare(
      Float64Array.from([1, 2, 1, 2, 101, 102, 101, 102]),
      cells([...'abababab'], ['north', 'north', 'north', 'north', 'south', 'south', 'south', 'south']),
    );
    expect(found[0]).toMatchObject({ value: 51, colleagues: 52 });
    expect(compare(Float64Array.from([1, 2]), cells(['a', 'b'], ['north', 'south']))[0]).toEqual({
      value: 1,
      colleagues: null,
      n: 1,
      clusters: 1,
      p: null,
    });
  });

  test('nothing known, nothing said', () => {
    expect(compare(Float64Array.from([Number.NaN, 1]), cells(['a', 'b']))[0]).toBeNull();
  });

  test('agreeing by chance on a rare answer proves nothing', () => {
    const y = [0, 0, 0, 0, 0, ...Array.from({ length: 20 }, (_, at) => (at % 5 === 0 ? 1 : 0))];
    expect(compare(Float64Array.from(y), cells([...'aaaaa', ...'b'.repeat(20)]))[0]?.p).toBeGreaterThan(0.2);
  });
});

describe('profiles', () => {
  const data = madeData(form, names, interviews(12, 'C'));
  const found = profiles(data, form, names, { enumerator: 'who', cluster: 'village' }, NO_PARADATA);

  test('productivity, length, straight lines, heaping', () => {
    expect(found.map(({ enumerator }) => enumerator)).toEqual(['A', 'B', 'C']);
    expect(found[2]).toMatchObject({
      interviews: 36,
      compared: 36,
      workdays: { days: 12, first: '2026-05-01', last: '2026-05-12', most: 3, fullest: '2026-05-01' },
    });
    expect(found[2]?.measures.straight).toMatchObject({ value: 1, clusters: 12 });
    expect(found[2]?.measures.spread?.value).toBe(0);
    expect(found[2]?.measures.minutes?.value).toBeLessThan(10);
    expect(found[0]?.measures.minutes?.value).toBeGreaterThan(40);
    expect(found[2]?.digits.shares[0]).toBeGreaterThan(0.5);
    expect(found[2]?.odd[0]?.field).toMatch(/^(b\d|plot)$/);
    expect(found[0]?.odd.filter(({ field }) => field === 'age')).toEqual([]);
  });

  test('audit logs go before the clock', () => {
    const logged = profiles(
      data,
      form,
      names,
      { enumerator: 'who' },
      {
        questions: [],
        interviews: [{ key: 'k1', minutes: 7, elapsed: 9, pauses: 0, paused: 0, resumes: 0, changes: 0, after: 0 }],
      },
    );
    expect(logged[0]?.measures.minutes?.value).not.toBe(found[0]?.measures.minutes?.value);
  });
});

describe('the check', () => {
  const check = madeCheck('enumerators', { enumerator: 'who', cluster: 'village', mostADay: 3 }, context);
  const fields = (invents: string) =>
    found(check, madeData(form, names, interviews(12, invents))).map(({ value }) => value);

  test('tells who invents, and nobody else', () => {
    const told = fields('C');
    expect(told).toEqual(expect.arrayContaining(['C minutes', 'C straight', 'C spread', 'C answers']));
    expect(told.filter((value) => !value.startsWith('C'))).toEqual([]);
  });

  test('is silent where nobody does', () => {
    expect(fields('')).toEqual([]);
  });

  test('more interviews a day than are believed', () => {
    const many = found(
      madeCheck('enumerators', { enumerator: 'who', mostADay: 2 }, context),
      madeData(form, names, interviews(2, '')),
    );
    expect(many[0]?.message).toBe('A: 3 interviews on 2026-05-01, over 2 a day');
  });

  test('says why it cannot judge', () => {
    expect(whySkipped(check, madeData(form, names, [{ who: 'A', age: 20 }]))).toBe(
      'fewer than two enumerators have 5 interviews or more',
    );
    const data = madeData(form, names, interviews(3, ''));
    const main = mainTable(data);
    const columns = new Map([...main.columns].filter(([name]) => name !== 'who'));
    expect(whySkipped(check, { tables: new Map(data.tables).set('main', { ...main, columns }) })).toBe(
      "the data have no 'who'",
    );
  });

  test('needs an enumerator', () => {
    try {
      madeCheck('enumerators', {}, context);
    } catch (error) {
      expect(isFault(error)).toBe(true);
      expect((error as Error).message).toMatch(/Name the question that holds the enumerator/);
      return;
    }
    expect.unreachable();
  });
});
