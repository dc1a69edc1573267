import { basename, resolve } from 'node:path';
import { analysedFields, entriesOfList, themeId } from '../drafting/listed.ts';
import { leftOutInWords, listInWords } from '../drafting/listFile.ts';
import { levelOf, readAnalyses } from '../drafting/loa.ts';
import { published } from '../indicators/hide.ts';
import { readSheets } from '../readers/read.ts';
import { accountFile, cleanData } from '../stages/artifacts.ts';
import type { Disk } from '../stages/disk.ts';
import { IMPACT_COLUMNS, impactRows } from '../stages/impact.ts';
import { computed, publicationRules } from '../stages/indicators.ts';
import { madeBy } from '../stages/made.ts';
import { loadStudy } from '../study/load.ts';
import { writeCsv } from '../writers/csv.ts';
import type { Json } from '../writers/json.ts';
import { writeJson } from '../writers/json.ts';
import { configPath, openStudy } from './study.ts';
import type { CommonOptions, ExitCode, World } from './world.ts';

/**
 * Estimates the analyses of a list from the clean data of a study, under its rules of publication, and prints the result columns of
 * IMPACT's tools. What the list composes outside of the study is told, and left out.
 */
export async function analyses(world: World, path: string, options: CommonOptions): Promise<ExitCode> {
  const { study, disk } = await openStudy(world, options);
  const list = await readAnalyses(await readSheets(disk.source(resolve(world.folder, path))), basename(path));
  const known = new Map([
    ...analysedFields(study.form),
    ...[...study.names.fields.values()].map(({ name, table, type }) => [name, { table, type }] as const),
  ]);
  const listed = entriesOfList(list, known, () => 'general');
  const { entries } = listed;
  // The study's own themes stay: its indices belong to them.
  const themes = [...new Set([...study.themes.keys(), ...entries.map(({ theme }) => themeId(theme))])];
  const asked = await loadStudy(
    withFiles(disk, study.root, {
      'schemas/indicators.json': { themes: themes.map((id) => ({ id })), indicators: entries },
      'schemas/models.json': { models: [] },
      'schemas/figures.json': { figures: [] },
      'schemas/sheets.json': { sheets: [] },
    }),
    configPath(world, options),
    world.program,
  );
  const answers = await madeBy('clean', cleanData, study, disk);
  const account = await madeBy('clean', accountFile, study, disk);
  const { publication } = asked.config;
  const config = { ...asked.config, publication: { ...publication, level: levelOf(list) ?? publication.level } };
  const made = computed(
    { ...asked, config, models: [], indices: [], dispositions: [] },
    answers,
    account,
    () => undefined,
  );
  const rows = impactRows(asked.indicators, made.estimates, published(made.estimates, publicationRules(study)));
  if (options.json === true) world.out(writeJson(rows as unknown as Json, { indent: 1 }));
  else
    world.out(
      [
        ...writeCsv(
          [...IMPACT_COLUMNS],
          rows.map((row) => IMPACT_COLUMNS.map((name) => row[name])),
        ),
      ].join(''),
    );
  const left = leftOutInWords(listed);
  world.tell(`${listInWords(listed)}\n`);
  if (left !== '')
    world.tell(`Left out, because the study lacks these variables (schemas/variables.json can declare them):\n${left}`);
  return 0;
}

/** A disk on which some files of a study read as something else and its report's prose, which tells of other indicators, is not there; nothing is written. */
function withFiles(disk: Disk, root: string, files: Readonly<Record<string, unknown>>): Disk {
  const prose = resolve(root, 'schemas/report');
  const texts = new Map(Object.entries(files).map(([path, value]) => [resolve(root, path), JSON.stringify(value)]));
  return {
    ...disk,
    exists: (path) => texts.has(path) || (!path.startsWith(prose) && disk.exists(path)),
    text: async (path) => texts.get(path) ?? disk.text(path),
  };
}
