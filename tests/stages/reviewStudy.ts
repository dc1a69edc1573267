import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../world.ts';

/** A made-up study with something to decide: an age out of bounds, a rule over two answers, a roster, a short interview. */
export function reviewStudy(ages: readonly (number | string)[] = [30, 7, 40, 8]): string {
  const root = temporaryFolder();
  mkdirSync(join(root, 'schemas/form'), { recursive: true });
  mkdirSync(join(root, 'data-raw'));
  const write = (path: string, lines: readonly string[]) => writeFileSync(join(root, path), `${lines.join('\n')}\n`);
  write('schemas/form/survey.csv', [
    'type,name,label::fr,label::ar',
    'start,start,,',
    'end,end,,',
    'text,enumerator,Enquêteur,الباحث',
    'text,full_name,Nom,الاسم',
    'geopoint,place,Lieu,المكان',
    'integer,age,Votre âge ?,كم عمرك؟',
    'select_one work,work,Travaillez-vous ?,هل تعمل؟',
    'begin_repeat,member,Membre,فرد',
    'integer,m_age,Âge du membre,عمر الفرد',
    'end_repeat,,,',
  ]);
  write('schemas/form/choices.csv', [
    'list_name,name,label::fr,label::ar',
    'work,yes,"Oui, souvent",نعم',
    'work,no,Non,لا',
  ]);
  const [, second = ''] = ages.map(String);
  write('data-raw/main.csv', [
    '_index,_uuid,start,end,enumerator,full_name,place,age,work',
    `1,u1,2024-05-01T09:00:00Z,2024-05-01T09:40:00Z,E1,Amina Secret,34.01 -6.8 0 5,${ages[0]},yes`,
    `2,u2,2024-05-01T10:00:00Z,2024-05-01T10:40:00Z,E1,Amina Secret,34.02 -6.8 0 5,${second},yes`,
    `3,u3,2024-05-02T09:00:00Z,2024-05-02T09:02:00Z,E2,Amina Secret,34.03 -6.9 0 5,${ages[2]},no`,
    `4,u4,2024-05-03T09:00:00Z,2024-05-03T09:40:00Z,E2,Amina Secret,,${ages[3]},yes`,
  ]);
  write('data-raw/member.csv', ['m_age,_parent_index', '5,1', '200,1', '6,2']);
  const both = (fr: string, ar: string) => ({ fr, ar });
  write('schemas/checks.json', [
    JSON.stringify({
      checks: [
        { id: 'age', kind: 'range', level: 'error', field: 'age', min: 10 },
        { id: 'm-age', kind: 'range', level: 'error', table: 'member', field: 'm_age', max: 120 },
        { id: 'short', kind: 'duration', level: 'warning', minimum: 15 },
        {
          id: 'child-work',
          kind: 'rule',
          level: 'warning',
          when: "${age} < 10 and ${work} = 'yes'",
          fields: ['age', 'work'],
          message: both('=enfant au travail', 'طفل يعمل'),
        },
      ],
    }),
  ]);
  write('pipeline.config.json', [
    JSON.stringify({
      title: both('Essai', 'تجربة'),
      form: 'schemas/form',
      sources: [{ id: 'a', files: ['data-raw/main.csv', 'data-raw/member.csv'], simulated: true }],
      languages: ['fr', 'ar'],
      direct: ['full_name'],
      enumerator: 'enumerator',
      timeZone: 'UTC',
    }),
  ]);
  return root;
}
