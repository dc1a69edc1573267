/**
 * Foster, Greer and Thorbecke's row values for a given line: 0 at or above the line, below it ((line − y) / line)^power;
 * NaN stays NaN. Power 0 is being poor, 1 the poverty gap, 2 its square; their means are the headcount, the gap and the
 * severity, and the ratio of the totals of powers 1 and 0 the mean gap of the poor. The line is taken as known: a line
 * estimated from the same sample (60 % of the median) adds an error that this leaves out.
 */
export function shortfall(y: Float64Array, line: number, power: 0 | 1 | 2): Float64Array {
  return y.map((value) => {
    if (Number.isNaN(value)) return value;
    if (value >= line) return 0;
    const gap = (line - value) / line;
    return power === 0 ? 1 : power === 1 ? gap : gap * gap;
  });
}
