import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';

/** The peers' data: 60 indicators, 6 breakdowns, and the design. NaN: no value; level code −1: none. */
export interface PeerData {
  readonly rows: number;
  readonly stratum: Int32Array;
  readonly psu: Int32Array;
  readonly weight: Float64Array;
  /** Codes 0 … 5 of the six breakdowns. */
  readonly by: readonly Int32Array[];
  readonly indicators: readonly Float64Array[];
}

const names = (letter: string, from: number, to: number): string[] =>
  Array.from({ length: to - from + 1 }, (_, k) => `${letter}${String(from + k).padStart(2, '0')}`);

const NONE = Number.NaN;

/** The peers' own recodes, column by column: yes of yes or no, the first of five, agreement, scores, amounts. */
const RECODES: readonly (readonly [readonly string[], (x: number) => number])[] = [
  [names('c', 7, 30), (x) => (x === 1 ? 1 : x === 2 ? 0 : NONE)],
  [names('c', 31, 40), (x) => (x >= 1 && x <= 5 ? (x === 1 ? 1 : 0) : NONE)],
  [names('l', 1, 12), (x) => (x >= 1 && x <= 5 ? (x >= 4 ? 1 : 0) : NONE)],
  [names('l', 13, 18), (x) => (x >= 1 && x <= 5 ? x : NONE)],
  [names('n', 2, 9), (x) => (x > 9000 ? NONE : x)],
];

/** Reads what the estimates need of a file of the peers' generator; its quoted texts stand after all that is read. */
export async function readPeerData(path: string, rows: number): Promise<PeerData> {
  const lines = createInterface({ input: createReadStream(path, { highWaterMark: 1 << 20 }) });
  const stratum = new Int32Array(rows);
  const psu = new Int32Array(rows);
  const weight = new Float64Array(rows);
  const by = names('c', 1, 6).map(() => new Int32Array(rows));
  const wanted = RECODES.flatMap(([columns, recode]) => columns.map((name) => ({ name, recode })));
  const indicators = wanted.map(() => new Float64Array(rows));
  let places: { readonly by: number[]; readonly indicators: number[] } | null = null;
  let row = 0;
  for await (const line of lines) {
    const cells = line.split(',');
    if (places === null) {
      places = {
        by: names('c', 1, 6).map((name) => cells.indexOf(name)),
        indicators: wanted.map(({ name }) => cells.indexOf(name)),
      };
      continue;
    }
    stratum[row] = Number(cells[1]);
    psu[row] = Number(cells[2]);
    weight[row] = Number(cells[3]);
    for (const [k, at] of places.by.entries()) by[k]![row] = cells[at] === '' ? -1 : Number(cells[at]) - 1;
    for (const [k, at] of places.indicators.entries())
      indicators[k]![row] = cells[at] === '' ? NONE : wanted[k]!.recode(Number(cells[at]));
    row += 1;
  }
  if (row !== rows) throw new Error(`${path} has ${row} rows, not ${rows}`);
  return { rows, stratum, psu, weight, by, indicators };
}
