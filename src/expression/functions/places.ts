import { mapToNumbers, mapToTruth } from '../distinct.ts';
import { apply, type Functions, type Plan, type Scope } from '../plan.ts';
import type { Tree } from '../tree.ts';
import { toTexts } from '../vector.ts';
import { planJoin } from './rosters.ts';

interface Point {
  readonly latitude: number;
  readonly longitude: number;
}

/** Metres; the equatorial radius that ODK clients use. */
const RADIUS = 6_378_100;
const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/** The points of a geopoint, geotrace or geoshape: `lat lon alt acc; lat lon …`; null where the text is none. */
export function pointsOf(text: string): readonly Point[] | null {
  const points: Point[] = [];
  for (const part of text.split(';')) {
    if (part.trim() === '') continue;
    const [latitude, longitude] = part
      .trim()
      .split(/[\s,]+/)
      .map(Number);
    if (
      latitude === undefined ||
      longitude === undefined ||
      !(Math.abs(latitude) <= 90) ||
      !(Math.abs(longitude) <= 180)
    )
      return null;
    points.push({ latitude, longitude });
  }
  return points.length === 0 ? null : points;
}

/** Metres between two points on a sphere, by the haversine formula. */
function between(a: Point, b: Point): number {
  const half = (degrees: number): number => Math.sin(radians(degrees) / 2) ** 2;
  const h =
    half(b.latitude - a.latitude) +
    Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude)) * half(b.longitude - a.longitude);
  return 2 * RADIUS * Math.asin(Math.min(1, Math.sqrt(h)));
}

/** Metres along the points. */
function length(points: readonly Point[]): number {
  return points.reduce((sum, point, place) => sum + (place === 0 ? 0 : between(points[place - 1]!, point)), 0);
}

/** Square metres inside a closed line on a sphere: the sum of the spherical excesses of its edges towards the pole. */
function area(points: readonly Point[]): number {
  if (points.length < 3) return 0;
  let excess = 0;
  for (const [place, to] of points.entries()) {
    const from = points.at(place - 1)!;
    const [a, b] = [
      Math.tan((Math.PI / 2 - radians(from.latitude)) / 2),
      Math.tan((Math.PI / 2 - radians(to.latitude)) / 2),
    ];
    const turn = radians(from.longitude - to.longitude);
    excess += 2 * Math.atan2(a * b * Math.sin(turn), 1 + a * b * Math.cos(turn));
  }
  return Math.abs(excess) * RADIUS * RADIUS;
}

/** True where a point lies within a closed line, by counting the edges to one side of it, in degrees. */
function inside(point: Point, shape: readonly Point[]): boolean {
  let within = false;
  for (const [place, a] of shape.entries()) {
    const b = shape.at(place - 1)!;
    const crosses = a.latitude > point.latitude !== b.latitude > point.latitude;
    if (!crosses) continue;
    const at = a.longitude + ((b.longitude - a.longitude) * (point.latitude - a.latitude)) / (b.latitude - a.latitude);
    if (point.longitude < at) within = !within;
  }
  return within;
}

/** The points of a roster are one line, in the order of its rows. */
function lines(args: readonly Tree[], scope: Scope): readonly Plan[] {
  return args.map((arg) =>
    scope.plan(arg).nodes === undefined
      ? scope.single(arg)
      : planJoin({ kind: 'call', name: 'join', args: [{ kind: 'text', value: ';' }, arg] }, scope),
  );
}

const measured = (points: readonly Point[] | null, of: (points: readonly Point[]) => number): number =>
  points === null ? Number.NaN : of(points);

export const placeFunctions: Functions = {
  area: {
    signature: 'area(geoshape), in square metres',
    least: 1,
    most: 1,
    type: 'number',
    plan: (call, scope) => {
      return apply('number', lines(call.args, scope), ([shape], run) =>
        mapToNumbers([toTexts(shape!)], run.rows, (text) => (text === '' ? 0 : measured(pointsOf(text!), area))),
      );
    },
  },
  distance: {
    signature: 'distance(geotrace) or distance(point, point, …), in metres',
    least: 1,
    most: Number.POSITIVE_INFINITY,
    type: 'number',
    plan: (call, scope) => {
      return apply('number', lines(call.args, scope), (args, run) =>
        mapToNumbers(args.map(toTexts), run.rows, (...texts) =>
          texts.every((text) => text === '') ? 0 : measured(pointsOf(texts.join(';')), length),
        ),
      );
    },
  },
  geofence: {
    signature: 'geofence(point, geoshape)',
    least: 2,
    most: 2,
    type: 'boolean',
    of: (args, run) =>
      mapToTruth(args.map(toTexts), run.rows, (point, shape) => {
        const [at] = pointsOf(point!) ?? [];
        const line = pointsOf(shape!);
        return at !== undefined && line !== null && inside(at, line);
      }),
  },
};
