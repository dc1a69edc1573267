import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { audit } from '../../src/commands/audit.ts';
import { diff } from '../../src/commands/diff.ts';
import { run } from '../../src/commands/run.ts';
import { temporaryFolder, testWorld } from '../world.ts';

const root = temporaryFolder();
const EXPORT = 'data-raw/season_return.csv';

const edit = (path: string, change: (text: string) => string) =>
  writeFileSync(join(root, path), change(readFileSync(join(root, path), 'utf8')));
const runAll = () => run(testWorld(root), { to: 'indicators', quiet: true });
const clean = () => readFileSync(join(root, 'data-clean/main.csv'), 'utf8').replace('\ufeff', '').trim().split('\r\n');

async function said(a: string, b: string, json = true): Promise<string> {
  const world = testWorld(root);
  await diff(world, a, b, { json });
  return world.said.join('');
}

let [gone, changed, was] = ['', '', ''];

beforeAll(async () => {
  cpSync(new URL('../cases/season', import.meta.url).pathname, root, { recursive: true });
  await runAll();
  await audit(testWorld(root), undefined, { bundle: 'before.zip', quiet: true });
  const [header = '', ...rows] = clean();
  const at = header.split(',').indexOf('age');
  const answered = rows.filter((row) => /^\d+$/.test(row.split(',')[at] ?? ''));
  gone = answered[0]?.split(',')[0] ?? '';
  [changed, was] = [answered[1]?.split(',')[0] ?? '', answered[1]?.split(',')[at] ?? ''];
  edit(EXPORT, (text) => {
    const lines = text.split(/\r?\n/).filter((line) => !line.includes(gone));
    const place = lines.findIndex((line) => line.includes(changed));
    const [delimiter = ','] = /[;,]/.exec(lines[0] ?? '') ?? [];
    const column = (lines[0] ?? '').split(delimiter).findIndex((name) => /(^|\/)"?age"?$/.test(name));
    const cells = (lines[place] ?? '').split(delimiter);
    cells[column] = (cells[column] ?? '').replace(was, '41');
    lines[place] = cells.join(delimiter);
    return lines.join('\n');
  });
  edit('schemas/checks.json', (text) => {
    const whole = JSON.parse(text) as { checks: { id: string }[] };
    const [first, ...others] = whole.checks;
    return JSON.stringify({ ...whole, checks: [...others, { ...first, id: 'renamed' }] });
  });
  await runAll();
}, 240_000);

afterAll(() => rmSync(root, { recursive: true, force: true }));

describe('what differs between two runs', () => {
  test.each([
    ['two that are kept', 'previous', 'last'],
    ['a bundle and a kept one', 'before.zip', 'last'],
  ])('%s: rows by key, cells before and after, rules by name', async (_, a, b) => {
    const found = JSON.parse(await said(a, b));
    const [main] = found.rows;
    expect(main.table).toBe('main');
    expect([main.added.count, main.removed]).toEqual([0, { count: 1, keys: [gone] }]);
    expect(main.rows[0] - main.rows[1]).toBe(1);
    expect(main.changed.list).toContainEqual({ key: changed, field: 'age', from: was, to: '41' });
    expect(main.changed.rows).toBe(1);
    expect(main.columns).toEqual({ added: [], removed: [] });
    const checks = found.rules.filter(({ name }: { name: string }) => name.startsWith('check '));
    expect(checks.map(({ how }: { how: string }) => how).toSorted()).toEqual(['gone', 'new']);
    expect(checks).toContainEqual({ name: 'check renamed', how: 'new' });
    expect(found.rules).toHaveLength(2);
  });

  test('is told in text', async () => {
    const text = await said('previous', 'last', false);
    expect(text).toMatch(/^Rules +check .+: (gone|new)$/m);
    expect(text).toMatch(/^Rows +main \(\d+ → \d+ rows\): 0 added, 1 removed, 1 changed in \d+ cells?$/m);
    expect(text).toContain(`− ${gone}`);
    expect(text).toContain(`~ ${changed} age: ${was} → 41`);
  });

  test('back again is the other way round, and a run held against itself is the same', async () => {
    const { rows } = JSON.parse(await said('last', 'previous'));
    expect(rows[0].added).toEqual({ count: 1, keys: [gone] });
    expect(rows[0].changed.list).toContainEqual({ key: changed, field: 'age', from: '41', to: was });
    const same = JSON.parse(await said('last', 'last'));
    expect([same.rules, same.rows, same.moved]).toEqual([[], [], []]);
  });
});

test('twenty runs are kept, and one that made nothing anew has what the last before it made', async () => {
  const note = (turn: number) =>
    edit('schemas/checks.json', (text) => text.replace(/"id":"renamed\d*"/, `"id":"renamed${turn}"`));
  const before = JSON.parse(await said('before.zip', 'last'));
  for (let turn = 0; turn < 21; turn += 1) {
    note(turn);
    await run(testWorld(root), { from: 'validate', to: 'validate', quiet: true });
  }
  await expect(said('2', 'last')).rejects.toThrow(/Kept are 4, 5/);
  const after = JSON.parse(await said('before.zip', 'last'));
  expect(after.rows).toEqual(before.rows);
  expect(after.moved).toEqual(before.moved);
  expect(JSON.parse(await said('4', 'last')).rules).toHaveLength(2);
}, 240_000);
