import { zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { assemble } from '../../src/readers/assemble.ts';
import { readSheets } from '../../src/readers/read.ts';
import { rowsOf, sourceOf } from './source.ts';
import { household, keysOf, optionsOf, parentsOf, sourceSheets, textsOf } from './survey.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const form = household();

describe('an archive of ODK Central', () => {
  const files = {
    'survey.csv': bytes('SubmissionDate,g-age,KEY,SubmitterID,FormVersion\n2026-01-05T10:00:00.000Z,20,uuid:u1,1,v\n'),
    'survey-member.csv': bytes('member_age,PARENT_KEY,KEY\n5,uuid:u1,uuid:u1/member[1]\n'),
    'media/one.jpg': bytes('picture'),
    'survey - audit.csv': bytes('instance ID,event,node,start,end\nuuid:u1,form start,,1,\n'),
    '__MACOSX/._survey.csv': bytes('litter'),
  };

  test('its tables are read and linked, its media counted, its audit set aside', async () => {
    const sheets = await readSheets(sourceOf('data.zip', zipSync(files), 1_000));
    expect(sheets.map(({ path, how }) => `${path}: ${how}`)).toEqual([
      "data.zip › survey.csv: CSV with ',', utf-8 (all its bytes are valid UTF-8); 1 other files in the archive",
      "data.zip › survey-member.csv: CSV with ',', utf-8 (all its bytes are valid UTF-8); 1 other files in the archive",
      "data.zip › survey - audit.csv: CSV with ',', utf-8 (all its bytes are valid UTF-8); 1 other files in the archive",
    ]);
    const { data, intake } = await assemble([sourceSheets(sheets)], optionsOf(form));
    expect(keysOf(data, 'main')).toEqual(['u1']);
    expect(textsOf(data, 'main', 'age')).toEqual(['20']);
    expect(parentsOf(data, 'member')).toEqual(['u1']);
    expect(intake.sheets.map(({ table, dialect }) => `${table} ${dialect}`)).toEqual([
      'main odk',
      ' plain',
      'member odk',
    ]);
  });
});

test('audit logs of single submissions become one sheet with the uuid of their folder', async () => {
  const archive = zipSync({
    'team/attachments/u1/audit.csv': bytes('event,node,start,end\nform start,,1,\nquestion,/d/age,2,5\n'),
    'team/attachments/u2/audit.csv': bytes('event,node,start,end,user\nquestion,/d/age,3,4,ana\n'),
    'team/attachments/u2/photo.jpg': bytes('picture'),
  });
  const [sheet, ...others] = await readSheets(sourceOf('media.zip', archive, 1_000));
  expect(others).toEqual([]);
  expect(sheet?.header).toEqual(['instance ID', 'event', 'node', 'start', 'end', 'user']);
  expect(sheet === undefined ? [] : await rowsOf(sheet)).toEqual([
    ['u1', 'form start', '', '1', '', ''],
    ['u1', 'question', '/d/age', '2', '5', ''],
    ['u2', 'question', '/d/age', '3', '4', 'ana'],
  ]);
});

test.each<[name: string, files: Record<string, Uint8Array>, message: string]>([
  ['pictures alone', { 'media/a.jpg': bytes('x') }, 'data.zip: is an archive without a table'],
  [
    'an archive in it',
    { 'a.csv': bytes('a\n1\n'), 'b.zip': bytes('x') },
    'data.zip › b.zip: is an archive in an archive',
  ],
  ['a damaged member', { 'a.csv': bytes('a,b\n"1,2\n') }, 'data.zip › a.csv, row 2'],
  ['a member of another format', { 'a.csv': bytes('%PDF-1.7') }, 'data.zip › a.csv: is a PDF'],
])('%s', async (_, files, message) => {
  const read = async () => {
    for (const sheet of await readSheets(sourceOf('data.zip', zipSync(files), 1_000))) await rowsOf(sheet);
  };
  await expect(read()).rejects.toThrow(message);
});

test('an archive cut off anywhere is a fault that names it', async () => {
  const whole = zipSync({ 'a.csv': bytes('a,b\n1,2\n'), 'b.csv': bytes('c\n3\n') });
  for (let length = 2; length < whole.length; length += 7)
    await expect(
      (async () => {
        for (const sheet of await readSheets(sourceOf('data.zip', whole.slice(0, length), 1_000))) await rowsOf(sheet);
      })(),
    ).rejects.toThrow(/^data\.zip/);
});
