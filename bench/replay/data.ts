import { type Texts, textsIn } from '../../src/expression/evaluate.ts';
import { whereOfField } from '../../src/expression/formExpressions.ts';
import type { Names } from '../../src/expression/names.ts';
import { attempt, relevance } from '../../src/expression/relevance.ts';
import { tableRun } from '../../src/expression/run.ts';
import type { Field, Form } from '../../src/form/form.ts';
import { uniform } from '../../src/survey/random.ts';
import { columnBuilder } from '../../src/table/builder.ts';
import type { Column } from '../../src/table/column.ts';
import { pack } from '../../src/table/column.ts';
import { BLANK, NOT_ASKED } from '../../src/table/states.ts';
import type { Dataset, Table } from '../../src/table/table.ts';

/** Rows of the repeat beside each interview. */
const MEMBERS = 3;
/** Share of answers left blank. */
const BLANKS = 0.03;

function built(field: Field, names: Names, rows: number, cell: (row: number) => string): Column {
  const builder = columnBuilder({
    name: field.name,
    type: field.type,
    options: names.fields.get(field.name)?.options ?? null,
    dontKnow: new Set(),
    refused: new Set(),
    timeZone: 'UTC',
  });
  for (let row = 0; row < rows; row += 1) builder.append(cell(row));
  return builder.finish();
}

const two = (value: number): string => String(value).padStart(2, '0');

/** An answer to a question, drawn by chance; most keep to the form. */
function drawn(field: Field, names: Names, chance: () => number): string {
  const below = (count: number): number => Math.floor(chance() * count);
  const options = names.fields.get(field.name)?.options ?? [];
  if (field.xlsType === 'start' || field.xlsType === 'end')
    return `2026-05-${two(1 + below(28))}T10:${two(below(60))}:00Z`;
  if (field.xlsType === 'today') return `2026-05-${two(1 + below(28))}`;
  if (chance() < BLANKS) return '';
  if (field.name === 'size') return String(MEMBERS);
  if (field.type === 'integer') return String(field.name === 'age' ? 15 + below(70) : below(100));
  if (field.type === 'decimal') return (1 + below(90_000) / 100).toFixed(2);
  if (field.type === 'date') return `20${two(below(26))}-${two(1 + below(12))}-${two(1 + below(28))}`;
  if (field.type === 'one') return options[below(options.length)] ?? '';
  if (field.type === 'many') return options.filter(() => chance() < 0.3).join(' ');
  return `word${below(3000)}`;
}

/** Moves most towns into the region of their interview; one in fifty stays where it is. */
function inRegion(towns: string[], regions: readonly string[]): void {
  for (const [row, town] of towns.entries()) {
    const place = Number(town.slice(1));
    if (town !== '' && place % 50 > 0) towns[row] = `t${(place % 33) * 12 + Number(regions[row]?.slice(1) ?? 0)}`;
  }
}

/** Columns of a table beside those that it has. */
function withColumns(data: Dataset, name: string, columns: readonly Column[]): Dataset {
  const table = data.tables.get(name) as Table;
  const all = new Map([...table.columns, ...columns.map((column) => [column.name, column] as const)]);
  return { tables: new Map(data.tables).set(name, { ...table, columns: all }) };
}

/** Blanks out what the form did not ask. */
function asAsked(
  column: Column,
  asked: Uint8Array | undefined,
  again: (cell: (row: number) => boolean) => Column,
): Column {
  if (asked?.includes(0) !== true) return column;
  const kept = again((row) => asked[row] !== 0);
  return {
    ...kept,
    states: kept.states.map((state, row) => (state === BLANK && asked[row] === 0 ? NOT_ASKED : state)),
  };
}

/** Made-up interviews that keep to the form: what is not relevant is empty, calculations are right, few answers break a constraint. */
export function benchData(form: Form, names: Names, rows: number): Dataset {
  const chance = uniform(20260501);
  const counts = new Map([
    ['main', rows],
    ['member', rows * MEMBERS],
  ]);
  let data: Dataset = {
    tables: new Map(
      form.tables.map(({ name, parent }) => {
        const size = counts.get(name) ?? 0;
        const keys = pack(Array.from({ length: size }, (_, row) => `${name}${row}`));
        const link = { parent, rows: Int32Array.from({ length: size }, (_, row) => Math.floor(row / MEMBERS)) };
        return [name, { name, rows: size, keys, columns: new Map(), ...(parent === '' ? {} : { parent: link }) }];
      }),
    ),
  };
  const cells = new Map<Field, readonly string[]>();
  let regions: readonly string[] = [];
  for (const field of form.fields) {
    if (field.role === 'note' || field.calculation !== '') continue;
    const size = counts.get(field.table) ?? 0;
    const texts = Array.from({ length: size }, () => drawn(field, names, chance));
    if (field.list === 'town') inRegion(texts, regions);
    if (field.name === 'region') regions = texts;
    cells.set(field, texts);
    data = withColumns(data, field.table, [built(field, names, size, (row) => texts[row] ?? '')]);
  }
  const asked = relevance(form, names, data);
  for (const [field, texts] of cells) {
    const column = data.tables.get(field.table)?.columns.get(field.name) as Column;
    const again = (has: (row: number) => boolean): Column =>
      built(field, names, texts.length, (row) => (has(row) ? (texts[row] ?? '') : ''));
    data = withColumns(data, field.table, [asAsked(column, asked.get(field.name)?.rows, again)]);
  }
  for (const field of form.fields) {
    if (field.calculation === '') continue;
    const expression = attempt(field.calculation, names, whereOfField(field, 'calculation'));
    if (typeof expression === 'string') throw new Error(expression);
    const values: Texts = textsIn(expression, tableRun(data, field.table, 'form'));
    const relevant = asked.get(field.name)?.rows;
    const cell = (row: number): string => (relevant?.[row] === 0 ? '' : (values.texts[values.codes[row] ?? 0] ?? ''));
    data = withColumns(data, field.table, [built(field, names, counts.get(field.table) ?? 0, cell)]);
  }
  return data;
}
