import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Papa from 'papaparse';
import { type Design, design, type LonelyPsu } from '../../src/survey/design.ts';

/** A column of a reference data set: numbers where every filled cell is one, else levels in R's order. */
export interface Variable {
  readonly numeric: boolean;
  /** The number, or NaN; for text the code of the level, or NaN. */
  readonly values: Float64Array;
  /** The distinct values in ascending order; `codes` points into them, −1 where missing. */
  readonly levels: readonly (string | number)[];
  readonly codes: Int32Array;
}

export interface Dataset {
  readonly rows: number;
  readonly columns: ReadonlyMap<string, Variable>;
}

export interface DesignCase {
  readonly ids: readonly string[];
  readonly strata: readonly string[];
  readonly weights: string | null;
  readonly fpc: readonly string[];
  readonly nest: boolean;
  readonly lonely_psu: LonelyPsu;
  readonly adjust_domain_lonely: boolean;
  readonly pre_filter: { readonly var: string; readonly eq?: unknown; readonly ne?: unknown } | null;
  readonly weights_missing: string | null;
}

const read = new Map<string, Dataset>();

/** Reads a CSV of the reference folder; an empty cell is missing. */
export function dataset(folder: string, file: string): Dataset {
  const path = join(folder, file);
  const known = read.get(path);
  if (known !== undefined) return known;
  const { data } = Papa.parse<string[]>(readFileSync(path, 'utf8'), { skipEmptyLines: true });
  const made = tableOf(data[0]!, data.slice(1));
  read.set(path, made);
  return made;
}

function tableOf(names: readonly string[], cells: readonly string[][]): Dataset {
  const columns = new Map<string, Variable>();
  for (const [k, name] of names.entries()) columns.set(name, variable(cells.map((row) => row[k] ?? '')));
  return { rows: cells.length, columns };
}

/** R puts levels in the order of a dictionary (maize, oats, Rice), by the same tables as Node. */
const collator = new Intl.Collator('en');

/** Types a column from its text. */
export function variable(text: readonly string[]): Variable {
  const filled = text.filter((cell) => cell !== '' && cell !== 'NA');
  const numeric = filled.every((cell) => Number.isFinite(Number(cell)));
  const levels: (string | number)[] = numeric
    ? [...new Set(filled.map(Number))].sort((a, b) => a - b)
    : [...new Set(filled)].sort(collator.compare);
  const place = new Map(levels.map((level, k) => [level, k] as const));
  const codes = Int32Array.from(text, (cell) =>
    cell === '' || cell === 'NA' ? -1 : place.get(numeric ? Number(cell) : cell)!,
  );
  const values = Float64Array.from(codes, (code) => (code < 0 ? Number.NaN : numeric ? Number(levels[code]!) : code));
  return { numeric, values, levels, codes };
}

export function column(data: Dataset, name: string): Variable {
  const found = data.columns.get(name);
  if (found === undefined) throw new Error(`the data set has no column ${name}`);
  return found;
}

/** The rows of a data set for which `keep` holds; levels that are left without rows go. */
export function filterRows(data: Dataset, keep: (row: number) => boolean): Dataset {
  const rows = Array.from({ length: data.rows }, (_, row) => row).filter(keep);
  const columns = new Map<string, Variable>();
  for (const [name, { numeric, values, levels, codes }] of data.columns) {
    const kept = Int32Array.from(rows, (row) => codes[row]!);
    const occurs = new Set(kept);
    const left = levels.map((_, code) => code).filter((code) => occurs.has(code));
    const place = new Map(left.map((code, k) => [code, k] as const));
    const renumbered = kept.map((code) => place.get(code) ?? -1);
    columns.set(name, {
      numeric,
      values: numeric
        ? Float64Array.from(rows, (row) => values[row]!)
        : Float64Array.from(renumbered, (code) => (code < 0 ? Number.NaN : code)),
      levels: left.map((code) => levels[code]!),
      codes: renumbered,
    });
  }
  return { rows: rows.length, columns };
}

/** Whether a row has the value that a case names; a missing value has none. */
export function equals(of: Variable, row: number, value: unknown): boolean {
  const code = of.codes[row]!;
  return code >= 0 && String(of.levels[code]) === String(value);
}

/** Applies what a case does before it declares its design. */
export function prepared(data: Dataset, { pre_filter, weights_missing, weights }: DesignCase): Dataset {
  let kept = data;
  if (pre_filter !== null) {
    const of = column(data, pre_filter.var);
    const wanted = 'eq' in pre_filter;
    kept = filterRows(kept, (row) => equals(of, row, wanted ? pre_filter.eq : pre_filter.ne) === wanted);
  }
  if (weights_missing === 'drop_before_design' && weights !== null) {
    const of = column(kept, weights);
    kept = filterRows(kept, (row) => of.codes[row]! >= 0);
  }
  return kept;
}

/** Declares the design of a case on prepared data. */
export function designOf(data: Dataset, spec: DesignCase): Design {
  const stages = Math.max(spec.ids.length, spec.fpc.length);
  return design({
    rows: data.rows,
    weights: spec.weights === null ? undefined : column(data, spec.weights).values,
    strata: spec.strata.length === 0 ? undefined : crossed(data, spec.strata),
    stages: Array.from({ length: stages }, (_, s) => ({
      units: spec.ids[s] === undefined ? undefined : column(data, spec.ids[s]!).codes,
      population: spec.fpc[s] === undefined ? undefined : column(data, spec.fpc[s]!).values,
    })),
    nested: spec.nest,
    lonelyPsu: spec.lonely_psu,
    lonelyInDomains: spec.adjust_domain_lonely,
  });
}

/** One code for each combination of several variables; −1 where one is missing. */
export function crossed(data: Dataset, names: readonly string[]): Int32Array {
  const parts = names.map((name) => column(data, name));
  return Int32Array.from({ length: data.rows }, (_, row) =>
    parts.reduce(
      (code, { codes, levels }) => (code < 0 || codes[row]! < 0 ? -1 : code * levels.length + codes[row]!),
      0,
    ),
  );
}
