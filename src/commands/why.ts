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

/** What a decision asks for, as people say it. */
const ACTIONS: Readonly<Record<string, string>> = {
  change_response: 'answer changed',
  blank_response: 'answer taken out',
  remove_survey: 'row taken out',
  no_action: 'kept as it is',
  recode: 'answer recoded',
};

/** What became of a decision. */
const OUTCOMES: Readonly<Record<string, string>> = {
  applied: 'done',
  already: 'nothing to do',
  silences: 'the finding is accepted',
  refused: 'refused',
};

/** How a finding stands. */
const STATUSES: Readonly<Record<string, string>> = {
  open: 'still open',
  decided: 'settled by cleaning',
  silenced: 'accepted by a decision',
  expired: 'it was accepted, but the answer is another now',
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
    for (const each of read)
      add(
        '',
        `“${each.question}” holds ${held(each)}${each.before === null ? '' : ` (changed in cleaning; received as ${held(each.before)})`}`,
      );
  }
  for (const { level, check, message, status, phase } of report.findings)
    add(
      'Finding',
      `${level}, ${check}: ${message} ${dim(`(${phase === 'raw' ? 'in the data as received' : 'in the clean data'}; ${STATUSES[status ?? ''] ?? status})`)}`,
    );
  for (const row of report.decisions) {
    const action = ACTIONS[row.action ?? ''] ?? row.action;
    const what = row.new_value === '' ? action : `${action}: ${row.old_value || 'nothing'} → ${row.new_value}`;
    add('Decision', `${what}; ${OUTCOMES[row.outcome ?? ''] ?? row.outcome}${row.why === '' ? '' : `: ${row.why}`}`);
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
  for (const { name, label } of report.calculated.slice(0, NAMED)) add('Calculated', `${name} (${label})`);
  if (report.calculated.length > NAMED) add('', `and ${report.calculated.length - NAMED} more`);
  for (const { name, label, value } of report.derived.slice(0, NAMED))
    add('Derived', `${name} (${label})${value === '' ? '' : ` = ${value}`}`);
  if (report.derived.length > NAMED) add('', `and ${report.derived.length - NAMED} more`);
  if (report.roles.includes('scope')) add('Used in', 'every indicator: it decides who is counted');
  if (report.roles.includes('design'))
    add('Used in', 'every indicator: it weighs the interview, or places it in the sample');
  if (report.roles.includes('breakdown')) add('Used in', 'breakdowns of indicators');
  for (const { id, title } of report.indicators.slice(0, NAMED)) add('Used in', `${id} ${title}`);
  const more = report.indicators.length - NAMED;
  if (more > 0) add('', `and ${more} more ${more === 1 ? 'indicator' : 'indicators'}`);
  if (report.indicators.length === 0 && report.roles.length === 0)
    add(
      'Used in',
      report.derived.length + report.calculated.length > 0
        ? 'no indicator: none reads what is made of it either'
        : 'no indicator',
    );
  return lines;
}
