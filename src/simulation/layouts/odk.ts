import { zipSync } from 'fflate';
import type { Field, Form } from '../../form/form.ts';
import { MAIN } from '../../table/table.ts';
import type { Entry, Interview } from '../interviews.ts';
import { csvFile } from './csvFile.ts';
import { keyedRows } from './keyedRows.ts';
import { formFileName, type Layout } from './layout.ts';
import type { QuestionColumn } from './questionColumns.ts';
import { cellsUnder, geoPart, namesIn, questionsOf } from './questionColumns.ts';

/** What Central says of each submission, after the questions. */
const AFTER = [
  'meta-instanceID',
  'KEY',
  'SubmitterID',
  'SubmitterName',
  'AttachmentsPresent',
  'AttachmentsExpected',
  'Status',
  'ReviewState',
  'DeviceID',
  'Edits',
  'FormVersion',
];
const SUBMITTER = ['24', 'equipe_terrain'];
const GEO_PARTS = ['Latitude', 'Longitude', 'Altitude', 'Accuracy'];
const FILES = new Set(['image', 'audio', 'video', 'file', 'background-audio']);

/**
 * Columns of a question: itself, with one for each option that somebody picked, in alphabetical order; four parts for a geopoint. In the
 * file of a repeat, paths begin below the repeat.
 */
function columnsOf(form: Form, field: Field, entries: readonly Entry[]): readonly QuestionColumn[] {
  const repeat = field.groups.findLastIndex((place) => form.groups[place]?.kind === 'repeat');
  const header = [...field.path.slice(repeat + 1), field.name].join('-');
  if (field.type === 'geopoint')
    return GEO_PARTS.map((part, at) => ({ header: `${header}-${part}`, value: (cell) => geoPart(cell, at) }));
  const whole: QuestionColumn = { header, value: (cell) => cell };
  if (field.type !== 'many') return [whole];
  const picked = new Set(entries.flatMap(({ cells }) => namesIn(cells.get(field.name) ?? '')));
  return [
    whole,
    ...[...picked].sort().map(
      (option): QuestionColumn => ({
        header: `${header}/${option}`,
        option: true,
        // Central writes 0 also where nothing was answered.
        value: (cell) => (namesIn(cell).includes(option) ? '1' : '0'),
      }),
    ),
  ];
}

/** ODK Central's zip with group paths and select_multiple split: a CSV for the form and one for each repeat. */
export const odk: Layout = {
  ending: '.zip',
  write(form: Form, interviews: readonly Interview[], { name }) {
    const id = formFileName(form, name);
    const device = form.fields.find(({ xlsType, table }) => xlsType === 'deviceid' && table === MAIN)?.name ?? '';
    const files: Record<string, Uint8Array> = {};
    for (const [table, rows] of keyedRows(form, interviews)) {
      const entries = rows.map(({ entry }) => entry);
      const questions = questionsOf(form, table).map((field) => ({ field, columns: columnsOf(form, field, entries) }));
      const asked = questions.flatMap(({ columns }) => columns.map(({ header }) => header));
      files[table === MAIN ? `${id}.csv` : `${id}-${table}.csv`] =
        table === MAIN
          ? csvFile(
              ['SubmissionDate', ...asked, ...AFTER],
              interviews.map((interview) => {
                const key = `uuid:${interview.key}`;
                const attached = String(attachments(form, interview));
                return [
                  `${interview.submitted}.000Z`,
                  ...cellsUnder(questions, interview),
                  key,
                  key,
                  ...SUBMITTER,
                  attached,
                  attached,
                  '',
                  '',
                  interview.cells.get(device) ?? '',
                  '0',
                  interview.version,
                ];
              }),
            )
          : csvFile(
              [...asked, 'PARENT_KEY', 'KEY'],
              rows.map(({ entry, key, parentKey }) => [...cellsUnder(questions, entry), parentKey, key]),
            );
    }
    // The archive notes a local time: one that is the same in every zone.
    return new Map([[`${name}.zip`, zipSync(files, { mtime: new Date(2026, 0, 1) })]]);
  },
};

/** Files that an interview names, its rosters included. */
function attachments(form: Form, entry: Entry): number {
  const own = questionsOf(form, entry.table).filter(
    ({ xlsType, name }) => FILES.has(xlsType) && (entry.cells.get(name) ?? '') !== '',
  ).length;
  return [...entry.below.values()].flat().reduce((sum, child) => sum + attachments(form, child), own);
}
