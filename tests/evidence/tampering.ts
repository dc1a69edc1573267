import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Manifest } from '../../src/stages/run.ts';
import { sha256 } from '../../src/table/sha.ts';

/** A number from 0 up to `below`, the next of a seeded stream (a linear congruence; Numerical Recipes). */
export function draws(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** What can be tampered with. */
export const KINDS = [
  'clean cell',
  'state',
  'clean row',
  'ledger cell',
  'ledger row',
  'raw byte',
  'estimate',
  'decision',
  'outcome',
  'finding',
] as const;
export type Tampering = (typeof KINDS)[number];

/** The file that a kind of tampering changes, and how; '' where it changed nothing. */
export interface Tampered {
  readonly file: string;
  readonly what: string;
  readonly before: Uint8Array;
}

/** Files of a study that tampering changes. */
export interface TamperedFiles {
  readonly tables: readonly string[];
  readonly raw: readonly string[];
  readonly decisions: readonly string[];
}

/**
 * Changes one thing in the files of a study that has been run. `forged`: the hash in the manifest is made to fit, so that only the
 * content can give it away (raw bytes and decisions have no such forgery: their hash is what binds them).
 */
export function tamper(
  root: string,
  kind: Tampering,
  files: TamperedFiles,
  pick: (below: number) => number,
  forged: boolean,
): Tampered {
  const one = <T>(list: readonly T[]): T => list[pick(list.length)] as T;
  const path = {
    'clean cell': () => `data-clean/${one(files.tables)}.csv`,
    state: () => `data-clean/${one(files.tables)}.states.csv`,
    'clean row': () => `data-clean/${one(files.tables)}.csv`,
    'ledger cell': () => 'data-clean/changes.csv',
    'ledger row': () => 'data-clean/changes.csv',
    'raw byte': () => one(files.raw),
    estimate: () => 'reports/estimates.csv',
    decision: () => one(files.decisions),
    outcome: () => 'reports/decisions.csv',
    finding: () => 'reports/findings.csv',
  }[kind]();
  const full = join(root, path);
  const before = new Uint8Array(readFileSync(full));
  const [after, what] = kind === 'raw byte' ? byte(before, pick) : lines(before, kind, pick);
  writeFileSync(full, after);
  if (forged && kind !== 'raw byte' && kind !== 'decision') forge(root, path, after);
  return { file: path, what, before };
}

/** Makes the manifest say that a file is as it is. */
export function forge(root: string, path: string, bytes: Uint8Array): void {
  const at = join(root, 'reports/manifest.json');
  const manifest = JSON.parse(readFileSync(at, 'utf8')) as Manifest;
  writeFileSync(at, JSON.stringify({ ...manifest, outputs: { ...manifest.outputs, [path]: sha256(bytes) } }));
}

function byte(before: Uint8Array, pick: (below: number) => number): readonly [Uint8Array, string] {
  const after = before.slice();
  const at = pick(after.length);
  after[at] = ((after[at] ?? 0) + 1 + pick(255)) & 255;
  return [after, `byte ${at}`];
}

/** One cell set to something else, or one line taken out or doubled. */
function lines(before: Uint8Array, kind: Tampering, pick: (below: number) => number): readonly [Uint8Array, string] {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(before);
  const records = text.split('\r\n').length > 2 ? text.split('\r\n') : text.split('\n');
  const end = text.includes('\r\n') ? '\r\n' : '\n';
  const delimiter = (records[0] ?? '').includes(';') ? ';' : ',';
  const data = records.flatMap((line, at) => (at > 0 && line !== '' ? [at] : []));
  const at = data[pick(data.length)] ?? 1;
  const line = records[at] ?? '';
  if (kind === 'clean row' || kind === 'ledger row') {
    const twice = pick(2) === 0;
    records.splice(at, twice ? 0 : 1, ...(twice ? [line] : []));
    return [new TextEncoder().encode(records.join(end)), `line ${at + 1} ${twice ? 'doubled' : 'taken out'}`];
  }
  const cells = cellsOf(line, delimiter);
  const place = pick(cells.length);
  const old = cells[place] ?? '';
  const digit = [...old].findIndex((letter) => /\d/.test(letter));
  if (kind === 'state') cells[place] = old === 'b' ? 'r' : 'b';
  else if (old === '') cells[place] = '1';
  else if (digit >= 0)
    cells[place] = `${old.slice(0, digit)}${(Number(old[digit]) + 1 + pick(8)) % 10}${old.slice(digit + 1)}`;
  else cells[place] = `${old.startsWith('"') ? old.slice(0, -1) : old}x${old.startsWith('"') ? '"' : ''}`;
  records[at] = cells.join(delimiter);
  return [new TextEncoder().encode(records.join(end)), `line ${at + 1}, cell ${place + 1}: ${old} → ${cells[place]}`];
}

/** The cells of a line as they are written, quotes and all. */
function cellsOf(line: string, delimiter: string): string[] {
  const cells: string[] = [];
  let [cell, quoted] = ['', false];
  for (const letter of line) {
    if (letter === '"') quoted = !quoted;
    if (letter === delimiter && !quoted) {
      cells.push(cell);
      cell = '';
    } else cell += letter;
  }
  return [...cells, cell];
}
