/** Group codes, one a row; a negative code is a missing one. */
export type Codes = Uint8Array | Uint16Array | Uint32Array | Int32Array;

/** Codes renumbered 0 … count − 1 in ascending order of code; `codes[k]` is the code of group k. */
export interface Groups {
  readonly group: Int32Array;
  readonly codes: Int32Array;
}

/** Renumbers codes without gaps; every code must be at least 0. */
export function groups(codes: Codes): Groups {
  let largest = 0;
  for (let row = 0; row < codes.length; row++) if (codes[row]! > largest) largest = codes[row]!;
  const group = new Int32Array(codes.length);
  // A table as long as the largest code is quickest, unless codes are sparse identifiers.
  if (largest <= 4 * codes.length + 1000) {
    const place = new Int32Array(largest + 1);
    for (let row = 0; row < codes.length; row++) place[codes[row]!] = 1;
    let count = 0;
    for (let code = 0; code <= largest; code++)
      if (place[code] === 1) place[code] = count++;
      else place[code] = -1;
    const found = new Int32Array(count);
    for (let code = 0; code <= largest; code++) if (place[code]! >= 0) found[place[code]!] = code;
    for (let row = 0; row < codes.length; row++) group[row] = place[codes[row]!]!;
    return { group, codes: found };
  }
  const found = Float64Array.from(new Set(codes)).sort();
  const place = new Map<number, number>();
  for (let k = 0; k < found.length; k++) place.set(found[k]!, k);
  for (let row = 0; row < codes.length; row++) group[row] = place.get(codes[row]!)!;
  return { group, codes: Int32Array.from(found) };
}

/** Orders `rows` by group, keeping the present order within a group (counting sort). */
export function orderByGroup(rows: Int32Array, group: Int32Array, count: number): Int32Array<ArrayBuffer> {
  const next = new Int32Array(count + 1);
  for (let i = 0; i < rows.length; i++) next[group[rows[i]!]! + 1]! += 1;
  for (let k = 0; k < count; k++) next[k + 1]! += next[k]!;
  const ordered = new Int32Array(rows.length);
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!;
    const k = group[row]!;
    ordered[next[k]!] = row;
    next[k]! += 1;
  }
  return ordered;
}

/** The rows whose value is not NaN, by ascending value, equal values in row order (radix sort on the bits). */
export function orderByValue(values: Float64Array): Int32Array {
  let known = 0;
  for (let row = 0; row < values.length; row++) if (!Number.isNaN(values[row]!)) known += 1;
  let rows = new Int32Array(known);
  for (let row = 0, i = 0; row < values.length; row++) if (!Number.isNaN(values[row]!)) rows[i++] = row;
  if (known < 2000) return rows.sort((a, b) => values[a]! - values[b]! || a - b);
  const high = new Uint32Array(values.length);
  const low = new Uint32Array(values.length);
  const one = new Float64Array(1);
  const halves = new Uint32Array(one.buffer);
  for (let row = 0; row < values.length; row++) {
    one[0] = values[row]! + 0;
    // Flipping the sign bit, or all bits of a negative number, makes the bit order that of the numbers.
    const negative = halves[1]! >>> 31 === 1;
    high[row] = negative ? ~halves[1]! : halves[1]! | 0x80000000;
    low[row] = negative ? ~halves[0]! : halves[0]!;
  }
  for (const half of [low, high]) {
    for (let shift = 0; shift < 32; shift += 16) {
      const next = new Int32Array(65_537);
      for (let i = 0; i < known; i++) next[((half[rows[i]!]! >>> shift) & 0xffff) + 1]! += 1;
      if (next.includes(known)) continue;
      for (let k = 0; k < 65_536; k++) next[k + 1]! += next[k]!;
      const ordered = new Int32Array(known);
      for (let i = 0; i < known; i++) {
        const digit = (half[rows[i]!]! >>> shift) & 0xffff;
        ordered[next[digit]!] = rows[i]!;
        next[digit]! += 1;
      }
      rows = ordered;
    }
  }
  return rows;
}
