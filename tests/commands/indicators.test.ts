import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { IndicatorsOptions } from '../../src/commands/indicators.ts';
import { indicators } from '../../src/commands/indicators.ts';
import { run } from '../../src/commands/run.ts';
import type { Estimate } from '../../src/table/estimate.ts';
import { temporaryFolder, testWorld } from '../world.ts';

const folder = temporaryFolder();

beforeAll(async () => {
  const root = new URL('../cases/season/', import.meta.url).pathname;
  for (const part of ['pipeline.config.json', 'schemas', 'data-raw'])
    cpSync(join(root, part), join(folder, part), { recursive: true });
  await run(testWorld(folder), { quiet: true, to: 'indicators' });
});

/** Every file under a folder with what it holds. */
function filesOf(root: string): ReadonlyMap<string, string> {
  const files = readdirSync(root, { withFileTypes: true, recursive: true }).filter((entry) => entry.isFile());
  return new Map(
    files.map(({ parentPath, name }) => [join(parentPath, name), readFileSync(join(parentPath, name), 'latin1')]),
  );
}

async function said(options: IndicatorsOptions): Promise<string> {
  const world = testWorld(folder);
  expect(await indicators(world, options)).toBe(0);
  return world.said.join('');
}

describe('asked of the indicators', () => {
  test('a list with the value of each', async () => {
    const text = await said({ list: true, lang: 'fr' });
    expect(text).toContain('working');
    expect(text).toMatch(/48,5/);
  });

  test('one in words, without a code of the program', async () => {
    const text = await said({ explain: 'working', lang: 'fr' });
    for (const heading of [
      'Dimension',
      'Qui est compté',
      'Valeur actuelle',
      'Calcul, en mots',
      'Questions et données utilisées',
    ])
      expect(text).toContain(heading);
    expect(text).not.toMatch(/\$\{|selected\(|[a-z]\(/);
  });

  test('a list of analyses of others, though the prose of the report tells of the study’s own indicators', async () => {
    mkdirSync(join(folder, 'schemas/report'), { recursive: true });
    writeFileSync(join(folder, 'schemas/report/fr.md'), '# Rapport\n\nPart : {{working}}\n');
    writeFileSync(join(folder, 'loa.csv'), 'analysis_type,analysis_var,group_var,level\nprop_select_one,sex,NA,0.95\n');
    const text = await said({ loa: 'loa.csv' });
    expect(text).toMatch(/^analysis_type,analysis_var/);
    expect(text).toContain('prop_select_one @/@ sex %/% female @/@ NA %/% NA');
  });

  test('a list of analyses in a study that has models', async () => {
    const model = {
      id: 'M',
      theme: 'after',
      title: { fr: 'M' },
      family: 'gaussian',
      outcome: 'age',
      exposures: ['sex'],
    };
    writeFileSync(join(folder, 'schemas/models.json'), JSON.stringify({ models: [model] }));
    writeFileSync(join(folder, 'loa.csv'), 'analysis_type,analysis_var\nprop_select_one,sex\n');
    try {
      // Its own theme is not one of the list.
      expect(await said({ list: true })).toContain('working');
      expect(await said({ loa: 'loa.csv' })).toContain('prop_select_one @/@ sex %/% male @/@ NA %/% NA');
    } finally {
      rmSync(join(folder, 'schemas/models.json'));
    }
  });

  test('a cut is held to the rules of publication', async () => {
    const cut = JSON.parse(await said({ of: 'working', by: 'sex', json: true }));
    expect(cut.map(({ key, quality }: { key: string; quality: string }) => [key, quality])).toEqual([
      ['working', 'good'],
      ['working|sex=female', 'suppressed'],
      ['working|sex=male', 'suppressed'],
    ]);
  });

  test('of a crossing neither side is told by a table of the other', async () => {
    const crossed: readonly Estimate[] = JSON.parse(await said({ of: 'working', by: 'place, sex', json: true }));
    expect(new Set(crossed.map(({ domain }) => domain.length))).toEqual(new Set([0, 2]));
    // One level hidden alone within a place would follow from the table of places.
    const levels = crossed.filter(({ domain }) => domain.length === 2);
    const places = [...new Set(levels.map(({ domain }) => domain[0]?.level ?? ''))];
    const hiddenIn = (place: string) =>
      levels.filter(({ domain, value }) => domain[0]?.level === place && value === null).length;
    expect(places.length).toBeGreaterThan(1);
    expect(places.filter((place) => hiddenIn(place) === 1)).toEqual([]);
  });

  test('nothing that is asked is written anywhere', async () => {
    const before = filesOf(folder);
    expect(before.size).toBeGreaterThan(20);
    for (const options of [
      { list: true },
      { explain: 'working', lang: 'ar' },
      { of: 'working', by: 'sex' },
      { of: 'working', where: '${age} >= 30', json: true },
      { by: 'place' },
    ])
      await said(options);
    expect(filesOf(folder)).toEqual(before);
  });

  test('a cut says whom it is of', async () => {
    expect(await said({ of: 'working', where: '${age} >= 30', lang: 'en' })).toMatch(
      /\nOnly where: “.+” is at least 30\n/,
    );
  });

  test('what a condition leaves out is not to be had by subtraction', async () => {
    const [cut] = JSON.parse(await said({ of: 'working', where: "${place} != 'city'", json: true }));
    expect(cut).toMatchObject({ quality: 'suppressed', why: 'complement', value: null, n: null });
  });

  test.each<[string, IndicatorsOptions, RegExp]>([
    ['a condition that is none', { where: "${place} = = 'city'" }, /--where: .*\n.*\n\s+\^/],
    ['an unknown field', { by: 'plaec' }, /--by: unknown field 'plaec'; did you mean 'place'\?/],
    ['an unknown indicator', { explain: 'workin' }, /--explain: unknown indicator 'workin'. Did you mean 'working'\?/],
    ['a number', { by: 'age' }, /--by: 'age' is of type integer/],
    ['nobody', { where: '${age} > 150' }, /--where: nobody/],
    ['no question', { where: '1 = 1' }, /--where: reads no question/],
    [
      'a choice that the form does not have',
      { where: "${place} = 'citty'" },
      /--where: 'citty' is not a choice of 'place'; did you mean 'city'\?/,
    ],
    [
      'a direct identifier',
      { by: 'remarks' },
      /--by: 'remarks' is a direct identifier, which is dropped when the export is read. Name another question, or leave it out/,
    ],
    ['a direct identifier in a condition', { where: "${remarks} != ''" }, /--where: 'remarks' is a direct identifier/],
    ['an unknown indicator in a cut', { of: 'workin', by: 'sex' }, /--of: unknown indicator 'workin'. Did you mean/],
    ['one like no other', { explain: 'zzzz' }, /unknown indicator 'zzzz'. pipeline indicators --list names them all/],
    ['two questions at once', { list: true, by: 'sex' }, /do not go together/],
    ['a language that we do not have', { list: true, lang: 'de' }, /--lang: 'de'/],
  ])('%s is a fault', async (_, options, message) => {
    await expect(indicators(testWorld(folder), options)).rejects.toThrow(message);
  });
});
