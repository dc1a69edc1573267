import { fault } from '../fault.ts';
import type { Design, LonelyPsu } from '../survey/design.ts';
import { design } from '../survey/design.ts';
import { isDesignFault } from '../survey/designfault.ts';
import type { Column } from '../table/column.ts';
import { isNumbers } from '../table/column.ts';
import { hasValue, INVALID } from '../table/states.ts';
import type { Table } from '../table/table.ts';
import { keyAt } from '../table/table.ts';
import { cleanText } from '../table/text.ts';

/** The design's columns, as the configuration names them. */
export interface DesignColumns {
  readonly weights?: string | undefined;
  /** In place of weights: columns whose product is the probability of each row; weights are 1 over it. */
  readonly probabilities?: readonly string[] | undefined;
  readonly strata?: string | undefined;
  readonly psu?: string | undefined;
  readonly population?: string | undefined;
  readonly lonelyPsu: LonelyPsu;
}

/** The sampling design of a table and what its PSUs are called, for messages. */
export interface Sampling {
  readonly design: Design;
  /** Rows whose weight is missing: they take no part in any estimate. */
  readonly missingWeights: number;
}

/** Columns of a design, one value a row of some table. */
interface DesignValues {
  readonly weights: Float64Array | undefined;
  readonly strata: Coded | undefined;
  readonly psu: Coded | undefined;
  readonly population: Float64Array | undefined;
}

interface Coded {
  readonly codes: Int32Array;
  readonly labels: readonly string[];
}

/**
 * The design of a table from the columns of main; a roster's rows carry the weight and design of their interview, through `mainRow`
 * (row of main for each row of the table, -1 for an orphan, which weighs nothing). PSUs are told apart within their stratum.
 */
export function samplingOf(
  main: Table,
  mainRow: Int32Array | null,
  columns: DesignColumns,
  place: string,
): Sampling | null {
  const values = designValues(main, columns, place);
  const rows = mainRow?.length ?? main.rows;
  if (rows === 0) return null;
  const numbers = (array: Float64Array, none: number) =>
    mainRow === null ? array : Float64Array.from(mainRow, (row) => (row < 0 ? none : (array[row] ?? none)));
  const codes = (array: Int32Array) =>
    mainRow === null ? array : Int32Array.from(mainRow, (row) => (row < 0 ? 0 : (array[row] ?? 0)));
  const orphans = mainRow?.includes(-1) === true;
  const weights = values.weights ?? (orphans ? new Float64Array(main.rows).fill(1) : undefined);
  // Rows of one interview are one unit where no PSU is named: answers of one person are no independent draws.
  const psu =
    values.psu?.codes ?? (mainRow === null ? undefined : Int32Array.from({ length: main.rows }, (_, row) => row));
  try {
    const made = design({
      rows,
      weights: weights === undefined ? undefined : numbers(weights, 0),
      strata: values.strata === undefined ? undefined : codes(values.strata.codes),
      stages: [
        {
          units: psu === undefined ? undefined : codes(psu),
          population: values.population === undefined ? undefined : numbers(values.population, Number.NaN),
        },
      ],
      nested: true,
      lonelyPsu: columns.lonelyPsu,
    });
    return { design: made, missingWeights: made.missingWeights };
  } catch (error) {
    if (!isDesignFault(error)) throw error;
    const strata = (error.strata ?? []).slice(0, 5).map((code) => `'${values.strata?.labels[code] ?? code}'`);
    const keys = (error.rows ?? []).slice(0, 3).map((row) => keyAt(main, mainRow === null ? row : (mainRow[row] ?? 0)));
    const where = [
      strata.length > 0 ? `strata ${strata.join(', ')}` : '',
      keys.length > 0 ? `interviews ${keys.join(', ')}` : '',
    ]
      .filter((part) => part !== '')
      .join('; ');
    const wrong = error.reason === 'lonelyPsu' ? `${error.count ?? 1} strata have one PSU` : error.message;
    throw fault(`${place} › design`, `${wrong}${where === '' ? '' : ` (${where})`}`, remedies[error.reason] ?? '');
  }
}

const remedies: Readonly<Record<string, string>> = {
  lonelyPsu: 'Merge strata, or say what to do in "design": {"lonelyPsu": "adjust"} (or remove, certainty, average)',
  negativeWeight: 'Mend the weights, or name another column',
  allWeightsMissing: 'Name the column of weights in "design", or leave "weights" out',
  populationVaries: 'Give every row of a stratum the same population',
  populationBelowSample: 'Check the population counts: they count PSUs (people, where there is no PSU)',
};

function designValues(main: Table, columns: DesignColumns, place: string): DesignValues {
  const numbers = (name: string | undefined, key: string) => {
    if (name === undefined) return undefined;
    const column = named(main, name, `${place} › design › ${key}`);
    if (!isNumbers(column)) throw fault(`${place} › design › ${key}`, `'${name}' holds no numbers`);
    const invalid = column.states.indexOf(INVALID);
    if (invalid >= 0)
      throw fault(
        `${place} › design › ${key}`,
        `'${column.raw.get(invalid) ?? ''}' (interview ${keyAt(main, invalid)}, column '${name}') is no number`,
        'Mend it in the export, or declare how numbers are written there',
      );
    return column.values.map((value, row) => (hasValue(column.states[row] ?? 3) ? value : Number.NaN));
  };
  const coded = (name: string | undefined, key: string) =>
    name === undefined
      ? undefined
      : codesOf(named(main, name, `${place} › design › ${key}`), main, `${place} › design › ${key}`);
  return {
    weights:
      columns.probabilities === undefined
        ? numbers(columns.weights, 'weights')
        : inverses(
            columns.probabilities.map((name) => numbers(name, 'weighting › base')),
            main,
            place,
          ),
    strata: coded(columns.strata, 'strata'),
    psu: coded(columns.psu, 'psu'),
    population: numbers(columns.population, 'population'),
  };
}

/** 1 over the product of probabilities; NaN where one is missing. Refuses what is no probability. */
function inverses(columns: readonly (Float64Array | undefined)[], main: Table, place: string): Float64Array {
  const product = new Float64Array(main.rows).fill(1);
  for (const column of columns)
    for (let row = 0; row < main.rows; row += 1) product[row]! *= column?.[row] ?? Number.NaN;
  const wrong = [...product.keys()].filter((row) =>
    columns.some((column) => (column?.[row] ?? Number.NaN) <= 0 || (column?.[row] ?? Number.NaN) > 1),
  );
  if (wrong.length > 0)
    throw fault(
      `${place} › design › weighting › base`,
      `${wrong.length} probabilities are not above 0 and at most 1 (interviews ${wrong
        .slice(0, 5)
        .map((row) => keyAt(main, row))
        .join(', ')})`,
      'Mend them, or name another column',
    );
  return product.map((probability) => 1 / probability);
}

function named(main: Table, name: string, place: string): Column {
  const column = main.columns.get(name);
  if (column === undefined)
    throw fault(place, `no column '${name}' in the data`, 'Is it marked as a direct identifier?');
  return column;
}

function codesOf(column: Column, main: Table, place: string): Coded {
  const known = new Map<string, number>();
  const codes = new Int32Array(main.rows);
  for (let row = 0; row < main.rows; row += 1) {
    const text = cleanText(column, row);
    if (text === '')
      throw fault(
        place,
        `'${column.name}' is empty for interview ${keyAt(main, row)}`,
        'Every interview needs its stratum and PSU',
      );
    const code = known.get(text) ?? known.size;
    known.set(text, code);
    codes[row] = code;
  }
  return { codes, labels: [...known.keys()] };
}
