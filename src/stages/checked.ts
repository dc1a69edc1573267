import type { Study } from '../study/study.ts';
import type { Column } from '../table/column.ts';
import type { CheckOutcome, Finding, Level, Phase } from '../table/finding.ts';
import type { Paradata } from '../table/paradata.ts';
import { ANSWERED } from '../table/states.ts';
import type { Dataset } from '../table/table.ts';
import { keyAt, mainTable } from '../table/table.ts';
import { cleanText, dateText } from '../table/text.ts';
import { countOpen, isOpen } from './findings.ts';

/** Findings of an earlier day, to tell what is new. */
export interface Baseline {
  /** As the user named it. */
  readonly file: string;
  /** Ids of the findings that were open. */
  readonly open: ReadonlySet<string>;
}

/** Data with what the checks found in them: what people read and decide on. */
export interface Checked {
  readonly phase: Phase;
  readonly data: Dataset;
  readonly paradata: Paradata;
  readonly findings: readonly Finding[];
  /** How each check of the study went. */
  readonly outcomes: readonly CheckOutcome[];
  readonly baseline: Baseline | null;
  /** Uuids that several interviews came with: of the first, decisions write uuid~1. */
  readonly shared: ReadonlySet<string>;
  /** Date of the last submission, '' where it is not known. */
  readonly date: string;
}

/** The findings that are to be looked at: open ones, or expired; with a baseline only those that were not open then. */
export function toLookAt({ findings, baseline }: Checked): readonly Finding[] {
  return findings.filter((finding) => isOpen(finding) && baseline?.open.has(finding.findingId) !== true);
}

/** How many findings are new since the baseline, by level; nothing without one. */
export function countNew(checked: Checked): { readonly new?: Readonly<Record<Level, number>> } {
  return checked.baseline === null ? {} : { new: countOpen(toLookAt(checked)) };
}

/** Uuids that more than one interview of the data came with. */
export function sharedUuids(data: Dataset): ReadonlySet<string> {
  const main = mainTable(data);
  const shared = new Set<string>();
  for (let row = 0; row < main.rows; row += 1) {
    const key = keyAt(main, row);
    if (key.endsWith('~2')) shared.add(key.slice(0, -2));
  }
  return shared;
}

/** What is known of an interview beside its answers, by its key. */
export interface Interview {
  readonly enumerator: string;
  /** YYYY-MM-DD, '' where it is not known. */
  readonly day: string;
  /** Code of the stratum, '' without one. */
  readonly stratum: string;
  /** Code of the sampled cluster, '' without one. */
  readonly cluster: string;
}

/** The day of each interview as YYYY-MM-DD, '' where it is not known: that of its start, else the form's « today », else that of its end. */
export function dayOfInterview({ names }: Study, data: Dataset): (row: number) => string {
  const main = mainTable(data);
  const { start, end, today } = names.moments ?? {};
  const columns = [start, today, end]
    .map((name) => (name === undefined ? undefined : main.columns.get(name)))
    .filter((each) => each !== undefined);
  const known = new Map<number, string>();
  const dayIn = (column: Column, row: number): string => {
    if (column.type !== 'dateTime' || column.states[row] !== ANSWERED) return cleanText(column, row).slice(0, 10);
    // Composing the text of every moment would take most of the time.
    const day = Math.floor((column.values[row]! / 60_000 + (column.offsets[row] ?? 0)) / 1440);
    const text = known.get(day) ?? dateText(day);
    known.set(day, text);
    return text;
  };
  return (row) => {
    for (const column of columns) {
      const day = dayIn(column, row);
      if (day !== '') return day;
    }
    return '';
  };
}

/** Each interview of the data by its key: who asked, when and where. */
export function interviewsOf(study: Study, data: Dataset): ReadonlyMap<string, Interview> {
  const main = mainTable(data);
  const column = (name: string | undefined) => (name === undefined ? undefined : main.columns.get(name));
  const day = dayOfInterview(study, data);
  const [enumerator, stratum, cluster] = [
    study.config.enumerator,
    study.config.design.strata,
    study.config.design.psu,
  ].map(column);
  const text = (each: ReturnType<typeof column>, row: number) => (each === undefined ? '' : cleanText(each, row));
  const interviews = new Map<string, Interview>();
  for (let row = 0; row < main.rows; row += 1)
    interviews.set(keyAt(main, row), {
      enumerator: text(enumerator, row),
      day: day(row),
      stratum: text(stratum, row),
      cluster: text(cluster, row),
    });
  return interviews;
}

/** The interview that a key of any table belongs to. */
export function interviewKey(key: string): string {
  return key.split('/')[0] ?? '';
}
