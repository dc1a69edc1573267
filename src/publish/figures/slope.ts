import type { TopLevelSpec } from 'vega-lite';
import { z } from 'zod';
import { kind } from '../../kind.ts';
import type { Estimate } from '../../table/estimate.ts';
import { altText } from './alt.ts';
import type { Figure, Layer, Page, View } from './figure.ts';
import { baseText, framed } from './frame.ts';
import { directed, widest, wrapped } from './lines.ts';
import { across, type Placed, pixels, round, textLayer } from './marks.ts';
import { pairsOf } from './pairs.ts';
import { seen, valueText } from './readings.ts';
import { scaleOver } from './scale.ts';
import { TEXT } from './theme.ts';

const params = z.strictObject({
  /** A paired indicator: each item is a line from its first side to its second. */
  indicator: z.string().min(1),
});

const HEIGHT = 340;
const HEAD = 34;
const LABEL_ROOM = 200;
const NEAR = 10;

/** Two numbers of the same people, as lines from before to after, with both intervals. */
export const slope = kind(params, ({ indicator }, _context: unknown): Figure => {
  return (estimates, page) => draw(indicator, seen(estimates), page);
});

/** One end of a line. */
interface End {
  readonly y: number;
  readonly low: number | null;
  readonly high: number | null;
  readonly text: string;
}

function draw(indicator: string, estimates: readonly Estimate[], page: Page): TopLevelSpec | null {
  const { words, theme } = page;
  const { pairs: all, sides } = pairsOf(indicator, estimates);
  const pairs = all.filter((pair) => pair.sides.every(({ value }) => value !== null));
  const held = all.length - pairs.length;
  if (all.length === 0) return null;
  const numbers = pairs.flatMap((pair) => pair.sides.flatMap(({ value, low, high }) => [value, low, high]));
  const scale = scaleOver(
    numbers.filter((x) => x !== null),
    5,
    pairs[0]?.sides[0].stat === 'share',
  );
  const y = (x: number) => round(HEAD + ((scale.high - x) / (scale.high - scale.low)) * (HEIGHT - HEAD));
  const end = (estimate: Estimate): End => ({
    y: y(estimate.value ?? 0),
    low: estimate.low === null ? null : y(estimate.low),
    high: estimate.high === null ? null : y(estimate.high),
    text: valueText(estimate.value ?? 0, estimate, words),
  });
  const lines = pairs.map(({ item, sides: [first, second] }) => ({
    label: words.item(indicator, item),
    ends: [end(first), end(second)] as const,
    rises: (second.value ?? 0) >= (first.value ?? 0),
  }));
  const texts = lines.map(({ label, ends }) => ({
    left: [directed(ends[0].text, page)],
    right: wrapped(`${ends[1].text}  ${label}`, LABEL_ROOM, TEXT.label, page),
  }));
  const leftRoom =
    widest(
      texts.flatMap(({ left }) => left),
      TEXT.label,
      page,
    ) + NEAR;
  const rightRoom =
    widest(
      texts.flatMap(({ right }) => right),
      TEXT.label,
      page,
    ) + NEAR;
  const [from, to] = [leftRoom + 6, page.space - rightRoom - 6];
  const leftTexts = apart(
    texts.map(({ left }, place) => ({ x: from - NEAR, y: lines[place]?.ends[0].y ?? 0, lines: left })),
  );
  const rightTexts = apart(
    texts.map(({ right }, place) => ({ x: to + NEAR, y: lines[place]?.ends[1].y ?? 0, lines: right })),
  );
  const leaders = lines.flatMap(({ ends }, place) => [
    { x: from, y: ends[0].y, x2: from - NEAR + 2, y2: round(leftTexts[place]?.y ?? 0), colour: theme.colour.zero },
    { x: to, y: ends[1].y, x2: to + NEAR - 2, y2: round(rightTexts[place]?.y ?? 0), colour: theme.colour.zero },
  ]);
  const look = { style: TEXT.label, colour: theme.colour.ink, width: page.space } as const;
  const names = sides.map((side) => words.item(indicator, side));
  const heads: readonly Placed[] = [from, to].map((x, place) => ({
    x: place === 0 ? 0 : page.space,
    y: 10,
    lines: wrapped(names[place] ?? '', page.space / 2 - 20, TEXT.heading, page),
    at: x,
  }));
  const bottom = Math.max(
    ...[...leftTexts, ...rightTexts].map((text) => text.y + text.lines.length * 8),
    ...lines.flatMap(({ ends }) => ends.map((each) => each.low ?? each.y)),
    HEAD,
  );
  const view = {
    width: page.space,
    height: bottom + 10,
    layer: [
      ...[true, false].flatMap((rising) => {
        const some = lines.filter(({ rises }) => rises === rising);
        const rules = some.map(({ ends }) => ({
          x: from,
          x2: to,
          y: ends[0].y,
          y2: ends[1].y,
          colour: rising ? theme.colour.dot : theme.colour.benchmark,
        }));
        // Dashed too, for grey print.
        return some.length === 0 ? [] : [ruleLayer(rules, 2, page, rising ? [] : [6, 4])];
      }),
      ruleLayer(
        lines.flatMap(({ ends }) =>
          ends.flatMap(({ low, high }, place) =>
            low === null || high === null
              ? []
              : [
                  {
                    x: place === 0 ? from : to,
                    x2: place === 0 ? from : to,
                    y: low,
                    y2: high,
                    colour: theme.colour.interval,
                  },
                ],
          ),
        ),
        1,
        page,
      ),
      ruleLayer(leaders, 0.6, page),
      pointLayer(
        lines.flatMap(({ ends }) => [
          { x: from, y: ends[0].y },
          { x: to, y: ends[1].y },
        ]),
        page,
      ),
      textLayer(heads.slice(0, 1), { ...look, style: TEXT.heading, align: 'start' }, page),
      textLayer(heads.slice(1), { ...look, style: TEXT.heading, align: 'end' }, page),
      ...(lines.length === 0
        ? []
        : [
            textLayer(leftTexts, { ...look, align: 'end' }, page),
            textLayer(rightTexts, { ...look, align: 'start' }, page),
          ]),
    ],
  } as View;
  const drawn = all.flatMap((pair) => [...pair.sides]);
  const { title } = words.indicator(indicator);
  const labelled = drawn.map((estimate) => ({ estimate, label: words.item(indicator, estimate.item) }));
  const remarks = [
    words.phrase('figureSlope'),
    ...(lines.some(({ rises }) => !rises) ? [words.phrase('figureFalls')] : []),
    ...(held === 0 ? [] : [words.phrase('figureHeldPairs', { n: words.number(held, 'count') })]),
  ];
  const alt = altText('altPairs', title, labelled, words);
  return framed({ title, subtitle: baseText(indicator, drawn, words), remarks, alt }, [view], drawn, page);
}

/** Texts moved, as little as keeps them from standing on each other: those in each other's way share the room about their middle. */
function apart(texts: readonly Placed[]): readonly Placed[] {
  const order = texts.map((_, place) => place).sort((a, b) => (texts[a]?.y ?? 0) - (texts[b]?.y ?? 0));
  const blocks: { middle: number; height: number; places: number[] }[] = [];
  for (const place of order) {
    const { y = 0, lines = [] } = texts[place] ?? {};
    let block = { middle: y, height: lines.length * TEXT.label.line, places: [place] };
    for (let above = blocks.at(-1); above !== undefined; above = blocks.at(-1)) {
      if (above.middle + above.height / 2 <= block.middle - block.height / 2) break;
      blocks.pop();
      const [a, b] = [above.places.length, block.places.length];
      block = {
        middle: (above.middle * a + block.middle * b) / (a + b),
        height: above.height + block.height,
        places: [...above.places, ...block.places],
      };
    }
    blocks.push(block);
  }
  const at = new Map<number, number>();
  for (const { middle, height, places } of blocks) {
    let top = Math.max(HEAD - 8, middle - height / 2);
    for (const place of places) {
      const own = (texts[place]?.lines.length ?? 0) * TEXT.label.line;
      at.set(place, top + own / 2);
      top += own;
    }
  }
  return texts.map((text, place) => ({ ...text, y: at.get(place) ?? text.y }));
}

interface Rule {
  readonly x: number;
  readonly x2: number;
  readonly y: number;
  readonly y2: number;
  readonly colour: string;
}

function ruleLayer(rules: readonly Rule[], strokeWidth: number, page: Page, dash: readonly number[] = []): Layer {
  const values = rules.map((rule) => ({
    ...rule,
    x: round(across(rule.x, page.space, page)),
    x2: round(across(rule.x2, page.space, page)),
  }));
  return {
    data: { values },
    mark: { type: 'rule', strokeWidth, ...(dash.length === 0 ? {} : { strokeDash: [...dash] }) },
    encoding: {
      x: pixels('x'),
      x2: { field: 'x2' },
      y: pixels('y'),
      y2: { field: 'y2' },
      color: { field: 'colour', type: 'nominal', scale: null, legend: null },
    },
  } as Layer;
}

function pointLayer(points: readonly { readonly x: number; readonly y: number }[], page: Page): Layer {
  return {
    data: { values: points.map(({ x, y }) => ({ x: round(across(x, page.space, page)), y })) },
    mark: { type: 'point', filled: true, size: 46, opacity: 1, color: page.theme.colour.dot },
    encoding: { x: pixels('x'), y: pixels('y') },
  } as Layer;
}
