import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openDisk } from '../../src/disk/disk.ts';
import { runChecks } from '../../src/stages/findings.ts';
import { reviewSheets } from '../../src/stages/review.ts';
import { loadStudy } from '../../src/study/load.ts';
import { wordsOf } from '../../src/study/words.ts';
import type { QuestionTimes } from '../../src/table/paradata.ts';
import { NO_PARADATA } from '../../src/table/paradata.ts';
import type { Rows } from '../checks/made.ts';
import { madeData } from '../checks/made.ts';
import { testWorld } from '../world.ts';
import { reviewStudy } from './reviewStudy.ts';

const root = reviewStudy();
const study = await loadStudy(openDisk(null), join(root, 'pipeline.config.json'), testWorld(root).program);
const data = (main: Rows, members: Rows = []) => madeData(study.form, study.names, main, members);

describe('seconds of a finding', () => {
  const spent = (key: string, field: string, seconds: number): QuestionTimes => ({
    key,
    field,
    seconds,
    visits: 1,
    changes: 0,
  });
  const made = data(
    [
      { key: 'u1', age: 7, work: 'yes' },
      { key: 'u2', age: 8, work: 'no' },
    ],
    [{ key: 'u1/member[1]', m_age: 200 }],
  );
  const secondsWith = (questions: readonly QuestionTimes[]) =>
    runChecks(study, made, 'raw', { interviews: [], questions }).findings.map(({ check, key, seconds }) => [
      check,
      key,
      seconds,
    ]);

  test('are those of the audit log on that question in that interview or roster row', () => {
    const questions = [
      spent('u1', 'age', 3.5),
      spent('u1', 'work', 60),
      spent('u1/member[1]', 'm_age', 0),
      spent('u1', 'm_age', 99),
    ];
    expect(secondsWith(questions)).toEqual([
      ['age', 'u1', 3.5],
      ['age', 'u2', null],
      ['m-age', 'u1/member[1]', 0],
      ['child-work', 'u1', 3.5],
    ]);
  });

  test('are not known without an audit log', () => {
    expect(secondsWith([]).map(([, , seconds]) => seconds)).toEqual([null, null, null, null]);
  });
});

describe('a review that is too long', () => {
  const { words } = wordsOf(study, 'fr');
  /** Interviews with an age out of bounds, then interviews that were too short. */
  const sheetsFor = (errors: number, warnings: number) => {
    const rows = Array.from({ length: errors + warnings }, (_, at) => ({
      key: `u${at + 1}`,
      age: at < errors ? 7 : 30,
      start: '2024-05-01T09:00:00Z',
      end: at < errors ? '2024-05-01T09:30:00Z' : '2024-05-01T09:05:00Z',
    }));
    const held = data(rows);
    const { findings, outcomes } = runChecks(study, held, 'raw');
    return reviewSheets(
      study,
      {
        phase: 'raw',
        data: held,
        paradata: NO_PARADATA,
        findings,
        outcomes,
        baseline: null,
        shared: new Set(),
        date: '2024-05-01',
      },
      words,
    );
  };
  const texts = (sheets: ReturnType<typeof sheetsFor>) =>
    sheets.flatMap(({ rows }) => rows.flatMap((row) => row.map((cell) => String(cell?.value ?? ''))));
  const logLength = (sheets: ReturnType<typeof sheetsFor>) =>
    (sheets.find(({ name }) => name === 'cleaning_log')?.rows.length ?? 0) - 1;
  const counted = (n: number) => words.number(n, 'count');

  test('keeps the gravest 5,000, and its read-me counts the rest by check', () => {
    const sheets = sheetsFor(4_990, 25);
    expect(logLength(sheets)).toBe(5_000);
    expect(texts(sheets)).toContain(words.phrase('reviewLeftOut', { n: counted(15), list: 'short 15' }));
  });

  test('that just fits leaves nothing out and says nothing of it', () => {
    const sheets = sheetsFor(4_990, 10);
    expect(logLength(sheets)).toBe(5_000);
    expect(texts(sheets).filter((text) => /short \d/.test(text))).toEqual([]);
  });
});
