import { resolve } from 'node:path';
import { answerOf } from '../estimating/answer.ts';
import { readColumns, sheetRows } from '../estimating/columns.ts';
import { labelsOf } from '../estimating/declare.ts';
import { designMessage, rowsText } from '../estimating/designFaults.ts';
import { explanation } from '../estimating/explain.ts';
import { membersOf } from '../estimating/members.ts';
import { blocksOf } from '../estimating/page.ts';
import { type EstimateOptions, requestOf } from '../estimating/request.ts';
import { isRowFault } from '../estimating/rowFault.ts';
import { fault } from '../fault.ts';
import { readSheets } from '../readers/read.ts';
import type { TextSheet } from '../readers/textSheet.ts';
import { isDesignFault } from '../survey/designfault.ts';
import { writeJson } from '../writers/json.ts';
import type { CommonOptions, ExitCode, World } from './world.ts';

export interface EstimateCommandOptions extends CommonOptions, EstimateOptions {
  readonly sheet?: string | undefined;
}

/** Estimates with sampling error from one file: what an analyst asks at a terminal. Nothing is written. */
export async function estimate(world: World, path: string, options: EstimateCommandOptions): Promise<ExitCode> {
  const source = world.disk(null).source(resolve(world.folder, path));
  const sheet = sheetOf(await readSheets({ ...source, path }), path, options.sheet);
  const request = requestOf(options, sheet.header, path);
  const table = await readColumns(sheet, request.columns);
  if (table.rows === 0) throw fault(path, 'has a header and no rows');
  const labels = labelsOf(table, request.design);
  try {
    const answer = answerOf(table, request, labels, path);
    if (options.json === true) {
      world.out(writeJson(membersOf(answer, request, path, sheet.name, table.rows)));
      return 0;
    }
    const { bold, dim, yellow } = world.colours;
    for (const { title, lines } of blocksOf(answer, request)) {
      if (title !== '') world.out(`${bold(title)}\n`);
      world.out(`${lines.join('\n')}\n\n`);
    }
    const kept = request.where === null ? '' : `, ${answer.domainRows} in the domain`;
    const units =
      answer.replicates === null
        ? `${answer.psus} PSUs, ${answer.strata === 1 ? 'no strata' : `${answer.strata} strata`}`
        : `${answer.replicates.weights.length} replicates`;
    world.out(dim(`${table.rows} rows${kept}; ${units}, df ${answer.df}\n`));
    if (request.design.weights === null && request.design.fpc.length === 0)
      world.out(yellow('No --weights and no --fpc: every row counts 1\n'));
    if (answer.design.missingWeights > 0)
      world.out(yellow(`${answer.design.missingWeights} rows have no weight and are in no estimate\n`));
    if (answer.unplaced > 0)
      world.out(
        yellow(`${answer.unplaced} rows have an empty cell in ${request.by.join(' or ')} and are in no group\n`),
      );
    if (options.explain === true) world.out(`\n${explanation(answer, request).join('\n')}\n`);
    return 0;
  } catch (error) {
    if (isRowFault(error)) {
      const { place, wrong, remedy, count } = error;
      throw fault(`${place}, ${rowsText(await sheetRows(sheet, error.rows), count)}`, wrong, remedy);
    }
    if (!isDesignFault(error)) throw error;
    throw designMessage(error, { file: path, labels, rows: await sheetRows(sheet, error.rows ?? []) });
  }
}

/** The sheet that is named, or the only one. */
function sheetOf(sheets: readonly TextSheet[], path: string, name: string | undefined): TextSheet {
  const names = sheets.map((sheet) => sheet.name);
  const found = name === undefined ? sheets[0] : sheets.find((sheet) => sheet.name === name);
  if (found === undefined)
    throw fault(`${path}, --sheet`, `there is no sheet '${name}'`, `Sheets: ${names.join(', ')}`);
  if (name === undefined && sheets.length > 1)
    throw fault(path, `has ${sheets.length} sheets: ${names.join(', ')}`, `Say --sheet '${names[0]}'`);
  return found;
}
