import { methodText, percentText, rangeText } from '../words/intervals.ts';
import type { PhraseId } from '../words/phrases.ts';
import type { Words } from '../words/words.ts';

import type { Cell, Cells, Fact, MethodSection, Row, SheetHeading } from './sheet.ts';
import { across, headRows } from './stack.ts';

/** The numbers and choices behind the estimates. null or '' where a study has none. */
export interface MethodValues {
  /** How the sample was drawn, in the study's own words, one paragraph each. */
  readonly designText: readonly string[];
  readonly interviews: number | null;
  readonly strata: number | null;
  readonly primaryUnits: number | null;
  readonly degreesOfFreedom: number | null;
  readonly lonelyPsu: '' | 'fail' | 'remove' | 'certainty' | 'adjust' | 'average';
  /** null where estimates are not weighted. */
  readonly weights: {
    readonly source: string;
    readonly smallest: number;
    readonly largest: number;
    readonly sum: number;
  } | null;
  /** How final weights were made from base weights, step by step; null where they are as they came. */
  readonly weighting: WeightingValues | null;
  readonly confidenceLevel: number;
  /** Names of the interval methods used: beta, t, woodruff … */
  readonly intervalMethods: readonly string[];
  readonly thresholds: {
    /** Smallest numerator and complement that is shown. */
    readonly count: number | null;
    readonly base: number | null;
    readonly effective: number | null;
    /** Widest interval of a share, as a share: 0.30 is 30 points. */
    readonly width: number | null;
    /** Widest interval as a part of the estimate: 1.3 is 130 %. */
    readonly relativeWidth: number | null;
    readonly variation: number | null;
  };
}

/** A weighting in numbers. */
export interface WeightingValues {
  readonly steps: readonly {
    readonly step: keyof typeof STEPS;
    readonly rows: number;
    readonly sum: number;
    readonly smallest: number;
    readonly largest: number;
    readonly kish: number;
  }[];
  readonly classes: number | null;
  readonly cells: number | null;
  readonly margins: readonly string[];
  readonly gap: number | null;
}

const STEPS = {
  base: 'stepBase',
  nonresponse: 'stepNonresponse',
  calibration: 'stepCalibration',
  trim: 'stepTrim',
} as const satisfies Record<string, PhraseId>;

const LONELY = {
  fail: 'lonelyFail',
  remove: 'lonelyRemove',
  certainty: 'lonelyCertainty',
  adjust: 'lonelyAdjust',
  average: 'lonelyAverage',
} as const satisfies Record<string, PhraseId>;

/** How the estimates were made, in words and numbers. Facts that a study does not have are left out. */
export function methodSections(values: MethodValues, words: Words): MethodSection[] {
  const number = (id: PhraseId, value: number | null, style: Cell['style'] = 'count'): Fact[] =>
    value === null ? [] : [{ label: words.phrase(id), cell: { value, style } }];
  const text = (id: PhraseId, value: string): Fact[] =>
    value === '' ? [] : [{ label: words.phrase(id), cell: { value, style: 'cell', span: 2 } }];
  const { weights, thresholds, lonelyPsu } = values;
  const range = (low: number, high: number) =>
    rangeText(words.number(low, 'decimal2'), words.number(high, 'decimal2'), words);
  return [
    {
      title: words.phrase('design'),
      paragraphs: [...values.designText, words.phrase('varianceText')],
      facts: [
        ...number('interviewsUsed', values.interviews),
        ...number('strata', values.strata),
        ...number('primaryUnits', values.primaryUnits),
        ...number('degreesOfFreedom', values.degreesOfFreedom),
        ...text('lonelyPsu', lonelyPsu === '' ? '' : words.phrase(LONELY[lonelyPsu])),
      ],
    },
    {
      title: words.phrase('weights'),
      paragraphs:
        weights === null
          ? [words.phrase('unweightedText')]
          : (values.weighting?.gap ?? null) === null
            ? []
            : [words.phrase('calibratedText')],
      facts:
        weights === null
          ? []
          : [
              ...text('weightSource', weights.source),
              ...text('weightRange', range(weights.smallest, weights.largest)),
              ...number('weightSum', weights.sum),
              ...(values.weighting === null ? [] : weightingFacts(values.weighting, words)),
            ],
    },
    {
      title: words.phrase('intervals'),
      paragraphs: [],
      facts: [
        ...text('confidenceLevel', percentText(values.confidenceLevel, words)),
        ...text(
          'intervalMethods',
          values.intervalMethods.map((method) => methodText(method, words)).join(words.phrase('listSeparator')),
        ),
      ],
    },
    { title: words.phrase('missing'), paragraphs: [words.phrase('missingText')], facts: [] },
    {
      title: words.phrase('suppression'),
      paragraphs: [words.phrase('suppressionText')],
      facts: [
        ...number('thresholdCount', thresholds.count),
        ...number('thresholdBase', thresholds.base),
        ...number('thresholdEffective', thresholds.effective),
        ...number('thresholdWidth', thresholds.width, 'percent'),
        ...number('thresholdRelative', thresholds.relativeWidth, 'percent'),
        ...number('thresholdVariation', thresholds.variation, 'percent'),
      ],
    },
  ];
}

function weightingFacts({ steps, classes, cells, margins, gap }: WeightingValues, words: Words): readonly Fact[] {
  const fact = (id: PhraseId, value: string): Fact => ({
    label: words.phrase(id),
    cell: { value, style: 'cell', span: 2 },
  });
  const decimal = (value: number) => words.number(value, 'decimal2');
  return [
    ...steps.map(({ step, rows, sum, smallest, largest, kish }) =>
      fact(
        STEPS[step],
        words.phrase('weightStep', {
          n: words.number(rows, 'count'),
          sum: words.number(sum, 'count'),
          low: decimal(smallest),
          high: decimal(largest),
          deff: decimal(kish),
        }),
      ),
    ),
    ...(classes === null || cells === null
      ? []
      : [
          fact(
            'weightCells',
            words.phrase('weightClassesOf', {
              classes: words.number(classes, 'count'),
              cells: words.number(cells, 'count'),
            }),
          ),
        ]),
    ...(margins.length === 0 ? [] : [fact('weightMargins', margins.join(words.phrase('listSeparator')))]),
    ...(gap === null ? [] : [fact('weightGap', words.number(gap, 'percent'))]),
  ];
}

/** The method as a sheet. */
export function methodSheet(
  sections: readonly MethodSection[],
  heading: SheetHeading,
  simulated: boolean,
  words: Words,
): Cells {
  const rows = headRows(heading.title, 3, { simulated, contents: heading.contents }, words);
  for (const section of sections) {
    rows.push([], across(section.title, 'heading', 3));
    for (const paragraph of section.paragraphs) rows.push(across(paragraph, 'text', 3));
    for (const { label, cell } of section.facts) rows.push([{ value: label, style: 'label' }, cell] satisfies Row);
  }
  return {
    name: heading.name,
    title: heading.title,
    language: words.language,
    direction: words.direction,
    widths: [48, 20, 68],
    rows,
    frozenRows: 0,
    frozenColumns: 0,
    pictures: [],
    tables: [],
  };
}
