import type { Answer, WhyReport } from '../evidence/why.ts';
import { why as explain } from '../evidence/why.ts';
import { openStudy } from './study.ts';
import type { CommonOptions, ExitCode, World } from './world.ts';

export interface WhyOptions extends CommonOptions {
  readonly table?: string | undefined;
  /** Read the text of the cell from its file, however large that is. */
  readonly raw?: boolean | undefined;
}

/** Says of one cell where it comes from, what it holds and why, who changed it, and what rests on it. */
export async function why(world: World, key: string, field: string, options: WhyOptions): Promise<ExitCode> {
  const { study, disk } = await openStudy(world, options);
  const report = await explain(study, disk, { key, field, table: options.table, raw: options.raw });
  world.out(
    options.json === true
      ? `${JSON.stringify({ exit: 0, ...report }, null, 1)}\n`
      : `${whyText(report, world).join('\n')}\n`,
  );
  return 0;
}

/** Derived variables and indicators named one by one. */
const NAMED = 8;

const STATES: Readonly<Record<string, string>> = {
  notAsked: 'not asked',
  blank: 'asked, but left without an answer',
  dontKnow: 'don’t know',
  refused: 'refused',
  removed: 'emptied by a correction or decision',
  invalid: 'an answer that cannot be read as the question’s type',
  imputed: 'imputed',
};

function held({ value, label, state }: Answer): string {
  const text = value === '' ? 'nothing' : label !== '' && label !== value ? `${value} (${label})` : value;
  return STATES[state] === undefined ? text : value === '' ? `${text}: ${STATES[state]}` : `${text}: ${STATES[state]}`;
}

function whyText(report: WhyReport, world: World): readonly string[] {
  const { bold, dim } = world.colours;
  const lines = [
    `${bold(report.question || report.field)}`,
    dim(`${report.field}, ${report.type}; ${report.table === 'main' ? 'interview' : report.table} ${report.key}`),
    '',
  ];
  const add = (label: string, text: string) => lines.push(`${label.padEnd(12)} ${text}`);
  if (report.place !== null) {
    const { file, sheet, row, columns } = report.place;
    const shown = columns
      .slice(0, 4)
      .map(
        ({ letter, header, text }) =>
          `column ${letter === '' ? header : `${letter} (${header})`}${text === null ? '' : `: “${text}”`}`,
      );
    add(
      'Received',
      `${file}${file.includes(sheet) ? '' : `, sheet ${sheet}`}, row ${row}, ${shown.length === 0 ? 'no column' : shown.join('; ')}${columns.length > 4 ? ` and ${columns.length - 4} more` : ''}`,
    );
  }
  if (report.received !== null) add('Read as', held(report.received));
  if (report.clean === null) add('Now', 'not in the clean data: the row was taken out');
  else add('Now', held(report.clean));
  for (const { of, words, expression, read } of report.conditions) {
    add('Condition', `${of} is put only where ${words}`);
    add('', dim(expression));
    for (const each of read) add('', `“${each.question}” holds ${held(each)}`);
  }
  for (const { level, check, message, status, phase } of report.findings)
    add(
      'Finding',
      `${level}, ${check}: ${message} ${dim(`(${phase === 'raw' ? 'in the data as received' : 'in the clean data'}; ${status === 'decided' ? 'settled by cleaning' : status})`)}`,
    );
  for (const row of report.decisions) {
    const what = row.new_value === '' ? row.action : `${row.action}: ${row.old_value || 'nothing'} → ${row.new_value}`;
    add('Decision', `${what}; ${row.outcome}${row.why === '' ? '' : `, ${row.why}`}`);
    add(
      '',
      dim(
        `${[row.by && `by ${row.by}`, row.at && `on ${row.at}`].filter(Boolean).join(' ')}; ${row.source}, row ${row.source_row}`,
      ),
    );
  }
  for (const row of report.changes) {
    const what =
      row.action === 'drop_row'
        ? 'the row was taken out'
        : `${row.from || STATES[row.from_state ?? ''] || 'nothing'} → ${row.to || STATES[row.to_state ?? ''] || 'nothing'}`;
    add(
      'Change',
      `${what}, by ${row.rule === '' ? `${row.by || 'a person'}, who decided it${row.at === '' ? '' : ` on ${row.at}`}` : `the rule '${row.rule}'`}${row.reason === '' ? '' : `, because: ${row.reason}`}`,
    );
  }
  if (report.findings.length + report.decisions.length + report.changes.length === 0)
    add('Changes', 'none; no finding and no decision on it');
  for (const { name, label, value } of report.derived.slice(0, NAMED))
    add('Derived', `${name} (${label})${value === '' ? '' : ` = ${value}`}`);
  if (report.derived.length > NAMED) add('', `and ${report.derived.length - NAMED} more`);
  for (const { id, title } of report.indicators.slice(0, NAMED)) add('Used in', `${id} ${title}`);
  if (report.indicators.length > NAMED) add('', `and ${report.indicators.length - NAMED} more indicators`);
  if (report.indicators.length === 0) add('Used in', 'no indicator');
  return lines;
}
