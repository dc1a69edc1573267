import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { run } from '../../src/commands/run.ts';
import { temporaryFolder, testWorld } from '../world.ts';

/**
 * Each folder here is a whole small study with the files that a run must make of it under `expected/`, and the exit code in
 * `expected/exit`; `secrets.txt` lists texts that no output may hold. Where a run makes something else, the whole of what it made is left in `<case>-changed/` to be looked at.
 */
const here = new URL('.', import.meta.url).pathname;
const cases = readdirSync(here, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && !entry.name.endsWith('-changed'))
  .map(({ name }) => name);

function filesIn(folder: string, under = ''): readonly string[] {
  return readdirSync(join(folder, under), { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? filesIn(folder, join(under, entry.name)) : [join(under, entry.name)],
  );
}

function copyOf(name: string): string {
  const folder = join(temporaryFolder(), name);
  for (const part of ['pipeline.config.json', 'schemas', 'data-raw'])
    cpSync(join(here, name, part), join(folder, part), { recursive: true });
  return folder;
}

describe.each(cases)('the case %s', (name) => {
  const expected = join(here, name, 'expected');

  test('makes what is expected', async () => {
    const folder = copyOf(name);
    const world = testWorld(folder);
    const exit = await run(world, { quiet: true });
    const made = new Map<string, string>([
      ['exit', `${exit}\n`],
      ['summary.txt', world.said.join('').replace(/ \(\d+\.\d s\)/, '')],
    ]);
    const wanted = existsSync(expected) ? filesIn(expected) : [];
    for (const file of wanted)
      if (existsSync(join(folder, file))) made.set(file, readFileSync(join(folder, file), 'utf8'));
    const different = wanted.filter((file) => made.get(file) !== readFileSync(join(expected, file), 'utf8'));
    const beside = join(here, `${name}-changed`);
    rmSync(beside, { recursive: true, force: true });
    if (different.length > 0 || wanted.length === 0)
      for (const [file, text] of made) {
        mkdirSync(dirname(join(beside, file)), { recursive: true });
        writeFileSync(join(beside, file), text);
      }
    expect(wanted.length).toBeGreaterThan(5);
    expect(different).toEqual([]);
  });

  test('what must stay secret is in no output and in no cache', async () => {
    const secrets = readFileSync(join(here, name, 'secrets.txt'), 'utf8')
      .trim()
      .split('\n');
    const folder = copyOf(name);
    await run(testWorld(folder), { quiet: true });
    const made = filesIn(folder).filter((file) => !/^(data-raw|schemas|pipeline\.config)/.test(file));
    expect(made.length).toBeGreaterThan(20);
    for (const secret of secrets)
      expect(
        made.filter((file) => readFileSync(join(folder, file)).includes(secret)).map((file) => `${file}: ${secret}`),
      ).toEqual([]);
  });

  test('makes the same bytes again, and nothing where nothing changed', async () => {
    const folder = copyOf(name);
    await run(testWorld(folder), { quiet: true });
    const first = new Map(
      filesIn(folder)
        .filter((file) => !file.startsWith('.pipeline'))
        .map((file) => [file, readFileSync(join(folder, file))]),
    );
    const world = testWorld(folder);
    await run(world, { quiet: true });
    expect(world.said.join('')).toContain('Nothing changed since the last run');
    await run(testWorld(folder), { quiet: true, force: true });
    const changed = [...first]
      .filter(([file, bytes]) => !readFileSync(join(folder, file)).equals(bytes))
      .map(([file]) => file);
    expect(changed).toEqual([]);
  });
});
