import type { Answer } from './case.ts';
import { svyglm } from './models.ts';
import { repMean, repRatio, repTotal } from './replicates.ts';
import { svyciprop, svyquantile } from './shares.ts';
import { svychisq, svyranktest, svyttest } from './tests.ts';
import { degf, svycontrast, svymean, svyratio, svytotal, svyvar } from './totals.ts';
import { calibrate, postStratify, rake, trimWeights } from './weighting.ts';

/** How each quantity of the reference is answered. */
export const answers: Readonly<Record<string, Answer>> = {
  degf,
  svyciprop,
  svycontrast,
  svymean,
  svyquantile,
  svyratio,
  svytotal,
  svyvar,
  svyglm,
  svychisq,
  svyranktest,
  svyttest,
  calibrate,
  postStratify,
  rake,
  trimWeights,
  rep_svymean: repMean,
  rep_svyratio: repRatio,
  rep_svytotal: repTotal,
};
