import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { auditSheet } from '../../src/readers/auditSheet.ts';
import { isAuditHeader, paradataOf } from '../../src/readers/paradata.ts';
import { formOf } from '../form/forms.ts';
import { sourceOf } from './source.ts';
import { household, rawSheet } from './survey.ts';

const form = household();
const minute = 60_000;

test.each<[header: string, audit: boolean]>([
  ['instance ID,event,node,start,end', true],
  ['uuid,event,node,start,end,old-value,new-value', true],
  ['event,node,start,end', false],
  ['KEY,event,start,end', false],
])('%s', (header, audit) => {
  expect(isAuditHeader(header.split(','))).toBe(audit);
});

test('times, pauses, changes, and what was shown after the form was finalized', async () => {
  const at = (minutes: number) => String(1_700_000_000_000 + minutes * minute);
  const sheet = rawSheet('audit', [
    'instance ID|event|node|start|end|old-value|new-value',
    `uuid:u1|form start||${at(0)}|||`,
    `uuid:u1|question|/data/g/age|${at(0)}|${at(1)}||20`,
    `uuid:u1|question|/data/member[2]/member_age|${at(1)}|${at(1.5)}||5`,
    `uuid:u1|group questions|/data/g/h|${at(9)}|${at(10)}||`,
    `uuid:u1|question|/data/g/age|${at(10)}|${at(12)}|20|21`,
    `uuid:u1|form finalize||${at(12)}|||`,
    `uuid:u1|form exit||${at(12)}|${at(12)}||`,
    `uuid:u1|form resume||${at(30)}|||`,
    `uuid:u1|question|/data/name|${at(30)}|${at(30.5)}|A|B`,
    `u2|question|/data/name|${at(0)}||A|B`,
    `u2|question|/data/name|||`,
  ]);
  const { interviews, questions } = await paradataOf([sheet], form);
  expect(interviews).toEqual([
    { key: 'u1', minutes: 5, elapsed: 30.5, pauses: 2, paused: 25.5, resumes: 1, changes: 2, after: 1 },
    { key: 'u2', minutes: 0, elapsed: 0, pauses: 0, paused: 0, resumes: 0, changes: 0, after: 0 },
  ]);
  expect(questions).toEqual([
    { key: 'u1', field: 'age', seconds: 180, visits: 2, changes: 1 },
    { key: 'u1/member[2]', field: 'member_age', seconds: 30, visits: 1, changes: 0 },
    { key: 'u1', field: 'h', seconds: 60, visits: 1, changes: 0 },
    { key: 'u1', field: 'name', seconds: 30, visits: 1, changes: 1 },
  ]);
});

const AUDITS = new URL('../../../shared/exports/ukraine-market-utilityr/audits', import.meta.url).pathname;

describe.skipIf(!existsSync(AUDITS))('real logs (skipped without ../shared/exports)', () => {
  test('minutes on screens equal a sum by another reader', async () => {
    const keys = readdirSync(AUDITS).sort();
    const files = keys.map((key) => ({ key, text: readFileSync(join(AUDITS, key, 'audit.csv'), 'utf8') }));
    const sheet = await auditSheet(
      'audits',
      files.map(({ key, text }) => ({ key, source: sourceOf(key, text, 5_000) })),
    );
    const { form: any } = formOf(['type|name|label', 'text|a|A']);
    const { interviews } = await paradataOf([sheet], any);
    expect(interviews.map(({ key }) => key)).toEqual(keys);
    for (const { key, text } of files) {
      let sum = 0;
      for (const line of text.split('\n').slice(1)) {
        const found = /^[^,]*,(\/[^,]*),(\d+),(\d+)/.exec(line);
        if (found !== null) sum += Number(found[3]) - Number(found[2]);
      }
      expect(interviews.find((one) => one.key === key)?.minutes).toBeCloseTo(sum / minute, 2);
      expect(sum).toBeGreaterThan(0);
    }
  });
});
