import { expect, test } from 'vitest';
import { changeReason, ledgerReason, type RuleReason, reasonIn } from '../../src/study/reason.ts';

const THREE = { fr: 'espaces', en: 'spaces', ar: 'فراغات' };

test.each<[RuleReason, string, string, string]>([
  [THREE, 'spaces', 'espaces', 'فراغات'],
  ['spaces', 'spaces', 'spaces', 'spaces'],
  [{ fr: 'espaces' }, 'espaces', 'espaces', 'espaces'],
  ['', '', '', ''],
])('%j: the ledger has it in English where it can, readers in their own language', (reason, ledger, fr, ar) => {
  expect(ledgerReason(reason)).toBe(ledger);
  expect(reasonIn(reason, 'fr')).toBe(fr);
  expect(reasonIn(reason, 'ar')).toBe(ar);
});

test.each([
  ['spaces', THREE, 'espaces'],
  ['spaces; kept: a1 (first)', THREE, 'espaces; kept: a1 (first)'],
  ['what a person wrote', THREE, 'what a person wrote'],
  ['imputed: median', '', 'imputed: median'],
] as const)('of a change %j, what the rule says of it is told in the reader’s language', (written, reason, shown) => {
  expect(changeReason(written, reason, 'fr')).toBe(shown);
});
