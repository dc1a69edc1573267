import type { Column } from '../table/column.ts';
import { hasValue, INVALID } from '../table/states.ts';
import { cleanText } from '../table/text.ts';

/** A place in degrees, and its accuracy in metres (NaN where it is not told). */
export interface Point {
  readonly latitude: number;
  readonly longitude: number;
  readonly accuracy: number;
}

/** The points of a column of « lat lon alt acc »; null where there is none. */
export function pointsOf(column: Column, rows: number): readonly (Point | null)[] {
  return Array.from({ length: rows }, (_, row) => {
    if (!hasValue(column.states[row] ?? INVALID)) return null;
    const [latitude = Number.NaN, longitude = Number.NaN, , accuracy = Number.NaN] = cleanText(column, row)
      .trim()
      .split(/[\s,;]+/)
      .map(Number);
    const known = Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;
    return known ? { latitude, longitude, accuracy } : null;
  });
}

/** Mean radius of the earth in kilometres. */
const RADIUS = 6371.0088;

/** The great-circle distance of two points (haversine formula). */
export function kilometres(a: Point, b: Point): number {
  const radians = (degrees: number) => (degrees * Math.PI) / 180;
  const [up, along] = [radians(b.latitude - a.latitude) / 2, radians(b.longitude - a.longitude) / 2];
  const h =
    Math.sin(up) * Math.sin(up) +
    Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude)) * Math.sin(along) * Math.sin(along);
  return 2 * RADIUS * Math.asin(Math.min(1, Math.sqrt(h)));
}

/** True inside a polygon of latitude and longitude pairs (ray casting; it need not be closed, and must not cross the date line). */
export function inPolygon({ latitude, longitude }: Point, polygon: readonly (readonly [number, number])[]): boolean {
  let inside = false;
  for (const [at, [north, east]] of polygon.entries()) {
    const [north2, east2] = polygon[(at + 1) % polygon.length] ?? [north, east];
    const between = north > latitude !== north2 > latitude;
    if (between && longitude < ((east2 - east) * (latitude - north)) / (north2 - north) + east) inside = !inside;
  }
  return inside;
}
