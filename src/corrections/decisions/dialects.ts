/** What a column of a log of decisions is for. */
export type Role =
  | 'key'
  | 'question'
  | 'changeType'
  | 'newValue'
  | 'oldValue'
  | 'table'
  | 'issue'
  | 'reason'
  | 'by'
  | 'at';

/** What a decision asks for. */
export type Action = 'change_response' | 'blank_response' | 'remove_survey' | 'no_action';

/** One way of writing decisions: what its columns and actions are called. Names are compared in lower case, with _ for . and spaces. */
export interface Dialect {
  readonly name: string;
  /** The first alias that a header has counts. */
  readonly columns: Readonly<Record<Role, readonly string[]>>;
  readonly actions: ReadonlyMap<string, Action>;
}

/** IMPACT's cleaning log and deletion log, with the spellings met in the wild and our own extra columns. */
const impact: Dialect = {
  name: 'impact',
  columns: {
    key: ['key', 'uuid', 'x_uuid', '_uuid', 'submission_uuid', 'instanceid', 'instance_id'],
    question: ['question', 'questions', 'question_name', 'field', 'variable'],
    changeType: ['change_type', 'changetype', 'type_of_change'],
    newValue: ['new_value', 'newvalue'],
    oldValue: ['old_value', 'oldvalue'],
    table: ['table', 'repeat'],
    issue: ['issue'],
    reason: ['reason', 'comment', 'comments'],
    by: ['decided_by', 'by'],
    at: ['decided_at', 'at'],
  },
  actions: new Map<string, Action>([
    ['change_response', 'change_response'],
    ['blank_response', 'blank_response'],
    ['remove_survey', 'remove_survey'],
    ['no_action', 'no_action'],
    ['no_change', 'no_action'],
    ['okay', 'no_action'],
    ['ok', 'no_action'],
  ]),
};

/** The dialects that are read, the first that fits a sheet counts. */
export const decisionDialects: readonly Dialect[] = [impact];

/** A header or an action as it is compared. */
export function normal(text: string): string {
  return text
    .trim()
    .toLowerCase()
    .replace(/[\s.-]+/g, '_');
}
