import type { Decision } from '../corrections/decisions.ts';
import { fault } from '../fault.ts';
import type { CaseAccount } from '../indicators/cases.ts';
import type { Intake } from '../readers/intake.ts';
import type { Change, Changes } from '../table/change.ts';
import { CHANGE_FIELDS, changeAt } from '../table/change.ts';
import type { Estimate } from '../table/estimate.ts';
import type { CheckOutcome, Finding } from '../table/finding.ts';
import type { Paradata } from '../table/paradata.ts';
import type { Source } from '../table/source.ts';
import { wholeSource } from '../table/source.ts';
import type { Dataset } from '../table/table.ts';
import { MAIN } from '../table/table.ts';
import type { Json } from '../writers/json.ts';
import { writeJson } from '../writers/json.ts';
import { cleanTables } from './cleanTables.ts';
import { csvFile } from './csvFile.ts';
import { datasetFile } from './datasetFile.ts';
import type { Facts } from './facts.ts';
import { intakePage } from './intakePage.ts';
import { readEstimates } from './readEstimates.ts';
import type { Made } from './stage.ts';

const encoder = new TextEncoder();

/** A value kept as JSON in the cache, for later stages. */
export function jsonFile<T>(name: string): Made<T> {
  const path = `.pipeline/${name}.json`;
  return {
    name,
    encode: (value) => new Map([[path, encoder.encode(JSON.stringify(value))]]),
    async decode(files) {
      const source: Source | undefined = files.get(path);
      if (source === undefined) throw fault(path, 'is missing', 'Run again with --force');
      return JSON.parse(new TextDecoder().decode(await wholeSource(source))) as T;
    },
  };
}

/** `camelCase` → `camel_case`, as data files name their columns. */
export function snake(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

export const rawData = datasetFile('raw');
const intakeCache = jsonFile<Intake>('intake');

/** How the sources were read: for the next stages, and for people as `reports/intake.html`. */
export const intakeFile: Made<Intake> = {
  ...intakeCache,
  async encode(intake, study) {
    const page = encoder.encode(intakePage(intake, study));
    return new Map([...(await intakeCache.encode(intake, study)), ['reports/intake.html', page] as const]);
  },
};

const INTERVIEW_TIMES = ['key', 'minutes', 'elapsed', 'pauses', 'paused', 'resumes', 'changes', 'after'] as const;
const QUESTION_TIMES = ['key', 'field', 'seconds', 'visits', 'changes'] as const;

const paradataCache = jsonFile<Paradata>('paradata');

/** What the audit logs tell: for later stages, and where there are logs for people as `data-clean/paradata*.csv`. */
export const paradataFile: Made<Paradata> = {
  ...paradataCache,
  async encode(paradata, study) {
    const files = new Map(await paradataCache.encode(paradata, study));
    if (paradata.interviews.length === 0) return files;
    const { interviews, questions } = paradata;
    files.set(
      'data-clean/paradata.csv',
      csvFile(
        study,
        [...INTERVIEW_TIMES],
        interviews.map((times) => INTERVIEW_TIMES.map((name) => times[name])),
      ),
    );
    files.set(
      'data-clean/paradata.questions.csv',
      csvFile(
        study,
        [...QUESTION_TIMES],
        questions.map((times) => QUESTION_TIMES.map((name) => times[name])),
      ),
    );
    return files;
  },
};

export const rawFindings = jsonFile<readonly Finding[]>('findings.raw');
export const cleanFindings = jsonFile<readonly Finding[]>('findings.clean');
export const rawOutcomes = jsonFile<readonly CheckOutcome[]>('checks.raw');
export const cleanOutcomes = jsonFile<readonly CheckOutcome[]>('checks.clean');
export const accountFile = jsonFile<CleanAccount>('account');
export const factsFile = jsonFile<Facts>('facts');

/** What cleaning did, in counts. */
export interface CleanAccount extends CaseAccount {
  readonly kept: number;
  /** Cells changed. */
  readonly changed: number;
  readonly decisions: Readonly<Record<Decision['outcome'], number>>;
}

const FINDING_FIELDS = [
  'findingId',
  'check',
  'kind',
  'level',
  'phase',
  'status',
  'table',
  'key',
  'field',
  'value',
  'valueLabel',
  'question',
  'message',
  'proposedAction',
  'proposedValue',
  'otherKey',
  'binding',
  'enumerator',
  'seconds',
] as const satisfies readonly (keyof Finding)[];

/** `reports/findings.csv`. */
export const findingsTable: Made<readonly Finding[]> = {
  name: 'findings',
  encode: (findings, study) =>
    new Map([
      [
        'reports/findings.csv',
        csvFile(
          study,
          FINDING_FIELDS.map(snake),
          findings.map((finding) => FINDING_FIELDS.map((field) => finding[field])),
        ),
      ],
    ]),
};

const OUTCOME_FIELDS = [
  'check',
  'kind',
  'level',
  'phase',
  'status',
  'why',
  'failed',
  'notJudged',
] as const satisfies readonly (keyof CheckOutcome)[];

/** How each check went, `reports/checks.csv`: run or skipped, why, how much it found. */
export const checksTable: Made<readonly CheckOutcome[]> = {
  name: 'checks',
  encode: (outcomes, study) =>
    new Map([
      [
        'reports/checks.csv',
        csvFile(
          study,
          OUTCOME_FIELDS.map(snake),
          outcomes.map((outcome) => OUTCOME_FIELDS.map((field) => outcome[field])),
        ),
      ],
    ]),
};

const cleanCache = datasetFile('clean');

/** The clean tables: for the next stages, and for people under `data-clean/`. */
export const cleanData: Made<Dataset> = {
  ...cleanCache,
  async encode(data, study) {
    return new Map([...(await cleanCache.encode(data, study)), ...cleanTables(data, study)]);
  },
};

const EXCLUSION_FIELDS = ['key', 'reason', 'rule', 'decisionId', 'by', 'at', 'source', 'sourceRow'] as const;

/** The ledger, `data-clean/changes.csv`; and of it the interviews that were left out, `data-clean/excluded.csv`. */
export const changesTable: Made<Changes> = {
  name: 'changes',
  encode: (ledger, study) => {
    const changes = Array.from({ length: ledger.rows }, (_, row) => changeAt(ledger, row));
    const file = (fields: readonly (keyof Change)[], rows: readonly Change[]) =>
      csvFile(
        study,
        fields.map(snake),
        rows.map((change) => fields.map((field) => change[field])),
      );
    return new Map([
      ['data-clean/changes.csv', file(CHANGE_FIELDS, changes)],
      [
        'data-clean/excluded.csv',
        file(
          EXCLUSION_FIELDS,
          changes.filter(({ table, action }) => table === MAIN && action === 'drop_row'),
        ),
      ],
    ]);
  },
};

const DECISION_FIELDS = [
  'decisionId',
  'source',
  'sourceRow',
  'dialect',
  'table',
  'key',
  'field',
  'action',
  'oldValue',
  'newValue',
  'outcome',
  'why',
  'changeIds',
  'by',
  'at',
  'check',
  'finding',
] as const satisfies readonly (keyof Decision)[];

/** What became of each decision, `reports/decisions.csv`. */
export const decisionsTable: Made<readonly Decision[]> = {
  name: 'decisions',
  encode: (decisions, study) =>
    new Map([
      [
        'reports/decisions.csv',
        csvFile(
          study,
          DECISION_FIELDS.map(snake),
          decisions.map((decision) => DECISION_FIELDS.map((field) => cellOf(decision[field]))),
        ),
      ],
    ]),
};

function cellOf(value: string | number | readonly string[]): string | number {
  return typeof value === 'string' || typeof value === 'number' ? value : value.join(' ');
}

export const ESTIMATE_FIELDS = [
  'key',
  'indicator',
  'stat',
  'item',
  'domain',
  'table',
  'unit',
  'value',
  'se',
  'low',
  'high',
  'level',
  'method',
  'n',
  'weighted',
  'units',
  'df',
  'deff',
  'p',
  'q',
  'notAsked',
  'blank',
  'dontKnow',
  'refused',
  'removed',
  'invalid',
  'imputed',
  'quality',
  'why',
  'simulated',
] as const satisfies readonly (keyof Estimate)[];

/** `reports/estimates.csv` and `.json`: every published number. */
export const estimatesTable: Made<readonly Estimate[]> = {
  name: 'estimates',
  encode: (estimates, study) =>
    new Map([
      [
        'reports/estimates.csv',
        csvFile(
          study,
          ESTIMATE_FIELDS.map(snake),
          estimates.map((estimate) =>
            ESTIMATE_FIELDS.map((field) => {
              const value = estimate[field];
              if (Array.isArray(value)) return value.map(({ field: name, level }) => `${name}=${level}`).join('&');
              return typeof value === 'boolean' ? String(value) : (value as string | number | null);
            }),
          ),
        ),
      ],
      ['reports/estimates.json', encoder.encode(writeJson(estimates as unknown as Json, { indent: 1 }))],
    ]),
  async decode(files) {
    const source = files.get('reports/estimates.json');
    if (source === undefined) throw fault('reports/estimates.json', 'is missing', 'Run: pipeline indicators');
    return readEstimates(source);
  },
};
