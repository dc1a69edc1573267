import { resolve } from 'node:path';
import type { RowChanges } from '../evidence/compare/rows.ts';
import { keptRun, runDifference } from '../evidence/runs.ts';
import { openStudy } from './study.ts';
import type { CommonOptions, ExitCode, World } from './world.ts';

/** Files and estimates named one by one. */
const NAMED = 25;

/** Compares two runs: which inputs, outputs, rules and rows differ, and which estimates moved, those beyond their interval first. */
export async function diff(world: World, a: string, b: string, options: CommonOptions): Promise<ExitCode> {
  const { study, disk } = await openStudy(world, options);
  const run = (name: string) => keptRun(study.root, disk, name, resolve(world.folder, name));
  const [before, after] = [await run(a), await run(b)];
  const found = await runDifference(before, after);
  if (options.json === true) {
    world.out(`${JSON.stringify({ exit: 0, from: before.name, to: after.name, ...found }, null, 1)}\n`);
    return 0;
  }
  const { bold, dim } = world.colours;
  const day = (text: string) => (text === '' ? '' : ` (${text})`);
  world.out(`${bold(`Run ${before.name}${day(before.day)} → run ${after.name}${day(after.day)}`)}\n`);
  const list = (label: string, items: readonly string[], none: string) => {
    if (items.length === 0) return world.out(`${label.padEnd(12)} ${none}\n`);
    for (const [place, item] of items.slice(0, NAMED).entries())
      world.out(`${(place === 0 ? label : '').padEnd(12)} ${item}\n`);
    if (items.length > NAMED)
      world.out(`${''.padEnd(12)} ${dim(`and ${items.length - NAMED} more: pipeline diff ${a} ${b} --json`)}\n`);
  };
  const files = (all: typeof found.inputs) => all.map(({ name, how }) => `${name}: ${how}`);
  list('Inputs', files(found.inputs), 'the same');
  list('Outputs', files(found.outputs), 'the same, byte by byte');
  if (found.rules === null) list('Rules', [], 'not kept of one of the runs');
  else list('Rules', files(found.rules), 'the same');
  if (found.rows === null) list('Rows', [], 'not kept of one of the runs');
  else if (found.rows.length === 0) list('Rows', [], 'the same');
  else for (const table of found.rows) list('Rows', rowsText(table), '');
  const number = (x: number | null) => (x === null ? 'no number' : String(Number(x.toPrecision(6))));
  const beyond = found.moved.filter((each) => each.beyond);
  list(
    'Beyond',
    beyond.map(({ key, from, to }) => `${key}: ${number(from)} → ${number(to)}`),
    'no estimate left the interval that it had',
  );
  const within = found.moved.length - beyond.length;
  world.out(
    `${'Within'.padEnd(12)} ${within} ${within === 1 ? 'estimate' : 'estimates'} moved within the interval, or gained or lost a number; ${found.added.length} are new, ${found.removed.length} are gone\n`,
  );
  return 0;
}

/** Keys and cells of a table named one by one. */
const CELLS = 6;

function rowsText({ table, rows, added, removed, changed, columns }: RowChanges): readonly string[] {
  const some = (all: readonly string[], count: number, write: (item: string) => string) => [
    ...all.slice(0, CELLS).map(write),
    ...(count > CELLS ? [`  and ${count - CELLS} more`] : []),
  ];
  const cells = changed.list.map(
    ({ key, field, from, to }) => `${key} ${field}: ${from || 'nothing'} → ${to || 'nothing'}`,
  );
  const counts = [
    `${added.count} added`,
    `${removed.count} removed`,
    `${changed.rows} changed${changed.rows === 0 ? '' : ` in ${changed.cells} ${changed.cells === 1 ? 'cell' : 'cells'}`}`,
  ];
  return [
    `${table} (${rows[0]} → ${rows[1]} rows): ${counts.join(', ')}`,
    ...some(added.keys, added.count, (key) => `  + ${key}`),
    ...some(removed.keys, removed.count, (key) => `  − ${key}`),
    ...some(cells, changed.cells, (cell) => `  ~ ${cell}`),
    ...some(columns.added, columns.added.length, (name) => `  new column ${name}`),
    ...some(columns.removed, columns.removed.length, (name) => `  column ${name} is gone`),
  ];
}
