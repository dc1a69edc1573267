import { join } from 'node:path';
import { parse } from '../expression/parse.ts';
import { rowsUp } from '../expression/run.ts';
import { fault } from '../fault.ts';
import { didYouMean } from '../form/nearest.ts';
import { CASES } from '../indicators/cases.ts';
import { keptColumns } from '../stages/datasetFile.ts';
import type { Disk } from '../stages/disk.ts';
import type { Study } from '../study/study.ts';
import { spokenLanguage, wordsOf } from '../study/words.ts';
import { bufferOf } from '../table/bytes.ts';
import type { Estimate } from '../table/estimate.ts';
import { rowsOfKeys } from '../table/rows.ts';
import { wholeSource } from '../table/source.ts';
import type { Dataset, Table } from '../table/table.ts';
import { keyAt, MAIN } from '../table/table.ts';
import { keptBehind } from './behind.ts';
import { caseNote } from './caseNote.ts';
import type { Made, Sums } from './counted.ts';
import { counted, needsOf } from './counted.ts';
import { ESTIMATES_JSON } from './estimatesProof.ts';
import type { LedgerRow } from './ledger.ts';
import { ledgerOf } from './ledger.ts';
import type { Move } from './moves.ts';
import { changedIn, interviewOf, isSame, movesWithout } from './moves.ts';
import { spoken } from './spoken.ts';

/** A row that a number rests on. */
export interface CountedRow {
  readonly key: string;
  /** What the row adds to the numerator: 1 or 0 for a share, the value for a mean. */
  readonly adds: number;
}

/** Where a published number comes from. */
export interface TraceReport {
  readonly estimate: Estimate;
  readonly title: string;
  readonly base: string;
  /** What is counted, and of whom, as the study declares it and in words; '' where it is neither. */
  readonly expressions: readonly { readonly of: string; readonly text: string; readonly words: string }[];
  /**
   * How many rows are in the denominator, and of a share how many of them in the numerator; null of a number that is held back or not made
   * of rows.
   */
  readonly denominator: number | null;
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
): Promise<{ readonly report: TraceReport; rows(): Promise<readonly CountedRow[]> }> {
  const path = join(study.root, ESTIMATES_JSON);
  if (!disk.exists(path)) throw fault(ESTIMATES_JSON, 'nothing was estimated yet', 'Run: pipeline run');
  const published = await wholeSource(disk.source(path));
  const key =
    asked.where === undefined
      ? asked.key
      : `${asked.key.split('|')[0]}|${asked.where.replace(/\s*(?:,|and)\s*/g, '&')}`;
  const estimate = estimateIn(published, key);
  if (estimate === null) throw unknownKey(key, estimatesIn(published));
  const { words } = wordsOf(study, spokenLanguage(study));
  const entry = study.indicators.find(({ id }) => id === estimate.indicator);
  const told = words.indicator(estimate.indicator);
  const common = {
    estimate,
    title: estimate.indicator === CASES ? words.item(CASES, estimate.item) : told.title,
    base: told.base,
    expressions: [],
    denominator: null,
    numerator: null,
    missing: {},
    changed: null,
    moves: [],
  };
  const short = (report: TraceReport) => ({ report, rows: async () => [] });
  if (entry === undefined)
    return short({
      ...common,
      note: (await caseNote(study, disk, estimate, words)) ?? 'not made row by row: a model or an index',
    });
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
    return short({
      ...withWords,
      note: 'held back: its number, and the counts that it could be found from, are in no file',
    });
  const missing = Object.fromEntries(
    MISSING.flatMap((state) => ((estimate[state] ?? 0) > 0 ? [[state, estimate[state] ?? 0]] : [])),
  );
  const needs = needsOf(study, entry, estimate.domain);
  const made = { study, entry, estimate, needs };
  const read = (name: string) =>
    keptColumns(
      name,
      (file) => disk.source(join(study.root, file)),
      (table, field) => needs.columns.has(field) || (table === MAIN && needs.design.has(field)),
      needs.tables,
    );
  const known = await wholeOf(made, disk, () => read('clean'));
  if (known === null)
    return short({
      ...withWords,
      missing,
      note: 'not made row by row: it is computed from all rows of its base together',
    });
  const unmoved = notMoved(made, known);
  // What was kept is read while the ledger is taken apart.
  const [own, clean, raw] = await Promise.all([
    ledgerOf(study, disk, (action, field) => action === 'drop_row' || needs.columns.has(field)),
    read('clean'),
    unmoved === '' ? read('raw') : null,
  ]);
  const few = own.length === 0 ? null : changedIn(clean, own);
  const changed = few === null ? null : counted(made, few);
  const moves =
    raw !== null && known.sums !== null && changed !== null
      ? movesWithout(made, own, known.sums, changed.sums ?? [0, 0], changedIn(raw, own))
      : [];
  return {
    report: {
      ...withWords,
      denominator: known.rows,
      numerator: known.inShare,
      missing,
      changed: few === null || changed === null ? 0 : changedBehind(own, few, entry.table, changed.inside),
      moves,
      note: own.length === 0 ? '' : unmoved,
    },
    async rows() {
      const clean = await read('clean');
      const table = clean.tables.get(entry.table) as Table;
      const all = counted(made, clean);
      return (all?.inside ?? []).map((row) => ({ key: keyAt(table, row), adds: all?.adds[row] ?? 0 }));
    },
  };
}

function estimatesIn(published: Uint8Array): readonly Estimate[] {
  return JSON.parse(new TextDecoder().decode(published)) as readonly Estimate[];
}

/** The published estimate of a key; null where there is none. Of thousands only that one is parsed, where they stand as the program writes them. */
function estimateIn(published: Uint8Array, key: string): Estimate | null {
  const bytes = bufferOf(published);
  const at = bytes.indexOf(`\n {\n  "key": ${JSON.stringify(key)},`);
  const end = at < 0 ? -1 : bytes.indexOf('\n }', at);
  if (end >= 0) return JSON.parse(bytes.toString('utf8', at, end + 3)) as Estimate;
  return estimatesIn(published).find((each) => each.key === key) ?? null;
}

/** What a number is made of, over all its rows. */
interface Whole {
  readonly rows: number;
  /** Rows in a share; null of another number. */
  readonly inShare: number | null;
  readonly sums: Sums | null;
}

/** That of an estimate, as the stage kept it, or else computed anew; null where it is not made row by row. */
async function wholeOf(made: Made, disk: Disk, clean: () => Promise<Dataset>): Promise<Whole | null> {
  const { study, entry, estimate } = made;
  const { value, n, stat } = estimate;
  if (entry.model !== '') return null;
  const behind = await keptBehind(study, disk);
  const kept = behind?.get(estimate.key);
  const holds = kept?.sums === undefined || (value !== null && isSame(kept.sums[0] / kept.sums[1], value));
  if (kept !== undefined && holds && n !== null) return { rows: n, inShare: kept.rows, sums: kept.sums ?? null };
  if (behind !== null && kept === undefined && value !== null) return null;
  const now = counted(made, await clean());
  if (now === null) return null;
  const inShare = stat === 'share' ? now.inside.filter((row) => now.adds[row] !== 0).length : null;
  return { rows: now.inside.length, inShare, sums: now.sums };
}

/** Why it is not told what changes did to a number; '' where it is. */
function notMoved({ study, estimate: { value } }: Made, { sums }: Whole): string {
  if (sums === null || sums[1] === 0 || value === null)
    return 'what changes did to it is only told of shares and means';
  return study.weighting === null && isSame(sums[0] / sums[1], value)
    ? ''
    : 'what changes did to it is not told: its weights are made in steps, and not by the base weights alone';
}

/** Changes of cells in the rows that a number rests on, or in their interviews; of one about interviews, in all that hangs below them. */
function changedBehind(changes: readonly LedgerRow[], data: Dataset, table: string, inside: readonly number[]): number {
  const cells = changes.filter(({ action }) => action === 'set');
  const whole = table === MAIN ? cells : cells.filter((change) => change.table === MAIN);
  const rows = table === MAIN ? [] : cells.filter((change) => change.table === table);
  const up = rowsUp(data, table, MAIN);
  const [interviews, own] = [new Uint8Array(data.tables.get(MAIN)?.rows ?? 0), new Uint8Array(up.length)];
  for (const row of inside) {
    own[row] = 1;
    interviews[up[row] as number] = 1;
  }
  const keys = rows.map(({ key }) => key);
  return among(data, MAIN, whole.map(interviewOf), interviews) + among(data, table, keys, own);
}

/** How many of some keys are those of marked rows. */
function among(data: Dataset, table: string, keys: readonly string[], marks: Uint8Array): number {
  if (keys.length === 0) return 0;
  const holder = data.tables.get(table);
  const known = holder === undefined ? new Map<string, number>() : rowsOfKeys(holder, new Set(keys));
  return keys.filter((key) => marks[known.get(key) ?? -1] === 1).length;
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
