import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../world.ts';

const SURVEY = `type,name,label::English (en),relevant,constraint,calculation,choice_filter,required,repeat_count
start,start,,,,,,,
end,end,,,,,,,
today,today,,,,,,,
text,enumerator,Enumerator,,"regex(., '^[A-Z]{2}[0-9]{2}$')",,,yes,
text,code,Code,,"regex(., '^[0-9]{5}$')",,,yes,
calculate,frame_region,,,,"pulldata('frame','region','code',\${code})",,,
calculate,frame_weight,,,,"pulldata('frame','base_weight','code',\${code})",,,
calculate,frame_stratum,,,,"pulldata('frame','stratum','code',\${code})",,,
calculate,frame_psu,,,,"pulldata('frame','psu','code',\${code})",,,
select_one yes_no,consent,Consent,,,,,yes,
integer,age,Age,\${consent}='yes',. >= 18 and . <= 99,,,yes,
select_one yes_no_dk,insured,Insured,\${consent}='yes',,,,yes,
integer,income,Income,\${consent}='yes',. = -98 or . >= 0,,,yes,
integer,trips_n,Trips,\${consent}='yes',. >= 1 and . <= 5,,,yes,
begin_repeat,trip,Trip,\${consent}='yes',,,,,\${trips_n}
integer,year,Year,,. >= 2000 and . <= 2030,,,yes,
decimal,months,Months,,. > 0 and . <= 12,,,yes,
end_repeat,,,,,,,,
calculate,months_all,,,,sum(\${months}),,,
select_one yes_no,works,Works,\${consent}='yes',,,,yes,
integer,hours,Hours,\${works}='yes',. >= 1 and . <= 112,,,yes,
select_one yes_no,result,Result,,,,,yes,
`;

const CHOICES = `list_name,name,label::English (en)
yes_no,yes,Yes
yes_no,no,No
yes_no_dk,yes,Yes
yes_no_dk,no,No
yes_no_dk,dk,Don't know
`;

const strata = (['n', 's'] as const).flatMap((region) => [
  { id: `${region}_first`, region, part: 'first', psus: 4, take: 5 },
  { id: `${region}_repeat`, region, part: 'repeat', psus: 4, take: 8 },
]);

/** A small made-up study's `schemas/simulation.json`. */
export const smallProfile = {
  seed: 7,
  frame: {
    people: 800,
    regions: { n: { share: 60, communes: 9, wafira: 40 }, s: { share: 40, communes: 8 } },
    sex: { female: 90, male: 10 },
    ageBand: { young: 40, old: 60 },
    seasonsClass: { first: 30, repeat: 70 },
    strata: [...strata, { id: 'n_wafira', region: 'n', part: 'wafira', take: 20 }],
  },
  fieldwork: {
    from: '2026-09-07',
    to: '2026-10-30',
    offset: '+01:00',
    version: '2',
    minutes: { median: 40, sigma: 0.2 },
  },
  code: 'code',
  icc: 0.05,
  factors: { skill: {}, luck: { loadings: { skill: 0.2 }, shifts: [{ when: "${frame_region} = 'n'", by: 0.3 }] } },
  traits: { wealth: { lognormal: { median: 2000, sigma: 0.5 }, step: 10 } },
  answers: {
    enumerator: { choices: { AA01: 80, AA02: 20 } },
    consent: { value: "'yes'" },
    age: { normal: { mean: 38, sd: 7 }, low: 18, high: 60 },
    insured: { choices: { no: 40, yes: 60 }, loadings: { luck: 0.4 } },
    income: { value: '${wealth}' },
    trips_n: { choices: { '1': 20, '2': 50, '3': 30 } },
    year: { value: '2026 - position(..)' },
    months: { triangular: { low: 2, mode: 4.5, high: 9 }, step: 0.5 },
    works: { cases: [{ when: "${insured} = 'yes'", choices: { no: 40, yes: 60 } }, { choices: { no: 70, yes: 30 } }] },
    hours: { normal: { mean: 38, sd: 10 }, low: 1, high: 80 },
    result: { value: "'yes'" },
  },
  outcomes: [
    { id: 'complete', share: 80 },
    { id: 'refusal', share: 20, answers: { consent: 'no', result: 'no' } },
  ],
  nonresponse: { default: 4, fields: { income: { dontKnow: 12 } } },
  faults: {
    exactDuplicate: { count: 2 },
    nearDuplicate: { count: 2, fields: ['age'] },
    outOfRange: { count: 2, values: [{ field: 'age', value: '7' }] },
    unit: { count: 3, changes: [{ field: 'months', factor: 30 }] },
    skipViolation: { count: 2, values: [{ field: 'hours', value: '40', when: "${works} = 'no'" }] },
    contradiction: { count: 2, values: [{ field: 'works', value: 'no', when: "${works} = 'yes'" }] },
    decimalComma: { count: 2, fields: ['months'] },
    dateFormat: { count: 1, fields: ['today'] },
    arabicDigits: { count: 2, fields: ['age'] },
    straySpaces: { count: 1, fields: ['enumerator'] },
    testInterview: { count: 1, answers: { enumerator: 'ZZ99', code: '99999' } },
    outdatedVersion: { count: 2, version: '1', lacks: ['hours'] },
    fabricated: { field: 'enumerator', enumerator: 'AA02', minutes: 9, answers: { age: '40' } },
    overlap: { count: 1, roster: 'trip', year: 'year', months: 'months', values: ['9', '8'] },
  },
  decided: { share: 50, by: 'supervisor', at: '2026-11-01' },
};

const CONFIG = {
  title: { en: 'A small study' },
  form: 'schemas/form',
  sources: [{ id: 'interviews', files: ['data-raw/small.xlsx'], simulated: true }],
  languages: ['en'],
  direct: [],
  eligible: "${consent} = 'yes'",
  missing: { dontKnow: { lists: { yes_no_dk: ['dk'] }, fields: { income: ['-98'] } } },
  design: { weights: 'frame_weight', strata: 'frame_stratum', psu: 'frame_psu', lonelyPsu: 'adjust' },
  enumerator: 'enumerator',
};

const INDICATORS = {
  indicators: [
    { id: 'INS', kind: 'proportion', theme: 'a', title: { en: 'Insured' }, value: "${insured} = 'yes'", by: ['works'] },
    { id: 'INS.bounds', kind: 'bounds', theme: 'a', title: { en: 'Insured, bounds' }, value: "${insured} = 'yes'" },
    { id: 'AGE', kind: 'mean', theme: 'a', title: { en: 'Age' }, value: '${age}' },
  ],
};

/** A study in a new folder: form, indicators and profile, and no data yet. */
export function smallStudy(profile: object = smallProfile): string {
  const root = temporaryFolder();
  mkdirSync(join(root, 'schemas', 'form'), { recursive: true });
  const write = (path: string, text: string) => writeFileSync(join(root, path), text);
  write('schemas/form/survey.csv', SURVEY);
  write('schemas/form/choices.csv', CHOICES);
  write(
    'schemas/form/settings.csv',
    'form_title,form_id,version,default_language\nSmall: a study,small,2,English (en)\n',
  );
  write('schemas/indicators.json', JSON.stringify(INDICATORS));
  write('schemas/simulation.json', JSON.stringify(profile));
  write('pipeline.config.json', JSON.stringify(CONFIG));
  return root;
}
