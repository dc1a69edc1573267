import type { Level } from '../../table/finding.ts';
import type { Words } from '../words/words.ts';
import { type Html, html } from './html.ts';
import { inlineSvg } from './svg.ts';

/** Where an interview was held, and the gravest of what is open on it. */
export interface MapPoint {
  readonly latitude: number;
  readonly longitude: number;
  readonly level: Level | 'none';
}

const [WIDTH, HIGHEST, EDGE] = [640, 480, 24];
/** Cells that the longer side of the map is rounded to: a point shows a neighbourhood, not a door. */
const GRID = 100;
const DEGREE_KM = 111.2;

const MARKS: Readonly<Record<MapPoint['level'], (x: number, y: number) => string>> = {
  none: (x, y) => `<circle cx="${x}" cy="${y}" r="3" fill="#7fa6cc" fill-opacity=".7"/>`,
  note: (x, y) => `<circle cx="${x}" cy="${y}" r="3" fill="#7fa6cc" fill-opacity=".7"/>`,
  warning: (x, y) => `<path d="M${x} ${y - 5}l5 9h-10z" fill="#e0a100" stroke="#6b4a00"/>`,
  error: (x, y) => `<path d="M${x - 4} ${y - 4}h8v8h-8z" fill="#b3261e" stroke="#fff"/>`,
};

/**
 * The interviews as points, north above, distances true at the middle latitude (equirectangular), with a scale; the graver drawn later
 * and each in its own shape. Positions are rounded to a hundredth of the map. Nothing where there is no point.
 */
export function coverageMap(points: readonly MapPoint[], without: number, prefix: string, words: Words): Html | null {
  if (points.length === 0) return null;
  const [south, north] = extent(points.map(({ latitude }) => latitude));
  const [west, east] = extent(points.map(({ longitude }) => longitude));
  const shrink = Math.cos((((south + north) / 2) * Math.PI) / 180);
  // Points on one spot: a map a kilometre wide.
  const [wide, tall] = [Math.max((east - west) * shrink, 0.01), Math.max(north - south, 0.01)];
  const scale = Math.min((WIDTH - 2 * EDGE) / wide, (HIGHEST - 2 * EDGE) / tall);
  const height = Math.round(tall * scale + 2 * EDGE + 30);
  const cell = Math.max(wide, tall) / GRID;
  const place = (degrees: number) => Math.round(degrees / cell) * cell * scale;
  const order: readonly MapPoint['level'][] = ['none', 'note', 'warning', 'error'];
  const marks = order.flatMap((level) =>
    points
      .filter((point) => point.level === level)
      .map(({ latitude, longitude }) =>
        MARKS[level](round(EDGE + place((longitude - west) * shrink)), round(EDGE + place(north - latitude))),
      ),
  );
  const kilometres = niceLength(((WIDTH / 4) * DEGREE_KM) / scale);
  const bar = round((kilometres / DEGREE_KM) * scale);
  const y = height - 14;
  const length = (km: number) => (km < 1 ? `${Math.round(km * 1000)} m` : `${words.number(km, 'count')} km`);
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" font-family="Noto Sans, Noto Sans Arabic, sans-serif"><rect width="${WIDTH}" height="${height}" fill="#f4f7fa"/>${marks.join('')}<path d="M${EDGE} ${y - 4}v4h${bar}v-4" fill="none" stroke="#465261"/><text x="${EDGE + bar + 8}" y="${y + 2}" font-size="12" fill="#465261">${length(kilometres)}</text></svg>`;
  const count = (level: MapPoint['level']) =>
    words.number(points.filter((point) => point.level === level).length, 'count');
  const alt = words.phrase('validationMapAlt', {
    n: words.number(points.length, 'count'),
    errors: count('error'),
    warnings: count('warning'),
    none: words.number(without, 'count'),
  });
  return html`<figure class="chart">${inlineSvg(svg, prefix, alt)}<figcaption><p>${alt}</p><p>${words.phrase(
    'validationMapNote',
    { size: length(cell * DEGREE_KM) },
  )}</p></figcaption></figure>
`;
}

function extent(values: readonly number[]): readonly [number, number] {
  return [values.reduce((a, b) => Math.min(a, b)), values.reduce((a, b) => Math.max(a, b))];
}

/** The largest of 1, 2, 5 × a power of ten that is not above a length. */
function niceLength(most: number): number {
  const power = 10 ** Math.floor(Math.log10(most));
  return ([5, 2, 1].find((step) => step * power <= most) ?? 1) * power;
}

function round(x: number): number {
  return Math.round(x * 100) / 100;
}
