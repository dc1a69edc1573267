import type { ColumnSpec } from '../table/builder.ts';
import type { Writing } from '../table/writing.ts';
import { canonical, isSerial } from '../table/writing.ts';
import type { CellText } from './answers.ts';
import type { SheetCount } from './intake.ts';

/** For each kept column that a sheet has (`answers` gives its answer from a row): its text in the one writing that typing knows. */
export function cellReaders(
  answers: ReadonlyMap<string, CellText>,
  specs: ReadonlyMap<string, ColumnSpec>,
  writing: Writing,
  count: SheetCount,
): ReadonlyMap<string, CellText> {
  const readers = new Map<string, CellText>();
  for (const [name, answer] of answers) {
    const spec = specs.get(name);
    if (spec === undefined) continue;
    const bring = canonical(spec.type, writing);
    if (bring === null) {
      readers.set(name, answer);
      continue;
    }
    const counted = writing.serials && (spec.type === 'date' || spec.type === 'dateTime');
    readers.set(name, (row) => {
      const text = answer(row);
      if (text === '') return text;
      if (counted && isSerial(text)) count.serials += 1;
      return bring(text);
    });
  }
  return readers;
}
