import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import { run } from '../../src/commands/run.ts';
import { openStudy } from '../../src/commands/study.ts';
import { published } from '../../src/indicators/hide.ts';
import { accountFile, cleanData } from '../../src/stages/artifacts.ts';
import { computed, publicationRules } from '../../src/stages/indicators.ts';
import { madeBy } from '../../src/stages/made.ts';
import type { Estimate } from '../../src/table/estimate.ts';
import { formatNumber } from '../../src/writers/number.ts';
import { leaksOf } from '../indicators/leaks.ts';
import { temporaryFolder, testWorld } from '../world.ts';

const root = new URL('../../', import.meta.url).pathname;

/** Text of every file below a folder; of a workbook that of its parts. */
function textsIn(folder: string): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const bytes = readFileSync(path);
    if (/\.(xlsx|docx)$/.test(path))
      for (const [part, content] of Object.entries(unzipSync(bytes)))
        if (part.endsWith('.xml')) texts.set(`${path} › ${part}`, strFromU8(content));
    if (/\.(csv|json|svg|html|txt|md)$/.test(path)) texts.set(path, bytes.toString('utf8'));
  }
  return texts;
}

const NUMBERS = ['value', 'se', 'low', 'high', 'weighted', 'deff'] as const;

/** Its numbers as files write them, where they are long enough to be told from any other. */
function numbersOf(estimate: Estimate): readonly string[] {
  return NUMBERS.flatMap((name) => {
    const number = estimate[name];
    const text = number === null ? '' : formatNumber(number);
    return text.replace(/^0\.0*|\D/g, '').length >= 8 ? [text] : [];
  });
}

test('the study: no suppressed number is in any output, none follows from the margins', async () => {
  const folder = temporaryFolder();
  for (const part of ['schemas', 'data-raw', 'assets'])
    cpSync(join(root, part), join(folder, part), { recursive: true });
  const config = JSON.parse(readFileSync(join(root, 'pipeline.config.json'), 'utf8'));
  writeFileSync(join(folder, 'pipeline.config.json'), JSON.stringify({ ...config, languages: ['fr'] }));
  const world = testWorld(folder);
  await run(world, { quiet: true });
  const { study, disk } = await openStudy(world, {});
  const answers = await madeBy('clean', cleanData, study, disk);
  const account = await madeBy('clean', accountFile, study, disk);
  const { estimates } = computed(study, answers, account, () => undefined);
  const shown = published(estimates, publicationRules(study));
  expect(leaksOf(estimates, shown)).toEqual([]);

  const open = shown.filter(({ quality }) => quality !== 'suppressed');
  // A published share tells its numerator too, which may be the base of one that is hidden: that tells how many there are, not what they said.
  const numerators = open.flatMap(({ value, weighted }) =>
    value === null || weighted === null ? [] : [formatNumber(value * weighted)],
  );
  const known = new Set([...open.flatMap(numbersOf), ...numerators]);
  const secrets = new Set(
    estimates
      .filter((_, at) => shown[at]?.quality === 'suppressed')
      .flatMap(numbersOf)
      .filter((text) => !known.has(text)),
  );
  expect(secrets.size).toBeGreaterThan(500);
  const found: string[] = [];
  let seen = 0;
  for (const [path, text] of textsIn(join(folder, 'reports'))) {
    // Where findings are decided: answers of single interviews, for the team alone.
    if (/review(\.\w+)?\.xlsx/.test(path)) continue;
    for (const [number] of text.matchAll(/\d+\.\d{6,}/g)) {
      seen += 1;
      if (secrets.has(number)) found.push(`${path}: ${number}`);
    }
  }
  expect(found).toEqual([]);
  // The same search finds the published ones: in data, in charts, in workbooks.
  expect(seen).toBeGreaterThan(5000);
}, 180_000);
