import { z } from 'zod';
import { THEMES, type ThemeName } from '../publish/figures/themes.ts';
import { DIALECT_NAMES } from '../readers/dialects/registry.ts';

const text = z.string().min(1);
/** A text in the languages of publication; at least one of them. */
export const texts = z.strictObject({
  fr: z.exactOptional(text),
  en: z.exactOptional(text),
  ar: z.exactOptional(text),
});
export type StudyTexts = z.infer<typeof texts>;

/** True for a time zone that has a name, as the IANA data base gives it. */
function isTimeZone(name: string): boolean {
  // Names of zones that have another one are not listed; a clock takes ten times as long as the list.
  if (name === 'UTC' || Intl.supportedValuesOf('timeZone').includes(name)) return true;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

const language = z.enum(['fr', 'en', 'ar']);
const codes = z.array(text).min(1);
/** Codes that stand for a missing answer: of a choice list, or of one question. Never guessed from a value. */
const missingCodes = z.strictObject({
  lists: z.record(z.string(), codes).default({}),
  fields: z.record(z.string(), codes).default({}),
});

const source = z.strictObject({
  id: text,
  files: z.array(text).min(1),
  dialect: z.enum(DIALECT_NAMES).exactOptional(),
  /** Language of the form whose labels stand for names in headers and answers. */
  labels: text.exactOptional(),
  /** Made-up data: every output says so. */
  simulated: z.boolean().default(false),
  decimal: z.enum(['.', ',']).default('.'),
  dateOrder: z.enum(['ymd', 'dmy', 'mdy']).default('ymd'),
  /** Bare numbers in dates are Excel's day numbers, as a workbook handed on as CSV has them. In workbooks they always are. */
  serials: z.boolean().default(false),
  thousands: z.enum(['', ' ', ',', '.', "'"]).default(''),
  /** `any`: numbers and dates in Arabic, Persian or other digits are read too. */
  digits: z.enum(['latin', 'any']).default('latin'),
  /** Texts that it writes where there is no answer: n/a, NULL. */
  empty: z.array(text).default([]),
  /** Codes for answers that it writes in another way, by question or choice list: what is written → the code. */
  codes: z.record(z.string(), z.record(z.string(), text)).default({}),
});

/** A file of the study whose columns are looked up for each interview. */
const join = z.strictObject({
  file: text,
  /** Question or column of the interview → column of the file that holds the same keys. */
  on: z.record(text, text).refine((on) => Object.keys(on).length > 0, 'name at least one key'),
  columns: z.record(text, z.enum(['integer', 'decimal', 'date', 'text'])),
  /** True of a file that holds only some of the interviews: a back-check. */
  partial: z.boolean().default(false),
});

/** A file of the study with a value for each key. */
const lookup = z.strictObject({ file: text, key: text, value: text });

/** How final weights are made from base weights; each step may be left out (docs/weighting.md). */
const weighting = z.strictObject({
  /** Column of base weights, or the columns whose product is the probability of being drawn; else "weights", else 1. */
  base: z.union([text, z.strictObject({ probabilities: z.array(text).min(1) })]).exactOptional(),
  /** Field → level that stands for a missing answer. */
  missing: z.record(text, text).default({}),
  nonresponse: z
    .strictObject({
      cells: z.array(text).min(1),
      within: z.array(text).default([]),
      responded: text,
      ineligible: text.exactOptional(),
      unknown: text.exactOptional(),
      fewest: z.number().int().min(1).default(20),
      largestFactor: z.number().gt(1).default(2),
    })
    .exactOptional(),
  calibration: z
    .strictObject({
      method: z.enum(['poststratify', 'rake', 'linear', 'raking', 'logit']),
      /** Names of margins in schemas/margins.csv; all of them where left out. */
      margins: z.array(text).min(1).exactOptional(),
      bounds: z.tuple([z.number().lt(1), z.number().gt(1)]).exactOptional(),
      gap: z.number().gt(0).lt(0.1).default(1e-6),
      rounds: z.number().int().min(1).default(100),
      cap: z.number().gt(1).exactOptional(),
    })
    .exactOptional(),
  /** Bounds of the final weights, in medians. */
  trim: z.strictObject({ lowest: z.number().min(0).lt(1).default(0), highest: z.number().gt(1) }).exactOptional(),
});

const design = z.strictObject({
  weights: text.exactOptional(),
  strata: text.exactOptional(),
  psu: text.exactOptional(),
  /** Column with the number of PSUs of the stratum in the population: gives the finite population correction. */
  population: text.exactOptional(),
  weighting: weighting.exactOptional(),
  lonelyPsu: z.enum(['fail', 'remove', 'certainty', 'adjust', 'average']).default('fail'),
});

/** When an estimate is too imprecise: shares by the NCHS standard, other numbers by base and coefficient of variation. */
const precision = z.strictObject({
  /** Fewest effective rows of a share: p(1 − p)/SE², at most n. */
  effective: z.number().min(0).default(30),
  /** Widths of the interval of a share: up to the first always shown, from the second on never. */
  narrow: z.number().min(0).max(1).default(0.05),
  wide: z.number().min(0).max(1).default(0.3),
  /** Between the two: widest interval over the share (over 1 − share: with caution). */
  relative: z.number().gt(0).default(1.3),
  /** Fewer degrees of freedom: with caution. */
  degrees: z.number().min(0).default(8),
  /** Fewest rows of a mean, median, total, ratio or difference. */
  base: z.number().int().min(0).default(30),
  /** Standard error over estimate: from the first with caution, over the second hidden. */
  caution: z.number().min(0).default(0.166),
  variation: z.number().min(0).default(0.333),
});

const publication = z.strictObject({
  /** Confidence level of intervals. */
  level: z.number().gt(0.5).lt(1).default(0.95),
  /** An estimate on fewer people is hidden, and a share with fewer in it or outside it. */
  minimum: z.number().int().min(1).default(5),
  /** Look of the figures. */
  theme: z.enum(Object.keys(THEMES) as [ThemeName, ...ThemeName[]]).default('ilo'),
  /** Digits of the outputs in Arabic: `latin` is 0-9, as in the Maghreb; `arabic` is ٠-٩. */
  digits: z.enum(['latin', 'arabic']).default('latin'),
  /** What is too imprecise to show; false shows all. The defaults are those of docs/methodology.md. */
  precision: z.union([z.literal(false), precision]).prefault({}),
  /** Hides further numbers where a hidden one could be worked out by subtraction. */
  secondary: z.boolean().default(true),
  /** Date that the report bears (YYYY-MM-DD); else that of the last submission. */
  publishedOn: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/, 'a date as YYYY-MM-DD is expected')
    .exactOptional(),
});

/** `pipeline.config.json`. Paths count from its folder. */
export const config = z.strictObject({
  $schema: z.string().exactOptional(),
  title: texts,
  form: text,
  sources: z.array(source).min(1),
  languages: z.array(language).min(1),
  timeZone: text.refine(isTimeZone, 'no such time zone: write it as Africa/Casablanca or UTC').default('UTC'),
  /** Interviews that people took back: erased at ingest with everything they said, and only counted. */
  erase: text.exactOptional(),
  /** Who every base rests on; one expression over the main table. */
  eligible: text.exactOptional(),
  /** What became of each case; the first that holds wins. */
  dispositions: z.array(z.strictObject({ id: text, when: text, label: texts.exactOptional() })).default([]),
  design: design.prefault({}),
  missing: z.strictObject({ dontKnow: missingCodes.prefault({}), refused: missingCodes.prefault({}) }).prefault({}),
  /** Questions and columns that identify people: they never leave ingest. */
  direct: z.array(text).exactOptional(),
  /** Columns unknown to the form that analysis needs, and what they hold. */
  keep: z.record(z.string(), z.enum(['integer', 'decimal', 'date', 'text'])).default({}),
  /** Columns that analysis needs and that stand in a file of their own: a sampling frame, say. */
  joins: z.array(join).default([]),
  /** Series of values for `lookup('name', key)`. */
  lookups: z.record(z.string(), lookup).default({}),
  /** Question or column that names the enumerator. */
  enumerator: text.exactOptional(),
  /** Whether one decision may change several rows: a line for `all`, a recoding of « other ». */
  decisions: z.strictObject({ several: z.boolean().default(false) }).prefault({}),
  publication: publication.prefault({}),
  csv: z
    .strictObject({ delimiter: z.enum([',', ';', '\t']).default(','), decimal: z.enum(['.', ',']).default('.') })
    .prefault({}),
  /** What `init` guessed and nobody has confirmed yet: paths such as design.weights. */
  confirm: z.array(text).default([]),
});

export type Config = z.infer<typeof config>;
