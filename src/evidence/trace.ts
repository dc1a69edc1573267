import { join } from 'node:path';
import { truth } from '../expression/evaluate.ts';
import { parse } from '../expression/parse.ts';
import { fault } from '../fault.ts';
import { didYouMean } from '../form/nearest.ts';
import { derive } from '../indicators/derive.ts';
import type { Measure } from '../indicators/indicator.ts';
import { OUTSIDE } from '../indicators/indicator.ts';
import { keptColumns } from '../stages/datasetFile.ts';
import type { Disk } from '../stages/disk.ts';
import type { IndicatorEntry, Study, VariableEntry } from '../study/study.ts';
import { wordsOf } from '../study/words.ts';
import { isNumbers } from '../table/column.ts';
import type { DomainPart, Estimate } from '../table/estimate.ts';
import { hasValue } from '../table/states.ts';
import type { Dataset, Table } from '../table/table.ts';
import { keyAt, MAIN, mainTable } from '../table/table.ts';
import { cleanText } from '../table/text.ts';
import { afterLedger } from './dataset.ts';
import { ESTIMATES_JSON } from './estimatesProof.ts';
import type { LedgerRow } from './ledger.ts';
import { LEDGER_PATH, ledgerRows, replayLedger } from './ledger.ts';
import { proving } from './proof.ts';
import { publishedRows } from './published.ts';
import { spoken } from './spoken.ts';

/** A row that a number rests on. */
export interface CountedRow {
  readonly key: string;
  /** What the row adds to the numerator: 1 or 0 for a share, the value for a mean. */
  readonly adds: number;
}

/** A class of changes, and the estimate without it. */
export interface Move {
  /** A rule of the study, or the file of decisions. */
  readonly by: string;
  /** Its changes to what the number reads, and rows that it took out. */
  readonly changes: number;
  readonly without: number | null;
}

/** Where a published number comes from. */
export interface TraceReport {
  readonly estimate: Estimate;
  readonly title: string;
  readonly base: string;
  /** What is counted, and of whom, as the study declares it and in words; '' where it is neither. */
  readonly expressions: readonly { readonly of: string; readonly text: string; readonly words: string }[];
  /** Rows in the denominator, and those of them that are in the numerator; null of a number that is held back or no share. */
  readonly rows: readonly CountedRow[] | null;
  readonly numerator: number | null;
  readonly missing: Readonly<Record<string, number>>;
  /** Changes of the ledger to what the number reads, in the rows that it rests on. */
  readonly changed: number | null;
  readonly moves: readonly Move[];
  /** Why parts of this are not given; '' where all is. */
  readonly note: string;
}

const MISSING = ['notAsked', 'blank', 'dontKnow', 'refused', 'removed', 'invalid'] as const;

/**
 * Where a published estimate comes from: its base, its rows, what is missing, and what each class of changes did to it. One that is held
 * back stays so: neither numbers nor counts are given. Faults: a key that is not published, with what was probably meant.
 */
export async function trace(
  study: Study,
  disk: Disk,
  asked: { readonly key: string; readonly where?: string | undefined },
): Promise<TraceReport> {
  const path = join(study.root, ESTIMATES_JSON);
  if (!disk.exists(path)) throw fault(ESTIMATES_JSON, 'nothing was estimated yet', 'Run: pipeline run');
  const estimates = JSON.parse(await disk.text(path)) as readonly Estimate[];
  const key =
    asked.where === undefined
      ? asked.key
      : `${asked.key.split('|')[0]}|${asked.where.replace(/\s*(?:,|and)\s*/g, '&')}`;
  const estimate = estimates.find((each) => each.key === key);
  if (estimate === undefined) throw unknownKey(key, estimates);
  const { words } = wordsOf(study, study.languages.includes('en') ? 'en' : (study.languages[0] ?? 'en'));
  const entry = study.indicators.find(({ id }) => id === estimate.indicator);
  const told = words.indicator(estimate.indicator);
  const common = {
    estimate,
    title: told.title,
    base: told.base,
    expressions: [],
    rows: null,
    numerator: null,
    missing: {},
    changed: null,
    moves: [],
  };
  if (entry === undefined)
    return {
      ...common,
      note:
        estimate.stat === 'count'
          ? 'a count of cases: see data-clean/changes.csv for who was excluded'
          : 'not made row by row: a model or an index',
    };
  const declared = await declaredEntry(study, disk, entry.id);
  const expressions = (['value', 'base'] as const).flatMap((of) => {
    const text = declared[of];
    return typeof text === 'string' ? [{ of, text, words: spoken(parse(text, of).tree, words) }] : [];
  });
  const withWords = {
    ...common,
    expressions:
      entry.field === ''
        ? expressions
        : [{ of: 'question', text: entry.field, words: words.field(entry.field) }, ...expressions],
  };
  if (estimate.quality === 'suppressed')
    return { ...withWords, note: 'held back: its number, and the counts that it could be found from, are in no file' };
  const missing = Object.fromEntries(
    MISSING.flatMap((state) => ((estimate[state] ?? 0) > 0 ? [[state, estimate[state] ?? 0]] : [])),
  );
  const needs = needsOf(study, entry, estimate.domain);
  const source = (file: string) => disk.source(join(study.root, file));
  const read = (name: string) =>
    keptColumns(
      name,
      source,
      (table, field) => needs.columns.has(field) || (table === MAIN && needs.design.has(field)),
    );
  const clean = await read('clean');
  const now = counted(study, entry, estimate, clean, needs);
  if (now === null)
    return { ...withWords, missing, note: 'not made row by row: it is computed from all rows of its base together' };
  const table = clean.tables.get(entry.table) as Table;
  const rows = now.inside.map((row) => ({
    key: keyAt(table, row),
    adds: now.measure === 'ratio' ? (now.numerator[row] ?? 0) : (now.values[row] ?? 0),
  }));
  const ledger = await publishedRows(disk, study, LEDGER_PATH);
  const all = typeof ledger === 'string' ? [] : ledgerRows(ledger);
  const own = all.filter(({ action, field }) => action === 'drop_row' || needs.columns.has(field));
  const inside = new Set(rows.map(({ key: each }) => each));
  // An interview's answers are behind its roster rows, and the other way round.
  const around = new Set([...inside].flatMap((each) => [each, each.split('/')[0] ?? '']));
  const near = ({ key: each }: LedgerRow) => around.has(each) || inside.has(each.split('/')[0] ?? '');
  const changed = own.filter((change) => change.action === 'set' && near(change)).length;
  const { moves, note } = await movesWithout(study, entry, estimate, needs, own, now, read);
  return {
    ...withWords,
    rows,
    numerator: now.measure === 'ratio' ? rows.reduce((sum, { adds }) => sum + (adds !== 0 ? 1 : 0), 0) : null,
    missing,
    changed,
    moves,
    note,
  };
}

interface Needs {
  readonly columns: ReadonlySet<string>;
  readonly design: ReadonlySet<string>;
  readonly variables: readonly VariableEntry[];
}

/** The columns and derived variables that an estimate is made of. */
function needsOf(study: Study, entry: IndicatorEntry, domain: readonly DomainPart[]): Needs {
  const wanted = new Set([
    ...entry.variables,
    ...entry.reads,
    ...domain.map(({ field }) => field),
    ...(study.eligible?.fields ?? []),
  ]);
  if (entry.field !== '') wanted.add(entry.field);
  const variables: VariableEntry[] = [];
  for (const variable of study.variables.toReversed()) {
    if (!wanted.has(variable.name)) continue;
    variables.unshift(variable);
    for (const name of [...variable.expression.fields, ...(variable.base?.fields ?? [])]) wanted.add(name);
  }
  const { weights } = study.config.design;
  return { columns: wanted, design: new Set(weights === undefined ? [] : [weights]), variables };
}

interface Counted {
  readonly measure: 'ratio' | 'values';
  readonly inside: readonly number[];
  readonly numerator: Float64Array;
  readonly values: Float64Array;
  /** The weighted point estimate by the design's base weights; null where the measure is no ratio. */
  readonly value: number | null;
}

/** The rows of an estimate in a dataset; null where the indicator does not make it row by row. */
function counted(
  study: Study,
  entry: IndicatorEntry,
  estimate: Estimate,
  answers: Dataset,
  needs: Needs,
): Counted | null {
  const data = derive(answers, needs.variables);
  const table = data.tables.get(entry.table);
  if (table === undefined || entry.model !== '') return null;
  const main = mainTable(data);
  const rowOf = mainRows(data, table);
  const holds = study.eligible === null ? null : truth(study.eligible, data, 'analysis');
  const eligible = Uint8Array.from(rowOf, (row) => (row >= 0 && (holds === null || holds[row] === 1) ? 1 : 0));
  const measures = entry.indicator({ data, table, eligible, models: new Map() } as Parameters<
    typeof entry.indicator
  >[0]);
  const measure = measures.find((each: Measure) => each.item === estimate.item && each.stat === estimate.stat);
  if (measure === undefined || !('numerator' in measure || 'values' in measure)) return null;
  const levels = estimate.domain.map(({ field, level }) => {
    const own = table.columns.get(field);
    const column = own ?? main.columns.get(field);
    return (row: number) =>
      column !== undefined && levelText(column, own === undefined ? (rowOf[row] ?? -1) : row) === level;
  });
  const inside: number[] = [];
  for (let row = 0; row < table.rows; row += 1)
    if (hasValue(measure.standing[row] ?? OUTSIDE) && levels.every((is) => is(row))) inside.push(row);
  if (!('numerator' in measure))
    return { measure: 'values', inside, numerator: new Float64Array(0), values: measure.values, value: null };
  const column = main.columns.get(study.config.design.weights ?? '');
  const weight = (row: number) =>
    column === undefined
      ? 1
      : 'values' in column && isNumbers(column)
        ? (column.values[rowOf[row] ?? -1] ?? 0) || 0
        : 1;
  let [above, below] = [0, 0];
  for (const row of inside) {
    above += weight(row) * (measure.numerator[row] ?? 0);
    below += weight(row) * (measure.denominator[row] ?? 0);
  }
  return {
    measure: 'ratio',
    inside,
    numerator: measure.numerator,
    values: measure.numerator,
    value: below === 0 ? null : above / below,
  };
}

function levelText(column: Parameters<typeof cleanText>[0], row: number): string {
  return row < 0 || !hasValue(column.states[row] ?? 3) ? '' : cleanText(column, row);
}

function mainRows(data: Dataset, table: Table): Int32Array {
  if (table.parent === undefined) return Int32Array.from({ length: table.rows }, (_, row) => row);
  const above = data.tables.get(table.parent.parent);
  const further = above === undefined ? null : mainRows(data, above);
  return table.parent.rows.map((row) => (row < 0 ? -1 : (further?.[row] ?? -1)));
}

/** How far a number computed here may be from the published one and still be taken for it. */
const SAME = 1e-9;

/** The estimate with the changes of one class left out, class by class; the states of empty cells stay as they were received. */
async function movesWithout(
  study: Study,
  entry: IndicatorEntry,
  estimate: Estimate,
  needs: Needs,
  changes: readonly LedgerRow[],
  now: Counted,
  read: (name: string) => Promise<Dataset>,
): Promise<{ readonly moves: readonly Move[]; readonly note: string }> {
  if (changes.length === 0) return { moves: [], note: '' };
  if (now.value === null || estimate.value === null)
    return { moves: [], note: 'what changes did to it is only told of shares and means' };
  if (Math.abs(now.value - estimate.value) > SAME * Math.max(1, Math.abs(estimate.value)))
    return {
      moves: [],
      note: 'what changes did to it is not told: its weights are made in steps, and not by the base weights alone',
    };
  const raw = await read('raw');
  const classes = [...new Set(changes.map(classOf))];
  const value = (rows: readonly LedgerRow[]) =>
    counted(
      study,
      entry,
      estimate,
      afterLedger(raw, replayLedger(raw, rows, proving('ledger', '', '')), study.config.timeZone),
      needs,
    )?.value ?? null;
  return {
    moves: classes.map((by) => {
      const own = changes.filter((change) => classOf(change) === by);
      return { by, changes: own.length, without: value(changes.filter((change) => classOf(change) !== by)) };
    }),
    note: '',
  };
}

function classOf({ rule, source }: LedgerRow): string {
  return rule === '' ? `decisions of ${source}` : `rule ${rule}`;
}

async function declaredEntry(study: Study, disk: Disk, id: string): Promise<Readonly<Record<string, unknown>>> {
  const whole = JSON.parse(await disk.text(join(study.root, 'schemas/indicators.json'))) as {
    readonly indicators?: readonly Record<string, unknown>[];
  };
  return whole.indicators?.find((entry) => entry.id === id) ?? {};
}

function unknownKey(key: string, estimates: readonly Estimate[]): Error {
  const [head = ''] = key.split('|');
  const indicator = head.split(/[/:]/)[0] ?? '';
  const own = estimates.filter((each) => each.indicator === indicator);
  if (own.length === 0)
    return fault(
      key,
      `there is no indicator '${indicator}'${didYouMean(indicator, new Set(estimates.map((each) => each.indicator)))}`,
      'reports/estimates.csv has all keys in its first column',
    );
  const heads = [...new Set(own.map((each) => each.key.split('|')[0] ?? ''))];
  const wanted = key.split('|')[1];
  const domains = [...new Set(own.flatMap((each) => (each.key.includes('|') ? [each.key.split('|')[1] ?? ''] : [])))];
  const parts = heads.includes(head) ? '' : `Its numbers: ${heads.slice(0, 8).join(', ')}`;
  const cut =
    wanted === undefined || domains.includes(wanted) ? '' : `Its breakdowns: ${domains.slice(0, 8).join(', ')}`;
  return fault(key, 'no estimate has this key', [parts, cut].filter((text) => text !== '').join('. '));
}
