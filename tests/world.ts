import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { coloursFor } from '../src/commands/colours.ts';
import type { World } from '../src/commands/world.ts';
import { openDisk } from '../src/disk/disk.ts';
import { programAt } from '../src/disk/program.ts';

const program = programAt(new URL('../src', import.meta.url).pathname);

/** A world on the real disk whose words are kept, without colours and with a clock that stands still. */
export function testWorld(folder: string): World & { readonly said: string[]; readonly told: string[] } {
  const said: string[] = [];
  const told: string[] = [];
  return {
    disk: openDisk,
    out: (text) => said.push(text),
    tell: (text) => told.push(text),
    terminal: false,
    colours: coloursFor(false),
    now: () => Date.UTC(2026, 10, 23),
    folder,
    program,
    said,
    told,
  };
}

/** A new folder that nobody else uses. */
export function temporaryFolder(): string {
  return mkdtempSync(join(tmpdir(), 'survey-'));
}
