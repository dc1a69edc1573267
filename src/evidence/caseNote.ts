import { CASES } from '../indicators/cases.ts';
import type { Words } from '../publish/words/words.ts';
import type { Disk } from '../stages/disk.ts';
import type { Study } from '../study/study.ts';
import type { Estimate } from '../table/estimate.ts';
import { publishedRows } from './published.ts';
import { spoken } from './spoken.ts';

/** `data-clean/excluded.csv`. */
const EXCLUDED_PATH = 'data-clean/excluded.csv';

/** Where the counts come from that are taken while the files are read. */
const WHEN_READ: Readonly<Record<string, string>> = {
  received: 'the interviews of all files as received: reports/intake.html counts them file by file',
  duplicate: 'repeated to the letter, and left out when the files were read: reports/intake.html',
  replaced: 'delivered anew by a later file, which counts in their place: reports/intake.html',
  unreadable: 'the server could not read them: reports/intake.html',
  withdrawn: 'taken back by the people themselves, and erased when the files were read: they are only counted',
};

/** Where a count of cases comes from, in words; null of any other estimate. */
export async function caseNote(study: Study, disk: Disk, estimate: Estimate, words: Words): Promise<string | null> {
  const { indicator, item } = estimate;
  if (indicator !== CASES) return null;
  const read = WHEN_READ[item];
  if (read !== undefined) return read;
  if (item === 'excluded') {
    const rows = await publishedRows(disk, study, EXCLUDED_PATH);
    const reasons = new Map<string, number>();
    if (typeof rows !== 'string')
      for (const { cells } of rows)
        if (!cells.key?.includes('/')) reasons.set(cells.reason ?? '', (reasons.get(cells.reason ?? '') ?? 0) + 1);
    const list = [...reasons].map(([reason, count]) => `${count} ${reason || 'without a reason'}`).join('; ');
    return `left out by cleaning: ${EXCLUDED_PATH} has each with its reason${list === '' ? '' : ` (${list})`}`;
  }
  const known = study.dispositions.find(({ id }) => id === item);
  if (known === undefined) return 'the interviews that cleaning kept and no outcome of the configuration fits';
  const before = study.dispositions[0] === known ? '' : ', and none of the outcomes before it';
  return `the interviews that cleaning kept of which this holds${before} (pipeline.config.json › dispositions › ${item}): ${spoken(known.when.tree, words)}`;
}
