import { join } from 'node:path';
import type { Expression } from '../expression/compile.ts';
import { fieldNamed, type Names } from '../expression/names.ts';
import { fault } from '../fault.ts';
import type { Disk } from '../stages/disk.ts';
import { MAIN } from '../table/table.ts';
import { readNumber } from '../table/typing.ts';
import type { CalibrationStep, Margin, Weighting } from '../weighting/weighting.ts';
import { CROSSED, isNumberTotal } from '../weighting/weighting.ts';
import { unknown } from './columns.ts';
import type { Config } from './config.ts';
import { csvSheet } from './csvSheet.ts';

/** Where the totals of the population stand. */
export const MARGINS = 'schemas/margins.csv';
const COLUMNS = ['margin', 'field', 'level', 'total'];

type Declared = NonNullable<Config['design']['weighting']>;

/** The weighting that a study declares, checked against its names; null where it declares none. */
export async function readWeighting(
  disk: Disk,
  root: string,
  design: Config['design'],
  names: Names,
  expression: (text: string, place: string) => Expression,
  file: string,
): Promise<Weighting | null> {
  const declared = design.weighting;
  if (declared === undefined) return null;
  const place = 'design › weighting';
  if (declared.base !== undefined && design.weights !== undefined)
    throw fault(`${file} › design`, 'both "weights" and "weighting › base" name base weights', 'Leave "weights" out');
  const known = (field: string, where: string) => {
    const found = fieldNamed(names, field, where);
    if (found.table !== MAIN)
      throw fault(where, `'${field}' is asked in the repeat '${found.table}'`, 'Weights belong to interviews');
    return field;
  };
  for (const field of Object.keys(declared.missing)) known(field, `${file} › ${place} › missing`);
  const { nonresponse, calibration, trim } = declared;
  const optional = (text: string | undefined, key: string) =>
    text === undefined ? null : expression(text, `${place} › nonresponse › ${key}`);
  for (const field of nonresponse?.cells ?? []) known(field, `${file} › ${place} › nonresponse › cells`);
  for (const field of nonresponse?.within ?? [])
    if (nonresponse?.cells.includes(field) !== true)
      throw fault(`${file} › ${place} › nonresponse › within`, `'${field}' is none of the fields of the cells`);
  const margins = calibration === undefined ? [] : await readMargins(disk, root, known);
  return {
    missing: new Map(Object.entries(declared.missing)),
    nonresponse:
      nonresponse === undefined
        ? null
        : {
            cells: nonresponse.cells,
            within: nonresponse.within,
            responded: expression(nonresponse.responded, `${place} › nonresponse › responded`),
            ineligible: optional(nonresponse.ineligible, 'ineligible'),
            unknown: optional(nonresponse.unknown, 'unknown'),
            fewest: nonresponse.fewest,
            largestFactor: nonresponse.largestFactor,
          },
    calibration: calibration === undefined ? null : calibrationStep(calibration, margins, `${file} › ${place}`),
    trim: trim ?? null,
  };
}

function calibrationStep(
  declared: NonNullable<Declared['calibration']>,
  all: readonly Margin[],
  place: string,
): CalibrationStep {
  const here = `${place} › calibration`;
  const byName = new Map(all.map((margin) => [margin.name, margin]));
  const margins = (declared.margins ?? [...byName.keys()]).map((name) => {
    const found = byName.get(name);
    if (found === undefined) throw unknown(`${here} › margins`, 'margin', name, [...byName.keys()]);
    return found;
  });
  const { method, bounds, cap, gap, rounds } = declared;
  if (margins.length === 0) throw fault(MARGINS, 'there are no margins', `Its columns are ${COLUMNS.join(', ')}`);
  if (method === 'poststratify' && margins.length > 1)
    throw fault(
      `${here} › margins`,
      `poststratify takes one margin, and there are ${margins.length}`,
      `Name one, cross them in one margin (field "a${CROSSED}b"), or rake`,
    );
  const number = margins.find(isNumberTotal);
  if (number !== undefined && (method === 'poststratify' || method === 'rake'))
    throw fault(
      `${here} › method`,
      `${method} needs levels, and '${number.name}' is the total of a number`,
      'Take linear, raking or logit',
    );
  if (method === 'logit' && bounds === undefined)
    throw fault(`${here} › bounds`, 'logit needs the bounds of the factor, below and above 1', 'Write [0.5, 2], say');
  if (bounds !== undefined && (method === 'poststratify' || method === 'rake'))
    throw fault(`${here} › bounds`, `${method} knows no bounds`, 'Take linear, raking or logit');
  if (cap !== undefined && method !== 'rake') throw fault(`${here} › cap`, 'only rake has a cap', 'Use trim');
  return { method, margins, bounds: bounds ?? null, gap, rounds, cap: cap ?? null };
}

/** The margins of schemas/margins.csv in order: one row a level, or one without level for the total of a number. */
async function readMargins(
  disk: Disk,
  root: string,
  known: (field: string, where: string) => string,
): Promise<readonly Margin[]> {
  if (!disk.exists(join(root, MARGINS)))
    throw fault(MARGINS, 'is missing', `Calibration needs the totals of the population, columns ${COLUMNS.join(', ')}`);
  const found = new Map<string, { field: string; totals: Map<string, number> }>();
  for (const { row, cell } of await csvSheet(disk, root, MARGINS, COLUMNS)) {
    const where = `${MARGINS} › row ${row}`;
    const name = cell('margin');
    const field = tight(cell('field'));
    const level = tight(cell('level'));
    const total = readNumber(cell('total'));
    if (name === '') throw fault(where, 'the margin has no name');
    if (!(total >= 0) || !Number.isFinite(total))
      throw fault(
        `${where} › total`,
        `'${cell('total')}' is no total`,
        'Write a number that is not negative, with a decimal point',
      );
    const margin = found.get(name) ?? { field, totals: new Map<string, number>() };
    if (margin.field !== field)
      throw fault(where, `margin '${name}' is of '${margin.field}' above and of '${field}' here`);
    if (margin.totals.has(level)) throw fault(where, `a second total for level '${level}' of margin '${name}'`);
    if (level !== '' && level.split(CROSSED).length !== field.split(CROSSED).length)
      throw fault(
        `${where} › level`,
        `'${level}' is no level of '${field}'`,
        `Crossed levels are joined by ${CROSSED}`,
      );
    margin.totals.set(level, total);
    found.set(name, margin);
  }
  return [...found].map(([name, { field, totals }]) => {
    const where = `${MARGINS} › ${name}`;
    const fields = field.split(CROSSED).map((part) => known(part, where));
    if (totals.has('') && (totals.size > 1 || fields.length > 1))
      throw fault(where, 'a row has no level', 'Give it one; only the total of a number stands without');
    return { name, fields, totals, file: MARGINS };
  });
}

/** Spaces around the parts of a crossing do not count. */
const tight = (text: string): string =>
  text
    .split(CROSSED)
    .map((part) => part.trim())
    .join(CROSSED);
