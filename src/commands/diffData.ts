import { resolve } from 'node:path';
import type { DecisionLog } from '../evidence/compare/asDecisions.ts';
import { asDecisions } from '../evidence/compare/asDecisions.ts';
import type { Comparison } from '../evidence/compare/comparison.ts';
import { countByField } from '../evidence/compare/comparison.ts';
import { compareFlat } from '../evidence/compare/flat.ts';
import { compareTyped } from '../evidence/compare/typed.ts';
import { fault } from '../fault.ts';
import { parseForm } from '../form/parse.ts';
import { readSheets } from '../readers/read.ts';
import { readFormSheets } from '../study/read.ts';
import type { RawSheet } from '../table/source.ts';
import { writeCsv } from '../writers/csv.ts';
import { writeJson } from '../writers/json.ts';
import type { CommonOptions, ExitCode, World } from './world.ts';

export interface DiffDataOptions extends CommonOptions {
  readonly form?: string | undefined;
  readonly key?: string | undefined;
  readonly asDecisions?: string | undefined;
}

/** Columns that are shown by name; all are in --json. */
const SHOWN = 30;

/** Compares two datasets by key, cell by cell; --as-decisions writes what leads from the first to the second as a cleaning log. */
export async function diffData(
  world: World,
  first: string,
  second: string,
  options: DiffDataOptions,
): Promise<ExitCode> {
  const disk = world.disk(null);
  const read = async (path: string): Promise<readonly RawSheet[]> =>
    readSheets({ ...disk.source(resolve(world.folder, path)), path });
  const [a, b] = [await read(first), await read(second)];
  let comparison: Comparison;
  if (options.form === undefined) comparison = await compareFlat(a, b, options.key);
  else {
    const { form } = parseForm(await readFormSheets(disk, resolve(world.folder, options.form)), options.form);
    comparison = await compareTyped(keyedBy(a, options.key), keyedBy(b, options.key), form);
  }
  const log = options.asDecisions === undefined ? null : asDecisions(comparison);
  if (log !== null) {
    const text = [...writeCsv(log.header, log.lines, { mark: true })].join('');
    await disk.create(new Map([[resolve(world.folder, options.asDecisions ?? ''), new TextEncoder().encode(text)]]));
  }
  if (options.json === true) world.out(writeJson(JSON.parse(JSON.stringify(comparison)), { indent: 1 }));
  else world.out(told(comparison, log, options.asDecisions ?? '', world));
  return 0;
}

/** What our own clean tables call their keys. */
const OWN_KEY = '_key';

/** Sheets whose rows are to be told apart by a column: it is called uuid for the reader, and other columns of keys are not. */
function keyedBy(sheets: readonly RawSheet[], wanted: string | undefined): readonly RawSheet[] {
  const [main] = sheets;
  const key = wanted ?? (main?.header.includes(OWN_KEY) === true ? OWN_KEY : undefined);
  if (key === undefined) return sheets;
  if (main !== undefined && !main.header.includes(key))
    throw fault(main.path, `has no column '${key}'`, `Its columns: ${main.header.slice(0, 12).join(', ')} …`);
  const keys = new Set(['uuid', '_uuid', 'key', 'instanceid', 'meta/rootuuid', 'meta/instanceid', 'id', '_id']);
  return sheets.map((sheet) =>
    sheet.header.includes(key)
      ? {
          ...sheet,
          header: sheet.header.map((name) =>
            name === key ? 'uuid' : keys.has(name.toLowerCase()) ? `${name} (no key here)` : name,
          ),
        }
      : sheet,
  );
}

function told({ tables, differences }: Comparison, log: DecisionLog | null, file: string, world: World): string {
  const { bold, dim, yellow } = world.colours;
  const lines: string[] = [];
  for (const { name, rows, removed, added, fields, onlyFirst, onlySecond, options } of tables) {
    lines.push(
      `${bold(name)}: ${rows[0]} and ${rows[1]} rows; ${removed.length} only in the first, ${added.length} only in the second; ${fields.length} columns compared`,
    );
    const aside = [
      options.length > 0 ? `${options.length} columns of options, which follow their answers` : '',
      onlyFirst.length > 0 ? `only in the first: ${shortList(onlyFirst)}` : '',
      onlySecond.length > 0 ? `only in the second: ${shortList(onlySecond)}` : '',
    ].filter((text) => text !== '');
    if (aside.length > 0) lines.push(dim(`  not compared: ${aside.join('; ')}`));
  }
  const counts = countByField(differences);
  lines.push(
    `${bold(String(differences.length))} cells differ${counts.length > 0 ? `, in ${counts.length} columns` : ''}`,
  );
  for (const [field, count] of counts.slice(0, SHOWN)) {
    const example = differences.find((each) => field === each.field || field === `${each.table}/${each.field}`);
    lines.push(
      `  ${String(count).padStart(6)}  ${field}${example === undefined ? '' : dim(`  ${quoted(example.from)} → ${quoted(example.to)}`)}`,
    );
  }
  if (counts.length > SHOWN) lines.push(dim(`  … and ${counts.length - SHOWN} columns more (--json)`));
  const rewritten = differences.filter((each) => each.meant !== '');
  if (rewritten.length > 0)
    lines.push(
      yellow(
        `${rewritten.length} new values are written otherwise than the form's choices ('${rewritten[0]?.to}' for '${rewritten[0]?.meant}'): decisions have the choice`,
      ),
    );
  const unfit = differences.filter((each) => each.unfit !== '');
  if (unfit.length > 0)
    lines.push(
      yellow(
        `${unfit.length} new values do not fit the form, and decisions for them would be refused: ${unfit[0]?.unfit} …`,
      ),
    );
  if (log !== null) {
    lines.push(`${log.lines.length} decisions in ${file}`);
    const added = tables.reduce((sum, each) => sum + each.added.length, 0);
    if (added > 0) lines.push(yellow(`${added} rows are only in the second: no decision can add them`));
  }
  return `${lines.join('\n')}\n`;
}

function shortList(names: readonly string[]): string {
  return names.length <= 8 ? names.join(', ') : `${names.slice(0, 8).join(', ')} … (${names.length})`;
}

function quoted(text: string): string {
  return text === '' ? 'nothing' : `'${text.length > 40 ? `${text.slice(0, 39)}…` : text}'`;
}
