import { fault } from '../../src/fault.ts';
import type { Disk } from '../../src/stages/disk.ts';
import type { Given, Made, Stage } from '../../src/stages/stage.ts';
import { stage } from '../../src/stages/stage.ts';
import type { Declaration, Study } from '../../src/study/study.ts';
import { sha256 } from '../../src/table/sha.ts';
import type { Source } from '../../src/table/source.ts';
import { wholeSource } from '../../src/table/source.ts';
import { sourceOf } from '../readers/source.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text);
const textOf = async (source: Source) => new TextDecoder().decode(await wholeSource(source));

/** A disk in memory: its files by absolute path. */
export function memoryDisk(files: Map<string, string>): Disk {
  const present = (path: string) => {
    const text = files.get(path);
    if (text === undefined) throw fault(path, 'there is no such file');
    return text;
  };
  return {
    exists: (path) => files.has(path),
    isFolder: () => false,
    list: (folder) =>
      [...files.keys()]
        .filter((path) => path.startsWith(`${folder}/`) && !path.slice(folder.length + 1).includes('/'))
        .map((path) => path.slice(folder.length + 1))
        .sort(),
    read: async (path) => bytesOf(present(path)),
    text: async (path) => present(path),
    source: (path) => sourceOf(path, present(path)),
    hash: async (path) => (files.has(path) ? sha256(present(path)) : null),
    create: async () => undefined,
    replace: async () => undefined,
    publish: async (root, made, remove) => {
      for (const [path, bytes] of made) files.set(`${root}/${path}`, new TextDecoder().decode(bytes));
      for (const path of remove) files.delete(`${root}/${path}`);
    },
    lock: async () => ({ release: async () => undefined }),
  };
}

/** As much of a study as stages are planned with. */
export function studyOf(declared: Partial<Record<Declaration, string>> = {}, program = 'p1'): Study {
  const entries = Object.entries(declared).map(([name, hash]) => [name, { hash, file: `schemas/${name}.json` }]);
  const files = {
    config: { form: 'schemas/form' },
    sources: new Map([['a', ['/study/data-raw/in.txt']]]),
    decisions: [],
  };
  return { root: '/study', program, declared: new Map(entries as never), ...files } as unknown as Study;
}

export function textFile(name: string, path: string): Made<string> {
  return {
    name,
    encode: (text) => new Map([[path, bytesOf(text)]]),
    async decode(files) {
      const source = files.get(path);
      if (source === undefined) throw fault(path, 'is missing');
      return textOf(source);
    },
  };
}

const given: Given<string> = {
  name: 'export',
  files: ({ root }) => [`${root}/data-raw/in.txt`],
  decode: async ([source]) => textOf(source!),
};
const raw = textFile('raw', '.pipeline/raw.txt');

const ingest = stage({
  name: 'ingest',
  summary: '',
  reads: { given },
  writes: { raw },
  declarations: ['form'],
  run: (input) => ({ raw: input.given.toUpperCase() }),
  tally: (output) => ({ length: output.raw.length }),
});

/** Writes findings that `clean` writes anew. */
const validate = stage({
  name: 'validate',
  summary: '',
  reads: { raw },
  writes: { findings: textFile('findings', 'reports/findings.csv') },
  declarations: ['checks'],
  run: (input) => ({ findings: `raw findings of ${input.raw}` }),
  tally: () => ({ found: 1 }),
});

/** Writes one file a word, so that files come and go. */
const words: Made<string> = {
  name: 'words',
  encode: (text) => new Map(text.split(' ').map((word) => [`data-clean/${word}.csv`, bytesOf(word)])),
};

const clean = stage({
  name: 'clean',
  summary: '',
  reads: { raw },
  writes: { words, cleanFindings: textFile('cleanFindings', 'reports/findings.csv') },
  declarations: ['corrections'],
  run: (input) => {
    if (input.raw.includes('BAD')) throw fault('data-raw/in.txt', 'is bad');
    return { words: input.raw, cleanFindings: `clean findings of ${input.raw}` };
  },
  tally: () => ({ cleaned: 1 }),
});

export const toyStages: readonly Stage[] = [ingest, validate, clean] as unknown as readonly Stage[];
