import { describe, expect, test } from 'vitest';
import { namesOf } from '../../../src/expression/names.ts';
import { relevance } from '../../../src/expression/relevance.ts';
import { assemble } from '../../../src/readers/assemble.ts';
import { readSheets } from '../../../src/readers/read.ts';
import { simulateForm } from '../../../src/simulation/form.ts';
import { interviewsOf } from '../../../src/simulation/interviews.ts';
import { layouts } from '../../../src/simulation/layouts/registry.ts';
import { columnSpecs } from '../../../src/study/columns.ts';
import { formOf } from '../../form/forms.ts';
import { sourceOf } from '../../readers/source.ts';
import { told } from './told.ts';

const ZONE = 'Africa/Casablanca';
const options = { name: 'export', language: 'Français (fr)', timeZone: ZONE };

const { form } = formOf(
  [
    'type|name|label::Français (fr)|label::English (en)|relevant|repeat_count|calculation',
    'start|start||||',
    'end|end||||',
    'today|today||||',
    'begin group|home|Foyer|Home||',
    'integer|age|Âge|Age||',
    'decimal|wage|Salaire / mois|Wage per month||',
    'select_one yn|works|Travail ?|Work?||',
    'select_one needs or_other|main_need|Besoin principal|Main need||',
    "select_one yn|formal|Contrat ?|Contract?|${works} = 'yes'|",
    'select_multiple needs|needs|Besoins|Needs||',
    'begin group|inner|Détails|Details||',
    'rank needs|ranked|Ordre|Order||',
    'geopoint|place|Lieu|Place||',
    'end group|||||',
    'end group|||||',
    'text|note_1|Âge|Age||',
    'date|born|Née le|Born||',
    'time|wakes|Réveil|Wakes||',
    'dateTime|met|Rencontre|Met||',
    'integer|members_n|Membres|Members||',
    'begin repeat|member|Membre|Member||${members_n}',
    'text|member_name|Prénom|First name||',
    'select_multiple needs|member_needs|Besoins|Needs||',
    'begin group|work|Travail|Work||',
    'begin repeat|job|Emploi|Job||',
    'integer|job_months|Mois|Months||',
    'date|job_from|Depuis|Since||',
    'end repeat|||||',
    'end group|||||',
    'end repeat|||||',
    'calculate|total|||||${age} + 1',
  ],
  [
    'list_name|name|label::Français (fr)|label::English (en)',
    'yn|yes|Oui|Yes',
    'yn|no|Non|No',
    'needs|food|Aide alimentaire|Food aid',
    'needs|cash|Aide|Aid',
    'needs|-99|Aucune aide|No aid',
    'needs|both|alimentaire Aide|Both of them',
  ],
  ['form_title|form_id|version', 'Household|household|3'],
);

/** Ona writes a column an option and none for the answer: in which order options were chosen is lost, and so are roster rows without an answer. */
const EQUAL = [...layouts.keys()].filter((name) => name !== 'kobo' && name !== 'ona');

const texts = ['a "quoted" word', 'one; two, three', 'line\nline', 'نعم بالتأكيد', 'été à côté', '007', '=1+1', 'x'];

function interviews() {
  const made = simulateForm(form, namesOf(form), {
    seed: 'layouts',
    rows: 40,
    given: (name, _table, row) => {
      if (name === 'note_1' || name === 'member_name') return texts[row % texts.length];
      if (name === 'members_n') return String(row % 4);
      if (name === 'met') return `2026-0${4 + (row % 6)}-15T0${row % 10}:30:05.000+01:00`;
      return undefined;
    },
    period: { from: '2026-04-01', to: '2026-05-20', offset: '+01:00', minutes: { median: 30, sigma: 0.3 } },
  });
  return interviewsOf(form, made, '3');
}

async function read(layout: string) {
  const files = await layouts.get(layout)?.write(form, interviews(), options);
  if (files === undefined) throw new Error(layout);
  const sheets = [];
  for (const [path, bytes] of files) {
    // The CSV beside a Kobo workbook holds the same interviews again.
    if (layout === 'kobo' && path.endsWith('.csv')) continue;
    sheets.push(...(await readSheets(sourceOf(path, bytes, 10_000))));
  }
  const direct = new Set<string>();
  const missing = { dontKnow: new Map(), refused: new Map() };
  const extras = [
    { name: '_submission_time', type: 'dateTime' },
    { name: '__version__', type: 'text' },
  ] as const;
  const source = { id: 'x', stated: {}, writing: { decimal: '.', dateOrder: 'ymd' }, timeZone: ZONE, sheets } as const;
  return assemble([source], {
    form,
    specs: columnSpecs(form, extras, missing, direct, ZONE),
    extras: new Set(),
    direct,
  });
}

describe('one survey as each platform exports it', async () => {
  const kobo = await read('kobo');

  test('the made-up survey has something of everything', () => {
    const main = kobo.data.tables.get('main');
    expect(main?.rows).toBe(40);
    expect(kobo.data.tables.get('job')?.rows).toBeGreaterThan(10);
    for (const column of main?.columns.values() ?? [])
      expect([column.name, column.states.some((state) => state === 0)]).toEqual([column.name, true]);
    expect(
      relevance(form, namesOf(form), kobo.data)
        .get('formal')
        ?.rows.some((asked) => asked === 0),
    ).toBe(true);
    expect(kobo.intake.remarks).toEqual([]);
  });

  test.each(EQUAL)('%s gives the same typed dataset as Kobo names', async (layout) => {
    const { data, intake } = await read(layout);
    expect(intake.remarks.filter(({ level }) => level !== 'note')).toEqual([]);
    expect(intake.sheets.flatMap(({ unknown }) => unknown)).toEqual([]);
    expect(told(data)).toEqual(told(kobo.data));
  });
});
