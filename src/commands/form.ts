import { resolve } from 'node:path';
import { checkForm } from '../form/check.ts';
import type { FormCounts } from '../form/count.ts';
import { countForm } from '../form/count.ts';
import { parseForm } from '../form/parse.ts';
import { readFormSheets } from '../study/read.ts';
import type { CommonOptions, ExitCode, World } from './world.ts';

/** Checks a form as its designer needs it: 0 clean, 1 usable with problems, 2 (a fault) no form that can be used. */
export async function checkFormFile(world: World, file: string, options: CommonOptions): Promise<ExitCode> {
  const disk = world.disk(null);
  const path = resolve(world.folder, file);
  const sheets = await readFormSheets(disk, path);
  const { form } = parseForm(sheets, file);
  const problems = checkForm(form, sheets);
  const counts = countForm(form);
  if (options.json === true) world.out(`${JSON.stringify({ counts, problems }, null, 1)}\n`);
  else {
    const { red, yellow, green, dim } = world.colours;
    for (const { level, sheet, row, column, message } of problems) {
      const where = [sheet, row > 0 ? `row ${row}` : '', column === '' ? '' : `column ${column}`]
        .filter((text) => text !== '')
        .join(', ');
      world.out(`${level === 'error' ? red('error  ') : yellow('warning')} ${where}: ${message}\n`);
    }
    world.out(`${problems.length === 0 ? green('No problem. ') : ''}${dim(describe(counts))}\n`);
  }
  return problems.length === 0 ? 0 : 1;
}

function describe({ fields, roles, groups, repeats, lists, choices, languages, expressions }: FormCounts): string {
  const held = [
    `${roles.question} questions`,
    `${roles.note} notes`,
    `${roles.metadata} metadata`,
    `${roles.calculation} calculations`,
  ];
  const written = Object.values(expressions).reduce((sum, count) => sum + count, 0);
  return [
    `${fields} fields (${held.join(', ')})`,
    `${groups} groups`,
    `${repeats} repeats`,
    `${choices} choices in ${lists} lists`,
    `${languages} languages`,
    `${written} expressions`,
  ].join(' · ');
}
