import { basename } from 'node:path';
import { truth } from '../expression/evaluate.ts';
import { fault } from '../fault.ts';
import { nearest } from '../form/nearest.ts';
import { assemble } from '../readers/assemble.ts';
import type { Intake, IntakeRemark } from '../readers/intake.ts';
import { repeatedIn, replacedIn, unreadableIn } from '../readers/intake.ts';
import { joined } from '../readers/join.ts';
import { isAuditHeader, paradataOf } from '../readers/paradata.ts';
import { readSheets } from '../readers/read.ts';
import type { SourceSheets } from '../readers/sheetJob.ts';
import { sheetRows } from '../readers/textSheet.ts';
import { namedColumns, weightColumns } from '../study/columns.ts';
import type { Study } from '../study/study.ts';
import type { Paradata } from '../table/paradata.ts';
import { rowsByKey, withoutRows, withRowsBelow } from '../table/rows.ts';
import type { Source } from '../table/source.ts';
import type { Dataset } from '../table/table.ts';
import { keyAt, MAIN, mainTable, withTable } from '../table/table.ts';
import { intakeFile, paradataFile, rawData } from './artifacts.ts';
import { emptyStates } from './empty.ts';
import { specsOf } from './specs.ts';
import type { Given } from './stage.ts';
import { stage } from './stage.ts';

/** Files as they are, by the path that the configuration gives them. */
function byPath(sources: readonly Source[]): ReadonlyMap<string, Source> {
  return new Map(sources.map((source) => [source.path, source]));
}

/** The exports as received. */
export const exports: Given<ReadonlyMap<string, Source>> = {
  name: 'exports',
  files: (study) => [...study.sources.values()].flat(),
  decode: byPath,
};

/** The files that columns are joined from. */
export const joinFiles: Given<ReadonlyMap<string, Source>> = {
  name: 'joins',
  files: (study) => study.joins.map(({ path }) => path),
  decode: byPath,
};

/** Exports and form → typed tables with a state for each cell, and the account of how they were read. */
export const ingest = stage({
  name: 'ingest',
  summary: 'read the exports with their form into typed tables',
  reads: { exports, joinFiles },
  writes: { raw: rawData, intake: intakeFile, paradata: paradataFile },
  // Its page is in the study's languages.
  declarations: ['form', 'sources', 'missing', 'words'],
  async run(input, study, tell) {
    const sources: SourceSheets[] = [];
    for (const entry of study.config.sources) {
      const files = (study.sources.get(entry.id) ?? [])
        .map((path) => input.exports.get(path))
        .filter((source) => source !== undefined);
      const sheets = (await Promise.all(files.map(readSheets))).flat();
      sources.push({
        id: entry.id,
        stated: { dialect: entry.dialect, labels: entry.labels, empty: entry.empty },
        writing: {
          decimal: entry.decimal,
          dateOrder: entry.dateOrder,
          serials: entry.serials,
          thousands: entry.thousands,
          digits: entry.digits,
        },
        codes: new Map(Object.entries(entry.codes).map(([name, codes]) => [name, new Map(Object.entries(codes))])),
        timeZone: study.config.timeZone,
        sheets,
      });
      tell(sources.length, study.config.sources.length + 1);
    }
    const { data, intake } = await assemble(sources, {
      form: study.form,
      specs: specsOf(study),
      extras: namedColumns(study.extraColumns),
      direct: study.direct,
    });
    checkExtras(study, intake);
    const kept = withoutErased(study, data, intake);
    const whole = await withJoins(study, kept.data, input.joinFiles);
    const { paradata, audits } = await timesOf(sources, study, kept.data);
    const remarks = [...formRemarks(study), ...kept.intake.remarks, ...whole.remarks];
    const account = { ...kept.intake, ...audits, remarks };
    return { raw: emptyStates(study, whole.data), intake: named(account, study), paradata };
  },
  tally: ({ intake }) => ({
    received: intake.received,
    repeated: repeatedIn(intake),
    replaced: replacedIn(intake),
    unreadable: unreadableIn(intake),
    erased: intake.erased ?? 0,
    columns: Object.fromEntries(
      (['fields', 'extras', 'platform', 'unknown', 'direct', 'foreignOptions'] as const).map((kind) => [
        kind,
        intake.sheets.filter(({ table }) => table !== '').reduce((sum, sheet) => sum + sheet[kind].length, 0),
      ]),
    ),
    absent: intake.absent.length,
    serials: intake.serials,
  }),
});

/** What is wrong with the sheets of the form itself, which is read as far as it can be. */
function formRemarks({ formProblems, config }: Study): readonly IntakeRemark[] {
  return formProblems.map(({ sheet, row, column, message }) => ({
    check: 'form',
    level: 'warning',
    table: MAIN,
    key: '',
    field: '',
    value: `${sheet}, row ${row}`,
    message: `${config.form}, sheet '${sheet}', row ${row}${column === '' ? '' : `, column '${column}'`}: ${message}`,
  }));
}

/** The data and their account without the interviews that people took back, which are only counted. */
function withoutErased(
  study: Study,
  data: Dataset,
  intake: Intake,
): { readonly data: Dataset; readonly intake: Intake } {
  if (study.erase === null) return { data, intake };
  const main = mainTable(data);
  const holds = truth(study.erase, data, 'analysis');
  const rows = new Set([...holds.keys()].filter((row) => holds[row] === 1));
  const keys = new Set([...rows].map((row) => keyAt(main, row)));
  const left = withoutRows(data, withRowsBelow(data, MAIN, rows));
  return {
    data: left,
    intake: {
      ...intake,
      erased: keys.size,
      rows: Object.fromEntries([...left.tables].map(([name, { rows }]) => [name, rows])),
      remarks: intake.remarks.filter(({ key }) => !keys.has(key.split('/')[0] ?? '')),
    },
  };
}

/** The interviews with the columns that the study joins from files of its own, and what did not match. */
async function withJoins(
  study: Study,
  data: Dataset,
  files: ReadonlyMap<string, Source>,
): Promise<{ readonly data: Dataset; readonly remarks: readonly IntakeRemark[] }> {
  let main = mainTable(data);
  const remarks: IntakeRemark[] = [];
  for (const join of study.joins) {
    const source = files.get(join.path);
    const [sheet] = source === undefined ? [] : await readSheets(source);
    if (sheet === undefined) throw fault(join.file, 'the file is empty');
    const made = joined(main, join, await sheetRows(sheet));
    main = made.table;
    remarks.push(...made.remarks);
  }
  return { data: withTable(data, main), remarks };
}

/** What audit logs among the sources tell of the interviews that were kept. */
async function timesOf(
  sources: readonly SourceSheets[],
  study: Study,
  data: Dataset,
): Promise<{ readonly paradata: Paradata; readonly audits: Pick<Intake, 'audits'> }> {
  const logs = sources.flatMap(({ sheets }) => sheets.filter(({ header }) => isAuditHeader(header)));
  const told = await paradataOf(logs, study.form);
  if (logs.length === 0) return { paradata: told, audits: {} };
  const keys = rowsByKey(mainTable(data));
  const interviews = told.interviews.filter(({ key }) => keys.has(key));
  const questions = told.questions.filter(({ key }) => keys.has(key.split('/')[0] ?? ''));
  const unmatched = told.interviews.length - interviews.length;
  return { paradata: { interviews, questions }, audits: { audits: { interviews: interviews.length, unmatched } } };
}

/** The account with files named from the study's folder, so that it reads the same on every machine. */
function named(intake: Intake, study: Study): Intake {
  const names = new Map(
    study.config.sources.flatMap(({ id, files }) =>
      (study.sources.get(id) ?? []).map((path, place) => [path, files[place] ?? basename(path)] as const),
    ),
  );
  const inWords = (message: string) => [...names].reduce((text, [path, name]) => text.replaceAll(path, name), message);
  return {
    ...intake,
    sheets: intake.sheets.map((sheet) => ({ ...sheet, file: names.get(sheet.file) ?? sheet.file })),
    remarks: intake.remarks.map((remark) => {
      const { detail } = remark;
      const values = Object.entries(detail?.values ?? {}).map(([place, value]) => [place, inWords(value)]);
      const told = detail === undefined ? {} : { detail: { ...detail, values: Object.fromEntries(values) } };
      return { ...remark, ...told, message: inWords(remark.message) };
    }),
  };
}

/** Every column that the configuration names beside the form must be in some file; what is to stay secret above all. */
function checkExtras(study: Study, intake: Intake): void {
  const main = intake.sheets.filter(({ table }) => table === MAIN);
  const found = new Set(main.flatMap(({ extras, direct }) => [...extras, ...direct]).map((name) => name.trim()));
  const others = main.flatMap(({ unknown }) => unknown.map((name) => name.trim()));
  for (const name of namedColumns(study.extraColumns)) {
    if (found.has(name)) continue;
    const own = Object.entries(study.config.design).find(([, column]) => column === name)?.[0];
    const key = own ?? (weightColumns(study.config.design).includes(name) ? 'weighting › base' : undefined);
    throw notThere(key === undefined ? 'keep' : `design › ${key}`, name, others);
  }
  const questions = study.form.fields.map((field) => field.name);
  const all = new Set([
    ...questions,
    ...intake.sheets.flatMap(({ unknown, platform, direct }) => [...unknown, ...platform, ...direct]),
  ]);
  for (const name of study.config.direct ?? [])
    if (!all.has(name)) throw notThere('direct', name, [...questions, ...others]);
}

function notThere(key: string, name: string, others: readonly string[]): Error {
  const meant = nearest(name, others);
  const some = others.length > 0 ? `Among those that are there: ${others.slice(0, 12).join(', ')}` : '';
  return fault(
    `pipeline.config.json › ${key}`,
    `no question and no file has the name '${name}'`,
    meant === null ? some : `Did you mean '${meant}'?`,
  );
}
