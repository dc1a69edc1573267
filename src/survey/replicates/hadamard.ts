/**
 * A Hadamard matrix of ±1 with more than `strata` rows, the smallest that Sylvester's and Paley's constructions give;
 * its first column is all 1 and its columns are orthogonal.
 */
export function hadamard(strata: number): readonly (readonly number[])[] {
  for (let order = 4; ; order += 4) {
    if (order <= strata) continue;
    const found = constructed(order);
    if (found !== undefined) return normalised(found);
  }
}

function constructed(order: number): number[][] | undefined {
  if (order === 2) {
    return [
      [1, 1],
      [1, -1],
    ];
  }
  if (order % 4 !== 0) return undefined;
  if (isPrime(order - 1)) return paley(order - 1);
  const half = constructed(order / 2);
  return half === undefined ? undefined : doubled(half);
}

/** Turns the signs of rows so that the first column is all 1. */
const normalised = (rows: readonly number[][]): number[][] => rows.map((row) => row.map((cell) => cell * row[0]!));

function doubled(half: readonly number[][]): number[][] {
  return [...half.map((row) => [...row, ...row]), ...half.map((row) => [...row, ...row.map((cell) => -cell)])];
}

/** Paley's first construction, for a prime q of the form 4k + 3. */
function paley(q: number): number[][] {
  const squares = new Set(Array.from({ length: q - 1 }, (_, k) => ((k + 1) * (k + 1)) % q));
  const character = (x: number): number => (x === 0 ? 0 : squares.has(x) ? 1 : -1);
  const rows = [new Array<number>(q + 1).fill(1)];
  for (let i = 0; i < q; i++) {
    const row = Array.from({ length: q }, (_, j) => (i === j ? 1 : character((((j - i) % q) + q) % q)));
    rows.push([-1, ...row]);
  }
  return rows;
}

function isPrime(n: number): boolean {
  for (let d = 2; d * d <= n; d++) if (n % d === 0) return false;
  return n > 1;
}
