import { z } from 'zod';

const text = z.string().min(1);
const share = z.number().min(0, 'a share is 0 to 100').max(100, 'a share is 0 to 100');
const weights = z
  .record(z.string(), z.number().min(0, 'a weight is no less than 0'))
  .refine((all) => Object.values(all).some((one) => one > 0), 'some weight must be above 0');
const bound = z.union([z.number(), text]);
const positive = z.number().gt(0, 'must be above 0');

/** How an answer is drawn. `low` and `high` are numbers or expressions. */
const distribution = {
  /** Weights of answers, from low to high where a factor pushes them. */
  choices: weights.exactOptional(),
  /** For a select_multiple: the share of people (%) who choose each option. */
  options: z.record(z.string(), share).exactOptional(),
  /** Options that exclude all others, with their share. */
  exclusive: z.record(z.string(), share).exactOptional(),
  /** The largest number of options chosen. */
  most: z.number().int().min(1).exactOptional(),
  normal: z.strictObject({ mean: z.number(), sd: positive }).exactOptional(),
  lognormal: z.strictObject({ median: positive, sigma: positive }).exactOptional(),
  triangular: z
    .strictObject({ low: z.number(), mode: z.number(), high: z.number() })
    .refine(({ low, mode, high }) => low <= mode && mode <= high && low < high, 'low <= mode <= high is expected')
    .exactOptional(),
  uniform: z
    .strictObject({ low: z.number(), high: z.number() })
    .refine(({ low, high }) => low < high, 'low < high is expected')
    .exactOptional(),
  /** An expression; a normal is added to it, a lognormal multiplies it. */
  value: text.exactOptional(),
  /** A text; {n} is the number of the row, {n8} the same with 8 digits. */
  text: text.exactOptional(),
  /** Share (%) of zeros. */
  zero: share.exactOptional(),
  low: bound.exactOptional(),
  high: bound.exactOptional(),
  /** Numbers are rounded to a multiple of it. */
  step: positive.exactOptional(),
};

const WAYS = ['choices', 'options', 'normal', 'lognormal', 'triangular', 'uniform', 'value', 'text'] as const;
const waysMessage = `one of ${WAYS.join(', ')} is expected`;

const drawCase = z
  .strictObject({ when: text.exactOptional(), ...distribution })
  .refine((one) => WAYS.some((way) => one[way] !== undefined), waysMessage);

const answer = z
  .strictObject({
    /** True for a value that the method leaves open: an assumption of the simulation. */
    assumed: z.boolean().exactOptional(),
    source: text.exactOptional(),
    ...distribution,
    /** The first whose condition holds counts; a condition reads what is answered before. */
    cases: z.array(drawCase).min(1).exactOptional(),
    /** How strongly each factor pushes the answer (correlation of the latent answer with the factor). */
    loadings: z.record(z.string(), z.number().min(-1).max(1)).exactOptional(),
    /** Share of the latent variance that lies between PSUs. */
    icc: z.number().min(0).lt(1).exactOptional(),
  })
  .refine(
    (one) => (one.cases === undefined) !== WAYS.every((way) => one[way] === undefined),
    `${waysMessage}, or cases`,
  );

const factor = z.strictObject({
  source: text.exactOptional(),
  assumed: z.boolean().exactOptional(),
  /** Correlation with factors declared before. */
  loadings: z.record(z.string(), z.number().min(-1).max(1)).default({}),
  /** Standard deviations by which some people differ. */
  shifts: z.array(z.strictObject({ when: text, by: z.number() })).default([]),
});

const codes = z.strictObject({ dontKnow: share.exactOptional(), refused: share.exactOptional() });

const outcome = z.strictObject({
  id: text,
  share,
  assumed: z.boolean().exactOptional(),
  /** Answers that such a case has instead of its own; what they leave unasked stays empty. */
  answers: z.record(z.string(), z.string()).default({}),
});

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'a date as YYYY-MM-DD is expected');

const stratum = z.strictObject({
  id: text,
  region: text,
  /** first or repeat: the class of campaigns; wafira: beneficiaries, drawn as people. */
  part: z.enum(['first', 'repeat', 'wafira']),
  /** PSUs drawn, and people in each; for wafira the people drawn stand in `take`. */
  psus: z.number().int().min(1).exactOptional(),
  take: z.number().int().min(1),
});

const frame = z.strictObject({
  source: text.exactOptional(),
  assumed: z.array(text).default([]),
  people: z.number().int().min(50).max(90_000, 'codes have five digits: at most 90000 people'),
  regions: z
    .record(
      z.string(),
      z.strictObject({ share, communes: z.number().int().min(1), wafira: z.number().int().min(0).default(0) }),
    )
    .refine(
      (all) => Math.abs(Object.values(all).reduce((sum, one) => sum + one.share, 0) - 100) < 1e-9,
      'the shares must add up to 100',
    ),
  sex: weights,
  ageBand: weights,
  seasonsClass: z.strictObject({ first: share, repeat: share }),
  strata: z.array(stratum).min(1),
});

const planted = {
  count: z.number().int().min(0).max(100_000),
};
const condition = { when: text.exactOptional() };
const cellChange = z.strictObject({ field: text, value: text, ...condition });
const faults = z.strictObject({
  exactDuplicate: z.strictObject(planted).exactOptional(),
  nearDuplicate: z.strictObject({ ...planted, fields: z.array(text).min(1) }).exactOptional(),
  outOfRange: z.strictObject({ ...planted, values: z.array(cellChange).min(1) }).exactOptional(),
  unit: z
    .strictObject({
      ...planted,
      changes: z
        .array(z.strictObject({ field: text, factor: positive, step: positive.default(1), ...condition }))
        .min(1),
    })
    .exactOptional(),
  skipViolation: z.strictObject({ ...planted, values: z.array(cellChange).min(1) }).exactOptional(),
  contradiction: z.strictObject({ ...planted, values: z.array(cellChange).min(1) }).exactOptional(),
  otherMatch: z
    .strictObject({
      ...planted,
      values: z.array(z.strictObject({ field: text, text, choice: text, ...condition })).min(1),
    })
    .exactOptional(),
  decimalComma: z.strictObject({ ...planted, fields: z.array(text).min(1) }).exactOptional(),
  dateFormat: z.strictObject({ ...planted, fields: z.array(text).min(1) }).exactOptional(),
  arabicDigits: z.strictObject({ ...planted, fields: z.array(text).min(1) }).exactOptional(),
  straySpaces: z.strictObject({ ...planted, fields: z.array(text).min(1) }).exactOptional(),
  testInterview: z.strictObject({ ...planted, answers: z.record(z.string(), z.string()) }).exactOptional(),
  outdatedVersion: z.strictObject({ ...planted, version: text, lacks: z.array(text).default([]) }).exactOptional(),
  fabricated: z
    .strictObject({ field: text, enumerator: text, minutes: positive, answers: z.record(z.string(), z.string()) })
    .exactOptional(),
  overlap: z
    .strictObject({ ...planted, roster: text, year: text, months: text, values: z.tuple([text, text]) })
    .exactOptional(),
});

/** `schemas/simulation.json`: how a study's answers are made up. Shares are percentages. */
export const profileSchema = z.strictObject({
  $schema: z.exactOptional(z.string()),
  /** The study's own seed: the frame and everybody's true answers. */
  seed: z.number().int(),
  /** Seed of the sample, of who answers and of the faults, unless --seed gives another. */
  sampleSeed: z.number().int().default(1),
  note: text.exactOptional(),
  frame,
  fieldwork: z
    .strictObject({
      from: day,
      to: day,
      /** Offset of the clocks, as +01:00. */
      offset: z
        .string()
        .regex(/^[+-]\d{2}:\d{2}$/)
        .default('+00:00'),
      version: text,
      minutes: z.strictObject({ median: positive, sigma: positive }),
    })
    .refine(({ from, to }) => from <= to, 'from comes before to'),
  /** Question that holds the person's code of the frame. */
  code: text,
  icc: z.number().min(0).lt(1).default(0),
  factors: z.record(z.string(), factor).default({}),
  /** Hidden properties of people, drawn like answers before them and never written. */
  traits: z.record(z.string(), answer).default({}),
  /** By question; in a name, {item} stands for any text, and in expressions below it for the same text. */
  answers: z.record(z.string(), answer).default({}),
  outcomes: z
    .array(outcome)
    .min(1)
    .refine(
      (all) => Math.abs(all.reduce((sum, one) => sum + one.share, 0) - 100) < 1e-9,
      'the shares must add up to 100',
    ),
  /** Item nonresponse (%) where the question has codes for it; `default` is shared by the codes that it has. */
  nonresponse: z.strictObject({ default: share, fields: z.record(z.string(), codes).default({}) }),
  faults: faults.prefault({}),
  /** Share (%) of the planted faults that the field team has decided on. */
  decided: z.strictObject({ share, by: text, at: day }).prefault({ share: 0, by: 'field', at: '2000-01-01' }),
});

export type Profile = z.infer<typeof profileSchema>;
export type AnswerProfile = z.infer<typeof answer>;
export type DrawCase = z.infer<typeof drawCase>;
export type FrameProfile = Profile['frame'];
export type FaultsProfile = Profile['faults'];
