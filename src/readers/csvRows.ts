import type { PlacedRow } from '../table/textRow.ts';

/** The rows of a piece of CSV text. */
export interface ScannedRows {
  readonly rows: readonly PlacedRow[];
  /** Where the first row begins that is not whole; the length of the text where all are. */
  readonly end: number;
  /** The first row, from 0, whose quotes cannot be read; null where there is none. */
  readonly bad: { readonly row: number; readonly why: 'open' | 'inside' } | null;
}

const QUOTE = 34;
const LINE = 10;

/**
 * Reads rows of CSV (RFC 4180) from text whose lines end in LF. A cell that begins with a quote ends with one, and spaces may follow; quotes in
 * it are doubled. `last`: no text follows, so that the last row needs no line end. `most`: rows after which it stops.
 */
export function csvScanner(delimiter: string): (text: string, last: boolean, most?: number) => ScannedRows {
  const apart = delimiter.charCodeAt(0);
  let places = new Int32Array(1 << 14);
  return (text, last, most = Number.POSITIVE_INFINITY) => {
    const { length } = text;
    /** The first cell of each row. */
    const firsts: number[] = [];
    let cells = 0;
    let first = 0;
    let at = 0;
    let end = 0;
    let inside = false;
    let bad: ScannedRows['bad'] = null;
    while (end < length) {
      let from = at;
      let to = at;
      let next = at;
      let unit = at < length ? text.charCodeAt(at) : LINE;
      if (unit === QUOTE) {
        const cell = quotedCell(text, at, apart, last);
        if (cell === null && !last) break;
        from = at + 1;
        to = cell === null ? length : cell.doubled ? ~cell.close : cell.close;
        next = cell?.next ?? length;
        unit = next < length ? text.charCodeAt(next) : LINE;
        if (cell === null) bad = { row: firsts.length, why: 'open' };
        else if (cell.inside) inside = true;
      } else {
        while (unit !== apart && unit !== LINE) {
          to += 1;
          unit = to < length ? text.charCodeAt(to) : LINE;
        }
        if (to >= length && !last) break;
        next = to;
      }
      if (cells * 2 === places.length) places = doubled(places);
      places[cells * 2] = from;
      places[cells * 2 + 1] = to;
      cells += 1;
      at = next + 1;
      if (unit === apart) continue;
      if (inside && bad === null) bad = { row: firsts.length, why: 'inside' };
      firsts.push(first);
      first = cells;
      end = Math.min(at, length);
      if (bad !== null || firsts.length === most) break;
    }
    const kept = places.slice(0, cells * 2);
    const rows = firsts.map((start, row) => {
      const until = firsts[row + 1] ?? first;
      return { text, places: kept, first: start, length: until - start };
    });
    return { rows, end, bad };
  };
}

interface QuotedCell {
  /** Where its closing quote stands, and the delimiter or line end after it. */
  readonly close: number;
  readonly next: number;
  readonly doubled: boolean;
  /** A quote stands in it that is neither doubled nor its last. */
  readonly inside: boolean;
}

/** The cell whose opening quote stands at a place; null where the text ends before it does. */
function quotedCell(text: string, open: number, apart: number, last: boolean): QuotedCell | null {
  const { length } = text;
  let [twice, inside] = [false, false];
  let close = open + 1;
  for (;;) {
    close = text.indexOf('"', close);
    if (close < 0) return null;
    if (text.charCodeAt(close + 1) === QUOTE) {
      twice = true;
      close += 2;
      continue;
    }
    let next = close + 1;
    while (next < length && text.charCodeAt(next) !== apart && text.charCodeAt(next) !== LINE) next += 1;
    if (next === length && !last) return null;
    const ends = next < length ? text.slice(close + 1, next).trim() === '' : close + 1 === length;
    if (ends) return { close, next, doubled: twice, inside };
    inside = true;
    close += 1;
  }
}

function doubled(array: Int32Array): Int32Array<ArrayBuffer> {
  const wider = new Int32Array(array.length * 2);
  wider.set(array);
  return wider;
}
