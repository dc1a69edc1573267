/** Digits that count in a data file. */
const DIGITS = 12;

/** The nearest number of 12 significant digits; what differs beyond is noise of the processor. */
export function roundedNumber(x: number): number {
  return Number(x.toPrecision(DIGITS));
}

/** A number for data files: 12 significant digits, a point, no thousands; 0 for -0. Throws on NaN and infinities, which no file of ours has. */
export function formatNumber(x: number): string {
  if (!Number.isFinite(x)) throw new Error(`a number that no file can hold: ${x}`);
  const text = String(x);
  // The shortest text of a number has no more digits than it has characters: so few are all kept.
  return text.length <= DIGITS ? text : String(roundedNumber(x) + 0);
}
