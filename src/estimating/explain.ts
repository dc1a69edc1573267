import type { ProportionMethod } from '../survey/proportion.ts';
import type { Answer } from './answer.ts';
import type { Request } from './request.ts';

const METHODS: Readonly<Record<ProportionMethod, string>> = {
  beta: 'Korn and Graubard 1998: Clopper and Pearson’s on the effective sample',
  logit: 't interval of the log odds',
  wilson: 'Wilson 1927 on the effective sample',
  asin: 't interval of arcsin √p',
  mean: 'p ± t · SE, cut at 0 and 1',
  likelihood: 'where the likelihood of the effective sample falls by t² / 2 (Rao and Scott 1984)',
};

/** What was done, how it is computed and where that is from, as lines. */
export function explanation(answer: Answer, request: Request): readonly string[] {
  return [...designLines(answer, request), '', ...formulaLines(answer, request)];
}

function designLines(answer: Answer, { design, where, by, margins }: Request): readonly string[] {
  const several = (names: readonly string[], none: string) => (names.length === 0 ? none : names.join(', '));
  const { missingWeights } = answer.design;
  return [
    'Design',
    `  weights     ${design.weights ?? (design.fpc.length > 0 ? 'population / sample, from --fpc' : 'none: every row counts 1')}, sum ${answer.weightSum.toPrecision(8)}${missingWeights > 0 ? `; ${missingWeights} missing, their rows are in no estimate` : ''}`,
    `  strata      ${several(design.strata, 'none')}${design.strata.length > 0 ? ` (${answer.strata})` : ''}`,
    `  stages      ${several(design.psu, 'every row is a sampled unit')} (${answer.psus} PSUs)${design.nest ? ', codes begin again in every stratum' : ''}`,
    `  population  ${several(design.fpc, 'no finite population correction: as if drawn with replacement')}`,
    `  lonely PSU  ${design.lonelyPsu}`,
    ...(margins.length === 0
      ? []
      : [
          `  calibrated  ${margins.map(({ column }) => column).join(', ')} (${margins.length === 1 ? 'post-stratified' : 'raked'}); errors are those of residuals (Deville and Särndal 1992)`,
        ]),
    `  df          ${answer.df}${answer.replicates === null ? ' = PSUs − strata' : ' = rank of the replicate weights − 1, or that of the design'}`,
    ...(where === null
      ? []
      : [`  domain      ${where}: ${answer.domainRows} rows. The others stay in the design with value 0`]),
    ...(by.length === 0
      ? []
      : [
          `  breakdown   ${by.join(' × ')}${answer.unplaced > 0 ? `; ${answer.unplaced} rows have an empty cell there and are in no group` : ''}`,
        ]),
  ];
}

function formulaLines(
  { replicates }: Answer,
  { statistics, replication, method, models, family, chisq, extras }: Request,
): readonly string[] {
  const kinds = new Set(statistics.map(({ kind }) => kind));
  const lines = ['Formulas'];
  if (replicates !== null && replication !== null) {
    lines.push(
      `  variance = ${replicates.scale.toPrecision(6)} · Σ r_k (θ_k − ${replicates.mse ? 'θ' : 'mean of θ_k'})² over ${replicates.weights.length} ${replication.type} replicates${replication.columns.length === 0 ? ', built from the design' : ''} (Wolter 2007)`,
    );
  } else {
    lines.push(
      '  variance = Σ strata (1 − n/N) · n/(n−1) · Σ PSUs (z − z̄)², z the PSU’s weighted sum of linearised values; with --fpc for later',
      '             stages plus their own sum times n/N (Binder 1983; Särndal, Swensson and Wretman 1992). As R’s survey 4.1',
    );
  }
  if (kinds.has('mean'))
    lines.push(
      `  mean = Σ w y / Σ w${replicates === null ? '; z = w (y − mean) / Σ w' : ''}; t interval with the domain’s degrees of freedom`,
    );
  if (kinds.has('total')) lines.push(`  total = Σ w y${replicates === null ? '; z = w y' : ''}`);
  if (kinds.has('ratio'))
    lines.push(`  ratio R = Σ w y / Σ w x${replicates === null ? '; z = w (y − R x) / Σ w x' : ''}`);
  if (kinds.has('proportion'))
    lines.push(`  share = mean of 0/1; interval: ${METHODS[method]}; degrees of freedom of the group`);
  if (kinds.has('quantile'))
    lines.push(
      '  quantile: smallest value with Σ w below ≥ p Σ w, the middle of two where it falls between; interval: Woodruff 1952, SE = length / 2 t',
    );
  if (statistics.length > 0)
    lines.push(
      '  deff = variance / (weighted variance of the rows / n): against a simple random sample with replacement',
    );
  if (models.length > 0)
    lines.push(
      `  ${family} model by weighted estimating equations, linearised covariance (Binder 1983; R’s ${family === 'ordinal' ? 'svyolr' : 'svyglm'}), df = PSUs − strata + 1 − coefficients`,
      '  fewer than 30 PSUs: bias-reduced errors with Satterthwaite’s df (Bell and McCaffrey 2002)',
    );
  if (models.length > 0 && family !== 'ordinal')
    lines.push(
      '  variance inflation = det R(term) · det R(others) / det R, weighted correlations (Fox and Monette 1992)',
      '  pseudo R²: 1 − deviance / deviance of the mean (McFadden); Cox and Snell’s and Nagelkerke’s (Lumley 2017)',
    );
  if (extras.effects || extras.predict.length > 0)
    lines.push(
      '  effects and predictions: weighted means over the rows of the model; SE by the delta method, who is averaged over being given',
      '  (in --json also with their sampling); predictions: interval on the scale of the linear predictor',
    );
  if (chisq.length > 0)
    lines.push(
      '  independence: Pearson’s X² over the design effects of the table, second order as F (Rao and Scott 1984; Thomas and Rao 1987)',
    );
  return lines;
}
