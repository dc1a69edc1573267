import { cellAt, type Row } from '../table/textRow.ts';
import { copiesOfRows } from './content.ts';
import { told } from './details.ts';
import { bareKey } from './interviewKeys.ts';
import type { Identity, Parents, Say, SheetJob } from './sheetJob.ts';
import { LEFT_OUT, ORPHAN, parentName } from './sheetJob.ts';

/** Keys roster rows by their parent: `<parent key>/<repeat>[n]`; null for the rows of an interview, or of a copy of one, that was left out. */
export function rosterRows(
  job: SheetJob,
  parentIndexAt: number,
  parentKeyAt: number,
  unsteady: ReadonlySet<number>,
  say: Say,
): (row: Row) => Identity | null {
  const roster = job.placed.table;
  const parents = candidates(job, roster);
  const isCopy = copiesOfRows(new Set([...unsteady, parentIndexAt]));
  return (row) => {
    const index = cellAt(row, parentIndexAt).trim();
    const key = bareKey(cellAt(row, parentKeyAt));
    const found = findParent(parents, index, key);
    if (found?.row === LEFT_OUT) {
      job.count.repeated += 1;
      return null;
    }
    const copies = found === null || found.parent.byIndex.get(index) === found.row ? 0 : found.parent.copies.get(key);
    if (copies !== undefined && copies > 0 && isCopy(key, row, copies)) {
      job.count.repeated += 1;
      say('keys', 'note', key, '', told('repeatedRosterRow'));
      return null;
    }
    if (found !== null) {
      const { parent, row: parentRow } = found;
      const counted = `${roster}\u001f${parentRow}`;
      const n = (parent.children.get(counted) ?? 0) + 1;
      parent.children.set(counted, n);
      return { key: `${parent.table.keyOf(parentRow)}/${roster}[${n}]`, parentRow };
    }
    const n = (job.orphans.get(roster) ?? 0) + 1;
    job.orphans.set(roster, n);
    const own = `orphan/${roster}[${n}]`;
    job.count.orphans += 1;
    say('links', 'error', own, index, told('orphan'));
    return { key: own, parentRow: ORPHAN };
  };
}

/** The sheets that a roster's rows may hang on: that of its own file; where each has a file of its own, the first on the first, and so on. */
function candidates(job: SheetJob, roster: string): readonly Parents[] {
  const parents = job.parents.get(parentName(job.options.form, roster)) ?? [];
  const own = parents.find(({ path }) => path === job.placed.sheet.path);
  if (own !== undefined) return [own];
  const place = (job.parents.get(roster)?.length ?? 1) - 1;
  const paired = job.alike === parents.length ? parents[place] : undefined;
  return paired === undefined ? parents : [paired];
}

/** The parent row by its number in the export, or by the submission's key; of several sheets the key decides, and a number only where one has it. */
function findParent(
  parents: readonly Parents[],
  index: string,
  key: string,
): { readonly parent: Parents; readonly row: number } | null {
  const at = (rows: 'byIndex' | 'byKey', name: string) =>
    parents.flatMap((parent) => {
      const row = parent[rows].get(name);
      return row === undefined ? [] : [{ parent, row }];
    });
  const numbered = at('byIndex', index);
  const keyed = at('byKey', key);
  if (parents.length === 1) return numbered[0] ?? keyed[0] ?? null;
  return keyed[0] ?? (numbered.length === 1 ? (numbered[0] ?? null) : null);
}
