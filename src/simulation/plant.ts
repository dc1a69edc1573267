import { numberText } from '../table/text.ts';
import { readNumber } from '../table/typing.ts';
import { type Bed, each, type Planted } from './bed.ts';
import { exactCopies, fabricate, nearCopies, outdated, overlapping, tests } from './plantRows.ts';
import type { FaultsProfile } from './profile.ts';

/** Faults in what people said, planted before the calculations of the form are evaluated again. */
export function plantAnswers(bed: Bed, faults: FaultsProfile): Planted[] {
  const planted: Planted[] = [];
  const { fabricated, unit, outOfRange, overlap, nearDuplicate, testInterview, outdatedVersion } = faults;
  if (fabricated !== undefined) planted.push(...fabricate(bed, fabricated));
  if (unit !== undefined)
    each(
      bed,
      'unit',
      unit.count,
      unit.changes,
      ({ field, factor, step }, { entry }, put) => {
        const value = readNumber(entry.cells.get(field) ?? '');
        if (value > 0) put(field, numberText(Number((Math.round((value * factor) / step) * step).toPrecision(12))));
      },
      planted,
    );
  if (outOfRange !== undefined)
    each(
      bed,
      'outOfRange',
      outOfRange.count,
      outOfRange.values,
      ({ field, value }, _, put) => put(field, value),
      planted,
    );
  if (overlap !== undefined) planted.push(...overlapping(bed, overlap));
  if (nearDuplicate !== undefined) planted.push(...nearCopies(bed, nearDuplicate));
  if (testInterview !== undefined) planted.push(...tests(bed, testInterview));
  if (outdatedVersion !== undefined) planted.push(...outdated(bed, outdatedVersion));
  return planted;
}

/** Faults of handling, after the form was filled in: calculations stay as they were. */
export function plantHandling(bed: Bed, faults: FaultsProfile): Planted[] {
  const planted: Planted[] = [];
  const { skipViolation, contradiction, otherMatch } = faults;
  if (skipViolation !== undefined)
    each(
      bed,
      'skipViolation',
      skipViolation.count,
      skipViolation.values,
      ({ field, value }, { entry }, put) => {
        if ((entry.cells.get(field) ?? '') === '') put(field, value);
      },
      planted,
    );
  if (contradiction !== undefined)
    each(
      bed,
      'contradiction',
      contradiction.count,
      contradiction.values,
      ({ field, value }, { entry }, put) => {
        const now = entry.cells.get(field) ?? '';
        if (now !== '' && now !== value) put(field, value);
      },
      planted,
    );
  if (otherMatch !== undefined)
    each(
      bed,
      'otherMatch',
      otherMatch.count,
      otherMatch.values,
      ({ field, text }, { entry }, put) => {
        if ((entry.cells.get(field) ?? '') !== '') put(field, text);
      },
      planted,
    );
  const writings = [
    ['decimalComma', (text: string) => (/^\d+\.\d+$/.test(text) ? text.replace('.', ',') : text)],
    ['dateFormat', (text: string) => text.replace(/^(\d{4})-(\d{2})-(\d{2})$/, '$3/$2/$1')],
    ['arabicDigits', (text: string) => text.replace(/\d/g, (digit) => String.fromCharCode(0x660 + Number(digit)))],
    ['straySpaces', (text: string) => `${text.replaceAll(' ', '  ')} `],
  ] as const;
  for (const [kind, write] of writings) {
    const wanted = faults[kind];
    if (wanted === undefined) continue;
    const changes = wanted.fields.map((field) => ({ field }));
    each(
      bed,
      kind,
      wanted.count,
      changes,
      ({ field }, { entry }, put) => {
        const now = entry.cells.get(field) ?? '';
        const written = write(now);
        if (now !== '' && written !== now) put(field, written);
      },
      planted,
    );
  }
  if (faults.exactDuplicate !== undefined) planted.push(...exactCopies(bed, faults.exactDuplicate.count));
  return planted;
}
