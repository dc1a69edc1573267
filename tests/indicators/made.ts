import type { Names } from '../../src/expression/names.ts';
import { namesOf } from '../../src/expression/names.ts';
import type { Form } from '../../src/form/form.ts';
import { tabulationOf } from '../../src/indicators/base.ts';
import type { Breakdown } from '../../src/indicators/domains.ts';
import { everybody } from '../../src/indicators/domains.ts';
import { estimatesOf } from '../../src/indicators/estimate.ts';
import type { Indicator, IndicatorContext, Measure, Sample } from '../../src/indicators/indicator.ts';
import type { DesignColumns } from '../../src/indicators/sampling.ts';
import { samplingOf } from '../../src/indicators/sampling.ts';
import { columnBuilder } from '../../src/table/builder.ts';
import type { Column } from '../../src/table/column.ts';
import { pack } from '../../src/table/column.ts';
import type { Estimate } from '../../src/table/estimate.ts';
import { IMPUTED, NOT_ASKED, REMOVED } from '../../src/table/states.ts';
import type { Dataset, Table } from '../../src/table/table.ts';
import { mainTable } from '../../src/table/table.ts';
import { formOf } from '../form/forms.ts';

/** A made-up survey: a few questions, a design, and a roster. `dk` and `ref` are don't know and refused, as are -98 and -99. */
export const form: Form = formOf(
  [
    'type|name|label|relevant',
    'integer|age|Age|',
    'decimal|income|Income|',
    'select_one yn|work|Work|',
    'select_one yn|vote|Vote|',
    'select_multiple needs|needs|Needs|',
    'select_one sex|sex|Sex|',
    'select_one area|area|Area|',
    'text|stratum|Stratum|',
    'text|psu|PSU|',
    'decimal|weight|Weight|',
    'decimal|population|Population|',
    'begin repeat|member|Member|',
    'integer|member_age|Age|',
    'select_one sex|member_sex|Sex|',
    'end repeat|||',
  ],
  [
    'list_name|name|label',
    'yn|yes|Yes',
    'yn|no|No',
    'yn|dk|Don’t know',
    'yn|ref|Refused',
    'needs|food|Food',
    'needs|cash|Cash',
    'needs|job|Job',
    'needs|dk|Don’t know',
    'sex|f|Women',
    'sex|m|Men',
    'area|u|Urban',
    'area|r|Rural',
  ],
).form;

export const names: Names = namesOf(form);

const dontKnow = new Set(['-98', 'dk']);
const refused = new Set(['-99', 'ref']);
export const missing: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  form.fields.map(({ name }) => [name, new Set([...dontKnow, ...refused])]),
);

export function contextOf(table = 'main'): IndicatorContext {
  return { names, form, table, missing, place: 'schemas/indicators.json › X' };
}

/** Cells of a column as text; `NA` not asked, `x:5` removed, `i:5` imputed. */
export function columnOf(field: string, cells: readonly string[]): Column {
  const found = form.fields.find(({ name }) => name === field);
  if (found === undefined) throw new Error(`no field ${field}`);
  const options = form.lists.get(found.list)?.choices.map(({ name }) => name) ?? null;
  const builder = columnBuilder({ name: field, type: found.type, options, dontKnow, refused, timeZone: 'UTC' });
  for (const cell of cells) builder.append(cell === 'NA' || cell.startsWith('x:') ? '' : cell.replace(/^i:/, ''));
  const column = builder.finish();
  for (const [row, cell] of cells.entries()) {
    if (cell === 'NA') column.states[row] = NOT_ASKED;
    if (cell.startsWith('x:')) column.states[row] = REMOVED;
    if (cell.startsWith('i:')) column.states[row] = IMPUTED;
  }
  return column;
}

/** A table from its columns, each cell divided by a space (`_` is an empty cell, `+` a space); keys are k0, k1 … */
export function tableOf(name: string, columns: Readonly<Record<string, string>>, parents?: readonly number[]): Table {
  const made = new Map<string, Column>();
  let rows = parents?.length ?? 0;
  for (const [field, text] of Object.entries(columns)) {
    const cells = text === '' ? [] : text.split(' ').map((cell) => (cell === '_' ? '' : cell.replaceAll('+', ' ')));
    made.set(field, columnOf(field, cells));
    rows = cells.length;
  }
  const keys = pack(Array.from({ length: rows }, (_, row) => `k${row}`));
  const link = parents === undefined ? {} : { parent: { parent: 'main', rows: Int32Array.from(parents) } };
  return { name, rows, keys, columns: made, ...link };
}

export function dataOf(main: Readonly<Record<string, string>>, member?: Table): Dataset {
  const tables = new Map([['main', tableOf('main', main)]]);
  if (member !== undefined) tables.set('member', member);
  return { tables };
}

export function sampleOf(data: Dataset, table = 'main', eligible?: readonly number[]): Sample {
  const found = data.tables.get(table);
  if (found === undefined) throw new Error(`no table ${table}`);
  return {
    data,
    table: found,
    eligible: eligible === undefined ? new Uint8Array(found.rows).fill(1) : Uint8Array.from(eligible),
  };
}

/** The measure with this item and statistic. */
export function measureOf(measures: readonly Measure[], item = '', stat = measures[0]?.stat): Measure {
  const found = measures.find((measure) => measure.item === item && measure.stat === stat);
  if (found === undefined) throw new Error(`no measure ${stat ?? ''}:${item}`);
  return found;
}

/** The estimates of one indicator over a breakdown, as the stage makes them. */
export function estimated(
  indicator: Indicator,
  data: Dataset,
  more: { design?: Partial<DesignColumns>; breakdown?: Breakdown; table?: string; eligible?: readonly number[] } = {},
): readonly Estimate[] {
  const sample = sampleOf(data, more.table, more.eligible);
  const columns: DesignColumns = { lonelyPsu: 'fail', ...more.design };
  const sampling = samplingOf(mainTable(data), sample.table.parent?.rows ?? null, columns, 'pipeline.config.json');
  if (sampling === null) return [];
  const measures = indicator(sample);
  const single = new Set(measures.map(({ stat }) => stat)).size === 1;
  const subject = { indicator: 'X', table: sample.table.name, unit: '', level: 0.95, simulated: false, single };
  const breakdown = more.breakdown ?? everybody(sample.table.rows);
  return estimatesOf(subject, sampling.design, measures, tabulationOf(sampling.design, [breakdown], null));
}
