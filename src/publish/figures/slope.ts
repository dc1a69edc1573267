import type { TopLevelSpec } from 'vega-lite';
import { z } from 'zod';
import { kind } from '../../kind.ts';
import type { Estimate } from '../../table/estimate.ts';
import { altText } from './alt.ts';
import type { Figure, Layer, Page, View } from './figure.ts';
import { baseText, framed } from './frame.ts';
import { directed, widest, wrapped } from './lines.ts';
import { across, type Placed, pixels, round, textLayer } from './marks.ts';
import { differenceText, labelledPairs, pairsOf } from './pairs.ts';
import { seen, valueText } from './readings.ts';
import { TEXT } from './theme.ts';

const params = z.strictObject({
  /** A paired indicator: each item is a line from its first side to its second. */
  indicator: z.string().min(1),
});

/** Px down that a line has to rise or fall in: more for more of them, so that their ends stand apart. */
const ROOM = { least: 120, each: 30, most: 280 } as const;
const HEAD = 34;
/** Px across that the lines keep, whatever their labels want. */
const LINES_ROOM = 200;
const NEAR = 10;
/** Px between the ends of two lines, so that their intervals are seen beside each other; and most between the first and the last. */
const STEP = 6;
const WIDEST_STEPS = 60;

/** Two numbers of the same people, as lines from before to after, with both intervals and the difference. */
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
  const known = numbers.filter((x) => x !== null);
  const [least, most] = [Math.min(...known), Math.max(...known)];
  const depth = Math.min(ROOM.most, Math.max(ROOM.least, ROOM.each * pairs.length));
  const y = (x: number) => round(HEAD + (most > least ? (most - x) / (most - least) : 0.5) * depth);
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
  const gaps = pairs.map((pair) => [directed(differenceText(pair, words), page)]);
  const gapRoom = widest(gaps.flat(), TEXT.value, page);
  const left = lines.map(({ ends }) => [directed(ends[0].text, page)]);
  const leftRoom = widest(left.flat(), TEXT.label, page) + NEAR;
  const step = lines.length < 2 ? 0 : Math.min(STEP, WIDEST_STEPS / (lines.length - 1));
  const spread = (step * Math.max(0, lines.length - 1)) / 2;
  const labelRoom = page.space - leftRoom - gapRoom - LINES_ROOM - 2 * spread - 2 * NEAR;
  const right = lines.map(({ ends, label }) => wrapped(`${ends[1].text}  ${label}`, labelRoom, TEXT.label, page));
  const rightRoom = widest(right.flat(), TEXT.label, page) + gapRoom + 2 * NEAR;
  const [from, to] = [leftRoom + 6 + spread, page.space - rightRoom - 6 - spread];
  const steps = ([0, 1] as const).map((which) => stepped(lines.map(({ ends }) => ends[which].y)));
  /** Where the line of this place begins, or ends. */
  const at = (which: 0 | 1, place: number) =>
    round((which === 0 ? from : to) + (steps[which]?.[place] ?? 0) * step - spread);
  const leftTexts = apart(
    left.map((own, place) => ({ x: from - spread - NEAR, y: lines[place]?.ends[0].y ?? 0, lines: own })),
  );
  const rightTexts = apart(
    right.map((own, place) => ({ x: to + spread + NEAR, y: lines[place]?.ends[1].y ?? 0, lines: own })),
  );
  const gapTexts = gaps.map((own, place) => ({ x: page.space, y: rightTexts[place]?.y ?? 0, lines: own }));
  const leaders = lines.flatMap(({ ends }, place) => [
    {
      x: at(0, place),
      y: ends[0].y,
      x2: from - spread - NEAR + 2,
      y2: round(leftTexts[place]?.y ?? 0),
      colour: theme.colour.zero,
    },
    {
      x: at(1, place),
      y: ends[1].y,
      x2: to + spread + NEAR - 2,
      y2: round(rightTexts[place]?.y ?? 0),
      colour: theme.colour.zero,
    },
  ]);
  const look = { style: TEXT.label, colour: theme.colour.ink, width: page.space } as const;
  const names = sides.map((side) => words.item(indicator, side));
  const heads: readonly Placed[] = [0, to + spread + NEAR].map((x, place) => ({
    x,
    y: 10,
    lines: wrapped(names[place] ?? '', page.space / 2 - 20, TEXT.heading, page),
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
      ruleLayer(leaders, 0.6, page),
      ...[true, false].flatMap((rising) => {
        const rules = lines.flatMap(({ ends, rises }, place) =>
          rises !== rising
            ? []
            : [
                {
                  x: at(0, place),
                  x2: at(1, place),
                  y: ends[0].y,
                  y2: ends[1].y,
                  colour: rising ? theme.colour.dot : theme.colour.benchmark,
                },
              ],
        );
        // Dashed too, for grey print.
        return rules.length === 0 ? [] : [ruleLayer(rules, 1.6, page, rising ? [] : [6, 4])];
      }),
      ruleLayer(
        lines.flatMap(({ ends }, place) =>
          ([0, 1] as const).flatMap((which) => {
            const { low, high } = ends[which];
            const x = at(which, place);
            return low === null || high === null ? [] : [{ x, x2: x, y: low, y2: high, colour: theme.colour.interval }];
          }),
        ),
        1.2,
        page,
      ),
      pointLayer(
        lines.flatMap(({ ends }, place) =>
          ([0, 1] as const).map((which) => ({ x: at(which, place), y: ends[which].y })),
        ),
        page,
      ),
      textLayer(heads, { ...look, style: TEXT.heading, align: 'start' }, page),
      ...(lines.length === 0
        ? []
        : [
            textLayer(leftTexts, { ...look, align: 'end' }, page),
            textLayer(rightTexts, { ...look, align: 'start' }, page),
            textLayer(gapTexts, { ...look, style: TEXT.value, align: 'end' }, page),
          ]),
    ],
  } as View;
  const drawn = all.flatMap((pair) => [...pair.sides, ...(pair.difference === undefined ? [] : [pair.difference])]);
  const { title } = words.indicator(indicator);
  const remarks = [
    words.phrase('figureSlope'),
    words.phrase('figureDifferenceRight', { first: names[0] ?? '', second: names[1] ?? '' }),
    ...(lines.some(({ rises }) => !rises) ? [words.phrase('figureFalls')] : []),
    ...(held === 0 ? [] : [words.phrase('figureHeldPairs', { n: words.number(held, 'count') })]),
  ];
  const alt = altText('altPairs', title, labelledPairs(indicator, drawn, words), words);
  return framed({ title, subtitle: baseText(indicator, drawn, words), remarks, alt }, [view], drawn, page);
}

/** Places from left to right of the ends of lines, the highest first: lines that rise keep apart. */
function stepped(ys: readonly number[]): readonly number[] {
  const order = ys.map((_, place) => place).sort((a, b) => (ys[a] ?? 0) - (ys[b] ?? 0));
  return ys.map((_, place) => order.indexOf(place));
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
