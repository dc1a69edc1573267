import type { Study } from '../study/study.ts';
import type { Change } from '../table/change.ts';
import { changeAt } from '../table/change.ts';
import type { Estimate } from '../table/estimate.ts';
import type { Source } from '../table/source.ts';
import { wholeSource } from '../table/source.ts';
import type { Dataset } from '../table/table.ts';
import type { CleanAccount } from './artifacts.ts';
import { accountFile, changesTable, cleanData } from './artifacts.ts';
import { clean, decisionFiles } from './clean.ts';
import type { Disk } from './disk.ts';
import { indicators } from './indicators.ts';
import { ingest } from './ingest.ts';
import { readState } from './plan.ts';
import { rawEstimates } from './rawEstimates.ts';
import type { Given } from './stage.ts';

/** A number that would be published before and after, each null where it would not. */
export interface Moved {
  readonly key: string;
  readonly indicator: string;
  readonly stat: Estimate['stat'];
  readonly overall: boolean;
  readonly before: Pick<Estimate, 'value' | 'n'>;
  readonly after: Pick<Estimate, 'value' | 'n'>;
  /** After less before, in standard errors of before; null where either is not known. */
  readonly errors: number | null;
}

/** What the present corrections and decisions would do to the results. */
export interface Preview {
  /** What it is held against: the last clean data, or the data as received where there are none or nothing would change in them. */
  readonly against: 'last' | 'raw';
  /** Why interviews that cleaning leaves out are left out before as well: raw data cannot be estimated from; '' where they can. */
  readonly leftOut: string;
  readonly cells: number;
  readonly excluded: number;
  readonly decisions: CleanAccount['decisions'];
  readonly refused: readonly { readonly source: string; readonly row: number; readonly why: string }[];
  readonly estimates: number;
  /** The farthest first, in standard errors; then those that come or go. */
  readonly moved: readonly Moved[];
}

/** Cleans and estimates in memory, and holds that against what was there before; writes nothing. */
export async function preview(study: Study, disk: Disk, step: (what: string) => void): Promise<Preview> {
  const given = async <T>({ files, decode }: Given<T>): Promise<T> =>
    decode(
      files(study).map((path) => disk.source(path)),
      study,
    );
  step('reading the exports');
  const inputs = await Promise.all(
    Object.entries(ingest.reads).map(
      async ([name, artifact]) => [name, await given(artifact as Given<unknown>)] as const,
    ),
  );
  const { raw, intake, paradata } = await ingest.run(Object.fromEntries(inputs) as never, study, () => {});
  const received = { raw, intake, paradata, rawFindings: [], baseline: null };
  step('making the corrections and decisions');
  const made = await clean.run({ ...received, decisionFiles: await given(decisionFiles) }, study, () => {});
  const last = await lastClean(study, disk, await changesTable.encode(made.changes, study));
  const changes = Array.from({ length: made.changes.rows }, (_, row): Change => changeAt(made.changes, row));
  step('estimating');
  const estimatesOf = async (data: Dataset, account: CleanAccount) =>
    (await indicators.run({ clean: data, account }, study, () => {})).estimates;
  const estimates = await estimatesOf(made.clean, made.account);
  const before =
    last === null
      ? rawEstimates(
          study,
          raw,
          changes.filter(({ action }) => action === 'drop_row'),
          made.account,
          () => {},
        )
      : { estimates: await estimatesOf(last.clean, last.account), leftOut: '' };
  return {
    against: last === null ? 'raw' : 'last',
    leftOut: before.leftOut,
    cells: changes.filter(({ action }) => action === 'set').length,
    excluded: changes.filter(({ table, action }) => table === 'main' && action === 'drop_row').length,
    decisions: made.account.decisions,
    refused: made.decisions
      .filter(({ outcome }) => outcome === 'refused')
      .map(({ source, sourceRow, why }) => ({ source, row: sourceRow, why })),
    estimates: estimates.filter(({ stat }) => stat !== 'count').length,
    moved: movedBetween(before.estimates, estimates),
  };
}

/** The clean data of the last run; null where there are none as it wrote them, or the ledger would be the same. */
async function lastClean(
  study: Study,
  disk: Disk,
  ledger: ReadonlyMap<string, Uint8Array>,
): Promise<{ readonly clean: Dataset; readonly account: CleanAccount } | null> {
  const record = (await readState(disk, study.root)).clean;
  if (record === undefined) return null;
  const sources = (name: string): ReadonlyMap<string, Source> =>
    new Map(
      Object.keys(record.outputs[name] ?? {})
        .filter((path) => disk.exists(`${study.root}/${path}`))
        .map((path) => [path, disk.source(`${study.root}/${path}`)]),
    );
  const old = sources(changesTable.name);
  const same = await Promise.all(
    [...ledger].map(async ([path, bytes]) => {
      const source = old.get(path);
      return source !== undefined && Buffer.from(bytes).equals(await wholeSource(source));
    }),
  );
  if (same.every(Boolean)) return null;
  try {
    const data = await cleanData.decode?.(sources(cleanData.name), study);
    const account = await accountFile.decode?.(sources(accountFile.name), study);
    return data === undefined || account === undefined ? null : { clean: data, account };
  } catch {
    // A cache that is not as it was written says nothing of before.
    return null;
  }
}

/** Changes below this share of a value are arithmetic. */
const TINY = 1e-9;

/** After less before, in standard errors of before; null where either is not known. */
export function movedBy(before: Estimate, { value }: Estimate): number | null {
  const { value: was, se } = before;
  return was === null || value === null || se === null || se === 0 ? null : (value - was) / se;
}

/** Estimates whose value or base is not the same, the farthest in standard errors first. */
export function movedBetween(before: readonly Estimate[], after: readonly Estimate[]): readonly Moved[] {
  const [old, fresh] = [before, after].map((all) => new Map(all.map((estimate) => [estimate.key, estimate])));
  const keys = new Set([...(old?.keys() ?? []), ...(fresh?.keys() ?? [])]);
  const moved: Moved[] = [];
  for (const key of keys) {
    const [was, is] = [old?.get(key), fresh?.get(key)];
    const either = is ?? was;
    if (either === undefined || either.stat === 'count') continue;
    const [a, b] = [was?.value ?? null, is?.value ?? null];
    const alike = a === b || (a !== null && b !== null && Math.abs(a - b) <= TINY * Math.max(1, Math.abs(a)));
    if (alike && (was?.n ?? null) === (is?.n ?? null)) continue;
    moved.push({
      key,
      indicator: either.indicator,
      stat: either.stat,
      overall: either.domain.length === 0,
      before: { value: a, n: was?.n ?? null },
      after: { value: b, n: is?.n ?? null },
      errors: was === undefined || is === undefined ? null : movedBy(was, is),
    });
  }
  const far = ({ errors }: Moved) => (errors === null ? -1 : Math.abs(errors));
  return moved.sort((a, b) => far(b) - far(a) || (a.key < b.key ? -1 : 1));
}
