import { z } from 'zod';
import { fieldCalled, fieldNamed } from '../expression/names.ts';
import { fault } from '../fault.ts';
import { kind } from '../kind.ts';
import { plainQuantile } from '../survey/classical/outliers.ts';
import type { Table } from '../table/table.ts';
import { keyAt } from '../table/table.ts';
import { numberText } from '../table/text.ts';
import type { Check, CheckContext, CheckRemark } from './check.ts';
import { groupsOf } from './groups.ts';
import type { Point } from './points.ts';
import { inPolygon, kilometres, pointsOf } from './points.ts';
import { lacks, onCell } from './remark.ts';

const latitude = z.number().min(-90).max(90);
const longitude = z.number().min(-180).max(180);
const params = z.strictObject({
  /** The question with the point; else the form's first geopoint. */
  field: z.exactOptional(z.string().min(1)),
  /** The study area: a box, or a polygon of latitude and longitude pairs. */
  box: z.exactOptional(z.strictObject({ south: latitude, west: longitude, north: latitude, east: longitude })),
  polygon: z.exactOptional(z.array(z.tuple([latitude, longitude])).min(3)),
  /** Points that are the same to the last digit are told. */
  identical: z.boolean().default(true),
  /** Kilometres from the middle of the cluster's points; the cluster of the design where none is named. */
  far: z.exactOptional(z.number().gt(0)),
  cluster: z.exactOptional(z.string().min(1)),
  /** Metres of accuracy beyond which a point says little. */
  accuracy: z.exactOptional(z.number().gt(0)),
});

/** Clusters with fewer points have no middle to speak of. */
const LEAST = 4;

/** Points outside the study area, the same as another's, far from those of their cluster, or too inaccurate. */
export const gps = kind(params, ({ field: given, cluster, ...limits }, context: CheckContext): Check => {
  const name = given ?? context.form.fields.find(({ xlsType }) => xlsType === 'geopoint')?.name;
  if (name === undefined) return () => ({ skipped: 'the form has no question of type geopoint' });
  const place = `${context.place} › field`;
  const field = given === undefined ? fieldCalled(context.names, name, place) : fieldNamed(context.names, name, place);
  if (field.type !== 'geopoint') throw fault(place, `'${name}' is of type ${field.type}, not a geopoint`);
  const { box, polygon, far } = limits;
  if (box !== undefined && (box.south >= box.north || box.west >= box.east))
    throw fault(`${context.place} › box`, 'south must be under north, and west under east');
  if (box !== undefined && polygon !== undefined)
    throw fault(`${context.place} › polygon`, 'a box is given too', 'Leave one of them out');
  const around = cluster ?? context.cluster;
  if (cluster !== undefined) fieldNamed(context.names, cluster, `${context.place} › cluster`);
  if (far !== undefined && around === undefined)
    throw fault(
      `${context.place} › far`,
      'needs clusters, and the design names none',
      'Name the field under "cluster"',
    );
  return (data) => {
    const table = data.tables.get(field.table);
    const column = table?.columns.get(name);
    if (table === undefined || column === undefined) return lacks(name);
    const groups = far === undefined ? undefined : table.columns.get(around ?? '');
    if (far !== undefined && groups === undefined) return lacks(around ?? '');
    const points = pointsOf(column, table.rows);
    const say = (row: number, message: string): CheckRemark => onCell(table, row, column, message);
    return [
      ...outside(points, box, polygon, say),
      ...(limits.identical ? same(points, table, say) : []),
      ...(groups === undefined || far === undefined ? [] : distant(points, groupsOf(groups, table.rows), far, say)),
      ...inaccurate(points, limits.accuracy, say),
    ];
  };
});

type Points = readonly (Point | null)[];
type Say = (row: number, message: string) => CheckRemark;

function outside(
  points: Points,
  box: z.infer<typeof params>['box'],
  polygon: readonly (readonly [number, number])[] | undefined,
  say: Say,
): readonly CheckRemark[] {
  if (box === undefined && polygon === undefined) return [];
  return points.flatMap((point, row) => {
    if (point === null) return [];
    const within =
      box !== undefined
        ? point.latitude >= box.south &&
          point.latitude <= box.north &&
          point.longitude >= box.west &&
          point.longitude <= box.east
        : inPolygon(point, polygon ?? []);
    return within
      ? []
      : [
          say(
            row,
            `lies outside the study area${box === undefined ? '' : ` (${box.south} to ${box.north}, ${box.west} to ${box.east})`}`,
          ),
        ];
  });
}

function same(points: Points, table: Table, say: Say): readonly CheckRemark[] {
  const at = new Map<string, number[]>();
  for (const [row, point] of points.entries())
    if (point !== null) {
      const place = `${point.latitude} ${point.longitude}`;
      at.set(place, [...(at.get(place) ?? []), row]);
    }
  return [...at.values()]
    .filter((rows) => rows.length > 1)
    .flatMap((rows) =>
      rows.map((row) => {
        const otherKey = keyAt(table, (row === rows[0] ? rows[1] : rows[0]) ?? row);
        const more = rows.length > 2 ? ` and of ${rows.length - 2} more` : '';
        return { ...say(row, `is to the last digit the point of ${otherKey}${more}`), otherKey };
      }),
    )
    .sort((a, b) => (a.key < b.key ? -1 : 1));
}

function distant(
  points: Points,
  { codes, names }: ReturnType<typeof groupsOf>,
  far: number,
  say: Say,
): readonly CheckRemark[] {
  const members = names.map((): number[] => []);
  for (const [row, code] of codes.entries()) if (points[row] != null) members[code]?.push(row);
  return members.flatMap((rows, code) => {
    if (rows.length < LEAST) return [];
    // The median is not drawn away by the point that is looked for.
    const of = (pick: (point: Point) => number) =>
      plainQuantile(
        rows.map((row) => pick(points[row] as Point)),
        0.5,
        7,
      );
    const middle = { latitude: of((point) => point.latitude), longitude: of((point) => point.longitude), accuracy: 0 };
    return rows.flatMap((row) => {
      const distance = kilometres(points[row] as Point, middle);
      if (distance <= far) return [];
      return [
        say(
          row,
          `is ${numberText(Number(distance.toPrecision(2)))} km from the middle of the ${rows.length} points of ${names[code]}, over ${far}`,
        ),
      ];
    });
  });
}

function inaccurate(points: Points, limit: number | undefined, say: Say): readonly CheckRemark[] {
  if (limit === undefined) return [];
  return points.flatMap((point, row) =>
    point !== null && point.accuracy > limit
      ? [say(row, `is accurate to ${numberText(point.accuracy)} metres only, over ${limit}`)]
      : [],
  );
}
