import type { Action, Cells, Dialect, Written } from './dialect.ts';
import { KEYS, normal, SILENT } from './dialect.ts';

/** Spellings of the columns of a cleaning log, met in the wild; the first of each is the usual one. Our own extra columns come last. */
export const IMPACT_COLUMNS = {
  key: KEYS,
  question: ['question', 'questions', 'question_name', 'field', 'variable'],
  changeType: ['change_type', 'changetype', 'type_of_change'],
  newValue: ['new_value', 'newvalue'],
  oldValue: ['old_value', 'oldvalue'],
  table: ['table', 'repeat'],
  issue: ['issue'],
  reason: ['reason', 'comment', 'comments'],
  by: ['decided_by', 'by'],
  at: ['decided_at', 'at'],
  check: ['check_id'],
} as const;

const ACTIONS = new Map<string, Action>([
  ['change_response', 'change_response'],
  ['blank_response', 'blank_response'],
  ['remove_survey', 'remove_survey'],
  ['no_action', 'no_action'],
  ['no_change', 'no_action'],
  ['okay', 'no_action'],
  ['ok', 'no_action'],
]);

/** IMPACT's cleaning log and deletion log: a question, its old and new value and what is to be done; or keys of interviews to leave out. */
export const impact: Dialect = {
  name: 'impact',
  recognises(header, sheet) {
    const has = (aliases: readonly string[]) => aliases.some((each) => header.includes(each));
    const { key, question, changeType, newValue } = IMPACT_COLUMNS;
    if (!has(key)) return false;
    if (has(question)) return has(changeType) && has(newValue);
    return has(changeType) ? !has(newValue) : !has(newValue) && /delet|remov/i.test(sheet);
  },
  read(cells): Written {
    const { key, question, newValue, oldValue, table, issue, reason, by, at, check } = IMPACT_COLUMNS;
    return {
      ...SILENT,
      ...asked(cells),
      key: cells.of(...key),
      question: cells.of(...question),
      newValue: cells.of(...newValue),
      oldValue: cells.of(...oldValue),
      table: cells.of(...table),
      issue: cells.of(...issue),
      reason: cells.of(...reason),
      by: cells.of(...by),
      at: cells.of(...at),
      check: cells.of(...check),
    };
  },
};

/** In a list of keys without change types, each row asks for the removal of its interview. */
function asked(cells: Cells): Pick<Written, 'action' | 'known'> {
  const { changeType } = IMPACT_COLUMNS;
  const word = cells.has(...changeType) ? cells.of(...changeType) : 'remove_survey';
  const known = ACTIONS.get(normal(word)) ?? null;
  return { action: known ?? word, known };
}
