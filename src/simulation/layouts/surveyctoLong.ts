import { MAIN } from '../../table/table.ts';
import type { Interview } from '../interviews.ts';
import { csvFile } from './csvFile.ts';
import { keyedRows, pathWithin, setKey } from './keyedRows.ts';
import { formFileName, type Layout, type LayoutFiles } from './layout.ts';
import { cellsUnder, questionsOf } from './questionColumns.ts';
import { AFTER, columnsOf, timeInZone } from './surveycto.ts';

/** SurveyCTO in long format: a CSV for the form and one for each repeat, whose `SET-OF-…` names the rows of one parent. */
export const surveyctoLong: Layout = {
  ending: '',
  write(form, interviews, { name, timeZone }): LayoutFiles {
    const id = formFileName(form, name);
    const submitted = new Map<unknown, Interview>(interviews.map((interview) => [interview, interview]));
    const files = new Map<string, Uint8Array>();
    for (const [table, rows] of keyedRows(form, interviews)) {
      const questions = questionsOf(form, table).map((field) => ({
        field,
        columns: columnsOf(form, field, timeZone, ''),
      }));
      const asked = questions.flatMap(({ columns }) => columns.map(({ header }) => header));
      const sets = form.tables.filter(({ parent }) => parent === table).map((child) => child.name);
      const setHeaders = sets.map((set) => `SET-OF-${set}`);
      const lines = rows.map(({ entry, key, parentKey }) => {
        const cells = [...cellsUnder(questions, entry), ...sets.map((set) => setKey(key, pathWithin(form, set)))];
        const interview = submitted.get(entry);
        return interview === undefined
          ? [...cells, key, parentKey, setKey(parentKey, pathWithin(form, table))]
          : [timeInZone(`${interview.submitted}Z`, timeZone), ...cells, key, interview.version, key];
      });
      if (table === MAIN) files.set(`${id}.csv`, csvFile(['SubmissionDate', ...asked, ...setHeaders, ...AFTER], lines));
      else
        files.set(
          `${id}-${table}.csv`,
          csvFile([...asked, ...setHeaders, 'KEY', 'PARENT_KEY', `SET-OF-${table}`], lines),
        );
    }
    return files;
  },
};
