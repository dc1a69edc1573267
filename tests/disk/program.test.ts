import { expect, test } from 'vitest';
import { programAt } from '../../src/disk/program.ts';
import { eachInFolder, write } from './folder.ts';

const folder = eachInFolder();

function hashOf(files: Readonly<Record<string, string>>): string {
  write(folder.at('package.json'), '{"version":"1.2.3"}');
  write(folder.at('assets/fonts/A.ttf'), '');
  for (const [name, text] of Object.entries(files)) write(folder.at(`dist/${name}`), text);
  return programAt(folder.at('dist')).hash;
}

test('another program has another hash: what its own files hold, and the names of those that are named by what they hold', () => {
  const built = { 'cli.js': 'a', 'trace-Ab_12-Cd.js': 'b', 'notes.txt': 'c' };
  const hash = hashOf(built);
  expect(hash).toMatch(/^[0-9a-f]{64}$/);
  expect(hashOf({ ...built, 'notes.txt': 'd' })).toBe(hash);
  expect(hashOf({ ...built, 'cli.js': 'A' })).not.toBe(hash);
  expect(hashOf({ ...built, 'trace-Ab_12-Ce.js': 'b' })).not.toBe(hash);
  expect(programAt(folder.at('dist')).version).toBe('1.2.3');
});
