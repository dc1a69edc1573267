import { z } from 'zod';
import { repeatCounts } from '../expression/repeatCounts.ts';
import { kind } from '../kind.ts';
import { keyAt, MAIN } from '../table/table.ts';
import type { Check, CheckContext, CheckRemark } from './check.ts';
import { counted, notEvaluated } from './remark.ts';
import { replayOf } from './replayed.ts';

/** Repeats that were not filled in as often as the form's `repeat_count` asks for: one remark a row of the table around. */
export const repeatCount = kind(z.strictObject({}), (_, context: CheckContext): Check => {
  return (data) => {
    const counts = context.form.groups.filter(
      ({ kind: what, repeatCount: written }) => what === 'repeat' && written.trim() !== '',
    );
    if (counts.length === 0) return { skipped: 'the form counts no repeat' };
    return counts.flatMap((group) => {
      const outside = context.names.tables.get(group.name) ?? MAIN;
      const table = data.tables.get(outside);
      if (table === undefined) return [];
      const { rows, wanted, found, notEvaluated: why } = repeatCounts(replayOf(context, data), group);
      const written = group.repeatCount.replace(/\s+/g, ' ').trim();
      // A count that is one answer puts that answer before the reader.
      const field = /^\$\{\s*([^{}\s]+)\s*\}$/.exec(written)?.[1] ?? '';
      const remarks: CheckRemark[] = [];
      let unsure = 0;
      for (let row = 0; row < table.rows; row += 1) {
        if (rows[row] === 2) unsure += 1;
        if (rows[row] !== 1) continue;
        const message = `${counted(found[row] ?? 0, 'row')} of '${group.name}', where the form asks for ${wanted[row]} (repeat_count ${written})`;
        remarks.push({ table: outside, key: keyAt(table, row), field, value: String(wanted[row]), message });
      }
      return unsure === 0 ? remarks : [...remarks, notEvaluated(outside, field, `'${group.name}' › ${why}`, unsure)];
    });
  };
});
