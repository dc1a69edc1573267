import { staleCalculations } from '../src/expression/calculations.ts';
import { filteredOut } from '../src/expression/filters.ts';
import { formExpressions } from '../src/expression/formExpressions.ts';
import { namesOf } from '../src/expression/names.ts';
import type { Outcome } from '../src/expression/relevance.ts';
import { repeatCounts } from '../src/expression/repeatCounts.ts';
import { constraintFailures, type Replay, replay, requiredRows } from '../src/expression/replay.ts';
import { benchData } from './replay/data.ts';
import { benchForm } from './replay/form.ts';

const ROWS = 100_000;
/** The replay is timed this many times; the first warms the machine. */
const TIMES = 4;

function ones({ rows }: Outcome): number {
  let sum = 0;
  for (let row = 0; row < rows.length; row += 1) if (rows[row] === 1) sum += 1;
  return sum;
}

/** The parts of a replay, each over all fields or repeats of the form; each gives how many cells it found. */
const PARTS: readonly (readonly [name: string, of: (done: Replay) => number])[] = [
  ['required', (done) => done.form.fields.reduce((sum, field) => sum + ones(requiredRows(done, field)), 0)],
  ['constraint', (done) => done.form.fields.reduce((sum, field) => sum + ones(constraintFailures(done, field)), 0)],
  ['choice_filter', (done) => done.form.fields.reduce((sum, field) => sum + ones(filteredOut(done, field)), 0)],
  ['calculation', (done) => done.form.fields.reduce((sum, field) => sum + ones(staleCalculations(done, field)), 0)],
  [
    'repeat_count',
    (done) =>
      done.form.groups
        .filter(({ kind }) => kind === 'repeat')
        .reduce((sum, group) => sum + ones(repeatCounts(done, group)), 0),
  ],
];

/** `replay [rows]`: a made-up form of 170 expressions replayed on made-up interviews. */
function main(args: readonly string[]): void {
  const rows = Number(args[0] ?? ROWS);
  const form = benchForm();
  const names = namesOf(form);
  const data = benchData(form, names, rows);
  const expressions = formExpressions(form).length;
  process.stdout.write(`${expressions} expressions, ${rows} interviews, ${rows * 3} rows of a repeat\n`);
  for (let time = 0; time < TIMES; time += 1) {
    const shown: string[] = [];
    const begin = performance.now();
    const done = replay(form, names, data);
    let last = performance.now();
    shown.push(`relevant ${Math.round(last - begin)} ms`);
    for (const [name, part] of PARTS) {
      const found = part(done);
      shown.push(`${name} ${Math.round(performance.now() - last)} ms (${found})`);
      last = performance.now();
    }
    process.stdout.write(`${((last - begin) / 1000).toFixed(2)} s: ${shown.join(', ')}\n`);
  }
}

main(process.argv.slice(2));
