import { constraintFailures, requiredRows } from '../expression/replay.ts';
import { attempt, place } from '../expression/relevance.ts';
import type { Names } from '../expression/names.ts';
import { fault } from '../fault.ts';
import type { Field, Form, Group } from '../form/form.ts';
import { columnSpecs } from '../study/columns.ts';
import type { MissingCodes } from '../study/study.ts';
import type { ColumnSpec } from '../table/builder.ts';
import { sha256 } from '../table/sha.ts';
import type { Dataset } from '../table/table.ts';
import { keyAt, MAIN } from '../table/table.ts';
import type { Answer, Answers } from './answers.ts';
import type { Canvas } from './canvas.ts';
import { canvas as emptyCanvas } from './canvas.ts';
import type { Draw } from './draws.ts';
import { drawsOf } from './draws.ts';
import { guess } from './guesses.ts';
import type { Clusters } from './latent.ts';
import { latent } from './latent.ts';
import type { Moment, Period } from './metadata.ts';
import { ANY_PERIOD, metadataText, moments } from './metadata.ts';
import { offeredChoices } from './offered.ts';
import type { Wants } from './order.ts';
import { stepsOf } from './order.ts';
import type { PulledFile } from './pulled.ts';
import { lookup, pullOf } from './pulled.ts';
import { stream } from './random.ts';

/**
 * An answer that is settled before it is drawn: of a question, a trait or the number of a repeat's rows, in a row of a table (for a repeat,
 * of the table around it) with its key; undefined to draw it.
 */
export type Given = (name: string, table: string, row: number, key: string) => string | undefined;

export interface SimulateOptions {
  readonly seed: string;
  /** Interviews. */
  readonly rows: number;
  /** How answers are drawn; what it does not name is guessed from the form. */
  readonly answers?: Answers | undefined;
  readonly given?: Given | undefined;
  /** The PSU of each interview. */
  readonly clusters?: Clusters | undefined;
  readonly period?: Period | undefined;
  readonly moments?: readonly Moment[] | undefined;
  /** Codes for don't know and refused, by question. */
  readonly missing?: MissingCodes | undefined;
  /** Key of each interview. */
  readonly keys?: readonly string[] | undefined;
  /** What `pulldata()` reads, by the name of the file without ending. */
  readonly files?: ReadonlyMap<string, PulledFile> | undefined;
  /** Share of the questions that need no answer which get one. */
  readonly optional?: number | undefined;
}

/** Interviews made up for a form, by table: the data, typed, and what stands in each cell. */
export interface Simulated {
  readonly data: Dataset;
  texts(table: string, field: string): readonly string[];
  keys(table: string): readonly string[];
  /** 1 where the question was asked. */
  asked(field: Field): Uint8Array;
}

/** Draws before a constraint is given up. */
const TRIES = 400;

/**
 * Makes up interviews for a form, a column at a time: what is asked is found by replaying the form on what is there, calculations are
 * evaluated, choice filters obeyed, answers that break a constraint are drawn again. A constraint that cannot be met is a fault.
 */
export function simulateForm(form: Form, names: Names, options: SimulateOptions): Simulated {
  const { seed, rows, answers, files = new Map<string, PulledFile>() } = options;
  const all = answers?.names ?? names;
  const page = emptyCanvas(form, all, specsOf(form, answers, options.missing));
  const keys = options.keys ?? Array.from({ length: rows }, (_, row) => uuid(`${seed}/${row}`));
  page.addRows(MAIN, undefined, rows, keys);
  const when = options.moments ?? moments(options.period ?? ANY_PERIOD, rows, seed);
  const people = latent(seed, rows, options.clusters ?? null);
  const job: Job = { ...options, form, page, keys, when, people, files, given: options.given ?? (() => undefined) };

  for (const step of stepsOf(form, wantsOf(answers))) {
    if (step.kind === 'factor') makeFactor(job, step.name);
    else if (step.kind === 'trait') makeTrait(job, step.name);
    else if (step.kind === 'repeat') makeRows(job, step.group);
    else if (step.field.role !== 'note') page.set(step.field.table, step.field.name, columnOf(job, step.field));
  }
  return { data: page.data, texts: page.texts, keys: (table) => keysOf(page, table), asked: page.relevance };
}

interface Job extends Omit<SimulateOptions, 'files' | 'given' | 'keys'> {
  readonly form: Form;
  readonly page: Canvas;
  readonly keys: readonly string[];
  readonly when: readonly Moment[];
  readonly people: ReturnType<typeof latent>;
  readonly files: ReadonlyMap<string, PulledFile>;
  readonly given: Given;
}

function specsOf(form: Form, answers: Answers | undefined, missing: MissingCodes | undefined) {
  const none = new Set<string>();
  const codes = missing ?? { dontKnow: new Map(), refused: new Map() };
  const specs = new Map(columnSpecs(form, [], codes, none, 'UTC'));
  const traits = [...(answers?.traits ?? [])].map(([name, { type }]): [string, ColumnSpec] => [
    name,
    { name, type, options: null, dontKnow: none, refused: none, timeZone: 'UTC' },
  ]);
  return specs.set(MAIN, new Map([...traits, ...(specs.get(MAIN) ?? [])]));
}

function wantsOf(answers: Answers | undefined): Wants {
  const of = (one: Answer) => ({
    factors: one.loadings.map(([name]) => name),
    expressions: one.cases.flatMap(({ when, value, low, high }) =>
      [when, value, low, high].flatMap((part) => (part === null || typeof part === 'number' ? [] : part.text)),
    ),
  });
  const mapped = <T>(map: ReadonlyMap<string, T> | undefined, make: (one: T) => ReturnType<typeof of>) =>
    new Map([...(map ?? [])].map(([name, one]) => [name, make(one)]));
  return {
    factors: mapped(answers?.factors, ({ loadings, shifts }) => ({
      factors: loadings.map(([name]) => name),
      expressions: shifts.map((shift) => shift.when.text),
    })),
    traits: mapped(answers?.traits, of),
    answers: mapped(answers?.fields, of),
  };
}

function makeFactor({ answers, page, people, rows }: Job, name: string): void {
  const factor = answers?.factors.get(name);
  if (factor === undefined) throw new Error(`no factor ${name}`);
  const shift = new Float64Array(rows);
  for (const { when, by } of factor.shifts)
    for (const [row, truth] of page.truth(when).entries()) if (truth === 1) shift[row] = (shift[row] ?? 0) + by;
  people.makeFactor(name, factor.loadings, shift);
}

function makeTrait(job: Job, name: string): void {
  const { answers, page, people, rows, seed, given } = job;
  const trait = answers?.traits.get(name);
  if (trait === undefined) throw new Error(`no trait ${name}`);
  const everybody = Int32Array.from({ length: rows }, (_, row) => row);
  const subject = { name, table: MAIN, type: trait.type };
  const draw = drawsOf(subject, trait, page, people, stream(seed, 'trait', name), everybody, () => []);
  page.set(
    MAIN,
    name,
    Array.from({ length: rows }, (_, row) => given(name, MAIN, row, job.keys[row] ?? '') ?? draw(row, 0)),
  );
}

/** Rows of a repeat: as many as its count says, else none to three where the form leaves it to people. */
function makeRows({ form, page, seed, given }: Job, group: Group): void {
  const parent = form.tables.find(({ name }) => name === group.name)?.parent ?? MAIN;
  const asked = page.relevance(group);
  const chance = stream(seed, 'repeat', group.name);
  const written = group.repeatCount.trim();
  const field = { place: place(group.row, 'repeat_count'), table: parent };
  const count = written === '' ? null : attempt(/^\d+$/.test(written) ? `${written} + 0` : written, page.names, field);
  const counted = count === null || typeof count === 'string' ? null : page.evaluate(count);
  const parents: number[] = [];
  const parentKeys = keysOf(page, parent);
  const keys: string[] = [];
  for (let row = 0; row < page.rows(parent); row += 1) {
    const drawn = chance.below(4);
    const wanted = counted === null ? drawn : Math.floor(Number(counted.texts[counted.codes[row] ?? 0] ?? 0)) || 0;
    const settled = Number(given(group.name, parent, row, parentKeys[row] ?? '') ?? Number.NaN);
    const times = asked[row] === 1 ? Math.max(0, Math.min(200, Number.isNaN(settled) ? wanted : settled)) : 0;
    for (let turn = 1; turn <= times; turn += 1) {
      parents.push(row);
      keys.push(`${parentKeys[row] ?? ''}/${group.name}[${turn}]`);
    }
  }
  page.addRows(group.name, { parent, rows: Int32Array.from(parents) }, parents.length, keys);
}

function keysOf(page: Canvas, table: string): readonly string[] {
  const found = page.data.tables.get(table);
  return found === undefined ? [] : Array.from({ length: found.rows }, (_, row) => keyAt(found, row));
}

function columnOf(job: Job, field: Field): readonly string[] {
  const { page, given, when } = job;
  const rows = page.rows(field.table);
  const asked = page.relevance(field);
  const mainRow = page.up(field.table, MAIN);
  const keys = keysOf(page, field.table);
  const settled = (row: number) => (asked[row] === 1 ? given(field.name, field.table, row, keys[row] ?? '') : '');
  if (field.role === 'metadata')
    return Array.from({ length: rows }, (_, row) => {
      const main = mainRow[row] ?? 0;
      return settled(row) ?? metadataText(field, when[main] ?? { day: 0, start: '', end: '' }, main);
    });
  if (field.role === 'calculation' || field.calculation.trim() !== '') {
    const calculated = calculation(job, field);
    return Array.from({ length: rows }, (_, row) => (asked[row] === 1 ? calculated(row) : ''));
  }
  return drawn(job, field, asked, mainRow, settled);
}

function calculation({ page, files }: Job, field: Field): (row: number) => string {
  const text = field.calculation.trim();
  if (text === '') return () => field.defaultValue;
  const pull = pullOf(text);
  const file = pull === null ? undefined : files.get(pull.file);
  if (pull !== null && file !== undefined) {
    const find = lookup(file, pull);
    const { key } = pull;
    if ('text' in key) return () => find(key.text);
    const source = page.form.fields.find(({ name }) => name === key.field);
    const keys = page.texts(source?.table ?? MAIN, key.field);
    const up = page.up(field.table, source?.table ?? MAIN);
    return (row) => find(keys[up[row] ?? -1] ?? '');
  }
  const expression = attempt(text, page.names, { place: place(field.row, 'calculation'), table: field.table, field: field.name });
  if (typeof expression === 'string') return () => '';
  const { codes, texts, unknown } = page.evaluate(expression);
  return (row) => {
    const value = unknown[row] === 1 ? '' : (texts[codes[row] ?? 0] ?? '');
    return value === 'NaN' ? '' : value;
  };
}

function drawn(
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
      ? drawsOf({ name: field.name, table: field.table, type: field.type }, profile, page, job.people, chance, mainRow, offered)
      : guesses(job, field, chance, mainRow, offered, when);
  const open = cells.flatMap((cell, row) => (cell === undefined ? [row] : []));
  const needed = requiredRows(page.replay(), field).rows;
  const wanted = open.filter((row) => profile !== undefined || needed[row] === 1 || chance.next() < (job.optional ?? 0.8));
  const texts = cells.map((cell) => cell ?? '');
  for (const row of wanted) texts[row] = draw(row, 0);
  if (field.constraint.trim() !== '') redraw(page, field, texts, wanted, needed, draw);
  return texts;
}

function guesses(
  { page }: Job,
  field: Field,
  chance: ReturnType<typeof stream>,
  mainRow: Int32Array,
  offered: (row: number) => readonly string[],
  when: readonly Moment[],
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
function redraw(page: Canvas, field: Field, texts: string[], wanted: readonly number[], needed: Uint8Array, draw: Draw): void {
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
    const values = read.map((name) => `${name} = '${page.texts(table(name), name)[page.up(field.table, table(name))[row] ?? -1] ?? ''}'`);
    throw fault(
      place(field.row, 'constraint'),
      `no answer to '${field.name}' was found that satisfies '${field.constraint}' (${pending.length} of ${wanted.length} rows, ${TRIES} draws each${values.length > 0 ? `; ${values.join(', ')}` : ''})`,
      'Check that the conditions do not contradict each other, or give the question a distribution in schemas/simulation.json',
    );
  }
  for (const row of pending) texts[row] = '';
}

/** A uuid made of a text: the same text gives the same. */
export function uuid(text: string): string {
  const hex = sha256(text);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
