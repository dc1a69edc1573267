import { nearest } from '../form/nearest.ts';
import type { ColumnSpec } from '../table/builder.ts';
import type { FieldType } from '../table/column.ts';
import { DONT_KNOW, INVALID, REFUSED } from '../table/states.ts';
import { canonical } from '../table/writing.ts';
import { typedCell } from './cell.ts';

/** What a text of each type must be, in words. */
const NEEDS: Readonly<Record<FieldType, string>> = {
  integer: 'a whole number',
  decimal: 'a number',
  date: 'a date (YYYY-MM-DD)',
  time: 'a time (HH:MM)',
  dateTime: 'a date and time (YYYY-MM-DDTHH:MM)',
  one: 'a choice of the list',
  many: 'choices of the list',
  rank: 'choices of the list',
  text: 'text',
  geopoint: 'a point',
  geotrace: 'a line',
  geoshape: 'a shape',
};

/** Text that may hold an Excel serial for a date, in the one writing that typing knows. */
export function written(spec: ColumnSpec, text: string): string {
  const bring = canonical(spec.type, { decimal: '.', dateOrder: 'ymd', serials: true });
  return bring === null ? text.trim() : bring(text.trim());
}

/** A new content as it will be stored; `wrong` says in what it does not fit the type or the choices, '' where it does. */
export function settled(spec: ColumnSpec, text: string): { readonly text: string; readonly wrong: string } {
  const cell = typedCell(spec, written(spec, text));
  if (cell.state === INVALID) return { text, wrong: `'${text}' is not ${NEEDS[spec.type]}` };
  if (spec.options === null || cell.state === DONT_KNOW || cell.state === REFUSED)
    return { text: cell.text, wrong: '' };
  const several = spec.type === 'many' || spec.type === 'rank';
  const chosen = several ? cell.text.split(/\s+/) : [cell.text];
  const options = chosen.map((choice) => choiceMeant(choice, spec.options ?? []));
  const foreign = chosen.find((_, place) => options[place] === null);
  if (foreign === undefined) return { text: options.join(' '), wrong: '' };
  const near = nearest(foreign, spec.options);
  return { text, wrong: `'${foreign}' is no choice of '${spec.name}'${near === null ? '' : `; is '${near}' meant?`}` };
}

/** The choice as it stands in the list, where a spreadsheet wrote TRUE for 1 or 2.0 for 2; null where there is none. */
function choiceMeant(choice: string, options: readonly string[]): string | null {
  if (options.includes(choice)) return choice;
  return options.find((option) => plain(option) === plain(choice)) ?? null;
}

/** Text as logs compare it: 1 for TRUE, 0 for FALSE, 2 for 2.0, one space for any white space. */
export function plain(text: string): string {
  const tidy = text.normalize('NFC').replace(/\s+/g, ' ').trim();
  if (/^true$/i.test(tidy)) return '1';
  if (/^false$/i.test(tidy)) return '0';
  return /^-?\d+\.0+$/.test(tidy) ? tidy.slice(0, tidy.indexOf('.')) : tidy;
}
