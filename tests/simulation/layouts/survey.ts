import type { Form } from '../../../src/form/form.ts';
import type { Entry, Interview } from '../../../src/simulation/interviews.ts';
import type { LayoutFiles, LayoutOptions } from '../../../src/simulation/layouts/layout.ts';
import { layoutOf, layouts } from '../../../src/simulation/layouts/registry.ts';
import { MAIN } from '../../../src/table/table.ts';
import { formOf } from '../../form/forms.ts';

/** Where the survey was held: an hour ahead of UTC all year. */
export const TIME_ZONE = 'Africa/Tunis';

/** A made-up survey with all that layouts write differently. */
export const form: Form = formOf(
  [
    'type|name|label::English (en)|label::Français (fr)|relevant',
    'start|start|||',
    'end|end|||',
    'today|today|||',
    'username|username|||',
    'begin group|place|Place|Lieu|',
    'select_one milieu|milieu|Urban / rural|Urbain / rural|',
    'geopoint|gps|Position|Position|',
    'text|remark|Remarks|Remarques|',
    'end group||||',
    'integer|age|Age|Âge|',
    'decimal|income|Income|Revenu|',
    'text|story|Story|Récit|',
    'date|born|Born on|Né le|',
    'time|wakes|Gets up at|Heure du lever|',
    'dateTime|visit|Last visit|Dernière visite|',
    'note|thanks|Thank you|Merci|',
    'select_multiple needs|needs|Needs|Besoins|',
    "text|needs_other|Which other|Lequel|selected(${needs}, '-96')",
    'rank needs|priorities|Order of needs||',
    'integer|hours|Hours at work||${age} >= 18',
    'begin group|family|Family|Famille|',
    'begin repeat|member|Member|Membre|',
    'text|member_name|Name|Nom|',
    'integer|member_age|Age|Âge|',
    'select_multiple needs|member_needs|Needs|Besoins|',
    'begin group|labour|Work|Travail|',
    'begin repeat|job|Job|Emploi|',
    'text|job_title|Title|Intitulé|',
    "decimal|job_pay|Pay|Salaire|${job_title} != ''",
    'date|job_from|Since|Depuis|',
    'end repeat||||',
    'end group||||',
    'begin group|home|Home|Foyer|',
    'geopoint|school|School|École|',
    'end group||||',
    'end repeat||||',
    'end group||||',
    'begin repeat|asset|Asset|Bien|',
    'text|asset_name|Name|Nom|',
    'end repeat||||',
    'text|remarks_end|Remarks|Remarques|',
  ],
  [
    'list_name|name|label::English (en)|label::Français (fr)',
    'milieu|urban|Urban|Urbain',
    'milieu|rural|Rural|Rural',
    'needs|food|Food|Nourriture',
    'needs|aid|Food aid|Aide alimentaire',
    'needs|1|Cash|Argent',
    'needs|roof|A roof|',
    'needs|-96|Other|Autre',
    'needs|-99|Refuses|Refuse',
  ],
  ['form_title|form_id|version|default_language', 'Made-up survey: all layouts|made_up|7|English (en)'],
).form;

interface Written {
  readonly cells: Readonly<Record<string, string>>;
  readonly below?: Readonly<Record<string, readonly Written[]>>;
}

const member = (name: string, age: string, needs: string, job: readonly Written[] = [], school = ''): Written => ({
  cells: { member_name: name, member_age: age, member_needs: needs, school },
  below: { job },
});
const job = (title: string, pay: string, from: string): Written => ({
  cells: { job_title: title, job_pay: pay, job_from: from },
});
const asset = (name: string): Written => ({ cells: { asset_name: name } });

const WRITTEN: readonly (Written & { readonly key: string; readonly submitted: string })[] = [
  {
    key: '3f1c6a52-0b7e-4c1d-9a55-0c8f2e7d1a01',
    submitted: '2026-01-05T14:14:30',
    cells: {
      start: '2026-01-05T14:40:00.000+01:00',
      end: '2026-01-05T15:12:09.000+01:00',
      today: '2026-01-05',
      username: 'enquete01',
      milieu: 'urban',
      gps: '34.0209 -6.8416 75 5',
      remark: 'une seule; puis « rien »',
      age: '34',
      income: '100000',
      story: 'First line\nsecond "line"; with, all',
      born: '1991-02-28',
      wakes: '06:30:00',
      visit: '2025-12-31T23:59:59.000+01:00',
      needs: 'food 1 -96',
      needs_other: 'دواء للأم',
      priorities: '1 food aid roof -96 -99',
      hours: '40',
      remarks_end: 'fini',
    },
    below: {
      member: [
        member('Aya', '8', 'food', [], '36.8065 10.1815 4 12.5'),
        member('Sami "Sam"', '41', 'food aid', [
          job('maçon', '1250.75', '2019-09-01'),
          job('gardien, la nuit', '900', '2024-02-29'),
        ]),
        member('سلمى', '17', ''),
      ],
      asset: [asset('radio'), asset('two goats;\none dog')],
    },
  },
  {
    key: '3f1c6a52-0b7e-4c1d-9a55-0c8f2e7d1a02',
    submitted: '2026-01-05T23:30:00',
    cells: {
      start: '2026-01-06T00:00:00.000+01:00',
      end: '2026-01-06T00:29:05.000+01:00',
      today: '2026-01-06',
      username: 'enquete02',
      milieu: 'rural',
      age: '12',
      income: '0.5',
      born: '2013-10-09',
      wakes: '00:05:00',
      needs: '-99',
      remarks_end: 'مرحبا بالعالم',
    },
    below: { member: [member('Lina', '39', 'roof', [job('', '', '2020-12-01')])] },
  },
  {
    key: '3f1c6a52-0b7e-4c1d-9a55-0c8f2e7d1a03',
    submitted: '2026-07-01T11:02:03',
    cells: {
      start: '2026-07-01T11:30:00.000+01:00',
      end: '2026-07-01T12:00:01.000+01:00',
      today: '2026-07-01',
      username: 'enquete01',
      milieu: 'rural',
      gps: '-1.5 36.25 0 0',
      age: '70',
      story: 'x',
      visit: '2026-06-30T12:00:00.000+01:00',
      hours: '0',
    },
  },
];

/** An interview or a row of a roster from what is written of it; every question of its table has a cell. */
function entryOf(table: string, key: string, written: Written): Entry {
  const names = form.fields.filter((field) => field.table === table && field.role !== 'note').map(({ name }) => name);
  const repeats = form.tables.filter(({ parent }) => parent === table).map(({ name }) => name);
  return {
    key,
    table,
    cells: new Map(names.map((name) => [name, written.cells[name] ?? ''])),
    below: new Map(
      repeats.map((name) => [
        name,
        (written.below?.[name] ?? []).map((row, at) => entryOf(name, `${key}/${name}[${at + 1}]`, row)),
      ]),
    ),
  };
}

/** The survey's three interviews: members 3, 1, 0; jobs 2, 1, 0; assets 2, 0, 0. Picked options stand in the list's order. */
export const interviews: readonly Interview[] = WRITTEN.map((written) => ({
  ...entryOf(MAIN, written.key, written),
  version: '7',
  submitted: written.submitted,
}));

/** The survey in one layout: files by name, the main one first. Labels in the default language unless said. */
export async function surveyIn(layout: string, options: Partial<LayoutOptions> = {}): Promise<LayoutFiles> {
  return layoutOf(layout, 'layout').write(form, interviews, {
    name: 'export',
    language: form.defaultLanguage,
    timeZone: TIME_ZONE,
    ...options,
  });
}

/** The survey in every layout, by its name in the registry. */
export async function surveyInAll(options: Partial<LayoutOptions> = {}): Promise<ReadonlyMap<string, LayoutFiles>> {
  const made = new Map<string, LayoutFiles>();
  for (const name of layouts.keys()) made.set(name, await surveyIn(name, options));
  return made;
}
