import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import type { Files } from '../../src/stages/disk.ts';

/** A folder of its own for each test of the file, removed after it. */
export function eachInFolder(): { readonly path: string; at(path: string): string } {
  const folder = { path: '', at: (path: string) => join(folder.path, path) };
  beforeEach(() => {
    folder.path = mkdtempSync(join(tmpdir(), 'pipeline-'));
  });
  afterEach(() => rmSync(folder.path, { recursive: true, force: true }));
  return folder;
}

export function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

/** Every file under a folder with its text. */
export function tree(folder: string, under = ''): Readonly<Record<string, string>> {
  const files: Record<string, string> = {};
  if (!existsSync(folder)) return files;
  for (const name of readdirSync(folder).sort()) {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) Object.assign(files, tree(path, `${under}${name}/`));
    else files[`${under}${name}`] = readFileSync(path, 'utf8');
  }
  return files;
}

export function filesOf(texts: Readonly<Record<string, string>>): Files {
  return new Map(Object.entries(texts).map(([path, text]) => [path, new TextEncoder().encode(text)]));
}
