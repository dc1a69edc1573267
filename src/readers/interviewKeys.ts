import { owned } from '../table/builder.ts';
import { cellAt, type Row } from '../table/textRow.ts';
import { contentOf } from './content.ts';
import { told } from './details.ts';
import type { Identity, Say, SheetJob } from './sheetJob.ts';
import { ORPHAN } from './sheetJob.ts';

/** A key that nobody else's can be; numbers begin anew in every file. */
const UUID = /^[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}$/i;

/** A key without what some servers put before it. */
export function bareKey(text: string): string {
  return text.trim().replace(/^uuid:/, '');
}

/** Keys interviews; null for one that repeats an earlier one to the letter (but for the columns that each export numbers anew). */
export function interviews(
  job: SheetJob,
  keyAt: number,
  unsteady: ReadonlySet<number>,
  say: Say,
): (row: Row) => Identity | null {
  const { contents, count, delivered } = job;
  const { path } = job.placed.sheet;
  // Where no file of interviews has a key, none can clash.
  const unnamed = keyAt < 0 && job.alone;
  return (row) => {
    const given = keyAt < 0 ? '' : bareKey(cellAt(row, keyAt));
    // Without a key no row can repeat another.
    const content = given === '' ? 0 : contentOf(row, unsteady);
    if (given !== '' && contents.get(given) === content) {
      count.repeated += 1;
      say('keys', 'note', given, '', told('repeatedRow'));
      return null;
    }
    const at = job.table.rows();
    const earlier = given === '' ? undefined : delivered.get(given);
    if (given !== '' && job.alike > 1) delivered.set(owned(given), { path, row: at });
    if (earlier !== undefined && earlier.path !== path) {
      count.replaced += 1;
      if (!UUID.test(given)) count.doubtful += 1;
      job.replaced.add(earlier.row);
      contents.set(given, content);
      say('keys', 'note', given, '', told('deliveredAnew', { file: earlier.path }));
      return { key: given, parentRow: ORPHAN };
    }
    if (unnamed) return { key: `row-${at + 1}`, parentRow: ORPHAN };
    const first = given === '' ? `row-${contents.size + 1}` : given;
    let key = first;
    for (let copy = 2; contents.has(key); copy += 1) key = `${first}~${copy}`;
    if (given === '' && keyAt >= 0) say('keys', 'error', key, '', told('noKey', { key }));
    else if (key !== first) {
      count.clashing += 1;
      say('keys', 'error', key, first, told('sameKey', { key }), first);
    }
    contents.set(owned(key), content);
    return { key, parentRow: ORPHAN };
  };
}
