import { z } from 'zod';
import type { Expression } from '../expression/compile.ts';
import { compile } from '../expression/compile.ts';
import { truth } from '../expression/evaluate.ts';
import { fieldNamed } from '../expression/names.ts';
import { pulledName } from '../expression/pulled.ts';
import { fault } from '../fault.ts';
import { didYouMean } from '../form/nearest.ts';
import { kind } from '../kind.ts';
import type { Dataset } from '../table/table.ts';
import { MAIN, mainTable } from '../table/table.ts';
import { numberText } from '../table/text.ts';
import type { Check, CheckContext, CheckRemark } from './check.ts';
import { groupsOf } from './groups.ts';
import { counted, lacks, listed } from './remark.ts';

/** What an entry of kind sample says. */
export const sampleParams = z
  .strictObject({
    /** The stratum of each interview; else that of the design. */
    by: z.exactOptional(z.string().min(1)),
    /** What makes an interview done; all that were received where left out. */
    done: z.exactOptional(z.string().min(1)),
    /** Interviews wanted in each stratum. */
    targets: z.exactOptional(z.record(z.string(), z.number().nonnegative())),
    /** Or a file that the form pulls from, with one row a sampled person, or with the target of each stratum in a column. */
    frame: z.exactOptional(
      z.strictObject({ file: z.string().min(1), by: z.string().min(1), target: z.exactOptional(z.string().min(1)) }),
    ),
    /** Interviews that stand for a sampled person who could not be reached: their share is told where it is over `replacedMost`. */
    replacement: z.exactOptional(z.string().min(1)),
    replacedMost: z.number().min(0).lte(1).default(0.1),
    /** Consent: the share among those for whom it is true or false is told where it is under `consentLeast`. */
    consent: z.exactOptional(z.string().min(1)),
    consentLeast: z.number().min(0).lte(1).default(0.8),
  })
  .refine(({ targets, frame }) => targets === undefined || frame === undefined, 'give targets or a frame, not both');

/** What a study wants of its fieldwork: interviews done in each stratum. */
export interface SamplePlan {
  /** Field of the stratum. */
  readonly by: string;
  /** What makes an interview done; null where all that were received are. */
  readonly done: Expression | null;
  /** Stratum → interviews wanted; null where the study has no targets. */
  readonly targets: ReadonlyMap<string, number> | null;
}

/** The plan that an entry of kind sample states. Throws where it names no stratum, or one that is not of the interview. */
export function samplePlan(given: z.infer<typeof sampleParams>, context: CheckContext): SamplePlan {
  const by = given.by ?? context.stratum;
  if (by === undefined)
    throw fault(`${context.place} › by`, 'is missing, and the design names no strata', 'Name the field of the stratum');
  const field = fieldNamed(context.names, by, `${context.place} › by`);
  if (field.table !== MAIN)
    throw fault(`${context.place} › by`, `'${by}' belongs to the table ${field.table}, not to the interview`);
  return {
    by,
    done:
      given.done === undefined
        ? null
        : compile(given.done, context.names, { place: `${context.place} › done`, table: MAIN }),
    targets: given.frame === undefined ? targetsOf(given.targets) : framed(given.frame, context),
  };
}

/**
 * How the sample stands: strata with fewer interviews done than wanted or with more, answers of a stratum that the sample does not know,
 * too many replacements, too few consents. Remarks are about strata: they have no key.
 */
export const sample = kind(sampleParams, (given, context: CheckContext): Check => {
  const { by, done, targets } = samplePlan(given, context);
  const expression = (key: 'replacement' | 'consent') => {
    const text = given[key];
    return text === undefined
      ? null
      : compile(text, context.names, { place: `${context.place} › ${key}`, table: MAIN });
  };
  const [replacement, consent] = [expression('replacement'), expression('consent')];
  if (targets === null && replacement === null && consent === null)
    throw fault(context.place, 'says nothing to look for', 'Give targets, a frame, replacement or consent');
  return (data) => {
    const table = mainTable(data);
    const column = table.columns.get(by);
    if (column === undefined) return lacks(by);
    const strata = groupsOf(column, table.rows);
    const say = (value: string, message: string): CheckRemark => ({ table: MAIN, key: '', field: by, value, message });
    const finished = done === null ? null : truth(done, data, 'analysis');
    const counts = strata.names.map(() => 0);
    for (const [row, code] of strata.codes.entries())
      if (code >= 0 && (finished === null || finished[row] === 1)) counts[code] = (counts[code] ?? 0) + 1;
    const made = new Map(strata.names.map((name, place) => [name, counts[place] ?? 0]));
    return [
      ...(targets === null ? [] : againstTargets(targets, made, say)),
      ...shareIn(data, replacement, (share, n, of) =>
        share > given.replacedMost
          ? [
              say(
                'replaced',
                `${counted(n, 'interview')} of ${of} ${n === 1 ? 'is a replacement' : 'are replacements'} (${percent(share)}, over ${percent(given.replacedMost)})`,
              ),
            ]
          : [],
      ),
      ...shareIn(data, consent, (share, n, of) =>
        share < given.consentLeast
          ? [
              say(
                'consent',
                `${n} of ${of} people asked gave consent (${percent(share)}, under ${percent(given.consentLeast)})`,
              ),
            ]
          : [],
      ),
    ];
  };
});

function targetsOf(targets: Readonly<Record<string, number>> | undefined): ReadonlyMap<string, number> | null {
  return targets === undefined ? null : new Map(Object.entries(targets));
}

/** The target of each stratum from a file of the study: its column, else the number of its rows. */
function framed(
  { file, by, target }: NonNullable<z.infer<typeof sampleParams>['frame']>,
  { names, place }: CheckContext,
): ReadonlyMap<string, number> {
  const pulled = names.pulled?.get(pulledName(file));
  if (pulled === undefined)
    throw fault(
      `${place} › frame › file`,
      `the form pulls no file '${file}'${didYouMean(pulledName(file), names.pulled?.keys() ?? [])}`,
    );
  for (const [key, column] of [
    ['by', by],
    ['target', target],
  ] as const)
    if (column !== undefined && !pulled.has(column))
      throw fault(
        `${place} › frame › ${key}`,
        `'${file}' has no column '${column}'${didYouMean(column, pulled.keys())}`,
      );
  const wanted = new Map<string, number>();
  const numbers = target === undefined ? undefined : pulled.get(target);
  for (const [row, stratum] of (pulled.get(by) ?? []).entries()) {
    if (stratum === '') continue;
    if (numbers === undefined) wanted.set(stratum, (wanted.get(stratum) ?? 0) + 1);
    else wanted.set(stratum, Number(numbers[row] ?? 0) || 0);
  }
  return wanted;
}

function againstTargets(
  targets: ReadonlyMap<string, number>,
  made: ReadonlyMap<string, number>,
  say: (value: string, message: string) => CheckRemark,
): readonly CheckRemark[] {
  const known = [...targets].flatMap(([stratum, wanted]) => {
    const count = made.get(stratum) ?? 0;
    if (count === wanted) return [];
    const gap = count < wanted ? `${wanted - count} to go` : `${count - wanted} more than wanted`;
    return [say(stratum, `${count} of ${wanted} interviews done in ${stratum}: ${gap}`)];
  });
  const strange = [...made].filter(([stratum, count]) => !targets.has(stratum) && count > 0);
  return [
    ...known,
    ...strange.map(([stratum, count]) =>
      say(
        stratum,
        `${counted(count, 'interview')} in ${stratum}, of which the sample knows nothing (${listed([...targets.keys()])})`,
      ),
    ),
  ];
}

function shareIn(
  data: Dataset,
  expression: Expression | null,
  say: (share: number, n: number, of: number) => readonly CheckRemark[],
): readonly CheckRemark[] {
  if (expression === null) return [];
  let [n, of] = [0, 0];
  for (const holds of truth(expression, data, 'analysis')) {
    if (holds === 2) continue;
    of += 1;
    n += holds;
  }
  return of === 0 ? [] : say(n / of, n, of);
}

function percent(share: number): string {
  return `${numberText(Math.round(share * 1000) / 10)} %`;
}
