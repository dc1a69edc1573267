import { basename } from 'node:path';
import { fault } from '../fault.ts';
import { nearest } from '../form/nearest.ts';
import type { SourceSheets } from '../readers/assemble.ts';
import { assemble } from '../readers/assemble.ts';
import type { Intake } from '../readers/intake.ts';
import { readSheets } from '../readers/read.ts';
import { namedColumns } from '../study/columns.ts';
import type { Study } from '../study/study.ts';
import type { Source } from '../table/source.ts';
import { MAIN } from '../table/table.ts';
import { intakeFile, rawData } from './artifacts.ts';
import { emptyStates } from './empty.ts';
import { specsOf } from './specs.ts';
import type { Given } from './stage.ts';
import { stage } from './stage.ts';

/** The exports as received, by the path that the configuration gives them. */
const exports: Given<ReadonlyMap<string, Source>> = {
  name: 'exports',
  files: (study) => [...study.sources.values()].flat(),
  decode: (sources) => new Map(sources.map((source) => [source.path, source])),
};

/** Exports and form → typed tables with a state for each cell, and the account of how they were read. */
export const ingest = stage({
  name: 'ingest',
  summary: 'read the exports with their form into typed tables',
  reads: { exports },
  writes: { raw: rawData, intake: intakeFile },
  declarations: ['form', 'sources', 'missing'],
  async run(input, study, tell) {
    const sources: SourceSheets[] = [];
    for (const entry of study.config.sources) {
      const files = (study.sources.get(entry.id) ?? [])
        .map((path) => input.exports.get(path))
        .filter((source) => source !== undefined);
      const sheets = (await Promise.all(files.map(readSheets))).flat();
      sources.push({
        id: entry.id,
        dialect: entry.dialect,
        writing: { decimal: entry.decimal, dateOrder: entry.dateOrder },
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
    return { raw: emptyStates(study, data), intake: named(intake, study) };
  },
  tally: ({ intake }) => ({
    received: intake.received,
    repeated: intake.sheets.filter(({ table }) => table === MAIN).reduce((sum, { repeated }) => sum + repeated, 0),
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

/** The account with files named from the study's folder, so that it reads the same on every machine. */
function named(intake: Intake, study: Study): Intake {
  const names = new Map(
    study.config.sources.flatMap(({ id, files }) =>
      (study.sources.get(id) ?? []).map((path, place) => [path, files[place] ?? basename(path)] as const),
    ),
  );
  return { ...intake, sheets: intake.sheets.map((sheet) => ({ ...sheet, file: names.get(sheet.file) ?? sheet.file })) };
}

/** Every column that the configuration names beside the form must be in some file. */
function checkExtras(study: Study, intake: Intake): void {
  const main = intake.sheets.filter(({ table }) => table === MAIN);
  const found = new Set(main.flatMap(({ extras, direct }) => [...extras, ...direct]).map((name) => name.trim()));
  const others = main.flatMap(({ unknown }) => unknown.map((name) => name.trim()));
  for (const name of namedColumns(study.extraColumns)) {
    if (found.has(name)) continue;
    const meant = nearest(name, others);
    const key = Object.entries(study.config.design).find(([, column]) => column === name)?.[0];
    throw fault(
      `pipeline.config.json › ${key === undefined ? 'keep' : `design › ${key}`}`,
      `no file has a column '${name}'`,
      meant === null
        ? others.length > 0
          ? `Columns that the form does not know: ${others.slice(0, 12).join(', ')}`
          : ''
        : `Did you mean '${meant}'?`,
    );
  }
}
