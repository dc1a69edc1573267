import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Program } from '../study/load.ts';
import { sha256 } from '../table/sha.ts';

/** The program as it stands on this disk: its version, the hash of its code, its fonts. `code` is the folder that holds cli. */
export function programAt(code: string): Program {
  const root = join(code, '..');
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  const fonts = join(root, 'assets', 'fonts');
  let hash = '';
  return {
    version,
    // Not every command asks for it, and the program is large.
    get hash() {
      hash ||= hashOf(code);
      return hash;
    },
    fonts: readdirSync(fonts)
      .filter((name) => name.endsWith('.ttf'))
      .sort()
      .map((name) => join(fonts, name)),
  };
}

/** A part of the built program, whose name the bundler ends with a hash of what it holds. */
const HASHED = /-[\w-]{8}\.js$/;

function hashOf(code: string): string {
  const files = filesUnder(code).filter((path) => /\.(js|ts)$/.test(path));
  return sha256(files.map((path) => (HASHED.test(path) ? basename(path) : sha256(readFileSync(path)))).join('\n'));
}

function filesUnder(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => (entry.isDirectory() ? filesUnder(join(folder, entry.name)) : [join(folder, entry.name)]));
}
