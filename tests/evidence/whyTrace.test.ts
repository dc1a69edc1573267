import { cpSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { run } from '../../src/commands/run.ts';
import { trace } from '../../src/commands/trace.ts';
import { why } from '../../src/commands/why.ts';
import { loadStudy } from '../../src/study/load.ts';
import type { Estimate } from '../../src/table/estimate.ts';
import { temporaryFolder, testWorld } from '../world.ts';

const root = temporaryFolder();

beforeAll(async () => {
  cpSync(new URL('../cases/season', import.meta.url).pathname, root, { recursive: true });
  await run(testWorld(root), { to: 'indicators', quiet: true });
}, 120_000);

afterAll(() => rmSync(root, { recursive: true, force: true }));

const rowsOf = (path: string) => {
  const [header = '', ...lines] = readFileSync(join(root, path), 'utf8').replace('\ufeff', '').split('\r\n');
  const names = header.split(',');
  return lines
    .filter((line) => line !== '')
    .map((line) => Object.fromEntries(names.map((name, at) => [name, line.split(',')[at] ?? ''])));
};

async function said(work: (world: ReturnType<typeof testWorld>) => Promise<unknown>): Promise<string> {
  const world = testWorld(root);
  await work(world);
  return world.said.join('');
}

test('a changed cell is told from its place in the file to the indicators that rest on it', async () => {
  const change = rowsOf('data-clean/changes.csv').find(
    ({ action, decision_id }) => action === 'set' && decision_id !== '',
  );
  expect(change).toBeDefined();
  const { key = '', field = '', from = '', to = '' } = change ?? {};
  const report = JSON.parse(await said((world) => why(world, key, field, { json: true })));
  expect(report.changes).toHaveLength(1);
  expect(report.decisions).toHaveLength(1);
  expect([report.received.value, report.clean.value]).toEqual([from, to]);
  // The row that is told is the one where the key stands in the file as received.
  const lines = readFileSync(join(root, 'data-raw/season_return.csv'), 'utf8').split(/\r?\n/);
  expect(lines[report.place.row - 1]).toContain(key);
  expect(report.place.columns[0].text).toBe(from);
  expect(await said((world) => why(world, key, field, {}))).toContain(`${from} → ${to}`);
});

test('a question that was not asked is told with the condition in words and the answers that it read', async () => {
  const states = rowsOf('data-clean/main.states.csv');
  const asked = Object.keys(states[0] ?? {}).find(
    (name) => states.some((row) => row[name] === 'n') && states.some((row) => row[name] === ''),
  );
  const row = states.find((each) => each[asked ?? ''] === 'n');
  const report = JSON.parse(await said((world) => why(world, row?._key ?? '', asked ?? '', { json: true })));
  expect(report.clean.state).toBe('notAsked');
  expect(report.conditions.length).toBeGreaterThan(0);
  expect(report.conditions.at(-1).read.length).toBeGreaterThan(0);
});

test.each([
  ['an unknown field', 'KEY', 'agee', 'did you mean'],
  ['no field', 'KEY', '', "'': is no question of the form"],
  ['an unknown key', 'no-such-key', 'age', "no row of 'main' has this key. Keys look like '"],
  ['no key', '', 'age', "'': is no key. Keys look like '"],
  ['a mistyped key', 'KEYx', 'age', "Did you mean 'KEY'?"],
  ['a table that is not there', 'KEY', 'age', 'there is no such table. Tables: main', 'nope'],
])('%s is a fault that helps', async (_, key, field, message, table?: string) => {
  const known = rowsOf('data-clean/main.csv')[0]?._key ?? '';
  const named = (text: string) => text.replace('KEY', known);
  await expect(why(testWorld(root), named(key), field, { table })).rejects.toThrow(named(message));
});

test('a field is also known by the header of an export', async () => {
  const known = rowsOf('data-clean/main.csv')[0]?._key ?? '';
  expect(await said((world) => why(world, known, 'profile/age', {}))).toContain('age, integer');
});

test('every published estimate can be traced: its rows are n, and a held-back one tells no number', async () => {
  const estimates = JSON.parse(readFileSync(join(root, 'reports/estimates.json'), 'utf8')) as readonly Estimate[];
  let [made, held] = [0, 0];
  for (const estimate of estimates) {
    const told = JSON.parse(await said((world) => trace(world, estimate.key, { json: true })));
    expect(told.estimate).toEqual(estimate);
    if (estimate.quality === 'suppressed') {
      held += 1;
      expect([told.denominator, told.numerator, told.changed, told.missing, told.moves]).toEqual([
        null,
        null,
        null,
        {},
        [],
      ]);
    } else if (told.denominator !== null) {
      made += 1;
      expect([estimate.key, told.denominator]).toEqual([estimate.key, estimate.n]);
    }
  }
  expect(made).toBeGreaterThan(0);
  expect(held + made).toBeGreaterThan(estimates.length / 2);
}, 120_000);

test('an estimate is found in a file that another program has laid out anew', async () => {
  const path = join(root, 'reports/estimates.json');
  const text = readFileSync(path, 'utf8');
  const [first] = JSON.parse(text) as readonly Estimate[];
  const asked = () => said((world) => trace(world, first?.key ?? '', { json: true }));
  const before = await asked();
  writeFileSync(path, JSON.stringify(JSON.parse(text)));
  expect(await asked()).toBe(before);
  writeFileSync(path, text);
});

test('the keys of the rows are written, those of a held-back estimate are not', async () => {
  const estimates = JSON.parse(readFileSync(join(root, 'reports/estimates.json'), 'utf8')) as readonly Estimate[];
  const share = estimates.find(({ stat, quality }) => stat === 'share' && quality !== 'suppressed');
  await trace(testWorld(root), share?.key ?? '', { keys: 'rows.csv' });
  expect(rowsOf('rows.csv')).toHaveLength(share?.n ?? 0);
  const hidden = estimates.find(({ quality }) => quality === 'suppressed');
  if (hidden !== undefined)
    await expect(trace(testWorld(root), hidden.key, { keys: 'rows.csv' })).rejects.toThrow('held back');
  await expect(trace(testWorld(root), 'NONE', {})).rejects.toThrow('there is no indicator');
});

test('asked for a figure or a sheet, it tells their numbers by the keys by which each can be traced', async () => {
  const declared = (name: string) =>
    JSON.parse(readFileSync(join(root, `schemas/${name}.json`), 'utf8'))[name] as readonly { readonly id: string }[];
  const all = [...declared('figures'), ...declared('sheets')];
  expect(all.length).toBeGreaterThan(1);
  for (const { id } of all) {
    const { numbers, title } = JSON.parse(await said((world) => trace(world, id, { json: true })));
    expect(title).not.toBe('');
    expect(numbers.length).toBeGreaterThan(0);
    const told = await said((world) => trace(world, id, {}));
    const [first] = numbers as readonly Estimate[];
    expect(told).toContain(`${numbers.length} numbers`);
    expect(told).toContain(first?.key);
    expect(await said((world) => trace(world, first?.key ?? '', {}))).toContain(first?.key);
  }
});

test('a group is told in words, with its field and level', async () => {
  const estimates = JSON.parse(readFileSync(join(root, 'reports/estimates.json'), 'utf8')) as readonly Estimate[];
  const part = estimates.find(({ domain }) => domain.some(({ field }) => field === 'sex'));
  expect(await said((world) => trace(world, part?.key ?? '', {}))).toMatch(/Of whom +.+: .+ \(sex = .+\)\n/);
});

test('what is kept of a number and what is computed anew are the same, and each interview adds by itself what it adds', async () => {
  const estimates = JSON.parse(readFileSync(join(root, 'reports/estimates.json'), 'utf8')) as readonly Estimate[];
  const asked = estimates.filter(({ quality }, at) => quality !== 'suppressed' && at % 5 === 0);
  const all = async () => {
    const told: string[] = [];
    for (const { key } of asked) told.push(await said((world) => trace(world, key, { json: true })));
    return told.map((text) =>
      JSON.parse(text, (_, value) => (typeof value === 'number' ? Number(value.toPrecision(9)) : value)),
    );
  };
  const kept = await all();
  renameSync(join(root, '.pipeline/behind.json'), join(root, '.pipeline/behind.away'));
  const anew = await all();
  renameSync(join(root, '.pipeline/behind.away'), join(root, '.pipeline/behind.json'));
  expect(kept).toEqual(anew);
  expect(kept.some(({ moves }) => moves.length > 0)).toBe(true);
}, 120_000);

test('a count of cases is told by where it is counted', async () => {
  expect(await said((world) => trace(world, 'cases:received', {}))).toContain('reports/intake.html');
  expect(await said((world) => trace(world, 'cases:excluded', {}))).toContain('data-clean/excluded.csv');
});

test('what rests on a question is told through calculations and derived variables, and what it decides', async () => {
  const { disk, program } = testWorld(root);
  const study = await loadStudy(disk(null), join(root, 'pipeline.config.json'), program);
  const scope = study.eligible?.fields.flatMap((name) => [
    ...(study.variables.find((variable) => variable.name === name)?.reads ?? [name]),
  ])[0];
  const key = rowsOf('data-clean/main.csv')[0]?._key ?? '';
  if (scope !== undefined)
    expect(await said((world) => why(world, key, scope, {}))).toContain('every indicator: it decides who is counted');
  for (const { reads, name } of study.variables.filter(({ table }) => table === 'main')) {
    const field = [...reads].find((each) => study.form.fields.some((one) => one.name === each && one.table === 'main'));
    if (field === undefined || study.direct.has(field)) continue;
    const report = JSON.parse(await said((world) => why(world, key, field, { json: true })));
    expect(report.derived.map((each: { name: string }) => each.name)).toContain(name);
    const used = study.indicators.filter(({ variables }) => variables.has(name)).map(({ id }) => id);
    expect(report.indicators.map(({ id }: { id: string }) => id)).toEqual(expect.arrayContaining(used));
  }
}, 60_000);

test('of an interview that was taken out is told what it held, and who took it out', async () => {
  const taken = rowsOf('data-clean/excluded.csv').find(({ decision_id }) => decision_id !== '');
  const told = await said((world) => why(world, taken?.key ?? '', 'age', {}));
  expect(told).toMatch(/Read as +\d+\n/);
  expect(told).toContain('not in the clean data: the row was taken out');
  expect(told).toMatch(
    new RegExp(
      `Decision +row taken out; done\n +by ${taken?.by} on ${taken?.at}; ${taken?.source}, row ${taken?.source_row}`,
    ),
  );
});

test('a decision is told in words', async () => {
  const decided = rowsOf('reports/decisions.csv').find(
    ({ action, field }) => action === 'change_response' && field !== '',
  );
  const text = await said((world) => why(world, decided?.key ?? '', decided?.field ?? '', { table: decided?.table }));
  expect(text).toContain('answer changed');
  expect(text).not.toContain('change_response');
});
