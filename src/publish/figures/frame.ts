import type { TopLevelSpec } from 'vega-lite';
import type { Estimate } from '../../table/estimate.ts';
import { methodText, percentText } from '../words/intervals.ts';
import { MARKS, markOf } from '../words/marks.ts';
import type { Words } from '../words/words.ts';
import type { Layer, Page, View } from './figure.ts';
import { clean, wrapped } from './lines.ts';
import { linesView, textLayer } from './marks.ts';
import { type FigureTexts, NOTES } from './texts.ts';
import { configOf, FONT, TEXT } from './theme.ts';

/** What a figure says besides its panels. */
export interface Said {
  readonly title: string;
  /** Under the title: who is counted. '' for nothing. */
  readonly subtitle: string;
  /** Sentences of the figure's own, before those on intervals, marks and source. */
  readonly remarks: readonly string[];
  /** How intervals are shown: as lines unless said, written in small numbers, or not at all. */
  readonly intervals?: 'written' | 'none';
  /** Everything in words, for those who do not see it. */
  readonly alt: string;
}

/** The estimates that a figure draws, as a Vega-Lite document: title, base, panels, and the notes that make it stand alone. */
export function framed(said: Said, panels: readonly View[], drawn: readonly Estimate[], page: Page): TopLevelSpec {
  const { words } = page;
  const subtitle = wrapped(said.subtitle, page.space, TEXT.subtitle, page);
  const simulated = drawn.some((estimate) => estimate.simulated);
  const own = page.note === undefined || page.note === '' ? [] : [words.printed(page.note)];
  const notes = [...said.remarks, ...own, ...sentences(drawn, said.intervals, words)];
  const texts: FigureTexts = {
    title: clean(said.title),
    subtitle: clean(said.subtitle),
    notes: notes.map(clean),
    alt: said.alt,
    simulated,
  };
  return {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    description: said.alt,
    usermeta: { figure: texts, estimates: [...new Set(drawn.map(({ key }) => key))] },
    title: {
      text: [...wrapped(said.title, page.space, TEXT.title, page)],
      ...(subtitle.length === 0 ? {} : { subtitle: [...subtitle] }),
      anchor: words.direction === 'rtl' ? 'end' : 'start',
    },
    vconcat: [...(simulated ? [warningView(page)] : []), ...panels, notesView(notes, page)],
    config: { ...configOf(page.theme), font: FONT[words.direction] },
  } as unknown as TopLevelSpec;
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

/** The base of the estimates of several indicators: in words where it is one for all, else that each has its own. */
export function sharedBaseText(drawn: readonly Estimate[], words: Words): string {
  const [indicator = '', ...others] = new Set(drawn.map((each) => each.indicator));
  const base = words.indicator(indicator).base;
  if (others.every((other) => words.indicator(other).base === base)) return baseText(indicator, drawn, words);
  const n = countText(drawn, words);
  return n === '' ? '' : words.phrase('basesOfEach', { n });
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

/** How the intervals were made, what the marks mean, and the source. */
function sentences(drawn: readonly Estimate[], shown: Said['intervals'], words: Words): readonly string[] {
  const intervals = new Map<number, Set<string>>();
  for (const { level, low, method } of drawn) {
    if (shown === 'none' || level === null || low === null) continue;
    const methods = intervals.get(level) ?? new Set();
    intervals.set(level, methods.add(methodText(method, words)));
  }
  const marks = new Set(drawn.map(markOf));
  return [
    ...[...intervals].map(([level, methods]) =>
      words.phrase(shown === 'written' ? 'figureIntervalsWritten' : 'figureIntervals', {
        level: percentText(level, words),
        method: [...methods].join(words.phrase('listSeparator')),
      }),
    ),
    ...MARKS.filter(([mark]) => marks.has(mark)).map(([, phrase]) => words.phrase(phrase)),
    ...(words.title === '' ? [] : [words.phrase('figureSource', { title: words.title })]),
  ];
}

function notesView(sentences: readonly string[], page: Page): View {
  const lines = sentences.flatMap((sentence) => wrapped(sentence, page.space, TEXT.note, page));
  const view = linesView(
    [{ lines, style: TEXT.note, colour: page.theme.colour.quiet }],
    { before: 12, after: 0 },
    page,
  );
  return { ...view, name: NOTES };
}

/** The strip that no reader of made-up numbers can miss. */
function warningView(page: Page): View {
  const lines = wrapped(page.words.phrase('simulatedWarning'), page.space - 16, TEXT.warning, page);
  const height = lines.length * TEXT.warning.line + 10;
  const strip = {
    data: { values: [{}] },
    mark: { type: 'rect', color: page.theme.colour.warningFill },
    encoding: { x: { value: 0 }, x2: { value: page.space }, y: { value: 0 }, y2: { value: height } },
  } as Layer;
  const look = {
    style: TEXT.warning,
    colour: page.theme.colour.warningInk,
    align: 'start',
    width: page.space,
  } as const;
  return {
    width: page.space,
    height: height + 12,
    layer: [strip, textLayer([{ x: 8, y: height / 2, lines }], look, page)],
  };
}
