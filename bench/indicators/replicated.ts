import type { Column, PackedText } from '../../src/table/column.ts';
import { pack } from '../../src/table/column.ts';
import type { Dataset, Table } from '../../src/table/table.ts';
import { keyAt, mainTable } from '../../src/table/table.ts';
import { cleanText } from '../../src/table/text.ts';

/** Columns of the design that a larger sample changes. */
export interface DesignNames {
  readonly psu: string | undefined;
  readonly population: string | undefined;
}

/**
 * The same interviews `copies` times over, with keys of their own; rosters hang on the interview of their copy. Where `design` is given, PSUs
 * of each copy are new and a stratum's population is as many times larger: as if so many more PSUs had been drawn. Else PSUs grow.
 */
export function replicated(data: Dataset, copies: number, design: DesignNames | null): Dataset {
  const main = mainTable(data);
  const tables = new Map<string, Table>();
  for (const table of data.tables.values()) {
    const columns = new Map([...table.columns].map(([name, column]) => [name, repeated(column, copies)]));
    if (table === main && design !== null) {
      const psu = main.columns.get(design.psu ?? '');
      if (psu !== undefined) columns.set(psu.name, ownPsus(main, psu, copies));
      const population = columns.get(design.population ?? '');
      if (population !== undefined && 'values' in population && population.values instanceof Float64Array)
        for (let row = 0; row < population.values.length; row += 1) population.values[row]! *= copies;
    }
    const keys = texts(copies, table.rows, (copy, row) => `${keyAt(table, row)}-${copy}`);
    const parent = table.parent && {
      parent: table.parent.parent,
      rows: linked(table.parent.rows, data.tables.get(table.parent.parent)?.rows ?? 0, copies),
    };
    tables.set(table.name, {
      ...{ name: table.name, rows: table.rows * copies, keys, columns },
      ...(parent === undefined ? {} : { parent }),
    });
  }
  return { tables };
}

function texts(copies: number, rows: number, text: (copy: number, row: number) => string): PackedText {
  return pack(Array.from({ length: copies * rows }, (_, at) => text(Math.floor(at / rows), at % rows)));
}

function repeated(column: Column, copies: number): Column {
  const rows = column.states.length;
  const raw = new Map<number, string>();
  for (let copy = 0; copy < copies; copy += 1) for (const [row, text] of column.raw) raw.set(copy * rows + row, text);
  const states = again(column.states, copies);
  if ('packed' in column) {
    const cells = Array.from({ length: rows }, (_, row) => cleanText(column, row));
    return { ...column, states, raw, packed: texts(copies, rows, (_, row) => cells[row] ?? '') };
  }
  if ('offsets' in column)
    return {
      ...column,
      ...{ states, raw, values: again(column.values, copies), offsets: again(column.offsets, copies) },
    };
  return { ...column, states, raw, values: again(column.values, copies) } as Column;
}

function again<A extends Uint8Array | Uint16Array | Uint32Array | Int16Array | Float64Array>(
  array: A,
  copies: number,
): A {
  const whole = new (array.constructor as new (length: number) => A)(array.length * copies);
  for (let copy = 0; copy < copies; copy += 1) whole.set(array, copy * array.length);
  return whole;
}

function linked(rows: Int32Array, above: number, copies: number): Int32Array {
  const whole = new Int32Array(rows.length * copies);
  for (let copy = 0; copy < copies; copy += 1)
    for (let row = 0; row < rows.length; row += 1) {
      const parent = rows[row] ?? -1;
      whole[copy * rows.length + row] = parent < 0 ? -1 : copy * above + parent;
    }
  return whole;
}

function ownPsus(main: Table, psu: Column, copies: number): Column {
  const cells = Array.from({ length: main.rows }, (_, row) => cleanText(psu, row));
  const packed = texts(copies, main.rows, (copy, row) => `${cells[row]}-${copy}`);
  return { name: psu.name, type: 'text', states: again(psu.states, copies), raw: new Map(), packed };
}
