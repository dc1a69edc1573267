import { cpSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { run } from '../../src/commands/run.ts';
import { openDisk } from '../../src/disk/disk.ts';
import { readSheets } from '../../src/readers/read.ts';
import { sheetRows } from '../../src/readers/textSheet.ts';
import type { Planted } from '../../src/simulation/bed.ts';
import { temporaryFolder, testWorld } from '../world.ts';

/**
 * The study that is shipped, with its simulated export: the faults that were planted are known. What the field team or a rule decided is
 * mended in the clean data; what nobody decided stays as it was received, and is still told.
 */
const project = new URL('../..', import.meta.url).pathname;
const faultsFile = join(project, 'data-raw/truth/faults.json');
type Row = Readonly<Record<string, string>>;

describe.skipIf(!existsSync(faultsFile))('planted faults', () => {
  const study = join(temporaryFolder(), 'study');
  const planted: readonly Planted[] = existsSync(faultsFile) ? JSON.parse(readFileSync(faultsFile, 'utf8')).faults : [];
  const cells = new Map<string, string>();
  const keys = new Set<string>();
  let findings: readonly Row[] = [];
  let decided: ReadonlySet<string> = new Set();

  async function table(path: string): Promise<readonly Row[]> {
    const [sheet] = await readSheets(openDisk(null).source(join(study, path)));
    const [header = [], ...rows] = sheet === undefined ? [] : await sheetRows(sheet);
    return rows.map((row) => Object.fromEntries(header.map((name, at) => [name, row[at] ?? ''])));
  }

  beforeAll(async () => {
    for (const part of ['pipeline.config.json', 'schemas', 'data-raw'])
      cpSync(join(project, part), join(study, part), { recursive: true });
    await run(testWorld(study), { to: 'clean', quiet: true });
    for (const name of ['main', 'campaign'])
      for (const row of await table(`data-clean/${name}.csv`)) {
        keys.add(`${name} ${row._key}`);
        for (const [field, text] of Object.entries(row)) cells.set(`${name} ${row._key} ${field}`, text);
      }
    findings = await table('reports/findings.csv');
    const decisions = await table('reports/decisions.csv');
    expect(new Set(decisions.map(({ outcome }) => outcome))).toEqual(new Set(['applied', 'already']));
    decided = new Set(decisions.map(({ table: name, key, field }) => `${name} ${key} ${field}`));
  }, 120_000);

  const place = ({ table: name, key, field }: Planted) => `${name} ${key} ${field}`;
  const equal = (a: string, b: string) => a === b || (a !== '' && b !== '' && Number(a) === Number(b));

  test('every answer that was decided on is the true one', () => {
    const answers = planted.filter((fault) => fault.field !== '' && decided.has(place(fault)));
    expect(answers.length).toBeGreaterThan(10);
    expect(answers.filter((fault) => !equal(cells.get(place(fault)) ?? '', fault.trueValue))).toEqual([]);
  });

  test('what rules mend is mended everywhere', () => {
    const written = planted.filter(({ kind }) =>
      ['decimalComma', 'dateFormat', 'arabicDigits', 'straySpaces'].includes(kind),
    );
    expect(written).toHaveLength(15);
    const wrong = written.filter((fault) => !equal(cells.get(place(fault)) ?? '', fault.trueValue));
    expect(wrong).toEqual([]);
    const tests = planted.filter(({ kind }) => kind === 'testInterview');
    expect(tests.filter(({ table: name, key }) => keys.has(`${name} ${key}`))).toEqual([]);
  });

  test('interviews that were decided on are gone, with a reason', async () => {
    const gone = planted.filter((fault) => fault.field === '' && decided.has(place(fault)));
    expect(gone.length).toBeGreaterThan(2);
    const reasons = new Map((await table('data-clean/excluded.csv')).map(({ key, reason }) => [key, reason]));
    for (const { table: name, key } of gone) {
      expect(keys.has(`${name} ${key}`)).toBe(false);
      expect(reasons.get(key)).not.toBe('');
    }
  });

  test('what nobody decided on stays as it was received, and is told where a check looks for it', () => {
    const LOOKED_FOR = ['outOfRange', 'unit', 'skipViolation', 'overlap', 'outdatedVersion'];
    const left = planted.filter(
      (fault) =>
        fault.field !== '' &&
        LOOKED_FOR.includes(fault.kind) &&
        !decided.has(place(fault)) &&
        keys.has(`${fault.table} ${fault.key}`),
    );
    expect(left.length).toBeGreaterThan(5);
    expect(left.filter((fault) => !equal(cells.get(place(fault)) ?? '', fault.plantedValue))).toEqual([]);
    const open = new Set(
      findings
        .filter(({ status, phase }) => status === 'open' && phase === 'clean')
        .flatMap(({ key = '', other_key = '' }) => [key, other_key].map((each) => each.split('/')[0] ?? '')),
    );
    const interviews = new Set(left.map(({ key }) => key.split('/')[0] ?? ''));
    const untold = [...interviews].filter((key) => !open.has(key));
    expect(untold).toEqual([]);
  });
});
