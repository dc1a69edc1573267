import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import XLSX from '@e965/xlsx';
import { afterEach, expect, test } from 'vitest';
import { run } from '../../src/commands/run.ts';
import { temporaryFolder, testWorld } from '../world.ts';

type Rows = readonly (readonly (string | number | null)[])[];

const roots: string[] = [];
afterEach(() => {
  for (const root of roots.splice(0)) rmSync(root, { recursive: true, force: true });
});

/** The sample study with its decisions in a workbook of several sheets, as Stata's `export excel` writes one: numbers as numbers. */
function studyWith(name: string, sheets: Readonly<Record<string, Rows>>): string {
  const root = temporaryFolder();
  roots.push(root);
  cpSync(new URL('../cases/season', import.meta.url).pathname, root, { recursive: true });
  rmSync(join(root, 'data-raw/decisions'), { recursive: true });
  mkdirSync(join(root, 'data-raw/decisions'));
  const config = join(root, 'pipeline.config.json');
  const held = JSON.parse(readFileSync(config, 'utf8'));
  writeFileSync(config, JSON.stringify({ ...held, direct: [], decisions: { several: true } }));
  const book = XLSX.utils.book_new();
  for (const [sheet, rows] of Object.entries(sheets))
    XLSX.utils.book_append_sheet(book, XLSX.utils.aoa_to_sheet(rows.map((row) => [...row])), sheet);
  writeFileSync(join(root, `data-raw/decisions/${name}`), XLSX.write(book, { type: 'buffer', bookType: 'xlsx' }));
  return root;
}

const rowsOfExport = (root: string) => {
  const book = XLSX.read(readFileSync(join(root, 'data-raw/season_return.csv'), 'utf8'), {
    type: 'string',
    raw: true,
    FS: ';',
  });
  return XLSX.utils.sheet_to_json<Record<string, string>>(book.Sheets[book.SheetNames[0] ?? ''] as XLSX.WorkSheet);
};

async function cleaned(root: string) {
  const world = testWorld(root);
  const exit = await run(world, { to: 'clean', quiet: true });
  const rows = (path: string) => {
    const book = XLSX.read(readFileSync(join(root, path), 'utf8'), { type: 'string', raw: true });
    return XLSX.utils.sheet_to_json<Record<string, string>>(book.Sheets[book.SheetNames[0] ?? ''] as XLSX.WorkSheet);
  };
  return {
    exit,
    decisions: rows('reports/decisions.csv').map(
      (row) => `${row.source}, row ${row.source_row}: ${row.outcome}${(row.why ?? '') === '' ? '' : `, ${row.why}`}`,
    ),
    changes: rows('data-clean/changes.csv')
      .filter(({ decision_id }) => (decision_id ?? '') !== '')
      .map((row) =>
        row.action === 'set'
          ? `${row.key} ${row.field}: ${row.from ?? ''} → ${row.to ?? ''}, by ${row.by ?? ''}: ${row.reason ?? ''}`
          : `${row.key} ${row.action}, by ${row.by ?? ''}: ${row.reason ?? ''}`,
      ),
  };
}

test('a workbook of iecorrect: its sheets string, numeric, other and drop, with what the command writes into them', async () => {
  const ids = ['village', 'weight'];
  const corrections = [
    ...ids,
    'varname',
    'value',
    'valuecurrent',
    'initials',
    'notes',
    'date_last_changed',
    'n_changes',
  ];
  const root = studyWith('corrections.xlsx', {
    string: [
      corrections,
      ['*', 47.479, 'enumerator', 'E01', 'E02', 'AB', 'wrong badge', '28 Nov 2026', 1],
      ['N1', 44.885, 'certificate', 'no', 'dk', 'AB', 'asked again', '28 Nov 2026', 1],
    ],
    numeric: [
      corrections,
      ['*', '*', 'age', 37, 7, 'CD', 'the paper sheet says 37', '28 Nov 2026', 1],
      ['N1', 47.479, 'wage', 1170, '*', 'CD', 'called', '28 Nov 2026', 1],
      ['N1', 47.479, 'seasons', 2, 9, 'CD', 'called', '28 Nov 2026', 0],
    ],
    other: [
      ['strvar', 'strvaluecurrent', 'strvalue', 'catvar', 'catvalue', 'initials', 'notes'],
      ['remarks', 'Le trajet est long', null, 'satisfied', 'not', 'EF', 'complaint'],
    ],
    drop: [
      [...ids, 'n_obs', 'initials', 'notes', 'date_last_changed'],
      [null, null, null, null, null, null],
      ['N1', 44.885, 1, 'AB', 'training', '28 Nov 2026'],
    ],
  });
  const { exit, decisions, changes } = await cleaned(root);
  const complaints = rowsOfExport(root).filter(
    (row) => /^Le trajet +est long$/.test(row.remarks ?? '') && row.satisfied !== 'not',
  );
  expect(decisions).toEqual([
    'data-raw/decisions/corrections.xlsx, sheet string, row 2: applied',
    'data-raw/decisions/corrections.xlsx, sheet string, row 3: applied',
    'data-raw/decisions/corrections.xlsx, sheet numeric, row 2: applied',
    'data-raw/decisions/corrections.xlsx, sheet numeric, row 3: applied, the log gives no old value to compare with',
    "data-raw/decisions/corrections.xlsx, sheet numeric, row 4: refused, the cell holds '1', not '9' as the log says",
    `data-raw/decisions/corrections.xlsx, sheet other, row 2: applied, ${complaints.length} cells changed`,
    'data-raw/decisions/corrections.xlsx, sheet drop, row 3: applied',
  ]);
  expect(changes).toEqual([
    'c20dbc21-0f8a-4abf-b2e9-1ac70b80a255 enumerator: E02 → E01, by AB: wrong badge',
    '4372a2a7-84a6-4245-a398-d022d4351df4 certificate: dk → no, by AB: asked again',
    '9891befe-ff2e-4353-b4d7-a29152c78612 age: 7 → 37, by CD: the paper sheet says 37',
    'c20dbc21-0f8a-4abf-b2e9-1ac70b80a255 wage: 1070 → 1170, by CD: called',
    ...complaints.map((row) => `${row._uuid} satisfied: ${row.satisfied} → not, by EF: complaint`),
    '4372a2a7-84a6-4245-a398-d022d4351df4 drop_row, by AB: training',
  ]);
  expect(complaints.length).toBeGreaterThan(5);
  // One was refused.
  expect(exit).toBe(1);
}, 60_000);

test('a report of ieduplicates: one right, one dropped, one with another id', async () => {
  const root = studyWith('iedupreport.xlsx', {
    Sheet1: [
      [
        'stratum',
        'duplistid',
        'datelisted',
        'datefixed',
        'correct',
        'drop',
        'newid',
        'initials',
        'notes',
        'key',
        'listofdiffs',
      ],
      [
        'north',
        1,
        '01Oct2026',
        '02Oct2026',
        'yes',
        null,
        null,
        'AB',
        'whole',
        'uuid:c20dbc21-0f8a-4abf-b2e9-1ac70b80a255',
        'age wage',
      ],
      [
        'north',
        2,
        '01Oct2026',
        '02Oct2026',
        null,
        'Y',
        null,
        'AB',
        'copy',
        'uuid:4372a2a7-84a6-4245-a398-d022d4351df4',
        'age wage',
      ],
      [
        'north',
        3,
        '01Oct2026',
        '02Oct2026',
        null,
        null,
        'south',
        'AB',
        'typo',
        'uuid:e5a9f6b1-a297-49bf-adf4-38f7b27c1c74',
        'age wage',
      ],
      [
        'north',
        4,
        '01Oct2026',
        null,
        null,
        null,
        null,
        null,
        null,
        'uuid:6763df9c-0484-49d6-9de1-8a44adff32f5',
        'age wage',
      ],
    ],
  });
  const { exit, decisions, changes } = await cleaned(root);
  expect(decisions).toEqual([
    'data-raw/decisions/iedupreport.xlsx, row 2: silences',
    'data-raw/decisions/iedupreport.xlsx, row 3: applied',
    'data-raw/decisions/iedupreport.xlsx, row 4: applied',
    'data-raw/decisions/iedupreport.xlsx, row 5: refused, not decided yet: write yes in correct or drop, or an id in newid',
  ]);
  expect(changes).toEqual([
    'e5a9f6b1-a297-49bf-adf4-38f7b27c1c74 stratum: north → south, by AB: typo',
    '4372a2a7-84a6-4245-a398-d022d4351df4 drop_row, by AB: copy',
  ]);
  expect(exit).toBe(1);
}, 60_000);
