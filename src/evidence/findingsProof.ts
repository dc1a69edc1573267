import { findingsTable } from '../stages/artifacts.ts';
import type { Study } from '../study/study.ts';
import type { Finding } from '../table/finding.ts';
import type { Proof } from './proof.ts';
import { proving } from './proof.ts';
import type { PublishedRow } from './published.ts';
import { rowsIn, sourceOf } from './published.ts';

/** `reports/findings.csv`. */
export const FINDINGS_PATH = 'reports/findings.csv';

/** The findings that form and checks give on the replayed data are those that were published, each with its status. */
export async function formProof(
  study: Study,
  findings: readonly Finding[],
  published: readonly PublishedRow[],
): Promise<Proof> {
  const proof = proving('form', 'form and checks replayed on the clean data give the published findings', 'findings');
  const bytes = (await findingsTable.encode(findings, study)).get(FINDINGS_PATH);
  const due = bytes === undefined ? [] : await rowsIn(sourceOf(FINDINGS_PATH, bytes), study);
  const line = ({ cells }: PublishedRow) => Object.values(cells).join('\u001f');
  const left = new Map<string, number>();
  for (const row of due) left.set(line(row), (left.get(line(row)) ?? 0) + 1);
  const extra: PublishedRow[] = [];
  for (const row of published) {
    proof.look();
    const count = left.get(line(row)) ?? 0;
    if (count > 0) left.set(line(row), count - 1);
    else extra.push(row);
  }
  const name = ({ cells }: PublishedRow) =>
    [cells.table, cells.key, cells.field, cells.check].filter((part) => part !== '').join(' › ');
  for (const row of extra)
    proof.differ(
      FINDINGS_PATH,
      row.row,
      name(row),
      `is no finding of the replay: ${row.cells.status}, ${row.cells.message}`,
    );
  for (const row of due) {
    const count = left.get(line(row)) ?? 0;
    if (count === 0) continue;
    left.set(line(row), count - 1);
    proof.differ(
      FINDINGS_PATH,
      0,
      name(row),
      `the replay finds it, and it is not published: ${row.cells.status}, ${row.cells.message}`,
    );
  }
  return proof.done();
}
