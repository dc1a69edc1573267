import { join } from 'node:path';
import type { Decision } from '../corrections/decisions.ts';
import { isFault } from '../fault.ts';
import type { CleanAccount } from '../stages/artifacts.ts';
import { changesTable, decisionsTable, findingsTable } from '../stages/artifacts.ts';
import { cleaned } from '../stages/clean.ts';
import type { Disk } from '../stages/disk.ts';
import { indicators } from '../stages/indicators.ts';
import { nameOf } from '../stages/plan.ts';
import type { Study } from '../study/study.ts';
import { changesOf } from '../table/change.ts';
import type { Estimate } from '../table/estimate.ts';
import type { Dataset } from '../table/table.ts';
import { heldAnew } from './anew.ts';
import { readClean } from './cells.ts';
import type { SourceRows } from './conservation.ts';
import { conservationProof } from './conservation.ts';
import { afterLedger } from './dataset.ts';
import { DECISIONS_PATH, decisionsIn, decisionsProof } from './decided.ts';
import { ESTIMATES_JSON, ESTIMATES_PATH, estimatesProof, suppressionProof } from './estimatesProof.ts';
import { inputsProof, manifestIn, outputsProof } from './hashes.ts';
import type { LedgerRow } from './ledger.ts';
import { LEDGER_PATH, ledgerRows, misnamed, replayLedger } from './ledger.ts';
import type { Proof } from './proof.ts';
import { proving } from './proof.ts';
import type { PublishedRow } from './published.ts';
import { publishedRows } from './published.ts';
import { logs, madeAnew, receivedAnew } from './received.ts';
import { visibleProof } from './visible.ts';
import { accountAsPublished, columnsOfMain, emptyShape } from './withoutData.ts';

/** What an audit found. */
export interface AuditReport {
  readonly proofs: readonly Proof[];
  /** What became of the interviews of each source; empty without the data. */
  readonly sources: readonly SourceRows[];
}

/** True where nothing that was looked at differs. */
export function holds({ proofs }: AuditReport): boolean {
  return proofs.every(({ count }) => count === 0);
}

const CELLS = ['cells', 'data as received + ledger = clean, cell by cell, and nothing else', 'cells'] as const;
const FORM = ['form', 'form and checks replayed on the clean data give the published findings', 'findings'] as const;
const ACCOUNT = [
  'account',
  'rules and decisions, followed anew, give the published ledger and outcomes',
  'rows',
] as const;
/** `reports/findings.csv`. */
const FINDINGS_PATH = 'reports/findings.csv';
const LEDGER = [
  'ledger',
  'every row of the ledger fits what the cell held, and shows in the clean data',
  'rows of the ledger',
] as const;

/**
 * Proves from the files that people read that the outputs follow from the inputs. Everything is read and computed anew, the cache is not
 * looked at, and the ledger is replayed by code of its own. `absent` are inputs that are left out on purpose, by name: without the
 * exports, what needs them is said to be unproven.
 */
export async function audit(study: Study, disk: Disk, absent: ReadonlySet<string> = new Set()): Promise<AuditReport> {
  const manifest = await manifestIn(study, disk);
  const proofs: Proof[] = [await inputsProof(disk, study, manifest, absent), await outputsProof(disk, study, manifest)];
  const ledger = await table(study, disk, LEDGER_PATH);
  const decisions = decisionsIn((await table(study, disk, DECISIONS_PATH)).rows);
  const changes = ledgerRows(ledger.rows);
  const withoutData = [...study.sources.values()].flat().some((path) => absent.has(nameOf(study, path)));
  const replayed = withoutData
    ? await fromCleanAlone(study, disk, changes)
    : await fromData(study, disk, changes, ledger.wrong, decisions);
  proofs.push(...replayed.proofs);
  proofs.push(
    decisionsProof(
      await logs(study, disk, absent),
      columnsOfMain(study),
      decisions,
      changes,
      new Set(study.corrections.map(({ id }) => id)),
    ),
  );
  const estimates = await table(study, disk, ESTIMATES_PATH);
  const json = await estimatesJson(study, disk);
  if (replayed.clean !== null && manifest.outputs[ESTIMATES_PATH] !== undefined) {
    const account = replayed.account ?? accountAsPublished(estimates.rows, changes);
    proofs.push(await heldEstimates(study, replayed.clean, account, estimates, json, withoutData));
  }
  proofs.push(suppressionProof(estimates.rows, json));
  return { proofs, sources: replayed.sources };
}

interface Replay {
  readonly proofs: readonly Proof[];
  readonly sources: readonly SourceRows[];
  /** The clean tables as people have them; null where they cannot be read. */
  readonly clean: Dataset | null;
  readonly account: CleanAccount | null;
}

async function fromData(
  study: Study,
  disk: Disk,
  changes: readonly LedgerRow[],
  wrong: string,
  decisions: readonly Decision[],
): Promise<Replay> {
  const [ledger, cells] = [proving(...LEDGER), proving(...CELLS)];
  if (wrong !== '') ledger.differ(LEDGER_PATH, 0, '', wrong);
  const received = await receivedAnew(study, disk);
  if (typeof received === 'string') {
    cells.differ('data-raw', 0, '', received);
    return { proofs: [ledger.done(), cells.done()], sources: [], clean: null, account: null };
  }
  const { raw, intake, paradata, before } = received;
  const sheets = await logs(study, disk, new Set());
  const anew = madeAnew(study, raw, sheets ?? []);
  if (typeof anew === 'string') ledger.differ('data-raw/decisions', 0, '', anew);
  misnamed(changes, ledger);
  const replayed = replayLedger(raw, changes, ledger);
  const corrected = afterLedger(raw, replayed, study.config.timeZone);
  const due = cleaned(study, { raw, intake, paradata, before, corrected, changes: changesOf(changes), decisions });
  const clean = await readClean(disk, study, due.clean, due.clean, cells);
  const proofs = [ledger.done(), cells.done()];
  let sources: readonly SourceRows[] = [];
  if (clean !== null) {
    const rows = conservationProof(intake, raw, replayed, clean);
    proofs.push(rows.proof);
    sources = rows.sources;
  }
  const form = proving(...FORM);
  const findings = (await findingsTable.encode(due.findings, study)).get(FINDINGS_PATH);
  const published = await table(study, disk, FINDINGS_PATH);
  await heldAnew(study, FINDINGS_PATH, findings, published.rows, ['table', 'key', 'field', 'check'], form);
  proofs.push(form.done());
  const account = proving(...ACCOUNT);
  if (typeof anew !== 'string')
    for (const [path, made, named] of [
      [LEDGER_PATH, await changesTable.encode(anew.changes, study), ['table', 'key', 'field']],
      [DECISIONS_PATH, await decisionsTable.encode(anew.decisions, study), ['source', 'source_row', 'key', 'field']],
    ] as const) {
      const { rows } = await table(study, disk, path);
      await heldAnew(study, path, made.get(path), rows, named, account);
    }
  proofs.push(account.done());
  return { proofs, sources, clean, account: due.account };
}

/** Without the exports: what the ledger says must show in the clean tables, and they are read for the estimates. */
async function fromCleanAlone(study: Study, disk: Disk, changes: readonly LedgerRow[]): Promise<Replay> {
  const cells = proving(...CELLS);
  cells.lack('the exports are not here: cells that the ledger does not name cannot be held against them');
  const clean = await readClean(disk, study, emptyShape(study), null, cells);
  const form = proving(...FORM);
  form.lack('findings on the data as received need the exports');
  const rows = proving('rows', 'rows received = rows kept + rows excluded, for each source', 'interviews');
  rows.lack('the exports are not here');
  const seen = clean === null ? [] : [visibleProof(clean, changes, proving(...LEDGER))];
  return { proofs: [...seen, cells.done(), rows.done(), form.done()], sources: [], clean, account: null };
}

async function heldEstimates(
  study: Study,
  clean: Dataset,
  account: CleanAccount,
  published: { readonly rows: readonly PublishedRow[]; readonly wrong: string },
  json: readonly Estimate[] | null,
  withoutData: boolean,
): Promise<Proof> {
  const failed = (message: string) => {
    const proof = proving(
      'estimates',
      'every estimate computed anew from the clean tables is the published one',
      'estimates',
    );
    proof.differ(ESTIMATES_PATH, 0, '', message);
    return proof.done();
  };
  if (published.wrong !== '') return failed(published.wrong);
  try {
    const { estimates } = await indicators.run({ clean, account }, study, () => {});
    const proof = estimatesProof(study, estimates, published.rows, json);
    return withoutData
      ? { ...proof, unproven: 'how many interviews were received, repeated and taken back is as published' }
      : proof;
  } catch (error) {
    if (isFault(error)) return failed(`cannot be computed anew: ${error.message}`);
    throw error;
  }
}

async function table(
  study: Study,
  disk: Disk,
  path: string,
): Promise<{ readonly rows: readonly PublishedRow[]; readonly wrong: string }> {
  const rows = await publishedRows(disk, study, path);
  return typeof rows === 'string' ? { rows: [], wrong: rows } : { rows, wrong: '' };
}

async function estimatesJson(study: Study, disk: Disk): Promise<readonly Estimate[] | null> {
  try {
    return JSON.parse(await disk.text(join(study.root, ESTIMATES_JSON))) as readonly Estimate[];
  } catch {
    return null;
  }
}
