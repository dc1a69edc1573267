import type { TopLevelSpec } from 'vega-lite';
import type { Estimate } from '../../table/estimate.ts';
import type { PhraseId } from '../words/phrases.ts';
import type { Words } from '../words/words.ts';
import type { Page, View } from './figure.ts';
import { wrapped } from './lines.ts';
import { linesView } from './marks.ts';
import { type Mark, markOf, percentText } from './readings.ts';
import { COLOUR, CONFIG, TEXT, WIDTH } from './theme.ts';

/** What a figure says besides its panels. */
export interface Said {
  readonly title: string;
  /** Under the title: who is counted. '' for nothing. */
  readonly subtitle: string;
  /** Sentences of the figure's own, before those on intervals, marks and source. */
  readonly remarks: readonly string[];
  /** Everything in words, for those who do not see it. */
  readonly alt: string;
}

/** The estimates that a figure draws, as a Vega-Lite document: title, base, panels, and the notes that make it stand alone. */
export function framed(said: Said, panels: readonly View[], drawn: readonly Estimate[], page: Page): TopLevelSpec {
  const { words } = page;
  const subtitle = wrapped(said.subtitle, WIDTH, TEXT.subtitle, page);
  const simulated = drawn.some((estimate) => estimate.simulated);
  return {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    description: said.alt,
    title: {
      text: [...wrapped(said.title, WIDTH, TEXT.title, page)],
      ...(subtitle.length === 0 ? {} : { subtitle: [...subtitle] }),
      anchor: words.direction === 'rtl' ? 'end' : 'start',
    },
    vconcat: [
      ...(simulated ? [warning(page)] : []),
      ...panels,
      notes([...said.remarks, ...sentences(drawn, words)], page),
    ],
    config: CONFIG,
  } as TopLevelSpec;
}

/** « Base: people in paid work (n = 480) », or only the count where the base has no words; '' where neither can be told. */
export function baseText(indicator: string, drawn: readonly Estimate[], words: Words): string {
  const base = words
    .indicator(indicator)
    .base.trim()
    .replace(/[.。]$/, '');
  const n = countText(drawn, words);
  if (base === '') return n === '' ? '' : words.phrase('countIs', { n });
  return n === '' ? words.phrase('baseIs', { base }) : words.phrase('baseCount', { base, n });
}

/** The rows that the estimates rest on: one number, or from the smallest to the largest. */
function countText(drawn: readonly Estimate[], words: Words): string {
  const counts = drawn.flatMap(({ n }) => (n === null ? [] : [n])).sort((a, b) => a - b);
  const [low] = counts;
  const high = counts.at(-1);
  if (low === undefined || high === undefined) return '';
  const texts = { low: words.number(low, 'count'), high: words.number(high, 'count') };
  return low === high ? texts.low : words.phrase('fromTo', texts);
}

const METHODS: ReadonlyMap<string, PhraseId> = new Map([
  ['beta', 'methodBeta'],
  ['logit', 'methodLogit'],
  ['t', 'methodT'],
  ['woodruff', 'methodWoodruff'],
  ['wilson', 'methodWilson'],
]);

const MARKS: readonly (readonly [mark: Mark, phrase: PhraseId])[] = [
  ['[c]', 'markConfidential'],
  ['[u]', 'markUnreliable'],
  ['[x]', 'markNotEstimable'],
  ['[z]', 'markNoInterval'],
  ['[!]', 'markCaution'],
];

/** How the intervals were made, what the marks mean, and the source. */
function sentences(drawn: readonly Estimate[], words: Words): readonly string[] {
  const intervals = new Set<string>();
  for (const estimate of drawn) {
    const { level, low, method } = estimate;
    if (level === null || low === null) continue;
    const phrase = METHODS.get(method);
    const inWords = phrase === undefined ? method : words.phrase(phrase);
    intervals.add(words.phrase('figureIntervals', { level: percentText(level, words), method: inWords }));
  }
  const marks = new Set(drawn.map(markOf));
  return [
    ...intervals,
    ...MARKS.filter(([mark]) => marks.has(mark)).map(([, phrase]) => words.phrase(phrase)),
    ...(words.title === '' ? [] : [words.phrase('figureSource', { title: words.title })]),
  ];
}

function notes(sentences: readonly string[], page: Page): View {
  const lines = sentences.flatMap((sentence) => wrapped(sentence, WIDTH, TEXT.note, page));
  return linesView(lines, { style: TEXT.note, colour: COLOUR.quiet, padding: 4 }, page);
}

/** The strip that no reader of made-up numbers can miss. */
function warning(page: Page): View {
  const lines = wrapped(page.words.phrase('simulatedWarning'), WIDTH - 16, TEXT.warning, page);
  return linesView(
    lines,
    { style: TEXT.warning, colour: COLOUR.warningInk, fill: COLOUR.warningFill, padding: 6 },
    page,
  );
}
