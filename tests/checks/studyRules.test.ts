import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openDisk } from '../../src/disk/disk.ts';
import { loadStudy } from '../../src/study/load.ts';
import { testWorld } from '../world.ts';
import type { Rows } from './made.ts';
import { found, madeData } from './made.ts';

/** An interview and its campaigns that no rule of the study has a word against. */
const SANE: Rows[number] = {
  key: 'k1',
  today: '2026-09-10',
  age: 34,
  sex: 'female',
  frame_sex: 'female',
  first_season_year: 2019,
  seasons_total_n: 2,
  campaigns_described_n: 2,
  last_return_date: '2026-06-20',
  last_first_month_amount: 1100,
  last_first_month_currency: 'eur',
  hh_size: 5,
  ent_created: 'no',
  income_before_first_mad: 1800,
  lf_income_month_mad: 2500,
  remit_last_eur: 900,
  remit_last_amount: 900,
  remit_last_currency: 'eur',
  sp_ma_cnss_status: 'active',
  sp_ma_cnss_days: 400,
  sp_ma_branches_cov: 'old_age',
  sp_ma_branches_benefit: 'none',
  sp_ma_health_scheme: 'amo_employee',
  lf_employer_cnss: 'no',
};
const CAMPAIGN: Rows[number] = {
  camp_year: 2026,
  camp_months: 5,
  camp_days_declared: 110,
  camp_wage_amount: 1200,
  camp_wage_currency: 'eur',
  camp_wage_eur_month: 1200,
  camp_savings_amount: 32000,
  camp_savings_currency: 'mad',
  camp_savings_eur: 2963,
};
const CAMPAIGNS: Rows = [CAMPAIGN, { ...CAMPAIGN, camp_year: 2025 }];

type Change = Readonly<Record<string, string | number>>;
const inMain = (change: Change): readonly [Change, Change] => [change, {}];
const inCampaign = (change: Change): readonly [Change, Change] => [{}, change];

/** For each rule, what to change in the interview and in its first campaign so that it has a word to say. */
const BROKEN: Readonly<Record<string, readonly [Change, Change]>> = {
  'first-season-too-young': inMain({ first_season_year: 2006 }),
  'campaigns-described': inMain({ campaigns_described_n: 3 }),
  'campaigns-overlap': inCampaign({ camp_year: 2025, camp_months: 8 }),
  'campaigns-over-years': inCampaign({ camp_months: 20 }),
  'campaigns-in-order': inCampaign({ camp_year: 2024 }),
  'return-before-campaign': inMain({ last_return_date: '2025-06-20' }),
  'return-far-from-campaign': inMain({ last_return_date: '2028-06-20' }),
  'days-few': inCampaign({ camp_days_declared: 4 }),
  'days-over-months': inCampaign({ camp_days_declared: 156 }),
  'months-long': inCampaign({ camp_months: 9.5 }),
  'wage-high': inCampaign({ camp_wage_amount: 12960 }),
  'wage-low': inCampaign({ camp_wage_currency: 'mad' }),
  'savings-low': inCampaign({ camp_savings_amount: 2963 }),
  'savings-over-earnings': inCampaign({ camp_savings_eur: 6001 }),
  'first-month-high': inMain({ last_first_month_amount: 11880 }),
  'household-large': inMain({ hh_size: 21 }),
  'business-and-work': inMain({ ent_active: 'yes' }),
  'income-before-low': inMain({ income_before_first_mad: 170 }),
  'wage-in-morocco-high': inMain({ lf_income_month_mad: 250000 }),
  'remittances-over-savings': inMain({ remit_last_eur: 2964 }),
  'contribution-days': inMain({ sp_ma_cnss_days: 5929 }),
  'branches-without-scheme': inMain({ sp_ma_cnss_status: 'never' }),
  'benefit-without-scheme': inMain({ sp_ma_cnss_status: 'never', sp_ma_branches_benefit: 'sickness' }),
  'care-without-insurance': inMain({ sp_ma_health_scheme: 'none', sp_ma_branches_cov: 'medical_care' }),
  'employer-and-status': inMain({ lf_employer_cnss: 'yes', sp_ma_cnss_status: 'never' }),
  'affiliation-and-days': inCampaign({ camp_days_declared: 0 }),
  'age-and-frame': inMain({ sex: 'male' }),
};

const root = process.cwd();
const study = await loadStudy(openDisk(null), join(root, 'pipeline.config.json'), testWorld(root).program);
const rules = study.checks.filter(({ kind }) => kind === 'rule');
/** What a rule says of a changed interview beside one that is sane. */
const told = (id: string, [main, campaign]: readonly [Change, Change]) => {
  const data = madeData(
    study.form,
    study.names,
    [
      { ...SANE, ...main },
      { ...SANE, key: 'k2' },
    ],
    [
      { ...CAMPAIGN, ...campaign, key: 'k1/campaign[1]' },
      { ...CAMPAIGN, camp_year: 2025, key: 'k1/campaign[2]' },
      ...CAMPAIGNS.map((row, at) => ({ ...row, key: `k2/campaign[${at + 1}]`, parent: 1 })),
    ],
  );
  const rule = rules.find((entry) => entry.id === id);
  if (rule === undefined) throw new Error(`no rule ${id}`);
  return found(rule.check, data);
};

test('every rule of the study has a row made for it', () => {
  const { checks } = JSON.parse(readFileSync(join(root, 'schemas/checks.json'), 'utf8')) as {
    checks: readonly { readonly id: string; readonly kind: string }[];
  };
  const ids = checks.filter(({ kind }) => kind === 'rule').map(({ id }) => id);
  expect(ids.length).toBeGreaterThan(0);
  expect(Object.keys(BROKEN)).toEqual(ids);
});

test.each(Object.entries(BROKEN))(
  '%s: speaks of the row made for it, of no sane one, and lacks no answer',
  (id, change) => {
    expect(told(id, [{}, {}])).toEqual([]);
    const field = rules.find((entry) => entry.id === id)?.fields[0] ?? '';
    const key = study.names.fields.get(field)?.table === 'main' ? 'k1' : 'k1/campaign[1]';
    expect(told(id, change)).toMatchObject([{ key, field }]);
    expect(told(id, change)[0]?.level).toBeUndefined();
  },
);
