import type { Field, Form } from '../../form/form.ts';
import { MAIN } from '../../table/table.ts';
import type { Interview } from '../interviews.ts';
import { csvFile } from './csvFile.ts';
import { flatColumns, type Turns } from './flat.ts';
import { formFileName, type Layout } from './layout.ts';
import type { QuestionColumn, Value } from './questionColumns.ts';
import { choicesOf, geoPart, namesIn } from './questionColumns.ts';

/** What Ona says of each submission, after the questions. */
const AFTER = [
  'meta/instanceID',
  '_id',
  '_uuid',
  '_submission_time',
  '_date_modified',
  '_tags',
  '_notes',
  '_version',
  '_duration',
  '_submitted_by',
  '_total_media',
  '_media_count',
  '_media_all_received',
];
const MISSING = 'n/a';
const SUBMITTER = 'equipe_terrain';
const GEO_PARTS = ['latitude', 'longitude', 'altitude', 'precision'];

/** The path of a question with the number of its row behind each repeat: `group/repeat[1]/question`. */
function pathOf(form: Form, field: Field, turns: Turns): string {
  let repeats = 0;
  return field.path
    .map((name, at) => {
      if (form.groups[field.groups[at] ?? -1]?.kind !== 'repeat') return `${name}/`;
      repeats += 1;
      return `${name}[${turns[repeats - 1]}]/`;
    })
    .join('');
}

/** Columns of a question. A select_multiple has those of its options and none of its own, as Ona splits it. */
function columnsOf(form: Form, field: Field, turns: Turns): readonly QuestionColumn[] {
  const path = pathOf(form, field, turns);
  if (field.type === 'many')
    return choicesOf(form, field).map(({ name }) => ({
      header: `${path}${field.name}/${name}`,
      option: true,
      value: (cell) => (cell === '' ? MISSING : namesIn(cell).includes(name) ? 'TRUE' : 'FALSE'),
    }));
  const whole: QuestionColumn = { header: `${path}${field.name}`, value: (cell) => cell || MISSING };
  if (field.type !== 'geopoint') return [whole];
  const part = (name: string, at: number): QuestionColumn => ({
    header: `${path}_${field.name}_${name}`,
    value: (cell) => geoPart(cell, at) || MISSING,
  });
  return [whole, ...GEO_PARTS.map(part)];
}

/** Seconds from start to end; '' where the form does not note them. */
function duration(form: Form, { cells }: Interview): string {
  const at = (type: string) =>
    Date.parse(
      cells.get(form.fields.find(({ xlsType, table }) => xlsType === type && table === MAIN)?.name ?? '') ?? '',
    );
  const seconds = (at('end') - at('start')) / 1000;
  return Number.isNaN(seconds) ? '' : String(Math.round(seconds));
}

/** Ona's CSV: rosters laid into the interview's row, `n/a` for what is missing. */
export const ona: Layout = {
  ending: '.csv',
  write(form, interviews, { name }) {
    const columns = flatColumns(form, interviews, {
      columns: (field, turns) => columnsOf(form, field, turns),
      count: () => null,
    });
    const rows = interviews.map((interview, at): Value[] => [
      ...columns.map(({ value }) => value(interview)),
      `uuid:${interview.key}`,
      400_000_001 + at,
      interview.key,
      interview.submitted,
      interview.submitted,
      '',
      '',
      interview.version,
      duration(form, interview),
      SUBMITTER,
      0,
      0,
      'TRUE',
    ]);
    return new Map([
      [`${formFileName(form, name)}.csv`, csvFile([...columns.map(({ header }) => header), ...AFTER], rows)],
    ]);
  },
};
