import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkFormFile } from '../../src/commands/form.ts';
import { temporaryFolder, testWorld } from '../world.ts';

function formIn(sheets: Readonly<Record<string, string>>): string {
  const folder = join(temporaryFolder(), 'form');
  mkdirSync(folder);
  for (const [name, text] of Object.entries(sheets)) writeFileSync(join(folder, `${name}.csv`), text);
  return folder;
}

describe('form check', () => {
  test.each<[name: string, sheets: Record<string, string>, exit: number, said: string]>([
    ['a clean form', { survey: 'type,name,label\ntext,a,A\n' }, 0, 'No problem. 1 fields'],
    [
      'a form of SurveyCTO',
      {
        survey:
          'type,name,label:english,label:french,relevance,constraint message,disabled\nselect_one yn,a,A,A,,,\ntext audit,times,,,,,\ninteger,b,B,B,${a} = 1,,\ntext,c,C,,,,yes\n',
        choices: 'list_name,value,label:english,label:french\nyn,1,Yes,Oui\nyn,-99,?,?\n',
      },
      0,
      '3 fields (2 questions, 0 notes, 1 metadata, 0 calculations)',
    ],
    [
      'groups that do not balance',
      { survey: 'type,name,label\nbegin group,g,G\nbegin repeat,r,R\ntext,a,A\nend group,,\n' },
      1,
      "error   survey, row 5, column type: 'end group' comes before the end of repeat 'r', begun in row 3",
    ],
    [
      'an unknown field',
      { survey: 'type,name,label,relevant\ninteger,age,Age,\ntext,a,A,${aeg} > 3\n' },
      1,
      "error   survey, row 3, column relevant: unknown field ${aeg}; did you mean 'age'?",
    ],
  ])('%s', async (_, sheets, exit, said) => {
    const folder = formIn(sheets);
    const world = testWorld(folder);
    expect(await checkFormFile(world, folder, {})).toBe(exit);
    expect(world.said.join('')).toContain(said);
  });

  test.each<[name: string, sheets: Record<string, string>, fault: string]>([
    ['no rows', { survey: 'type,name,label\n' }, 'asks nothing: no row below the header'],
    ['no names', { survey: 'type,label\ntext,A\n' }, "survey: has no column 'name'"],
    ['no survey', { choices: 'list_name,name\nl,a\n' }, 'a form in a folder needs a file survey.csv'],
  ])('%s is a fault', async (_, sheets, fault) => {
    const folder = formIn(sheets);
    await expect(checkFormFile(testWorld(folder), folder, {})).rejects.toThrow(fault);
  });
});
