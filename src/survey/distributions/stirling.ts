const logTwoPi = Math.log(2 * Math.PI);

/** Error of Stirling's formula: log Γ(x + 1) − ((x + ½) log x − x + ½ log 2π), for x > 0, to full precision. */
export function stirlingError(x: number): number {
  let shifted = x;
  let below = 0;
  // The series needs a large argument; the recurrence δ(x) = δ(x+1) + (x+½) log(1+1/x) − 1 is exact.
  while (shifted < 16) {
    below += (shifted + 0.5) * Math.log1p(1 / shifted) - 1;
    shifted += 1;
  }
  const r = 1 / (shifted * shifted);
  const series = 1 / 12 - r * (1 / 360 - r * (1 / 1260 - r * (1 / 1680 - r * (1 / 1188 - r * (691 / 360360)))));
  return series / shifted + below;
}

/** x log(x / m) + m − x without cancellation where x is near m (Loader 2000); x > 0, m >= 0. */
export function devianceTerm(x: number, m: number): number {
  if (Math.abs(x - m) >= 0.1 * (x + m)) return x * Math.log(x / m) + m - x;
  const v = (x - m) / (x + m);
  const square = v * v;
  let sum = (x - m) * v;
  let term = 2 * x * v;
  for (let k = 3; ; k += 2) {
    term *= square;
    const next = sum + term / k;
    if (next === sum) return next;
    sum = next;
  }
}

/** log Γ(x) for x > 0. */
export function logGamma(x: number): number {
  return (x - 0.5) * Math.log(x) - x + 0.5 * logTwoPi + stirlingError(x);
}
