import { place } from '../expression/formExpressions.ts';
import { constraintFailures, requiredRows } from '../expression/replay.ts';
import { fault } from '../fault.ts';
import type { Field } from '../form/form.ts';
import { MAIN } from '../table/table.ts';
import type { Canvas } from './canvas.ts';
import type { Draw } from './draws.ts';
import { drawsOf } from './draws.ts';
import { guess } from './guesses.ts';
import type { Job } from './job.ts';
import { offeredChoices } from './offered.ts';
import { type Stream, stream } from './random.ts';

/** Draws before a constraint is given up. */
const TRIES = 400;

/** Answers to a question: those that are settled, and others drawn so that filter and constraint are obeyed. */
export function answersTo(
  job: Job,
  field: Field,
  asked: Uint8Array,
  mainRow: Int32Array,
  settled: (row: number) => string | undefined,
): readonly string[] {
  const { page, when } = job;
  const rows = asked.length;
  const cells = Array.from({ length: rows }, (_, row) => settled(row));
  const offered = offeredChoices(page, field, asked);
  const chance = stream(job.seed, field.table, field.name);
  const profile = job.answers?.fields.get(field.name);
  const draw: Draw =
    profile !== undefined
      ? drawsOf(
          { name: field.name, table: field.table, type: field.type },
          profile,
          page,
          job.people,
          chance,
          mainRow,
          offered,
        )
      : guesses(job, field, chance, mainRow, offered, when);
  const open = cells.flatMap((cell, row) => (cell === undefined ? [row] : []));
  const needed = requiredRows(page.replay(), field).rows;
  const wanted = open.filter(
    (row) => profile !== undefined || needed[row] === 1 || chance.next() < (job.optional ?? 0.8),
  );
  const texts = cells.map((cell) => cell ?? '');
  for (const row of wanted) texts[row] = draw(row, 0);
  const stuck =
    field.type === 'one' || field.type === 'many' || field.type === 'rank'
      ? wanted.filter((row) => needed[row] === 1 && offered(row).length === 0)
      : [];
  if (stuck.length > 0) job.withoutChoice.set(field.name, stuck.length);
  if (field.constraint.trim() !== '') redraw(page, field, texts, wanted, needed, draw);
  return texts;
}

/** Draws for a question of which nothing is declared. */
function guesses(
  { page }: Job,
  field: Field,
  chance: Stream,
  mainRow: Int32Array,
  offered: (row: number) => readonly string[],
  when: Job['when'],
): Draw {
  const read = [...field.constraint.matchAll(/\$\{([^}]+)\}/g)].flatMap(([, name]) => {
    const other = page.form.fields.find((one) => one.name === name);
    if (other === undefined || other.table !== field.table) return [];
    return [page.texts(other.table, other.name)];
  });
  return (row, tries) => {
    const today = when[mainRow[row] ?? 0]?.day ?? 0;
    const others = read.map((texts) => texts[row] ?? '');
    return guess(field, { chance, tries, row, offered: offered(row), today, others });
  };
}

/** Draws answers again until the constraint holds; what needs no answer may stay without, unless no answer at all fits. */
function redraw(
  page: Canvas,
  field: Field,
  texts: string[],
  wanted: readonly number[],
  needed: Uint8Array,
  draw: Draw,
): void {
  let pending: readonly number[] = wanted;
  for (let tries = 1; ; tries += 1) {
    page.set(field.table, field.name, texts);
    const failing = constraintFailures(page.replay(), field).rows;
    pending = pending.filter((row) => failing[row] === 1);
    if (pending.length === 0) return;
    if (tries > TRIES) break;
    for (const row of pending) texts[row] = draw(row, tries);
  }
  if (pending.length === wanted.length || pending.some((row) => needed[row] === 1)) {
    const read = [...new Set([...field.constraint.matchAll(/\$\{([^}]+)\}/g)].map(([, name]) => name ?? ''))];
    const row = pending[0] ?? 0;
    const table = (name: string) => page.form.fields.find((one) => one.name === name)?.table ?? MAIN;
    const values = read.map(
      (name) => `${name} = '${page.texts(table(name), name)[page.up(field.table, table(name))[row] ?? -1] ?? ''}'`,
    );
    throw fault(
      place(field.row, 'constraint'),
      `no answer to '${field.name}' was found that satisfies '${field.constraint}' (${pending.length} of ${wanted.length} rows, ${TRIES} draws each${values.length > 0 ? `; ${values.join(', ')}` : ''})`,
      'Check that the conditions do not contradict each other, or give the question a distribution in schemas/simulation.json',
    );
  }
  for (const row of pending) texts[row] = '';
}
