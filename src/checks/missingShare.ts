import { z } from 'zod';
import { fieldNamed } from '../expression/names.ts';
import { kind } from '../kind.ts';
import { average, sampleVariance } from '../survey/classical/ranks.ts';
import { BLANK, DONT_KNOW, NOT_ASKED, REFUSED, REMOVED } from '../table/states.ts';
import { keyAt, mainTable } from '../table/table.ts';
import { numberText } from '../table/text.ts';
import type { Check, CheckContext, CheckRemark } from './check.ts';
import { groupsOf } from './groups.ts';
import { questionsIn } from './questions.ts';
import { counted, lacks } from './remark.ts';

const params = z.strictObject({
  /** Whose mean share is looked at besides that of each interview; else the enumerator of the configuration. '' for nobody. */
  by: z.exactOptional(z.string()),
  /** Shares above this are told; where left out, those further than `sd` standard deviations above the mean. */
  threshold: z.exactOptional(z.number().gt(0).lte(1)),
  sd: z.number().gt(0).default(2),
  /** Interviews with fewer missing answers, and enumerators with fewer interviews, are not judged. */
  least: z.number().int().min(1).default(5),
});

/**
 * Interviews, and enumerators, with an unusual share of missing answers among the questions asked: blank, don't know or refused. An
 * enumerator's mean share is held against those of the others. Rosters do not count.
 */
export const missingShare = kind(params, ({ by, threshold, sd, least }, context: CheckContext): Check => {
  const person = by ?? context.enumerator ?? '';
  if (by !== undefined && by !== '') fieldNamed(context.names, by, `${context.place} › by`);
  return (data) => {
    const table = mainTable(data);
    const who = person === '' ? null : table.columns.get(person);
    if (who === undefined) return lacks(person);
    const questions = questionsIn(context.form, data).filter((question) => question.table === table);
    if (questions.length === 0) return { skipped: 'the data have no question of the form' };
    const [asked, missing] = [new Uint32Array(table.rows), new Uint32Array(table.rows)];
    for (const { column } of questions)
      for (let row = 0; row < table.rows; row += 1) {
        const state = column.states[row] as number;
        if (state === NOT_ASKED || state === REMOVED) continue;
        asked[row] = (asked[row] as number) + 1;
        if (state === BLANK || state === DONT_KNOW || state === REFUSED) missing[row] = (missing[row] as number) + 1;
      }
    const share = Float64Array.from(asked, (of, row) => (of === 0 ? Number.NaN : (missing[row] as number) / of));
    const interviews = limitOf([...share], threshold, sd);
    const remarks: CheckRemark[] = [];
    for (let row = 0; row < table.rows; row += 1) {
      if ((missing[row] as number) < least || !((share[row] as number) > interviews.limit)) continue;
      const message = `${counted(missing[row] as number, 'answer')} of ${asked[row]} ${missing[row] === 1 ? 'is' : 'are'} blank, don't know or refused: ${percent(share[row] as number)}, over ${interviews.words}`;
      remarks.push({
        table: table.name,
        key: keyAt(table, row),
        field: '',
        value: percent(share[row] as number),
        message,
      });
    }
    if (who === null) return remarks;
    const { codes, names } = groupsOf(who, table.rows);
    const sums = names.map(() => ({ share: 0, interviews: 0 }));
    for (const [row, code] of codes.entries()) {
      const own = sums[code];
      if (own === undefined || Number.isNaN(share[row] as number)) continue;
      own.share += share[row] as number;
      own.interviews += 1;
    }
    const means = sums.map(({ share: sum, interviews: n }) => (n < least ? Number.NaN : sum / n));
    for (const [place, mean] of means.entries()) {
      // Against the others: among few, one who is far off would widen the spread beyond reach.
      const enumerators = limitOf(
        means.filter((_, other) => other !== place),
        threshold,
        sd,
      );
      if (!(mean > enumerators.limit)) continue;
      const message = `${names[place]}: ${percent(mean)} of the answers of ${counted(sums[place]?.interviews ?? 0, 'interview')} are blank, don't know or refused, over ${enumerators.words}`;
      remarks.push({ table: table.name, key: '', field: person, value: names[place] ?? '', message });
    }
    return remarks;
  };
});

/** The limit of shares, and how it is said. Fewer than three shares have no spread to speak of. */
function limitOf(shares: readonly number[], threshold: number | undefined, sd: number) {
  if (threshold !== undefined) return { limit: threshold, words: percent(threshold) };
  const known = shares.filter((share) => !Number.isNaN(share));
  if (known.length < 3) return { limit: Number.POSITIVE_INFINITY, words: '' };
  const mean = average(known);
  const limit = mean + sd * Math.sqrt(sampleVariance(known));
  return {
    limit,
    words: `${percent(limit)}, ${numberText(sd)} standard deviations above the mean of ${percent(mean)}`,
  };
}

function percent(share: number): string {
  return `${numberText(Math.round(share * 1000) / 10)} %`;
}
