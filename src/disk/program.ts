import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Program } from '../study/load.ts';
import { sha256 } from '../table/sha.ts';

/** The program as it stands on this disk: its version, the hash of its code, its fonts. `code` is the folder that holds cli. */
export function programAt(code: string): Program {
  const root = join(code, '..');
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  const fonts = join(root, 'assets', 'fonts');
  return {
    version,
    hash: sha256(
      filesUnder(code)
        .filter((path) => /\.(js|ts)$/.test(path))
        .map((path) => sha256(readFileSync(path)))
        .join('\n'),
    ),
    fonts: readdirSync(fonts)
      .filter((name) => name.endsWith('.ttf'))
      .sort()
      .map((name) => join(fonts, name)),
  };
}

function filesUnder(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => (entry.isDirectory() ? filesUnder(join(folder, entry.name)) : [join(folder, entry.name)]));
}
