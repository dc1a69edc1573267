/** Adds Σ value over some rows to sums[k]. */
export function addAt(
  rows: Uint16Array,
  k: number,
  values: readonly Float64Array[],
  sums: readonly Float64Array[],
): void {
  let i = 0;
  for (; i + 3 < values.length; i += 4) {
    const [a, b, c, d] = [values[i]!, values[i + 1]!, values[i + 2]!, values[i + 3]!];
    let [ofA, ofB, ofC, ofD] = [0, 0, 0, 0];
    for (let at = 0; at < rows.length; at++) {
      const row = rows[at]!;
      ofA += a[row]!;
      ofB += b[row]!;
      ofC += c[row]!;
      ofD += d[row]!;
    }
    sums[i]![k]! += ofA;
    sums[i + 1]![k]! += ofB;
    sums[i + 2]![k]! += ofC;
    sums[i + 3]![k]! += ofD;
  }
  for (; i < values.length; i++) {
    const value = values[i]!;
    let sum = 0;
    for (let at = 0; at < rows.length; at++) sum += value[rows[at]!]!;
    sums[i]![k]! += sum;
  }
}

/** Adds Σ value · xₖ over all rows of a block to sums[k], for some columns and each value. */
export function addWhole(
  columns: readonly Float64Array[],
  which: readonly number[],
  values: readonly Float64Array[],
  sums: readonly Float64Array[],
): void {
  let v = 0;
  for (; v + 1 < values.length; v += 2) addTwice(columns, which, values[v]!, values[v + 1]!, sums[v]!, sums[v + 1]!);
  for (; v < values.length; v++) addOnce(columns, which, values[v]!, sums[v]!);
}

/** The same of two values: columns are read once for both. */
export function addTwice(
  columns: readonly Float64Array[],
  which: readonly number[],
  first: Float64Array,
  second: Float64Array,
  ofFirst: Float64Array,
  ofSecond: Float64Array,
): void {
  let i = 0;
  for (; i + 1 < which.length; i += 2) {
    const j = which[i]!;
    const k = which[i + 1]!;
    const a = columns[j]!;
    const b = columns[k]!;
    let [a1, b1, a2, b2] = [0, 0, 0, 0];
    for (let row = 0; row < first.length; row++) {
      const one = first[row]!;
      const two = second[row]!;
      const ofA = a[row]!;
      const ofB = b[row]!;
      a1 += one * ofA;
      b1 += one * ofB;
      a2 += two * ofA;
      b2 += two * ofB;
    }
    ofFirst[j]! += a1;
    ofFirst[k]! += b1;
    ofSecond[j]! += a2;
    ofSecond[k]! += b2;
  }
  const rest = which.slice(i);
  addOnce(columns, rest, first, ofFirst);
  addOnce(columns, rest, second, ofSecond);
}

/** The same of one value. */
export function addOnce(
  columns: readonly Float64Array[],
  which: readonly number[],
  value: Float64Array,
  sums: Float64Array,
): void {
  let i = 0;
  for (; i + 3 < which.length; i += 4) {
    const [j, k, l, m] = [which[i]!, which[i + 1]!, which[i + 2]!, which[i + 3]!];
    const [a, b, c, d] = [columns[j]!, columns[k]!, columns[l]!, columns[m]!];
    let [ofA, ofB, ofC, ofD] = [0, 0, 0, 0];
    for (let row = 0; row < value.length; row++) {
      const of = value[row]!;
      ofA += of * a[row]!;
      ofB += of * b[row]!;
      ofC += of * c[row]!;
      ofD += of * d[row]!;
    }
    sums[j]! += ofA;
    sums[k]! += ofB;
    sums[l]! += ofC;
    sums[m]! += ofD;
  }
  for (; i < which.length; i++) {
    const column = columns[which[i]!]!;
    let sum = 0;
    for (let row = 0; row < value.length; row++) sum += value[row]! * column[row]!;
    sums[which[i]!]! += sum;
  }
}

/** Adds Σ value[at] · xₖ over the rows[at] of a flag to sums[k], for some columns. */
export function addFlagged(
  columns: readonly Float64Array[],
  which: readonly number[],
  rows: Uint16Array,
  value: Float64Array,
  sums: Float64Array,
): void {
  let i = 0;
  for (; i + 3 < which.length; i += 4) {
    const [j, k, l, m] = [which[i]!, which[i + 1]!, which[i + 2]!, which[i + 3]!];
    const [a, b, c, d] = [columns[j]!, columns[k]!, columns[l]!, columns[m]!];
    let [ofA, ofB, ofC, ofD] = [0, 0, 0, 0];
    for (let at = 0; at < rows.length; at++) {
      const row = rows[at]!;
      const of = value[at]!;
      ofA += of * a[row]!;
      ofB += of * b[row]!;
      ofC += of * c[row]!;
      ofD += of * d[row]!;
    }
    sums[j]! += ofA;
    sums[k]! += ofB;
    sums[l]! += ofC;
    sums[m]! += ofD;
  }
  for (; i < which.length; i++) {
    const column = columns[which[i]!]!;
    let sum = 0;
    for (let at = 0; at < rows.length; at++) sum += value[at]! * column[rows[at]!]!;
    sums[which[i]!]! += sum;
  }
}
