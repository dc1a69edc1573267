import { zipSync } from 'fflate';
import type { Field, Form } from '../../form/form.ts';
import { MAIN } from '../../table/table.ts';
import { writeCsv } from '../../writers/csv.ts';
import { type Entry, entriesOf } from '../interviews.ts';
import type { Layout } from './layout.ts';

/** What Central writes after the answers of a submission. */
const AFTER = [
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

const PARTS = ['Latitude', 'Longitude', 'Altitude', 'Accuracy'];

/** A zip as ODK Central gives it: a CSV a table, groups joined by `-`, options in columns of their own, places in four, rosters by key. */
export const odk: Layout = async (form, interviews, { name }) => {
  const files: Record<string, Uint8Array> = {};
  const encoder = new TextEncoder();
  const byKey = new Map(interviews.map((interview) => [interview.key, interview]));
  for (const { name: table } of form.tables) {
    const entries = entriesOf(interviews, table);
    const columns = form.fields
      .filter((field) => field.table === table && field.role !== 'note')
      .flatMap((field) => columnsOf(field, form, entries));
    const isMain = table === MAIN;
    const header = [
      ...(isMain ? ['SubmissionDate'] : []),
      ...columns.map((column) => column.header),
      ...(isMain ? ['meta-instanceID', ...AFTER] : ['PARENT_KEY', 'KEY']),
    ];
    const rows = entries.map((entry) => {
      const cells = columns.map(({ value }) => value(entry));
      const interview = byKey.get(entry.key);
      if (!isMain) return [...cells, ...linksOf(entry.key, form)];
      const key = `uuid:${entry.key}`;
      return [
        `${interview?.submitted ?? ''}.000Z`,
        ...cells,
        key,
        key,
        '12',
        'equipe_terrain',
        '0',
        '0',
        '',
        '',
        '',
        '0',
        interview?.version ?? '',
      ];
    });
    const file = isMain ? `${form.id || name}.csv` : `${form.id || name}-${table}.csv`;
    files[file] = encoder.encode([...writeCsv(header, rows)].join(''));
  }
  return new Map([[`${name}.zip`, zipSync(files, { mtime: new Date(2026, 0, 1) })]]);
};

/** `<uuid>/member[2]/job[1]` → the keys of the row above and of the row itself, with the groups on their way. */
function linksOf(key: string, form: Form): readonly [parent: string, own: string] {
  const [uuid = '', ...steps] = key.split('/');
  const written = [`uuid:${uuid}`];
  let around: readonly string[] = [];
  for (const step of steps) {
    const repeat = step.replace(/\[\d+\]$/, '');
    const path = form.groups.find(({ kind, name }) => kind === 'repeat' && name === repeat)?.path ?? [];
    const groups = path.slice(around.length);
    written.push([written.at(-1) ?? '', ...groups, step].join('/'));
    around = [...path, repeat];
  }
  return [written.at(-2) ?? '', written.at(-1) ?? ''];
}

interface OdkColumn {
  readonly header: string;
  readonly value: (entry: Entry) => string;
}

function columnsOf(field: Field, form: Form, entries: readonly Entry[]): readonly OdkColumn[] {
  const cell = (entry: Entry) => entry.cells.get(field.name) ?? '';
  // Within a repeat, the path begins below it.
  const repeats = new Set(form.tables.map(({ name }) => name));
  const from = field.path.findLastIndex((name) => repeats.has(name)) + 1;
  const header = [...field.path.slice(from), field.name].join('-');
  if (field.type === 'geopoint')
    return PARTS.map((part, at) => ({
      header: `${header}-${part}`,
      value: (entry) => cell(entry).split(/\s+/)[at] ?? '',
    }));
  const whole = { header, value: cell };
  if (field.type !== 'many') return [whole];
  const present = [...new Set(entries.flatMap((entry) => cell(entry).split(/\s+/)))].filter((option) => option !== '');
  return [
    whole,
    ...present.sort().map((option) => ({
      header: `${header}/${option}`,
      value: (entry: Entry) => (cell(entry).split(/\s+/).includes(option) ? '1' : '0'),
    })),
  ];
}
