import { z } from 'zod';
import { kind } from '../kind.ts';
import type { InterviewTimes, Paradata } from '../table/paradata.ts';
import { PAUSE } from '../table/paradata.ts';
import { rowsByKey } from '../table/rows.ts';
import { mainTable } from '../table/table.ts';
import { numberText } from '../table/text.ts';
import type { Check, CheckContext } from './check.ts';
import { counted } from './remark.ts';

const amount = z.exactOptional(z.number().nonnegative());
const params = z
  .strictObject({
    /** Minutes on the screens of the form. */
    minimum: amount,
    maximum: amount,
    /** Minutes of pause in one interview that are worth a word; a gap of five minutes or more is a pause. */
    paused: amount,
    /** Answers changed after they had been given; screens shown after the form was finalized. */
    changes: amount,
    after: amount,
  })
  .refine((limits) => Object.values(limits).some((limit) => limit !== undefined), 'give at least one limit');

type Limits = z.infer<typeof params>;

/**
 * What the audit log tells of an interview: too little or too much time on its screens, long pauses, many answers changed, screens opened
 * again after it was finalized. Skipped where no audit log was read.
 */
export const paradata = kind(params, (limits, _: CheckContext): Check => {
  return (data, told) => {
    if (told === undefined || told.interviews.length === 0)
      return { skipped: 'no audit log was read: add the files to the sources of pipeline.config.json' };
    return remarksOf(told, limits, rowsByKey(mainTable(data)));
  };
});

function remarksOf({ interviews }: Paradata, limits: Limits, keys: ReadonlyMap<string, number>) {
  return interviews
    .filter(({ key }) => keys.has(key))
    .flatMap((times) =>
      wrong(times, limits).map(([value, message]) => ({ table: 'main', key: times.key, field: '', value, message })),
    );
}

function wrong(times: InterviewTimes, limits: Limits): readonly (readonly [value: string, message: string])[] {
  const { minimum = 0, maximum = Number.POSITIVE_INFINITY, paused, changes, after } = limits;
  const minutes = numberText(Math.round(times.minutes * 10) / 10);
  const found: [string, string][] = [];
  if (times.minutes < minimum)
    found.push([minutes, `${minutes} minutes on the screens of the form, under ${minimum}, the least expected`]);
  if (times.minutes > maximum)
    found.push([minutes, `${minutes} minutes on the screens of the form, over ${maximum}, the most expected`]);
  if (paused !== undefined && times.paused > paused) {
    const text = numberText(Math.round(times.paused));
    found.push([
      `paused ${text}`,
      `${text} minutes of pause (${counted(times.pauses, 'gap')} of ${PAUSE} minutes or more), over ${paused}`,
    ]);
  }
  if (changes !== undefined && times.changes > changes)
    found.push([
      `changes ${times.changes}`,
      `${counted(times.changes, 'answer')} changed after being given, over ${changes}`,
    ]);
  if (after !== undefined && times.after > after)
    found.push([`after ${times.after}`, `${counted(times.after, 'screen')} shown after the form was finalized`]);
  return found;
}
