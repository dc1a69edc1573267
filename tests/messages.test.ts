import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { init } from '../src/commands/init.ts';
import { run } from '../src/commands/run.ts';
import { temporaryFolder, testWorld } from './world.ts';

/**
 * What a user is told of each mistake, in one snapshot to be read as prose: place, fault, remedy. Every mistake leaves the outputs of
 * the run before it as they were.
 */
const example = new URL('./cases/roster', import.meta.url).pathname;

function study(): string {
  const folder = join(temporaryFolder(), 'study');
  for (const part of ['pipeline.config.json', 'schemas', 'data-raw'])
    cpSync(join(example, part), join(folder, part), { recursive: true });
  return folder;
}

function edit(folder: string, file: string, change: (text: string) => string): void {
  const before = readFileSync(join(folder, file), 'utf8');
  const after = change(before);
  expect(after, `the mistake must change ${file}`).not.toBe(before);
  writeFileSync(join(folder, file), after);
}

const mistakes: readonly (readonly [name: string, make: (folder: string) => void])[] = [
  ['no configuration', (folder) => rmSync(join(folder, 'pipeline.config.json'))],
  [
    'malformed JSON',
    (folder) =>
      edit(folder, 'pipeline.config.json', (text) => text.replace('"languages": [', '"languages": ['.repeat(2))),
  ],
  [
    'a misspelt key',
    (folder) => edit(folder, 'pipeline.config.json', (text) => text.replace('"languages"', '"langages"')),
  ],
  [
    'a language that is none of ours',
    (folder) =>
      edit(folder, 'pipeline.config.json', (text) => text.replace('"languages": ["en"]', '"languages": ["es"]')),
  ],
  ['a missing export', (folder) => rmSync(join(folder, 'data-raw/main.csv'))],
  ['an empty export', (folder) => writeFileSync(join(folder, 'data-raw/main.csv'), '')],
  [
    'a folder for an export',
    (folder) => {
      rmSync(join(folder, 'data-raw/main.csv'));
      mkdirSync(join(folder, 'data-raw/main.csv'));
    },
  ],
  ['a header and no interview', (folder) => edit(folder, 'data-raw/main.csv', (text) => `${text.split('\n')[0]}\n`)],
  [
    'an export of another survey',
    (folder) => writeFileSync(join(folder, 'data-raw/main.csv'), 'plot,crop,yield\n1,maize,4\n2,wheat,5\n'),
  ],
  ['a form that is none', (folder) => writeFileSync(join(folder, 'schemas/form/survey.csv'), 'a,b\n1,2\n')],
  [
    'a form without survey.csv',
    (folder) => renameSync(join(folder, 'schemas/form/survey.csv'), join(folder, 'schemas/form/questions.csv')),
  ],
  [
    'an unknown field in an indicator',
    (folder) => edit(folder, 'schemas/indicators.json', (text) => text.replace('"field": "water"', '"field": "watr"')),
  ],
  [
    'an unknown kind',
    (folder) =>
      edit(folder, 'schemas/indicators.json', (text) => text.replace('"kind": "multiple"', '"kind": "multipel"')),
  ],
  [
    'an unknown key of an entry',
    (folder) => edit(folder, 'schemas/indicators.json', (text) => text.replace('"field": "water"', '"feild": "water"')),
  ],
  [
    'a number question described as choices',
    (folder) => edit(folder, 'schemas/indicators.json', (text) => text.replace('"field": "water"', '"field": "size"')),
  ],
  [
    'two entries with one id',
    (folder) => edit(folder, 'schemas/indicators.json', (text) => text.replace('"id": "goods"', '"id": "water"')),
  ],
  [
    'a syntax error in an expression',
    (folder) => edit(folder, 'pipeline.config.json', (text) => text.replace("'yes')", "'yes'")),
  ],
  [
    'an unknown field in an expression',
    (folder) => edit(folder, 'schemas/indicators.json', (text) => text.replace('${size} >= 3', '${sise} >= 3')),
  ],
  [
    'a figure of an unknown indicator',
    (folder) =>
      edit(folder, 'schemas/figures.json', (text) => text.replace('"indicator": "water"', '"indicator": "wather"')),
  ],
  [
    'a weight that is no column',
    (folder) =>
      edit(folder, 'pipeline.config.json', (text) => text.replace('"weights": "weight"', '"weights": "wieght"')),
  ],
  [
    'a misspelt direct identifier',
    (folder) =>
      edit(folder, 'pipeline.config.json', (text) =>
        text.replace('"direct": ["first_name"]', '"direct": ["firstname"]'),
      ),
  ],
  [
    'no word on direct identifiers',
    (folder) => edit(folder, 'pipeline.config.json', (text) => text.replace('"direct": ["first_name"],', '')),
  ],
  [
    'a weight that is no number',
    (folder) => edit(folder, 'data-raw/main.csv', (text) => text.replace(',12,B', ',twelve,B')),
  ],
  [
    'a stratum with one village',
    (folder) =>
      edit(folder, 'pipeline.config.json', (text) =>
        text.replace('"psu": "village"', '"psu": "village", "strata": "village"'),
      ),
  ],
  [
    'nobody eligible',
    (folder) => edit(folder, 'pipeline.config.json', (text) => text.replace("'yes')\"", "'no') and ${size} > 3\"")),
  ],
  [
    'a log of another survey',
    (folder) => edit(folder, 'data-raw/decisions/log.csv', (text) => text.replaceAll('key-', 'other-')),
  ],
  ['a log that is none', (folder) => writeFileSync(join(folder, 'data-raw/decisions/log.csv'), 'a,b\n1,2\n')],
  [
    'a file where the reports go',
    (folder) => {
      rmSync(join(folder, 'reports'), { recursive: true, force: true });
      writeFileSync(join(folder, 'reports'), '');
    },
  ],
  [
    'a quote that is never closed',
    (folder) => edit(folder, 'data-raw/main.csv', (text) => text.replace('key-3', '"key-3')),
  ],
  [
    'cells beside the table',
    (folder) => edit(folder, 'data-raw/main.csv', (text) => text.replace('key-3', 'key-3,x,y,z')),
  ],
];

test.each(mistakes)('%s', async (name, make) => {
  const folder = study();
  await run(testWorld(folder), { quiet: true });
  const kept = ['reports/estimates.csv', 'data-clean/main.csv', 'reports/report.en.html'].map((file) =>
    join(folder, file),
  );
  const before = kept.map((file) => readFileSync(file, 'utf8'));
  make(folder);
  const fault = await run(testWorld(folder), { quiet: true }).then(
    () => 'no fault',
    (error: unknown) => {
      expect((error as Error).name, (error as Error).stack).toBe('Fault');
      return (error as Error).message;
    },
  );
  expect(fault.replaceAll(folder, 'STUDY')).toMatchSnapshot(name);
  if (name !== 'a file where the reports go') expect(kept.map((file) => readFileSync(file, 'utf8'))).toEqual(before);
  expect(existsSync(join(folder, '.pipeline/lock'))).toBe(false);
});

test('a column called __proto__ is a column that the form does not know', async () => {
  const folder = study();
  edit(folder, 'data-raw/main.csv', (text) =>
    text
      .trim()
      .split('\n')
      .map((line, row) => `${line.trim()},${row === 0 ? '__proto__' : 'x'}`)
      .join('\n'),
  );
  const world = testWorld(folder);
  expect(await run(world, { quiet: true })).toBe(1);
  expect(readFileSync(join(folder, 'reports/findings.csv'), 'utf8')).toContain('__proto__');
});

test('init replaces nothing and says what it needs', async () => {
  const folder = study();
  const form = join(folder, 'schemas/form');
  const data = [join(folder, 'data-raw/main.csv')];
  const messages: string[] = [];
  const attempt = (work: Promise<unknown>) =>
    work.then(
      () => messages.push('no fault'),
      (error: Error) => messages.push(error.message.replaceAll(folder, 'STUDY')),
    );
  await attempt(init(testWorld(folder), '.', { form, data }));
  await attempt(init(testWorld(folder), 'new', { form }));
  await attempt(init(testWorld(folder), 'new', { form, data: [join(folder, 'nothing.csv')] }));
  await attempt(init(testWorld(folder), 'new', { form, data, weights: 'wieght' }));
  await attempt(init(testWorld(folder), 'new', { form, data, weights: 'weight' }));
  expect(messages).toMatchSnapshot();
});
