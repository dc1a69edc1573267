import { cpSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Papa from 'papaparse';
import { beforeAll, describe, expect, test } from 'vitest';
import { run } from '../../src/commands/run.ts';
import { openDisk } from '../../src/disk/disk.ts';
import { compile } from '../../src/expression/compile.ts';
import { numbers } from '../../src/expression/evaluate.ts';
import { derive } from '../../src/indicators/derive.ts';
import { spelledIndices } from '../../src/study/indices.ts';
import { loadStudy } from '../../src/study/load.ts';
import type { Study } from '../../src/study/study.ts';
import type { Dataset } from '../../src/table/table.ts';
import { mainTable } from '../../src/table/table.ts';
import { cleanDataOf } from '../clean.ts';
import { formOf } from '../form/forms.ts';
import { temporaryFolder, testWorld } from '../world.ts';

const { form } = formOf(
  [
    'type|name|label',
    'select_one grade|food|Food',
    'select_one grade|home|Home',
    'select_multiple asset|assets|Assets',
    'integer|age|Age',
  ],
  [
    'list_name|name|label',
    'grade|good|Good',
    'grade|bad|Bad',
    'grade|dk|Don’t know',
    'asset|none|None',
    'asset|land|Land',
  ],
);
const codes = new Map([
  ['food', new Set(['dk'])],
  ['home', new Set(['dk'])],
]);
const tables = { grade: { good: 1, bad: 0 } };
const parameter = { name: 'w', value: 0.6, unit: '', source: '', date: '', status: 'A', invented: false };
const FILE = 'schemas/indices.json';
const entry = {
  id: 'well',
  label: { fr: 'Bien-être', en: 'Well-being' },
  method: 'mean',
  items: [
    { item: 'food', scores: 'grade' },
    { item: 'home', scores: 'grade' },
  ],
};
const spelled = (...entries: readonly object[]) =>
  spelledIndices({ path: FILE, entries: entries.map((one) => ({ ...entry, ...one })) }, tables, {
    form,
    missing: { dontKnow: codes, refused: new Map() },
    parameters: [parameter],
    dropped: new Set(),
    variables: new Set(['rich']),
  });
const expressionOf = (...entries: readonly object[]) => String(spelled(...entries).written.at(-1)?.expression);

describe('an index in the expression language', () => {
  test.each<[name: string, entry: object, expression: string]>([
    ['items that count alike', { leastShare: 0.7 }, 'mean-valid(0.7, ${s_food}, ${s_home})'],
    ['a table of weights', { weights: { food: 0.4, home: 'w' } }, "0.4 * ${s_food} + param('w') * ${s_home}"],
    [
      'weights with items missing',
      { weights: { food: 0.4, home: 0.6 }, leastShare: 0.5 },
      "if(count-known(${s_food}, ${s_home}) >= 1, (0.4 * coalesce(${s_food}, 0) + 0.6 * coalesce(${s_home}, 0)) div (0.4 * count-known(${s_food}) + 0.6 * count-known(${s_home})), '')",
    ],
    ['points added', { method: 'sum' }, '${s_food} + ${s_home}'],
    ['variables as they are', { method: 'count', items: [{ item: 'age' }, { item: 'rich' }] }, '${age} + ${rich}'],
  ])('%s', (_, changed, expression) => {
    expect(expressionOf(changed)).toBe(expression);
  });

  test('points of a question: the first line that holds; a select_multiple by what is chosen', () => {
    const { written } = spelled({
      items: [
        { item: 'food', scores: 'grade' },
        { item: 'assets', scores: { none: 0, land: 1 } },
      ],
    });
    expect(written.slice(0, 2).map(({ id, expression }) => [id, expression])).toEqual([
      ['s_food', "if(${food}='good',1,if(${food}='bad',0,''))"],
      ['s_assets', "if(selected(${assets},'none'),0,if(selected(${assets},'land'),1,''))"],
    ]);
  });

  test('an answer without points is null and says nothing', () => {
    const { written } = spelled({ items: [{ item: 'food', scores: { good: 1, bad: null } }, { item: 'age' }] });
    expect(written[0]?.expression).toBe("if(${food}='good',1,'')");
  });

  test('what follows an instrument says so until the official table is entered', () => {
    const inspiredBy = { fr: 'la RSS', en: 'the RSS' };
    expect(spelled({ inspiredBy }).written.at(-1)?.label).toEqual({
      fr: 'Bien-être (indice inspiré de la RSS)',
      en: 'Well-being (index inspired by the RSS)',
    });
    const { indices, written } = spelled({ inspiredBy, official: true });
    expect(written.at(-1)?.label).toEqual(entry.label);
    expect(indices[0]?.inspiredBy).toBeNull();
  });

  test.each<[message: string, ...entries: object[]]>([
    [`${FILE} › well › weights: the weights add up to 0.9, not 1`, { weights: { food: 0.4, home: 0.5 } }],
    ["'home' has none", { weights: { food: 1 } }],
    [`${FILE} › well › weights: unknown item 'hom'. Did you mean 'home'?`, { weights: { food: 0.4, hom: 0.6 } }],
    ["unknown parameter 'ww'", { weights: { food: 0.4, home: 'ww' } }],
    [
      `${FILE} › well › items › foood: unknown question or variable 'foood'. Did you mean 'food'?`,
      { items: [{ item: 'foood' }, { item: 'age' }] },
    ],
    [
      "'food' has no answer 'goood'; did you mean 'good'?",
      { items: [{ item: 'food', scores: { goood: 1, bad: 0 } }, { item: 'age' }] },
    ],
    ["no points for 'bad' of 'food'", { items: [{ item: 'food', scores: { good: 1 } }, { item: 'age' }] }],
    ["unknown table of points 'grad'", { items: [{ item: 'food', scores: 'grad' }, { item: 'age' }] }],
    ["'food' holds no numbers", { items: [{ item: 'food' }, { item: 'age' }] }],
    ["'rich' is a variable", { items: [{ item: 'rich', scores: 'grade' }, { item: 'age' }] }],
    [
      "'food' has other points in another index",
      {},
      { id: 'b', items: [{ item: 'food', scores: { good: 2, bad: 0 } }, { item: 'age' }] },
    ],
    ['an item is there twice', { items: [{ item: 'age' }, { item: 'age' }] }],
    ['a sum needs every item', { method: 'sum', leastShare: 0.5 }],
    ['two indices have this name', {}, {}],
    ['schemas/variables.json has a variable of this name', { id: 'rich' }],
    ["unknown key 'weight'", { weight: 'equal' }],
  ])('%s', (message, ...entries) => {
    expect(() => spelled(...entries)).toThrow(message);
  });
});

/** The scales as the method writes them out: not part of the project. */
const WRITTEN = new URL('../../../shared/study/variables.csv', import.meta.url).pathname;
const FOLDER = new URL('../..', import.meta.url).pathname;

describe.skipIf(!existsSync(WRITTEN))('the indices of the diagnostic are those that the method writes out', () => {
  let study: Study;
  let data: Dataset;
  const rows = existsSync(WRITTEN)
    ? Papa.parse<Record<string, string>>(readFileSync(WRITTEN, 'utf8').replace(/^\uFEFF/, ''), {
        header: true,
        skipEmptyLines: true,
      }).data
    : [];
  const master = new Map(rows.map((row) => [row.name ?? '', row.expression ?? '']));

  beforeAll(async () => {
    const folder = join(temporaryFolder(), 'study');
    for (const part of ['pipeline.config.json', 'schemas', 'data-raw'])
      cpSync(join(FOLDER, part), join(folder, part), { recursive: true });
    await run(testWorld(folder), { quiet: true, to: 'clean' });
    study = await loadStudy(openDisk(null), join(folder, 'pipeline.config.json'), {
      version: '0',
      hash: '',
      fonts: [],
    });
    data = derive(await cleanDataOf(folder, study), study.variables);
  }, 120_000);

  test('row by row', () => {
    const main = mainTable(data);
    const held: Record<string, number> = {};
    for (const { id } of study.indices) {
      const text = master.get(id);
      if (text === undefined) continue;
      const expected = numbers(compile(text, study.names, { place: id, table: 'main' }), data, 'analysis');
      const column = main.columns.get(id);
      if (column === undefined || !('values' in column)) throw new Error(id);
      let rowsHeld = 0;
      for (let row = 0; row < main.rows; row += 1) {
        // What was not asked is no score of 0.
        if (column.states[row] === 2) continue;
        const value = (column.states[row] ?? 9) < 2 ? Number(column.values[row]) : Number.NaN;
        expect(value, `${id} row ${row}`).toEqual(expected.values[row]);
        rowsHeld += 1;
      }
      held[id] = rowsHeld;
    }
    expect(Object.keys(held)).toHaveLength(9);
    expect(Math.min(...Object.values(held))).toBeGreaterThan(300);
  });
});
