import { csvFile } from './csvFile.ts';
import { flatColumns, type Turns } from './flat.ts';
import { formFileName, type Layout } from './layout.ts';
import { AFTER, columnsOf, timeInZone } from './surveycto.ts';

/** SurveyCTO in wide format, its default: one CSV, rosters as `field_1`, `field_2` (nested `field_1_2`) after `<repeat>_count`. */
export const surveyctoWide: Layout = {
  ending: '.csv',
  write(form, interviews, { name, timeZone }) {
    const suffix = (turns: Turns) => turns.map((turn) => `_${turn}`).join('');
    const names = new Set(form.fields.map((field) => field.name));
    const columns = flatColumns(form, interviews, {
      columns: (field, turns) => columnsOf(form, field, timeZone, suffix(turns)),
      // A question of this name is the count that the form keeps itself.
      count: (repeat, turns) => (names.has(`${repeat}_count`) ? null : `${repeat}_count${suffix(turns)}`),
    });
    const rows = interviews.map((interview) => [
      timeInZone(`${interview.submitted}Z`, timeZone),
      ...columns.map(({ value }) => value(interview)),
      `uuid:${interview.key}`,
      interview.version,
      `uuid:${interview.key}`,
    ]);
    const header = ['SubmissionDate', ...columns.map((column) => column.header), ...AFTER];
    return new Map([[`${formFileName(form, name)}.csv`, csvFile(header, rows)]]);
  },
};
