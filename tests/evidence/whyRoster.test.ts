import { cpSync, rmSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { run } from '../../src/commands/run.ts';
import { why } from '../../src/commands/why.ts';
import { temporaryFolder, testWorld } from '../world.ts';

const root = temporaryFolder();

beforeAll(async () => {
  cpSync(new URL('../cases/roster', import.meta.url).pathname, root, { recursive: true });
  await run(testWorld(root), { to: 'indicators', quiet: true });
}, 120_000);

afterAll(() => rmSync(root, { recursive: true, force: true }));

test('a row of a roster is told as an interview is', async () => {
  const world = testWorld(root);
  await why(world, 'key-1/member[2]', 'member_age', {});
  const said = world.said.join('');
  expect(said).toContain('member_age, integer; member key-1/member[2]');
  expect(said).toMatch(/Received +data-raw\/.*row \d+.*: “30”/);
  expect(said).toMatch(/Now +30\n/);
});

test.each([
  [
    'a roster’s question of an interview',
    'key-1',
    'member_age',
    "key-1: 'member_age' is asked in each row of 'member', and this is an interview. Its rows: 'key-1/member[1]' to 'key-1/member[3]'",
  ],
  [
    'a row that an interview does not have',
    'key-1/member[9]',
    'member_age',
    "key-1/member[9]: 'member_age' is asked in each row of 'member', and this is none. Its rows: 'key-1/member[1]' to 'key-1/member[3]'",
  ],
  [
    'a roster’s question of an interview without rows',
    'key-7',
    'member_age',
    "'member_age' is asked in each row of 'member', and this is an interview. The interview has no row of 'member'",
  ],
  [
    'an interview’s question of a row',
    'key-1/member[1]',
    'size',
    "key-1/member[1]: is a row of 'member', and 'size' is of the interview. Run: pipeline why key-1 size",
  ],
  [
    'an interview’s question of a row that is not there',
    'key-1/member[9]',
    'size',
    'key-1/member[9]: is no row of any table. Run: pipeline why key-1 size',
  ],
  [
    'a row of nobody',
    'nobody/member[1]',
    'member_age',
    "no row of 'member' has this key. Keys look like 'key-1/member[1]'",
  ],
  [
    'a question of another table',
    'key-1',
    'size',
    "--table member: 'size' is a question of 'main'. Leave --table out",
    'member',
  ],
])('%s: what was probably meant, in one line', async (_, key, field, message, table?: string) => {
  const fault = await why(testWorld(root), key, field, { table }).then(
    () => new Error('told'),
    (error: Error) => error,
  );
  expect(fault.message).toContain(message);
  expect(fault.message).not.toContain('\n');
  expect(fault.name).toBe('Fault');
});
