import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { init } from '../../src/commands/init.ts';
import { run } from '../../src/commands/run.ts';
import { parseForm } from '../../src/form/parse.ts';
import { choiceFiles, withFileChoices } from '../../src/study/fileChoices.ts';
import { temporaryFolder, testWorld } from '../world.ts';

const HEADER = ['type', 'name', 'label::Français (fr)', 'label::English (en)', 'parameters', 'choice_filter'];

/** A form with these questions in a folder, and beside it these files. */
function folderWith(survey: readonly (readonly string[])[], files: Readonly<Record<string, string>>) {
  const root = temporaryFolder();
  const rows = [HEADER, ...survey];
  writeFileSync(
    join(root, 'form.csv'),
    [['survey'], ...rows.map((row) => ['', ...row])].map((row) => row.join(',')).join('\n'),
  );
  for (const [name, text] of Object.entries(files)) writeFileSync(join(root, name), text);
  return { root, form: parseForm([{ name: 'survey', rows }], 'form.csv').form, disk: testWorld(root).disk(null) };
}

async function listsOf(survey: readonly (readonly string[])[], files: Readonly<Record<string, string>>) {
  const { root, form, disk } = folderWith(survey, files);
  return withFileChoices(disk, form, choiceFiles(disk, root, form, join(root, 'form.csv')));
}

const TOWN = ['select_one_from_file towns.csv', 'town', 'Ville', 'Town', '', ''];

test('names, labels by language, and columns for filters; a name that comes again and a blank one are left out', async () => {
  const { fields, lists } = await listsOf([TOWN], {
    'towns.csv':
      'name,label,label::English (en),region\nfe,Fès,Fez,1\nag,Agadir,Agadir,2\nfe,again,again,3\n,blank,,\n',
  });
  expect(fields[0]).toMatchObject({ list: 'towns.csv (name, label)' });
  expect(fields[0]).not.toHaveProperty('choicesFrom');
  const { choices = [] } = lists.get(fields[0]?.list ?? '') ?? {};
  expect(choices.map(({ name, label, extra, row }) => [name, [...label], extra.get('region'), row])).toEqual([
    [
      'fe',
      [
        ['Français (fr)', 'Fès'],
        ['English (en)', 'Fez'],
      ],
      '1',
      2,
    ],
    [
      'ag',
      [
        ['Français (fr)', 'Agadir'],
        ['English (en)', 'Agadir'],
      ],
      '2',
      3,
    ],
  ]);
});

test('the columns that parameters name', async () => {
  const { fields, lists } = await listsOf(
    [['select_multiple_from_file towns.csv', 'town', 'Ville', 'Town', 'value=code label=nom', '']],
    {
      'towns.csv': 'code,nom\nFE,Fès\n',
    },
  );
  expect(lists.get(fields[0]?.list ?? '')?.choices[0]).toMatchObject({
    name: 'FE',
    label: new Map([['Français (fr)', 'Fès']]),
  });
});

test('a file that is not there leaves the question without a list', async () => {
  const { fields } = await listsOf([TOWN], {});
  expect(fields[0]).toMatchObject({ list: '', choicesFrom: 'towns.csv' });
});

test('a file without the column of names is a fault', async () => {
  await expect(listsOf([TOWN], { 'towns.csv': 'code,label\nFE,Fès\n' })).rejects.toThrow(
    "towns.csv: there is no column 'name' with the choices' names. Its columns: code, label. Name one in the column parameters of the form: value=…",
  );
});

test('init takes the file along, and labels are in the clean data', async () => {
  const { root } = folderWith([TOWN], { 'towns.csv': 'name,label\nfe,Fès\nag,Agadir\n' });
  writeFileSync(join(root, 'data.csv'), '_uuid,town\nu1,fe\nu2,ag\nu3,xx\n');
  const study = join(root, 'study');
  mkdirSync(study);
  await init(testWorld(root), 'study', { form: 'form.csv', data: ['data.csv'] });
  await run(testWorld(study), { to: 'clean' });
  expect(readFileSync(join(study, 'data-clean/main.labels.csv'), 'utf8')).toMatch(/u1,Fès[\s\S]*u2,Agadir[\s\S]*u3,xx/);
});
