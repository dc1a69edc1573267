import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { run } from '../../src/commands/run.ts';
import { temporaryFolder, testWorld } from '../world.ts';

/** A made-up study whose export has something to say under every heading of the page. */
function study(): string {
  const root = temporaryFolder();
  mkdirSync(join(root, 'schemas/form'), { recursive: true });
  mkdirSync(join(root, 'data-raw'));
  const write = (path: string, lines: readonly string[]) => writeFileSync(join(root, path), `${lines.join('\n')}\n`);
  write('schemas/form/survey.csv', [
    'type,name,label::fr,label::en',
    'integer,age,Âge,Age',
    'integer,n,Membres,Members',
    'text,never,Jamais,Never',
    'begin_repeat,member,Membre,Member',
    'integer,m_age,Âge,Age',
    'end_repeat,,,',
  ]);
  writeFileSync(
    join(root, 'schemas/form/survey.csv'),
    readFileSync(join(root, 'schemas/form/survey.csv'), 'utf8')
      .replace('label::en\n', 'label::en,repeat_count\n')
      .replace('Membre,Member\n', 'Membre,Member,${n}\n'),
  );
  write('data-raw/main.csv', [
    '_index,_uuid,_validation_status,age,n,spare',
    '1,u1,approved,abc,1,<b>',
    '2,u2,,30,2,x',
  ]);
  write('data-raw/member.csv', ['m_age,_parent_index', '5,1', '6,9']);
  write('pipeline.config.json', [
    JSON.stringify({
      title: { fr: 'Essai <i>', en: 'Trial' },
      form: 'schemas/form',
      sources: [{ id: 'a', files: ['data-raw/main.csv', 'data-raw/member.csv'], simulated: true }],
      languages: ['fr', 'en'],
      direct: [],
    }),
  ]);
  return root;
}

test('the intake page says what was read as what, in each language, and escapes what files say', async () => {
  const root = study();
  const world = testWorld(root);
  await run(world, { to: 'ingest', json: true });
  const { intake } = JSON.parse(world.said.join(''));
  expect(intake).toMatchObject({
    received: 2,
    absent: [{ table: 'main', field: 'never' }],
    invalid: [{ table: 'main', field: 'age', cells: 1 }],
    links: [{ table: 'member', rows: 2, orphans: 1, childless: 1, count: { field: 'n', differ: 1, missing: 1 } }],
  });
  const page = readFileSync(join(root, 'reports/intake.html'), 'utf8');
  expect(page).not.toContain('<i>');
  expect(page).not.toMatch(/<script|src=/);
  const [french = '', english = ''] = page.split('<div class="panel"').slice(1);
  for (const text of [
    'Réception des données',
    '2 entretiens reçus',
    'Données simulées',
    'clé : _uuid',
    'spare',
    'approved',
    'ne se rattache à aucune ligne de la table parente, ou à l’une de plusieurs (feuille « member',
  ])
    expect(french.replaceAll('\u00a0', ' ')).toContain(text);
  expect(french).not.toContain('belongs to no row');
  expect(english).toContain('belongs to no row of its parent table');
  for (const text of ['Intake of the data', '2 interviews received', 'kobo (_uuid)', '3 of the form’s 4', 'main.csv'])
    expect(english).toContain(text);
});
