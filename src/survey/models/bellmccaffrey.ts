import type { Design } from '../design.ts';
import { inverseRoot } from '../eigen.ts';
import { applied, inverse, type Matrix, product } from '../matrix.ts';
import { psusOf } from '../psus.ts';
import { families } from './family.ts';
import type { Model } from './model.ts';

/** Errors of coefficients for few PSUs, and the degrees of freedom that go with each. */
export interface SmallSample {
  readonly covariance: Matrix;
  /** Satterthwaite's degrees of freedom of each coefficient. */
  readonly df: readonly number[];
}

/**
 * Bell and McCaffrey's bias-reduced covariance (CR2) with Satterthwaite's degrees of freedom, for designs of few PSUs
 * (under some 30). PSUs are the clusters; strata and finite populations are not used. The working variance is that of
 * the family with independent rows. Work grows with the cube of the rows of the largest PSU.
 */
export function bellMcCaffrey(design: Design, model: Model, y: Float64Array): SmallSample {
  const { columns, fitted, family } = model;
  const { ofRow } = psusOf(design);
  const byPsu = new Map<number, number[]>();
  for (let row = 0; row < fitted.length; row++) {
    if (Number.isNaN(fitted[row]!) || design.weight[row] === 0) continue;
    const rows = byPsu.get(ofRow[row]!) ?? [];
    rows.push(row);
    byPsu.set(ofRow[row]!, rows);
  }
  const variance = (row: number): number => families[family].variance(fitted[row]!);
  const clusters = [...byPsu.entries()]
    .sort(([a], [b]) => a - b)
    .map(([, rows]): Cluster => {
      const v = rows.map(variance);
      return {
        x: rows.map((row) => columns.map((column) => column[row]!)),
        w: rows.map((row, i) => design.weight[row]! * v[i]!),
        phi: v.map((value) => 1 / value),
        e: rows.map((row, i) => (y[row]! - fitted[row]!) / v[i]!),
      };
    });
  return correct(clusters, columns.length);
}

interface Cluster {
  readonly x: Matrix;
  /** Working weights. */
  readonly w: readonly number[];
  /** Working variances. */
  readonly phi: readonly number[];
  /** Working residuals. */
  readonly e: readonly number[];
}

function correct(clusters: readonly Cluster[], p: number): SmallSample {
  const sum = (of: (cluster: Cluster, i: number) => number): number[][] =>
    square(p, (j, k) =>
      clusters.reduce(
        (all, cluster) => all + cluster.x.reduce((part, x, i) => part + of(cluster, i) * x[j]! * x[k]!, 0),
        0,
      ),
    );
  const m = inverse(sum(({ w }, i) => w[i]!));
  const inner = product(
    product(
      m,
      sum(({ w, phi }, i) => w[i]! * w[i]! * phi[i]!),
    ),
    m,
  );
  const adjusted = clusters.map((cluster) => adjustment(cluster, m, inner));
  const scores = clusters.map((cluster, g) => {
    const residual = applied(adjusted[g]!, cluster.e);
    return applied(m, weighted(cluster, residual));
  });
  const covariance = square(p, (j, k) => scores.reduce((all, score) => all + score[j]! * score[k]!, 0));
  return { covariance, df: m.map((row) => satterthwaite(clusters, adjusted, m, inner, row)) };
}

const square = (p: number, f: (j: number, k: number) => number): number[][] =>
  Array.from({ length: p }, (_, j) => Array.from({ length: p }, (_, k) => f(j, k)));

/** X′ W v of a cluster. */
const weighted = ({ x, w }: Cluster, v: readonly number[]): number[] =>
  x[0]!.map((_, k) => x.reduce((sum, row, i) => sum + row[k]! * w[i]! * v[i]!, 0));

/** A = D (D G D)^−½ D with D = Φ^½ and G the variance of the cluster's residuals under Φ. */
function adjustment({ x, w, phi }: Cluster, m: Matrix, inner: Matrix): Matrix {
  const through = x.map((row) => applied(m, row));
  const within = x.map((row) => applied(inner, row));
  const root = phi.map(Math.sqrt);
  const dot = (a: readonly number[], b: readonly number[]): number =>
    a.reduce((sum, value, k) => sum + value * b[k]!, 0);
  const b = square(x.length, (i, j) => {
    const shared = dot(through[i]!, x[j]!);
    const own = (i === j ? phi[i]! : 0) - shared * (w[j]! * phi[j]! + phi[i]! * w[i]!) + dot(within[i]!, x[j]!);
    return root[i]! * own * root[j]!;
  });
  return inverseRoot(b).map((row, i) => row.map((value, j) => root[i]! * value * root[j]!));
}

function satterthwaite(
  clusters: readonly Cluster[],
  adjusted: readonly Matrix[],
  m: Matrix,
  inner: Matrix,
  contrast: readonly number[],
): number {
  const parts = clusters.map((cluster, g) => {
    const direction = cluster.x.map(
      (row, i) => cluster.w[i]! * row.reduce((sum, value, k) => sum + value * contrast[k]!, 0),
    );
    const s = applied(adjusted[g]!, direction);
    const u = cluster.x[0]!.map((_, k) => cluster.x.reduce((sum, row, i) => sum + row[k]! * s[i]!, 0));
    const v = weighted(
      cluster,
      s.map((value, i) => value * cluster.phi[i]!),
    );
    const own = s.reduce((sum, value, i) => sum + value * value * cluster.phi[i]!, 0);
    return { u, mv: applied(m, v), iu: applied(inner, u), own };
  });
  const dot = (a: readonly number[], b: readonly number[]): number =>
    a.reduce((sum, value, k) => sum + value * b[k]!, 0);
  let trace = 0;
  let squares = 0;
  for (const [g, a] of parts.entries()) {
    for (const [h, b] of parts.entries()) {
      const value = (g === h ? a.own : 0) - dot(a.u, b.mv) - dot(b.u, a.mv) + dot(a.u, b.iu);
      if (g === h) trace += value;
      squares += value * value;
    }
  }
  return (trace * trace) / squares;
}
