import { describe, expect, test } from 'vitest';
import { betaBelow, betaQuantile } from '../../../src/survey/distributions/beta.ts';
import { chiSquareAbove, chiSquareBelow, chiSquareQuantile } from '../../../src/survey/distributions/gamma.ts';
import { normalAbove, normalBelow, normalQuantile } from '../../../src/survey/distributions/normal.ts';
import { snedecorAbove, snedecorQuantile } from '../../../src/survey/distributions/snedecor.ts';
import { logGamma } from '../../../src/survey/distributions/stirling.ts';
import { studentBelow, studentBeyond, studentQuantile } from '../../../src/survey/distributions/student.ts';

// Each value is what R 4.2.2 prints with 16 digits.
const cases: readonly (readonly [string, number, number])[] = [
  ['pt(-2.1, 5)', studentBelow(-2.1, 5), 0.04487662494229934],
  ['pt(1.3, 1.7)', studentBelow(1.3, 1.7), 0.8289348124617149],
  ['pt(-12, 197)', studentBelow(-12, 197), 1.465555198083549e-25],
  ['pt(1e-3, 40)', studentBelow(0.001, 40), 0.5003964568569713],
  ['pt(-1.96, 1e6)', studentBelow(-1.96, 1e6), 0.0249980337926349],
  ['2 * pt(-3, 14)', studentBeyond(3, 14), 0.00955151275353938],
  ['qt(.975, 14)', studentQuantile(0.975, 14), 2.144786687917804],
  ['qt(.025, .5)', studentQuantile(0.025, 0.5), -164.5576734804945],
  ['qt(1e-6, 1)', studentQuantile(1e-6, 1), -318309.8861827435],
  ['qt(.995, 12345)', studentQuantile(0.995, 12345), 2.576227623786519],
  ['pbeta(.37, 17.2, 120)', betaBelow(0.37, 17.2, 120), 0.9999999999567464],
  ['pbeta(.001, .5, 999)', betaBelow(0.001, 0.5, 999), 0.8425449902349417],
  ['pbeta(.98, 54321.5, 999)', betaBelow(0.98, 54321.5, 999), 0.0004405086902928623],
  ['qbeta(.025, .01, 3)', betaQuantile(0.025, 0.01, 3), 1.397195934540236e-161],
  ['qbeta(.975, 120, 17.2)', betaQuantile(0.975, 120, 17.2), 0.9244197390709683],
  ['qbeta(.005, 54321.5, 54321.5)', betaQuantile(0.005, 54321.5, 54321.5), 0.4960926656268859],
  ['pnorm(-1.96)', normalBelow(-1.96), 0.02499789514822043],
  ['pnorm(-30)', normalBelow(-30), 4.906713927148187e-198],
  ['pnorm(6, lower = FALSE)', normalAbove(6), 9.865876450376981e-10],
  ['qnorm(.975)', normalQuantile(0.975), 1.959963984540054],
  ['qnorm(1e-300)', normalQuantile(1e-300), -37.0470962993612],
  ['pchisq(3, 3.3)', chiSquareBelow(3, 3.3), 0.5570447260874515],
  ['pchisq(1500, 1234.5, lower = FALSE)', chiSquareAbove(1500, 1234.5), 2.648297533234264e-7],
  ['qchisq(.95, 2)', chiSquareQuantile(0.95, 2), 5.99146454710798],
  ['qchisq(1e-6, .2)', chiSquareQuantile(1e-6, 0.2), 1.214609672481591e-60],
  ['pf(3, 2, 14.5, lower = FALSE)', snedecorAbove(3, 2, 14.5), 0.0812273946476104],
  ['pf(99, 5, 200, lower = FALSE)', snedecorAbove(99, 5, 200), 3.7196844377833e-52],
  ['qf(.95, 5, 14.5)', snedecorQuantile(0.95, 5, 14.5), 2.928643682741646],
  ['lgamma(1234.5)', logGamma(1234.5), 7550.550901077894],
  ['lgamma(.1)', logGamma(0.1), 2.252712651734206],
];

describe('distributions agree with R to twelve digits', () => {
  test.each(cases)('%s', (_, ours, theirs) => {
    expect(Math.abs(ours - theirs) / Math.abs(theirs)).toBeLessThan(1e-12);
  });
});

describe('boundaries', () => {
  test.each<[string, number, number]>([
    ['half of a symmetric one', studentQuantile(0.5, 3), 0],
    ['the middle of the normal', normalQuantile(0.5), 0],
    ['probability 0', normalQuantile(0), Number.NEGATIVE_INFINITY],
    ['probability 1', studentQuantile(1, 4), Number.POSITIVE_INFINITY],
    ['the ends of a beta', betaQuantile(0, 2, 3), 0],
    ['the other end of a beta', betaQuantile(1, 2, 3), 1],
    ['below a beta', betaBelow(0, 2, 3), 0],
    ['above a beta', betaBelow(1, 2, 3), 1],
    ['chi square at 0', chiSquareBelow(0, 3), 0],
    ['chi square far out', chiSquareAbove(1e6, 3), 0],
    ['infinite degrees are the normal', studentBelow(-1.5, Number.POSITIVE_INFINITY), normalBelow(-1.5)],
    ['F of infinite degrees is chi square', snedecorAbove(2, 3, Number.POSITIVE_INFINITY), chiSquareAbove(6, 3)],
  ])('%s', (_, ours, expected) => {
    expect(ours).toBe(expected);
  });

  test.each<[string, number]>([
    ['no degrees of freedom', studentQuantile(0.975, 0)],
    ['negative degrees of freedom', studentBelow(1, -2)],
    ['a probability above 1', studentQuantile(1.2, 4)],
    ['a shape of 0', betaQuantile(0.5, 0, 1)],
    ['no number', normalBelow(Number.NaN)],
  ])('%s is not a number', (_, value) => {
    expect(value).toBeNaN();
  });
});
