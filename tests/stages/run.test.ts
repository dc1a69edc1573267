import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { RunRange, RunReport } from '../../src/stages/run.ts';
import { runStages } from '../../src/stages/run.ts';
import { sha256 } from '../../src/table/sha.ts';
import { memoryDisk, studyOf } from './toys.ts';

vi.mock('../../src/stages/registry.ts', async () => ({ stages: (await import('./toys.ts')).toyStages }));

const IN = '/study/data-raw/in.txt';
let files = new Map<string, string>();
let told: string[] = [];

beforeEach(() => {
  files = new Map([[IN, 'a b']]);
  told = [];
});

function run(range: RunRange = {}, study = studyOf()): Promise<RunReport> {
  return runStages(
    study,
    memoryDisk(files),
    range,
    {
      begin: ({ name }) => told.push(`begin ${name}`),
      step: () => undefined,
      end: ({ name }) => told.push(`end ${name}`),
      fresh: ({ name }) => told.push(`fresh ${name}`),
    },
    '2024-05-01',
  );
}

/** Files of the study that people see. */
function seen(): Readonly<Record<string, string>> {
  const kept = [...files].filter(
    ([path]) => !path.includes('/.pipeline/') && path !== IN && !path.endsWith('manifest.json'),
  );
  return Object.fromEntries(kept.map(([path, text]) => [path.replace('/study/', ''), text]).sort());
}

function manifest(): { readonly inputs: Record<string, string>; readonly outputs: Record<string, string> } {
  return JSON.parse(files.get('/study/reports/manifest.json') ?? '{}') as never;
}

const CLEAN = {
  'data-clean/A.csv': 'A',
  'data-clean/B.csv': 'B',
  'reports/findings.csv': 'clean findings of A B',
};

describe('a first run', () => {
  test('runs every stage in order, and makes its outputs', async () => {
    expect(await run()).toEqual({
      ran: ['ingest', 'validate', 'clean'],
      fresh: [],
      stale: [],
      tally: { ingest: { length: 3 }, validate: { found: 1 }, clean: { cleaned: 1 } },
    });
    expect(told).toEqual(['begin ingest', 'end ingest', 'begin validate', 'end validate', 'begin clean', 'end clean']);
    expect(seen()).toEqual(CLEAN);
  });

  test('writes the hash of every input and output, but not of the cache', async () => {
    await run({}, studyOf({ form: 'h1' }));
    expect(manifest().inputs).toEqual({
      'data-raw/in.txt': sha256('a b'),
      'the program': 'p1',
    });
    expect(manifest().outputs).toEqual(
      Object.fromEntries(Object.entries(CLEAN).map(([path, text]) => [path, sha256(text)])),
    );
  });
});

describe('a second run', () => {
  test('with nothing changed does nothing, and says the same', async () => {
    const first = await run();
    const before = new Map(files);
    expect(await run()).toEqual({ ran: [], fresh: ['ingest', 'validate', 'clean'], stale: [], tally: first.tally });
    expect(files).toEqual(before);
  });

  test.each<[name: string, change: () => void, study: Parameters<typeof studyOf>, ran: string[]]>([
    ['the export', () => files.set(IN, 'a c'), [], ['ingest', 'validate', 'clean']],
    ['the program', () => undefined, [{}, 'p2'], ['ingest', 'validate', 'clean']],
    ['what one stage declares', () => undefined, [{ corrections: 'c1' }], ['clean']],
    ['the form, which gives the same data', () => undefined, [{ form: 'f1' }], ['ingest']],
    ['an output, by somebody', () => files.set('/study/data-clean/A.csv', 'mine'), [], ['clean']],
    ['an output that was removed', () => files.delete('/study/reports/findings.csv'), [], ['clean']],
    ['what one stage read from another', () => files.delete('/study/.pipeline/raw.txt'), [], ['ingest']],
    ['the memory of runs', () => files.set('/study/.pipeline/state.json', '{'), [], ['ingest', 'validate', 'clean']],
  ])('after a change of %s', async (_, change, study, ran) => {
    await run();
    change();
    expect((await run({}, studyOf(...study))).ran).toEqual(ran);
    expect(seen()['reports/findings.csv']).toBe(`clean findings of ${files.get(IN)?.toUpperCase()}`);
    expect((await run({}, studyOf(...study))).ran).toEqual([]);
  });

  test('a stage by itself says which stages before it are not up to date, and why', async () => {
    await run();
    const alone = { from: 'clean', to: 'clean' };
    expect((await run(alone)).stale).toEqual([]);
    files.set(IN, 'a c');
    const report = await run({ ...alone, force: true });
    expect(report.ran).toEqual(['clean']);
    expect(report.stale).toEqual([{ stage: 'ingest', reasons: ['data-raw/in.txt changed'] }]);
  });

  test('what validate alone stales: its findings are then completed by clean', async () => {
    await run();
    expect((await run({}, studyOf({ checks: 'k1' }))).ran).toEqual(['validate', 'clean']);
    expect(seen()).toEqual(CLEAN);
    expect((await run({}, studyOf({ checks: 'k1' }))).ran).toEqual([]);
  });

  test('removes what is no longer made, and nothing of others', async () => {
    await run();
    files.set('/study/data-clean/mine.csv', 'mine');
    files.set(IN, 'b');
    await run();
    expect(seen()).toEqual({
      'data-clean/B.csv': 'B',
      'data-clean/mine.csv': 'mine',
      'reports/findings.csv': 'clean findings of B',
    });
  });

  test('a fault on the way leaves all earlier outputs as they were', async () => {
    await run();
    const before = new Map(files).set(IN, 'bad');
    files.set(IN, 'bad');
    await expect(run()).rejects.toThrow('data-raw/in.txt: is bad');
    expect(files).toEqual(before);
    files.set(IN, 'a b');
    expect((await run()).ran).toEqual([]);
  });

  test('forced', async () => {
    await run();
    expect((await run({ force: true })).ran).toEqual(['ingest', 'validate', 'clean']);
    expect((await run({ from: 'clean', force: true })).ran).toEqual(['clean']);
    expect(seen()).toEqual(CLEAN);
  });
});

describe('a range', () => {
  test('to a stage', async () => {
    expect(await run({ to: 'validate' })).toMatchObject({
      ran: ['ingest', 'validate'],
      tally: { ingest: {}, validate: {} },
    });
    expect(seen()).toEqual({ 'reports/findings.csv': 'raw findings of A B' });
    expect((await run()).ran).toEqual(['clean']);
    expect(seen()).toEqual(CLEAN);
  });

  test('from a stage reads what earlier ones left', async () => {
    await run({ to: 'validate' });
    expect((await run({ from: 'clean', to: 'clean' })).ran).toEqual(['clean']);
    expect(seen()).toEqual(CLEAN);
  });

  test('validate again, when clean had completed its findings', async () => {
    await run();
    expect((await run({ from: 'validate', to: 'validate', force: true })).ran).toEqual(['validate']);
    expect(seen()['reports/findings.csv']).toBe('raw findings of A B');
    expect((await run()).ran).toEqual(['clean']);
    expect(seen()).toEqual(CLEAN);
  });

  test('then the manifest holds the hash of the file that is there', async () => {
    await run();
    await run({ from: 'validate', to: 'validate', force: true });
    expect(manifest().outputs['reports/findings.csv']).toBe(sha256('raw findings of A B'));
  });

  test.each<[name: string, range: RunRange, message: string]>([
    ['an unknown stage', { from: 'cleen' }, "--from: there is no stage 'cleen'. Stages: ingest, validate, clean"],
    ['an unknown end', { to: 'x' }, "--to: there is no stage 'x'"],
    [
      'an end before its begin',
      { from: 'clean', to: 'ingest' },
      '--from: clean comes after ingest. Exchange --from and --to',
    ],
    [
      'a begin after stages that never ran',
      { from: 'clean' },
      '--from clean: the stage ingest before it has not run yet. Leave --from out',
    ],
  ])('%s is a fault', async (_, range, message) => {
    await expect(run(range)).rejects.toThrow(message);
    expect(told).toEqual([]);
  });
});

test('the last 20 runs are kept', async () => {
  for (let time = 0; time < 23; time += 1) {
    files.set(IN, `a${time}`);
    await run();
  }
  const kept = [...files.keys()].filter((path) => path.startsWith('/study/.pipeline/runs/'));
  expect(kept).toHaveLength(20);
  expect(kept).toContain('/study/.pipeline/runs/23.json');
  expect(kept).not.toContain('/study/.pipeline/runs/3.json');
  expect(JSON.parse(files.get('/study/.pipeline/runs/23.json') ?? '{}')).toMatchObject({
    day: '2024-05-01',
    manifest: manifest(),
  });
});
