import { join } from 'node:path';
import { fault } from '../fault.ts';
import { saysNo, saysYes } from '../form/yes.ts';
import type { Disk } from '../stages/disk.ts';
import { readNumber } from '../table/typing.ts';
import type { Config } from './config.ts';
import { csvSheet } from './csvSheet.ts';

/** A number that the study fixes, with where it comes from. */
export interface Parameter {
  readonly name: string;
  /** null until the study sets it: what needs it is not estimable, never zero. */
  readonly value: number | null;
  readonly unit: string;
  readonly source: string;
  /** When the value was valid, as the study writes it. */
  readonly date: string;
  /** V verified, U unverified, A assumed, P published. */
  readonly status: string;
  /** True for a value that only stands in while the data are simulated. */
  readonly invented: boolean;
}

/** Where the parameters stand. */
export const PARAMETERS = 'schemas/parameters.csv';
/** A parameter of this name stands in for the one without it while the data are simulated. */
const STAND_IN = 'sim_';
const STATUSES: ReadonlySet<string> = new Set(['V', 'U', 'A', 'P']);
const COLUMNS = ['name', 'value', 'unit', 'source', 'date', 'status', 'invented'];

/**
 * The parameters of a study; none where it has no such file. A parameter without a value gets that of `sim_<name>` where the data are
 * simulated, marked as invented; invented values serve nothing else.
 */
export async function readParameters(disk: Disk, root: string, simulated: boolean): Promise<readonly Parameter[]> {
  if (!disk.exists(join(root, PARAMETERS))) return [];
  const found = new Map<string, Parameter>();
  for (const { row, cell } of await csvSheet(disk, root, PARAMETERS, COLUMNS)) {
    const name = cell('name');
    const text = cell('value');
    const value = text === '' ? null : readNumber(text);
    if (name === '') throw fault(`${PARAMETERS} › row ${row}`, 'the name is empty');
    if (found.has(name)) throw fault(`${PARAMETERS} › row ${row}`, `a second parameter '${name}'`);
    if (value !== null && Number.isNaN(value))
      throw fault(`${PARAMETERS} › ${name} › value`, `'${text}' is no number`, 'Write it with a decimal point');
    checkInvented(cell('invented'), `${PARAMETERS} › ${name}`);
    const status = cell('status');
    if (status !== '' && !STATUSES.has(status))
      throw fault(`${PARAMETERS} › ${name} › status`, `'${status}' is no status`, 'Write V, U, A or P, or nothing');
    found.set(name, {
      name,
      value,
      unit: cell('unit'),
      source: cell('source'),
      date: cell('date'),
      status,
      invented: saysYes(cell('invented')),
    });
  }
  return [...found.values()]
    .filter(({ invented }) => !invented)
    .map((parameter) => {
      const standIn = found.get(`${STAND_IN}${parameter.name}`);
      if (parameter.value !== null || !simulated || standIn === undefined) return parameter;
      return { ...standIn, name: parameter.name, invented: true };
    });
}

/** What is invented is published nowhere: a word that says neither yes nor no decides nothing. */
function checkInvented(text: string, place: string): void {
  if (!saysYes(text) && !saysNo(text))
    throw fault(`${place} › invented`, `'${text}' is neither yes nor no`, 'Write yes or no');
}

/** A series of values by key: prices by year, say. */
export interface Lookup {
  readonly name: string;
  readonly values: ReadonlyMap<string, number>;
  /** True where some of its values are invented; those are there only while the data are simulated. */
  readonly invented: boolean;
}

/** The series that the configuration names. Rows that their column `invented` marks are left out unless the data are simulated. */
export async function readLookups(
  disk: Disk,
  root: string,
  declared: Config['lookups'],
  simulated: boolean,
): Promise<readonly Lookup[]> {
  return Promise.all(
    Object.entries(declared).map(async ([name, { file, key, value }]) => {
      const values = new Map<string, number>();
      let invented = false;
      for (const { row, cell } of await csvSheet(disk, root, file, [key, value])) {
        checkInvented(cell('invented'), `${file} › row ${row}`);
        if (saysYes(cell('invented'))) {
          if (!simulated) continue;
          invented = true;
        }
        const number = readNumber(cell(value));
        if (Number.isNaN(number))
          throw fault(
            `${file} › row ${row} › ${value}`,
            `'${cell(value)}' is no number`,
            'Write it with a decimal point',
          );
        if (values.has(cell(key))) throw fault(`${file} › row ${row}`, `a second row for ${key} '${cell(key)}'`);
        values.set(cell(key), number);
      }
      return { name, values, invented };
    }),
  );
}
