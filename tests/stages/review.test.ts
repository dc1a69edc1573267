import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as XLSX from '@e965/xlsx';
import { unzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { run } from '../../src/commands/run.ts';
import { testWorld } from '../world.ts';
import { reviewStudy } from './reviewStudy.ts';

const REVIEW = 'reports/review.xlsx';

async function clean(root: string, more: Parameters<typeof run>[1] = {}) {
  const world = testWorld(root);
  const exit = await run(world, { to: 'clean', quiet: true, ...more });
  return { exit, said: world.said.join('') };
}

function sheet(root: string, name: string, path = REVIEW): readonly (readonly string[])[] {
  const book = XLSX.read(readFileSync(join(root, path)), { dense: true });
  return XLSX.utils.sheet_to_json(book.Sheets[name]!, { header: 1, raw: false, defval: '' });
}

function parts(root: string, path = REVIEW): (name: string) => string {
  const files = unzipSync(readFileSync(join(root, path)));
  return (name) => new TextDecoder().decode(files[name]);
}

function findings(root: string): readonly Readonly<Record<string, string>>[] {
  const book = XLSX.read(readFileSync(join(root, 'reports/findings.csv'), 'utf8').replace('\ufeff', ''), {
    type: 'string',
    raw: true,
  });
  return XLSX.utils.sheet_to_json(book.Sheets[book.SheetNames[0]!]!, { raw: false, defval: '' });
}

function statuses(root: string): Readonly<Record<string, string>> {
  return Object.fromEntries(findings(root).map(({ check, key, status }) => [`${check} ${key}`, status ?? '']));
}

/** What a person saves: the log with some rows filled in, in whatever order, under a name of their own. */
function decide(
  root: string,
  change: (rows: Record<string, string>[]) => Record<string, string>[],
  to = 'mine.xlsx',
): void {
  const book = XLSX.read(readFileSync(join(root, REVIEW)));
  const rows = XLSX.utils.sheet_to_json<Record<string, string>>(book.Sheets.cleaning_log!, { raw: false, defval: '' });
  const [header] = XLSX.utils.sheet_to_json<string[]>(book.Sheets.cleaning_log!, { header: 1 });
  book.Sheets.cleaning_log = XLSX.utils.json_to_sheet(change(rows), { header: header! });
  mkdirSync(join(root, 'data-raw/decisions'), { recursive: true });
  writeFileSync(join(root, 'data-raw/decisions', to), XLSX.write(book, { type: 'buffer', bookType: 'xlsx' }));
}

describe('the review', () => {
  test('lists what is open in IMPACT’s columns and ours, with wording, labels and places', async () => {
    const root = reviewStudy();
    await clean(root);
    const [header = [], ...rows] = sheet(root, 'cleaning_log');
    expect(header.slice(0, 6)).toEqual(['uuid', 'old_value', 'question', 'issue', 'check_id', 'check_binding']);
    expect(header.indexOf('change_type')).toBeLessThan(header.indexOf('new_value'));
    const at = (row: readonly string[] | undefined, name: string) => row?.[header.indexOf(name)];
    expect(rows.map((row) => [at(row, 'check_id'), at(row, 'key'), at(row, 'question'), at(row, 'old_value')])).toEqual(
      [
        ['age', 'u2', 'age', '7'],
        ['age', 'u4', 'age', '8'],
        ['m-age', 'u1/member[2]', 'm_age', '200'],
        ['short', 'u3', '', '2'],
        ['child-work', 'u2', 'age', '7'],
        ['child-work', 'u2', 'work', 'yes'],
        ['child-work', 'u4', 'age', '8'],
        ['child-work', 'u4', 'work', 'yes'],
      ],
    );
    const rule = rows.filter((row) => at(row, 'check_id') === 'child-work' && at(row, 'key') === 'u2');
    expect(new Set(rule.map((row) => at(row, 'check_binding')))).toEqual(new Set(['child-work ~/~ u2']));
    expect(at(rule[0], 'issue')).toMatch(/^=enfant au travail \(/);
    expect(at(rule[1], 'wording')).toMatch(/^Travaillez-vous/);
    expect(at(rule[1], 'value_label')).toBe('Oui, souvent');
    expect(at(rule[1], 'choices')).toBe('yes = Oui, souvent\nno = Non');
    expect([at(rule[1], 'enumerator'), at(rule[1], 'day'), at(rule[1], 'change_type')]).toEqual([
      'E1',
      '2024-05-01',
      '',
    ]);
    expect(at(rows[2], 'uuid')).toBe('u1');
    const data = sheet(root, 'checked_dataset');
    expect(data[0]).not.toContain('full_name');
    expect(data.slice(1).map((row) => row[1])).toEqual(['u2', 'u3', 'u4']);
    expect(JSON.stringify(XLSX.read(readFileSync(join(root, REVIEW))).Sheets)).not.toContain('Secret');
  });

  test('offers change types and the question’s own answers by references, and has no formula from data', async () => {
    const root = reviewStudy();
    await clean(root);
    const log = parts(root)('xl/worksheets/sheet1.xml');
    const lists = [...log.matchAll(/<dataValidation type="list" sqref="([A-Z]+)2:\1(\d+)"[^>]*><formula1>([^<]*)</g)];
    expect(lists.map(([, , last, formula]) => [last, formula])).toEqual([
      ['9', 'validation_rules!$A$2:$A$5'],
      ['9', expect.stringMatching(/^OFFSET\(validation_rules!\$C\$2,0,MATCH\(\$C2,/)],
    ]);
    for (const [, , , formula = ''] of lists) expect(formula.length).toBeLessThan(256);
    expect(log).not.toMatch(/<f[ >]/);
    expect(log).toContain('<autoFilter ref="A1:');
    expect(sheet(root, 'validation_rules').map((row) => [row[0], row[2]])).toEqual([
      ['change_type', 'work'],
      ['change_response', 'yes'],
      ['blank_response', 'no'],
      ['remove_survey', ''],
      ['no_action', ''],
    ]);
    expect(parts(root)('xl/workbook.xml')).toMatch(/name="validation_rules"[^>]*state="hidden"/);
    const formulas = [...parts(root)('xl/worksheets/sheet2.xml').matchAll(/<f>([^<]*)</g)].map(([, text]) => text);
    expect(formulas).toHaveLength(3);
    for (const text of formulas) expect(text).toMatch(/^IFERROR\(HYPERLINK\("#cleaning_log!A"&amp;MATCH\(/);
  });

  test('is from right to left in Arabic, with the same rows', async () => {
    const root = reviewStudy();
    await clean(root);
    const arabic = 'reports/review.ar.xlsx';
    expect(parts(root, arabic)('xl/worksheets/sheet1.xml')).toContain('rightToLeft="1"');
    expect(parts(root)('xl/worksheets/sheet1.xml')).not.toContain('rightToLeft="1"');
    const ids = (path: string) => sheet(root, 'cleaning_log', path).map((row) => row.at(-1));
    expect(ids(arabic)).toEqual(ids(REVIEW));
    expect(sheet(root, 'cleaning_log', arabic)[5]?.[3]).toMatch(/^طفل يعمل/);
  });

  test('decided on, sorted, with rows deleted, is followed; what is not decided comes back', async () => {
    const root = reviewStudy();
    await clean(root);
    decide(root, (rows) => {
      const told = (check: string, key: string, question: string, more: Record<string, string>) => ({
        ...rows.find((row) => row.check_id === check && row.key === key && row.question === question)!,
        ...more,
      });
      return [
        told('short', 'u3', '', { change_type: 'no_action', reason: 'proxy', decided_by: 'AB' }),
        told('m-age', 'u1/member[2]', 'm_age', { change_type: 'blank_response' }),
        told('age', 'u4', 'age', {}),
        told('age', 'u2', 'age', { change_type: 'change_response', new_value: '17', decided_by: 'AB' }),
      ];
    });
    const { exit } = await clean(root);
    expect(exit).toBe(1);
    const decisions = readFileSync(join(root, 'reports/decisions.csv'), 'utf8');
    expect(decisions.match(/,review,/g)).toHaveLength(3);
    expect(decisions).not.toContain('refused');
    const ledger = readFileSync(join(root, 'data-clean/changes.csv'), 'utf8');
    expect(ledger).toMatch(/u2,age,7,[^,]*,17,/);
    expect(ledger).toMatch(/m_age,200,/);
    expect(statuses(root)).toMatchObject({
      'age u2': 'decided',
      'age u4': 'open',
      'm-age u1/member[2]': 'decided',
      'short u3': 'silenced',
      'child-work u2': 'decided',
      'child-work u4': 'open',
    });
    const left = sheet(root, 'cleaning_log').slice(1);
    expect([...new Set(left.map((row) => row[0]))]).toEqual(['u4']);
  });

  test('a value that was accepted is reported no more until it changes, and then comes back as expired', async () => {
    const root = reviewStudy();
    await clean(root);
    decide(root, (rows) =>
      rows
        .filter(({ check_id, key }) => check_id === 'age' && key === 'u2')
        .map((row) => ({ ...row, change_type: 'okay' })),
    );
    await clean(root);
    expect(statuses(root)).toMatchObject({ 'age u2': 'silenced', 'child-work u2': 'open' });
    const main = join(root, 'data-raw/main.csv');
    writeFileSync(main, readFileSync(main, 'utf8').replace(',7,yes', ',9,yes'));
    await clean(root);
    expect(statuses(root)).toMatchObject({ 'age u2': 'expired' });
    const [header = [], ...rows] = sheet(root, 'cleaning_log');
    const back = rows.find((row) => row[0] === 'u2');
    expect(back?.[header.indexOf('status')]).toMatch(/^de retour/);
  });

  test('that a person changed is never written over', async () => {
    const root = reviewStudy();
    await clean(root);
    const before = readFileSync(join(root, 'reports/findings.csv'), 'utf8');
    decide(root, (rows) => rows.map((row) => ({ ...row, change_type: 'no_action' })));
    renameSync(join(root, 'data-raw/decisions/mine.xlsx'), join(root, REVIEW));
    const mine = readFileSync(join(root, REVIEW));
    for (const forget of [false, true]) {
      if (forget) rmSync(join(root, '.pipeline'), { recursive: true });
      await expect(clean(root, { force: true })).rejects.toThrow(
        /reports\/review\.xlsx: somebody changed this file.*move it to data-raw\/decisions/s,
      );
    }
    expect(readFileSync(join(root, REVIEW)).equals(mine)).toBe(true);
    expect(readFileSync(join(root, 'reports/findings.csv'), 'utf8')).toBe(before);
    renameSync(join(root, REVIEW), join(root, 'data-raw/decisions/mine.xlsx'));
    expect((await clean(root)).exit).toBe(0);
    expect(existsSync(join(root, REVIEW))).toBe(true);
  });

  test('that a stage alone wrote anew is not taken for changed by a person', async () => {
    const root = reviewStudy();
    await clean(root);
    const after = readFileSync(join(root, REVIEW));
    await clean(root, { from: 'validate', to: 'validate', force: true });
    expect(readFileSync(join(root, REVIEW)).equals(after)).toBe(false);
    await clean(root);
    expect(readFileSync(join(root, REVIEW)).equals(after)).toBe(true);
  });

  test('with a baseline shows only what was not open then; findings.csv stays whole', async () => {
    const root = reviewStudy([30, 7, 40, 40]);
    await clean(root);
    writeFileSync(join(root, 'yesterday.csv'), readFileSync(join(root, 'reports/findings.csv')));
    const main = join(root, 'data-raw/main.csv');
    writeFileSync(main, readFileSync(main, 'utf8').replace(',40,yes', ',8,yes'));
    const { said } = await clean(root, { baseline: 'yesterday.csv' });
    expect(said).toContain('1 error, 1 warning, 0 notes since the baseline');
    const keys = () => [
      ...new Set(
        sheet(root, 'cleaning_log')
          .slice(1)
          .map((row) => row[0]),
      ),
    ];
    expect(keys()).toEqual(['u4']);
    expect(Object.keys(statuses(root))).toHaveLength(6);
    expect(readFileSync(join(root, 'reports/validation.html'), 'utf8')).toContain('yesterday.csv');
    await clean(root);
    expect(keys()).toEqual(['u2', 'u4', 'u1', 'u3']);
    await expect(clean(root, { baseline: 'data-raw/main.csv' })).rejects.toThrow(/has no column finding_id/);
    await expect(clean(root, { baseline: 'nowhere.csv' })).rejects.toThrow(/there is no such file/);
  });

  test('of nothing to decide on is a whole workbook all the same', async () => {
    const root = reviewStudy([30, 31, 32, 33]);
    const member = join(root, 'data-raw/member.csv');
    writeFileSync(member, readFileSync(member, 'utf8').replace('200', '20'));
    const main = join(root, 'data-raw/main.csv');
    writeFileSync(main, readFileSync(main, 'utf8').replace('09:02:00', '09:42:00'));
    expect((await clean(root)).exit).toBe(0);
    expect(sheet(root, 'cleaning_log')).toHaveLength(1);
    expect(readFileSync(join(root, 'reports/validation.html'), 'utf8')).toContain('Rien à signaler');
  });
});
