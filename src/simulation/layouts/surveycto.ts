import type { Field, Form } from '../../form/form.ts';
import { momentText } from '../../table/text.ts';
import { readDate, readMoment, zoneOffset } from '../../table/typing.ts';
import type { QuestionColumn } from './questionColumns.ts';
import { choicesOf, geoPart, namesIn } from './questionColumns.ts';

/** What SurveyCTO says of each submission after the questions; `SubmissionDate` comes before them. */
export const AFTER = ['instanceID', 'formdef_version', 'KEY'];

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const GEO_PARTS = ['Latitude', 'Longitude', 'Altitude', 'Accuracy'];

/** A day as `Jan 5, 2026`; what is no day stays as it is. */
function dayText(text: string): string {
  if (Number.isNaN(readDate(text))) return text;
  const [year = '', month = '', day = ''] = text.slice(0, 10).split('-');
  return `${MONTHS[Number(month) - 1]} ${Number(day)}, ${year}`;
}

/** A moment as `Jan 5, 2026 3:12:09 PM` on the clocks of a zone; what is no moment stays as it is. */
export function timeInZone(text: string, zone: string): string {
  const moment = readMoment(text, zone);
  if (moment === null) return text;
  const local = momentText(moment.at, zoneOffset(moment.at, zone));
  const hour = Number(local.slice(11, 13));
  return `${dayText(local)} ${hour % 12 === 0 ? 12 : hour % 12}:${local.slice(14, 19)} ${hour < 12 ? 'AM' : 'PM'}`;
}

/**
 * Columns of a question: its name without groups, one `name_choice` for each option of a select_multiple (a minus becomes an underscore),
 * or four parts for a geopoint. `suffix` is the number of its row in each repeat around it, in a file with one row an interview.
 */
export function columnsOf(form: Form, field: Field, zone: string, suffix: string): readonly QuestionColumn[] {
  if (field.type === 'geopoint')
    return GEO_PARTS.map((part, at) => ({
      header: `${field.name}-${part}${suffix}`,
      value: (cell) => geoPart(cell, at),
    }));
  const written =
    field.type === 'dateTime'
      ? (cell: string) => timeInZone(cell, zone)
      : field.type === 'date'
        ? dayText
        : (cell: string) => cell;
  const whole: QuestionColumn = {
    header: `${field.name}${suffix}`,
    value: (cell) => (cell === '' ? null : written(cell)),
  };
  if (field.type !== 'many') return [whole];
  return [
    whole,
    ...choicesOf(form, field).map(
      ({ name }): QuestionColumn => ({
        header: `${field.name}_${name.replaceAll('-', '_')}${suffix}`,
        option: true,
        value: (cell) => (cell === '' ? null : namesIn(cell).includes(name) ? '1' : '0'),
      }),
    ),
  ];
}
