import { z } from 'zod';
import { fieldNamed } from '../expression/names.ts';
import { fault } from '../fault.ts';
import { kind } from '../kind.ts';
import { adjustP } from '../survey/classical/multiplicity.ts';
import { NO_PARADATA } from '../table/paradata.ts';
import { mainTable } from '../table/table.ts';
import { numberText } from '../table/text.ts';
import type { Check, CheckContext, CheckRemark } from './check.ts';
import type { Comparison } from './enumerators/compare.ts';
import type { MeasureName } from './enumerators/measures.ts';
import { MEASURES } from './enumerators/measures.ts';
import type { EnumeratorProfile } from './enumerators/profile.ts';
import { profiles } from './enumerators/profile.ts';
import { counted, lacks } from './remark.ts';

const name = z.exactOptional(z.string().min(1));
const params = z.strictObject({
  enumerator: name,
  /** Enumerators are compared within an area, by cluster; else the strata and clusters of the design. */
  area: name,
  cluster: name,
  /** Largest p, after Holm's correction over all enumerators and measures, that is worth a word. */
  p: z.number().gt(0).lt(1).default(0.01),
  /** Enumerators with fewer interviews are not judged. */
  least: z.number().int().min(2).default(5),
  /** More interviews on one day than this are worth a word. */
  mostADay: z.exactOptional(z.number().int().min(1)),
  /** So many answers that differ from colleagues' are worth a word. */
  odd: z.number().int().min(1).default(3),
});

/** Which side of colleagues is worth a word, and how it is said. */
const SAID: Readonly<Record<MeasureName, { readonly side: 1 | -1; readonly what: string; readonly share: boolean }>> = {
  minutes: { side: -1, what: 'interviews take %s minutes', share: false },
  blank: { side: 1, what: '%s of the questions asked are blank', share: true },
  dontKnow: { side: 1, what: "%s of the answers are don't know", share: true },
  refused: { side: 1, what: '%s of the answers are refusals', share: true },
  other: { side: 1, what: '%s of the answers are « other », where it is offered', share: true },
  closed: { side: 1, what: '%s of the filter questions are answered so that the rest is skipped', share: true },
  straight: { side: 1, what: '%s of the batteries have one answer throughout', share: true },
  spread: { side: -1, what: 'answers within a battery vary by %s places of the list', share: false },
  heaped: { side: 1, what: '%s of the numbers from 10 on end in 0 or 5', share: true },
};

/**
 * Enumerators whose interviews are unlike those of colleagues in the same areas, on the side that invented or careless interviews fall;
 * one remark an enumerator and measure. The test takes the cluster for the unit.
 */
export const enumerators = kind(params, (given, context: CheckContext): Check => {
  const enumerator = given.enumerator ?? context.enumerator;
  if (enumerator === undefined)
    throw fault(
      `${context.place} › enumerator`,
      'is missing, and the configuration names none',
      'Name the question that holds the enumerator, here or as "enumerator" in pipeline.config.json',
    );
  const columns = { enumerator, area: given.area ?? context.stratum, cluster: given.cluster ?? context.cluster };
  for (const [key, field] of [
    ['enumerator', given.enumerator],
    ['area', given.area],
    ['cluster', given.cluster],
  ] as const)
    if (field !== undefined) fieldNamed(context.names, field, `${context.place} › ${key}`);
  return (data, paradata = NO_PARADATA) => {
    const table = mainTable(data);
    for (const column of [columns.enumerator, columns.area, columns.cluster])
      if (column !== undefined && !table.columns.has(column)) return lacks(column);
    const found = profiles(data, context.form, context.names, columns, paradata);
    const judged = found.filter(({ compared }) => compared >= given.least);
    if (table.rows > 0 && judged.length < 2)
      return { skipped: `fewer than two enumerators have ${given.least} interviews or more` };
    return judged.length === 0 ? [] : remarksOn(judged, found, given, enumerator);
  };
});

function remarksOn(
  judged: readonly EnumeratorProfile[],
  all: readonly EnumeratorProfile[],
  { p: limit, mostADay, odd }: z.infer<typeof params>,
  field: string,
): readonly CheckRemark[] {
  const tests = judged.flatMap((profile) => [
    ...MEASURES.map((measure) => profile.measures[measure]?.p ?? null),
    profile.digits.p,
  ]);
  const adjusted = adjustP(tests, 'holm');
  const remarks: CheckRemark[] = [];
  const say = (profile: EnumeratorProfile, about: string, message: string) =>
    remarks.push({
      table: 'main',
      key: '',
      field,
      value: `${profile.enumerator} ${about}`,
      message: `${profile.enumerator}: ${message}`,
    });
  for (const [place, profile] of judged.entries()) {
    const ps = adjusted.slice(place * (MEASURES.length + 1), (place + 1) * (MEASURES.length + 1));
    for (const [at, measure] of MEASURES.entries()) {
      const comparison = profile.measures[measure];
      const p = ps[at] ?? null;
      if (comparison === null || comparison.colleagues === null || p === null || p >= limit) continue;
      if ((comparison.value - comparison.colleagues) * SAID[measure].side > 0)
        say(profile, measure, sentence(measure, comparison, p));
    }
    const digits = ps[MEASURES.length] ?? null;
    if (digits !== null && digits < limit)
      say(
        profile,
        'digits',
        `the last digits of ${counted(profile.digits.count, 'number')} fall otherwise than those of colleagues in the same areas (0 to 9: ${profile.digits.shares.map((share) => percent(share)).join(', ')}; ${pText(digits)})`,
      );
    if (profile.odd.length >= odd) {
      const shown = profile.odd
        .slice(0, 3)
        .map(
          ({ field: question, answer, value, colleagues }) =>
            `${question} ${answer}: ${percent(value)} against ${percent(colleagues)}`,
        );
      say(
        profile,
        'answers',
        `${counted(profile.odd.length, 'answer')} noted much more or less often than by colleagues in the same areas (${shown.join('; ')}${profile.odd.length > 3 ? ' …' : ''})`,
      );
    }
  }
  for (const profile of all)
    if (mostADay !== undefined && profile.workdays.most > mostADay)
      say(
        profile,
        profile.workdays.fullest,
        `${counted(profile.workdays.most, 'interview')} on ${profile.workdays.fullest}, over ${mostADay} a day`,
      );
  return remarks;
}

function sentence(measure: MeasureName, { value, colleagues, n, clusters }: Comparison, p: number): string {
  const { what, share } = SAID[measure];
  const [own, others] = [value, colleagues ?? 0].map((x) =>
    share ? percent(x) : numberText(Number(x.toPrecision(3))),
  );
  return `${what.replace('%s', own ?? '')}, where colleagues in the same areas have ${others} (${counted(n, 'interview')} in ${counted(clusters, 'cluster')}, ${pText(p)})`;
}

function percent(share: number): string {
  return `${numberText(Math.round(share * 1000) / 10)} %`;
}

function pText(p: number): string {
  return p < 0.001 ? 'p < 0.001' : `p = ${numberText(Number(p.toPrecision(2)))}`;
}
