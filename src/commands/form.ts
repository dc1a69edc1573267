import { resolve } from 'node:path';
import type { ExpressionReport } from '../expression/formCheck.ts';
import { checkExpressions } from '../expression/formCheck.ts';
import { checkForm } from '../form/check.ts';
import type { FormCounts } from '../form/count.ts';
import { countForm } from '../form/count.ts';
import type { Form, FormProblem, FormSheet } from '../form/form.ts';
import { parseUsableForm } from '../form/parse.ts';
import { readFormSheets } from '../study/read.ts';
import type { CommonOptions, ExitCode, World } from './world.ts';

/** Checks a form as its designer needs it: 0 clean, 1 usable with problems, 2 (a fault) no form that can be used. */
export async function checkFormFile(world: World, file: string, options: CommonOptions): Promise<ExitCode> {
  const disk = world.disk(null);
  const path = resolve(world.folder, file);
  const sheets = await readFormSheets(disk, path);
  const { form } = parseUsableForm(sheets, file);
  const { problems, notReplayed } = allProblems(form, sheets);
  const counts = countForm(form);
  if (options.json === true) world.out(`${JSON.stringify({ counts, problems, notReplayed }, null, 1)}\n`);
  else {
    const { red, yellow, green, dim } = world.colours;
    for (const { level, sheet, row, column, message } of problems) {
      const where = [sheet, row > 0 ? `row ${row}` : '', column === '' ? '' : `column ${column}`]
        .filter((text) => text !== '')
        .join(', ');
      world.out(`${level === 'error' ? red('error  ') : yellow('warning')} ${where}: ${message}\n`);
    }
    world.out(`${problems.length === 0 ? green('No problem. ') : ''}${dim(describe(counts))}\n`);
    for (const [why, rows] of byReason(notReplayed))
      world.out(dim(`Not checked against data later (row ${rows.join(', ')}): ${why}\n`));
  }
  return problems.length === 0 ? 0 : 1;
}

/** Problems of the sheets and of the expressions in their order; what the sheets already say of a cell is not said twice. */
function allProblems(form: Form, sheets: readonly FormSheet[]) {
  const ofSheets = checkForm(form, sheets);
  const cell = ({ row, column }: FormProblem): string => `${row} ${column}`;
  const told = new Set(ofSheets.filter(({ level }) => level === 'error').map(cell));
  const { problems, notReplayed } = checkExpressions(form, sheets);
  const survey = problems[0]?.sheet ?? '';
  const all = [...ofSheets, ...problems.filter((problem) => !told.has(cell(problem)))];
  const [first, rest] = [all.filter(({ sheet }) => sheet === survey), all.filter(({ sheet }) => sheet !== survey)];
  return { problems: [...first.sort((a, b) => a.row - b.row), ...rest], notReplayed };
}

/** Why expressions cannot be replayed, with the rows of the survey sheet. */
function byReason(notReplayed: ExpressionReport['notReplayed']): ReadonlyMap<string, readonly number[]> {
  const rows = new Map<string, number[]>();
  for (const { row, why } of notReplayed) rows.set(why, [...(rows.get(why) ?? []), row]);
  return rows;
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
