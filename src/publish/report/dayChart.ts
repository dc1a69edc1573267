import type { Words } from '../words/words.ts';
import { escapeHtml, type Html } from './html.ts';
import { inlineSvg } from './svg.ts';

/** One day of fieldwork. */
export interface DayCount {
  /** YYYY-MM-DD */
  readonly day: string;
  readonly interviews: number;
  /** Interviews with an error or a warning. */
  readonly found: number;
}

const [WIDTH, HEIGHT, LEFT, BOTTOM, TOP] = [960, 220, 36, 24, 12];

/** Interviews by day as columns, the part of them with an error or a warning darker; days without interviews leave a gap. */
export function dayChart(days: readonly DayCount[], prefix: string, words: Words): Html | null {
  const known = days.filter(({ day }) => day !== '');
  const [first, last] = [known[0], known.at(-1)];
  if (first === undefined || last === undefined) return null;
  const at = (day: string) => Date.parse(`${day}T00:00:00Z`) / 86_400_000;
  const span = at(last.day) - at(first.day) + 1;
  const step = (WIDTH - LEFT) / Math.max(span, 12);
  const most = Math.max(...known.map(({ interviews }) => interviews));
  const high = (count: number) => (count / most) * (HEIGHT - BOTTOM - TOP);
  const columns = known.map(({ day, interviews, found }) => {
    const x = round(LEFT + (at(day) - at(first.day)) * step);
    const [all, part] = [high(interviews), high(found)];
    const base = HEIGHT - BOTTOM;
    const width = round(Math.max(1, step * 0.8));
    return `<g><title>${escapeHtml(`${words.day(day)}: ${interviews} / ${found}`)}</title><rect x="${x}" y="${round(base - all)}" width="${width}" height="${round(all)}" fill="#c3d5e8"/><rect x="${x}" y="${round(base - part)}" width="${width}" height="${round(part)}" fill="#8a5a00"/></g>`;
  });
  const text = (x: number, y: number, anchor: string, what: string) =>
    `<text x="${round(x)}" y="${y}" text-anchor="${anchor}" font-size="12" fill="#465261">${escapeHtml(what)}</text>`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="Noto Sans, Noto Sans Arabic, sans-serif"><line x1="${LEFT}" x2="${WIDTH}" y1="${HEIGHT - BOTTOM}" y2="${HEIGHT - BOTTOM}" stroke="#7b8896"/>${columns.join('')}${text(LEFT - 6, TOP + 4, 'end', words.number(most, 'count'))}${text(LEFT - 6, HEIGHT - BOTTOM, 'end', words.number(0, 'count'))}${text(LEFT, HEIGHT - 6, 'start', words.day(first.day))}${known.length > 1 ? text(Math.min(WIDTH, LEFT + span * step), HEIGHT - 6, 'end', words.day(last.day)) : ''}</svg>`;
  const alt = words.phrase('validationDayAlt', {
    n: words.number(
      known.reduce((sum, { interviews }) => sum + interviews, 0),
      'count',
    ),
    from: words.day(first.day),
    to: words.day(last.day),
    most: words.number(most, 'count'),
  });
  return inlineSvg(svg, prefix, alt);
}

function round(x: number): number {
  return Math.round(x * 100) / 100;
}
