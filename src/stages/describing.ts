import { fault } from '../fault.ts';
import { adjusted } from '../indicators/adjusted.ts';
import { type Tabulation, tabulationOf } from '../indicators/base.ts';
import { contrastOf } from '../indicators/contrasts.ts';
import { type Breakdown, breakdownOf, everybody, flagLevels } from '../indicators/domains.ts';
import { type Computed, estimatesOf } from '../indicators/estimate.ts';
import { withoutParameter } from '../indicators/hide.ts';
import type { Measure, Sample } from '../indicators/indicator.ts';
import type { Sampling } from '../indicators/sampling.ts';
import { waveChanges } from '../indicators/waves.ts';
import { CONTRAST, meant, parseReference } from '../publish/report/prose/reference.ts';
import { MOST_LEVELS } from '../study/indicatorEntries.ts';
import type { IndicatorEntry, Study } from '../study/study.ts';
import type { Design } from '../survey/design.ts';
import type { CodeColumn } from '../table/column.ts';
import { isCodes, isNumbers } from '../table/column.ts';
import type { Estimate } from '../table/estimate.ts';
import { BLANK } from '../table/states.ts';
import type { Dataset, Table } from '../table/table.ts';
import { MAIN } from '../table/table.ts';

/** The people of whom indicators tell, and how they were sampled. */
export interface Population {
  readonly clean: Dataset;
  readonly main: Table;
  readonly eligible: Uint8Array;
  /** The sampling of the main table; null where it has no rows. */
  readonly whole: Sampling | null;
  /** That of a roster, from the interview of each of its rows. */
  readonly ofRoster: (rowOf: Int32Array | null) => Sampling | null;
}

/** The estimates of an indicator, and the gaps that the report tells of it. */
export interface Described {
  readonly estimates: readonly Computed[];
  readonly gaps: readonly Computed[];
}

/** An indicator's estimates; `models` has those of the models whose terms are indicators. */
export type Describe = (entry: IndicatorEntry, models: ReadonlyMap<string, readonly Estimate[]>) => Described;

/** Describes one indicator after another; what they share of a table is made once. `declaredAt` is for faults in their breakdowns. */
export function describing(
  study: Study,
  { clean, main, eligible, whole, ofRoster }: Population,
  declaredAt: (id: string) => string,
): Describe {
  const samplings = new Map([[MAIN, whole]]);
  const known = new Map<string, Ground>();
  return (entry, models) => {
    const nothing = { estimates: [], gaps: [] };
    const table = clean.tables.get(entry.table);
    if (table === undefined) return nothing;
    const ground = known.get(entry.table) ?? groundOf(clean, table, main, eligible);
    known.set(entry.table, ground);
    if (!samplings.has(entry.table)) samplings.set(entry.table, ofRoster(ground.rowOf));
    const sampling = samplings.get(entry.table);
    if (sampling === null || sampling === undefined) return nothing;
    const measures = entry.indicator({ ...ground.sample, models });
    return {
      estimates: estimatesOfEntry(study, entry, measures, sampling.design, ground, declaredAt),
      gaps: contrastsOfEntry(study, entry, measures, sampling.design, ground),
    };
  };
}

/** A table as its indicators look at it; its breakdowns are made once for all of them. */
interface Ground {
  readonly sample: Sample;
  /** The interview of each row of a roster; null of main itself. */
  readonly rowOf: Int32Array | null;
  /** Everybody and some breakdowns, each by the levels of its fields, crossed; a fault at `place` where they are too many for a table. */
  readonly tabulated: (by: readonly (readonly string[])[], place: string, design: Design) => Tabulation;
  /** By the levels of one field; null where the data have no such column. */
  readonly byField: (field: string) => Breakdown | null;
}

function groundOf(data: Dataset, table: Table, main: Table, everyone: Uint8Array): Ground {
  const rowOf = mainRows(data, table);
  const eligible = rowOf === null ? everyone : new Uint8Array(table.rows);
  if (rowOf !== null)
    for (let row = 0; row < eligible.length; row += 1) if (rowOf[row]! >= 0) eligible[row] = everyone[rowOf[row]!]!;
  const made = new Map<string, Breakdown>();
  const levels = new Map<string, CodeColumn | null>();
  const levelsOf = (field: string, place: string): CodeColumn | null => {
    const found = levels.get(field);
    if (found !== undefined) return found;
    const column = levelsAt(field, table, main, rowOf, place);
    levels.set(field, column);
    return column;
  };
  const by = (fields: readonly string[], place: string): Breakdown => {
    const name = JSON.stringify(fields);
    const held = made.get(name);
    if (held !== undefined) return held;
    // Each alone first: crossing thousands of levels would never end.
    if (fields.length > 1) for (const field of fields) by([field], place);
    const columns = fields.map((field) => levelsOf(field, place) ?? refuseDropped(field, place));
    const found = fields.length === 0 ? everybody(table.rows) : breakdownOf(columns, null, table.rows);
    refuseMany(fields, found, place);
    made.set(name, found);
    return found;
  };
  const byField = (field: string) => (levelsOf(field, field) === null ? null : by([field], field));
  const tabulations = new Map<string, Tabulation>();
  const tabulated = (breakdowns: readonly (readonly string[])[], place: string, design: Design): Tabulation => {
    const name = JSON.stringify(breakdowns);
    const all = [[], ...breakdowns].map((fields) => by(fields, place));
    const found = tabulations.get(name) ?? tabulationOf(design, all, rowOf);
    tabulations.set(name, found);
    return found;
  };
  return { sample: { data, table, eligible }, rowOf, tabulated, byField };
}

function estimatesOfEntry(
  study: Study,
  entry: IndicatorEntry,
  measures: readonly Measure[],
  design: Design,
  { rowOf, tabulated, byField }: Ground,
  declaredAt: (id: string) => string,
): readonly Computed[] {
  const subject = {
    indicator: entry.id,
    table: entry.table,
    unit: entry.unit.en ?? entry.unit.fr ?? entry.unit.ar ?? '',
    level: study.config.publication.level,
    simulated: study.simulated,
    single: new Set(measures.map(({ stat }) => stat)).size === 1,
  };
  const place = declaredAt(entry.id);
  const estimates = estimatesOf(subject, design, measures, tabulated(entry.by, place, design));
  const waves = entry.change === '' ? null : byField(entry.change);
  const changes =
    waves === null ? [] : measures.flatMap((measure) => waveChanges(subject, design, measure, waves, rowOf));
  const all = [...adjusted(estimates), ...changes];
  return entry.lacks.size === 0 ? all : all.map(withoutParameter);
}

/** The gaps between two groups that the prose of the report tells of an indicator. */
function contrastsOfEntry(
  study: Study,
  entry: IndicatorEntry,
  measures: readonly Measure[],
  design: Design,
  { byField, rowOf }: Ground,
): readonly Computed[] {
  const ids = new Set([entry.id]);
  return study.comparisons.flatMap(({ of, field, level, against }): readonly Computed[] => {
    const asked = meant(parseReference(of, of), ids);
    if (asked === null) return [];
    const breakdown = byField(field);
    const measure = measures.find(
      ({ stat, item }) => item === asked.item && (asked.stat === '' || stat === asked.stat),
    );
    if (breakdown === null || measure === undefined || 'made' in measure) return [];
    const contrast = { indicator: CONTRAST, item: of, field, level, against };
    const subject = {
      table: entry.table,
      unit: measure.stat === 'share' ? '%' : (entry.unit.en ?? entry.unit.fr ?? entry.unit.ar ?? ''),
      level: study.config.publication.level,
      simulated: study.simulated,
    };
    const gap = contrastOf(contrast, subject, design, measure, breakdown, rowOf);
    if (gap === null) return [];
    return [entry.lacks.size === 0 ? gap : withoutParameter(gap)];
  });
}

/** Without a column everybody would be one level, which says nothing of the breakdown. */
function refuseDropped(field: string, place: string): never {
  throw fault(
    place,
    `'${field}' has no column in the clean data`,
    'Direct identifiers are dropped when the export is read: break down by another question',
  );
}

/** How many levels a text column or a crossing has shows in the data only; crossed, each level with each is a row of the table. */
function refuseMany(fields: readonly string[], { domains }: Breakdown, place: string): void {
  if (domains.length <= MOST_LEVELS) return;
  throw fault(
    place,
    `${fields.map((field) => `'${field}'`).join(' × ')} has ${domains.length} levels in the data, a breakdown at most ${MOST_LEVELS}`,
    'Group its levels in a variable of schemas/variables.json, and break down by that',
  );
}

/** The levels of a field for each row of a table: its own column, or that of its interview; flags as two levels. */
function levelsAt(
  field: string,
  table: Table,
  main: Table,
  rowOf: Int32Array | null,
  place: string,
): CodeColumn | null {
  const own = table.columns.get(field);
  const column = own ?? main.columns.get(field);
  if (column === undefined) return null;
  const coded = isNumbers(column) ? flagLevels(column) : column;
  // A text column with thousands of different texts is not held as codes.
  if (!isCodes(coded))
    throw fault(
      place,
      `'${field}' has a different text in almost every row, a breakdown at most ${MOST_LEVELS} levels`,
      'Group its levels in a variable of schemas/variables.json, and break down by that',
    );
  if (own !== undefined || rowOf === null) return coded;
  const values = Uint32Array.from(rowOf, (row) => (row < 0 ? 0 : (coded.values[row] ?? 0)));
  const states = Uint8Array.from(rowOf, (row) => (row < 0 ? BLANK : (coded.states[row] ?? BLANK)));
  return { ...coded, values, states };
}

/** The row of main that each row of a roster hangs on, through any rosters between; null for main itself. */
export function mainRows(data: Dataset, table: Table): Int32Array | null {
  if (table.parent === undefined) return null;
  const above = data.tables.get(table.parent.parent);
  const further = above === undefined ? null : mainRows(data, above);
  return further === null ? table.parent.rows : table.parent.rows.map((row) => (row < 0 ? -1 : (further[row] ?? -1)));
}
