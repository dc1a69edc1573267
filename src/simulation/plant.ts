import { compile } from '../expression/compile.ts';
import { truth } from '../expression/evaluate.ts';
import type { Names } from '../expression/names.ts';
import { fault } from '../fault.ts';
import type { Form } from '../form/form.ts';
import type { Dataset } from '../table/table.ts';
import { MAIN } from '../table/table.ts';
import { numberText } from '../table/text.ts';
import { readNumber } from '../table/typing.ts';
import { uuid } from './form.ts';
import type { Entry, Interview } from './interviews.ts';
import { copied, entriesOf } from './interviews.ts';
import type { FaultsProfile } from './profile.ts';
import { shuffled, stream } from './random.ts';

/** One planted fault; a fault of a whole row has no field, and of a copied row the true value is the key of the original. */
export interface Planted {
  readonly kind: keyof FaultsProfile;
  readonly table: string;
  readonly key: string;
  readonly field: string;
  readonly trueValue: string;
  readonly plantedValue: string;
}

/** What faults are planted in: the interviews, in the order of the dataset that conditions are read on. */
export interface Bed {
  readonly form: Form;
  readonly names: Names;
  readonly data: Dataset;
  readonly interviews: Interview[];
  readonly seed: string;
  /** Interviews that bear a fault already: each bears one, so that what is found can be told apart. */
  readonly taken: Set<Interview>;
}

/** A cell that may bear a fault, with the interview that it is in. */
interface Spot {
  readonly interview: Interview;
  readonly entry: Entry;
}

const place = 'schemas/simulation.json › faults';

/** Faults in what people said, planted before the calculations of the form are evaluated again. */
export function plantAnswers(bed: Bed, faults: FaultsProfile): Planted[] {
  const planted: Planted[] = [];
  const { fabricated, unit, outOfRange, overlap, nearDuplicate, testInterview, outdatedVersion } = faults;
  if (fabricated !== undefined) planted.push(...fabricate(bed, fabricated));
  if (unit !== undefined)
    each(bed, 'unit', unit.count, unit.changes, ({ field, factor, step }, { entry }, put) => {
      const value = readNumber(entry.cells.get(field) ?? '');
      if (value > 0) put(field, numberText(Number((Math.round((value * factor) / step) * step).toPrecision(12))));
    }, planted);
  if (outOfRange !== undefined)
    each(bed, 'outOfRange', outOfRange.count, outOfRange.values, ({ field, value }, _, put) => put(field, value), planted);
  if (overlap !== undefined) planted.push(...overlapping(bed, overlap));
  if (nearDuplicate !== undefined) planted.push(...nearCopies(bed, nearDuplicate));
  if (testInterview !== undefined) planted.push(...tests(bed, testInterview));
  if (outdatedVersion !== undefined) planted.push(...outdated(bed, outdatedVersion));
  return planted;
}

/** Faults of handling, after the form was filled in: calculations stay as they were. */
export function plantHandling(bed: Bed, faults: FaultsProfile): Planted[] {
  const planted: Planted[] = [];
  const { skipViolation, contradiction, otherMatch } = faults;
  if (skipViolation !== undefined)
    each(bed, 'skipViolation', skipViolation.count, skipViolation.values, ({ field, value }, { entry }, put) => {
      if ((entry.cells.get(field) ?? '') === '') put(field, value);
    }, planted);
  if (contradiction !== undefined)
    each(bed, 'contradiction', contradiction.count, contradiction.values, ({ field, value }, { entry }, put) => {
      const now = entry.cells.get(field) ?? '';
      if (now !== '' && now !== value) put(field, value);
    }, planted);
  if (otherMatch !== undefined)
    each(bed, 'otherMatch', otherMatch.count, otherMatch.values, ({ field, text }, { entry }, put) => {
      if ((entry.cells.get(field) ?? '') !== '') put(field, text);
    }, planted);
  const writings = [
    ['decimalComma', (text: string) => (/^\d+\.\d+$/.test(text) ? text.replace('.', ',') : text)],
    ['dateFormat', (text: string) => text.replace(/^(\d{4})-(\d{2})-(\d{2})$/, '$3/$2/$1')],
    ['arabicDigits', (text: string) => text.replace(/\d/g, (digit) => String.fromCharCode(0x660 + Number(digit)))],
    ['straySpaces', (text: string) => `${text.replaceAll(' ', '  ')} `],
  ] as const;
  for (const [kind, write] of writings) {
    const wanted = faults[kind];
    if (wanted === undefined) continue;
    const changes = wanted.fields.map((field) => ({ field }));
    each(bed, kind, wanted.count, changes, ({ field }, { entry }, put) => {
      const now = entry.cells.get(field) ?? '';
      const written = write(now);
      if (now !== '' && written !== now) put(field, written);
    }, planted);
  }
  if (faults.exactDuplicate !== undefined) {
    for (const { interview } of free(bed, 'exactDuplicate', MAIN).slice(0, faults.exactDuplicate.count)) {
      bed.taken.add(interview);
      bed.interviews.push(copied(interview, interview.key));
      planted.push({ kind: 'exactDuplicate', table: MAIN, key: interview.key, field: '', trueValue: interview.key, plantedValue: interview.key });
    }
  }
  return planted;
}

/** Plants up to `count` faults of a kind, the declared changes in turn; a change that cannot be planted anywhere is a fault. */
function each<C extends { readonly field: string; readonly when?: string }>(
  bed: Bed,
  kind: keyof FaultsProfile,
  count: number,
  changes: readonly C[],
  plant: (change: C, spot: Spot, put: (field: string, value: string) => void) => void,
  planted: Planted[],
): void {
  const queues = changes.map((change) => {
    const field = bed.form.fields.find(({ name }) => name === change.field);
    if (field === undefined) throw fault(`${place} › ${kind}`, `no question of the form is called '${change.field}'`);
    return spots(bed, `${kind} ${change.field}`, field.table, change.when);
  });
  let done = 0;
  for (let turn = 0, idle = 0; done < count && idle < changes.length; turn += 1) {
    const at = turn % changes.length;
    const change = changes[at];
    const queue = queues[at];
    if (change === undefined || queue === undefined) break;
    let now: Planted | null = null;
    while (now === null && queue.length > 0) {
      const spot = queue.shift();
      if (spot === undefined || bed.taken.has(spot.interview)) continue;
      plant(change, spot, (field, value) => {
        now = set(kind, spot.entry, field, value);
      });
      if (now !== null) bed.taken.add(spot.interview);
    }
    if (now === null) idle += 1;
    else {
      idle = 0;
      done += 1;
      planted.push(now);
    }
  }
  if (done < count)
    throw fault(`${place} › ${kind}`, `${count} are wanted, and the interviews have room for ${done}`, 'Plant fewer, or simulate more rows');
}

function set(kind: keyof FaultsProfile, entry: Entry, field: string, value: string): Planted {
  const trueValue = entry.cells.get(field) ?? '';
  entry.cells.set(field, value);
  return { kind, table: entry.table, key: entry.key, field, trueValue, plantedValue: value };
}

/** Rows of a table in random order, of interviews without a fault, where a condition holds. */
function spots(bed: Bed, name: string, table: string, when?: string): Spot[] {
  const holds =
    when === undefined
      ? null
      : truth(compile(when, bed.names, { place: `${place} › ${name}`, table }), bed.data, 'form');
  const byEntry = bed.interviews.flatMap((interview) => entriesOf([interview], table).map((entry) => ({ interview, entry })));
  const chance = stream(bed.seed, 'plant', name);
  return shuffled(holds?.length ?? byEntry.length, chance)
    .filter((row) => holds === null || holds[row] === 1)
    .flatMap((row) => byEntry[row] ?? []);
}

function free(bed: Bed, name: string, table: string, when?: string): Spot[] {
  return spots(bed, name, table, when).filter(({ interview }) => !bed.taken.has(interview) && isWhole(bed, interview));
}

/** An interview that got as far as the questions: more than half of them are answered. */
function isWhole(bed: Bed, { cells }: Interview): boolean {
  const answered = [...cells.values()].filter((cell) => cell !== '').length;
  return answered * 2 > bed.form.fields.filter(({ table, role }) => table === MAIN && role !== 'note').length;
}

function fabricate(bed: Bed, { field, enumerator, minutes, answers }: NonNullable<FaultsProfile['fabricated']>): Planted[] {
  const [start, end] = ['start', 'end'].map((type) => bed.form.fields.find(({ xlsType }) => xlsType === type)?.name ?? '');
  return bed.interviews
    .filter((interview) => interview.cells.get(field) === enumerator && isWhole(bed, interview) && !bed.taken.has(interview))
    .flatMap((interview, at) => {
      bed.taken.add(interview);
      const chance = stream(bed.seed, 'fabricated', at);
      const changed = Object.entries(answers)
        .filter(([name, value]) => (interview.cells.get(name) ?? '') !== '' && interview.cells.get(name) !== value && chance.next() < 0.95)
        .map(([name, value]) => set('fabricated', interview, name, value));
      const began = Date.parse(interview.cells.get(start ?? '') ?? '');
      const offset = /[+-]\d{2}:\d{2}$/.exec(interview.cells.get(start ?? '') ?? '')?.[0] ?? '+00:00';
      if (end !== undefined && end !== '' && !Number.isNaN(began)) {
        const sign = offset.startsWith('-') ? -1 : 1;
        const shift = sign * (Number(offset.slice(1, 3)) * 60 + Number(offset.slice(4))) * 60_000;
        const at = began + shift + Math.round(60_000 * (minutes + 2 * chance.next()));
        changed.push(set('fabricated', interview, end, `${new Date(at).toISOString().slice(0, 23)}${offset}`));
      }
      return changed;
    });
}

function overlapping(bed: Bed, { count, roster, year, months, values }: NonNullable<FaultsProfile['overlap']>): Planted[] {
  const spotted = free(bed, 'overlap', MAIN).filter(({ interview }) => (interview.below.get(roster)?.length ?? 0) >= 2).slice(0, count);
  return spotted.flatMap(({ interview }) => {
    bed.taken.add(interview);
    const [first, second] = interview.below.get(roster) ?? [];
    if (first === undefined || second === undefined) return [];
    const same = first.cells.get(year) ?? '';
    return [
      ...(second.cells.get(year) === same ? [] : [set('overlap', second, year, same)]),
      set('overlap', first, months, values[0]),
      set('overlap', second, months, values[1]),
    ];
  });
}

/** Copies under a new uuid, sent a day later, with some answers of another person. */
function nearCopies(bed: Bed, { count, fields }: NonNullable<FaultsProfile['nearDuplicate']>): Planted[] {
  const all = free(bed, 'nearDuplicate', MAIN);
  return all.slice(0, count).flatMap(({ interview }, at) => {
    const copy = copied(interview, uuid(`${bed.seed}/copy/${interview.key}`));
    copy.submitted = later(copy.submitted);
    bed.taken.add(interview);
    bed.taken.add(copy);
    bed.interviews.push(copy);
    const donor = all[count + at]?.interview;
    const changes = fields.flatMap((field) => {
      const value = donor?.cells.get(field) ?? '';
      const now = copy.cells.get(field) ?? '';
      return value === '' || now === '' || now === value ? [] : [set('nearDuplicate', copy, field, value)];
    });
    return [
      { kind: 'nearDuplicate' as const, table: MAIN, key: copy.key, field: '', trueValue: interview.key, plantedValue: copy.key },
      ...changes,
    ];
  });
}

function later(submitted: string): string {
  return new Date(Date.parse(`${submitted}Z`) + 93_600_000).toISOString().slice(0, 19);
}

function tests(bed: Bed, { count, answers }: NonNullable<FaultsProfile['testInterview']>): Planted[] {
  return free(bed, 'testInterview', MAIN)
    .slice(0, count)
    .map(({ interview }, at) => {
      const test = copied(interview, uuid(`${bed.seed}/test/${at}`));
      for (const [name, value] of Object.entries(answers)) test.cells.set(name, value);
      bed.interviews.push(test);
      bed.taken.add(test);
      return { kind: 'testInterview', table: MAIN, key: test.key, field: '', trueValue: '', plantedValue: test.key };
    });
}

function outdated(bed: Bed, { count, version, lacks }: NonNullable<FaultsProfile['outdatedVersion']>): Planted[] {
  return free(bed, 'outdatedVersion', MAIN)
    .slice(0, count)
    .flatMap(({ interview }) => {
      bed.taken.add(interview);
      const before = interview.version;
      interview.version = version;
      const emptied = lacks
        .filter((field) => (interview.cells.get(field) ?? '') !== '')
        .map((field) => set('outdatedVersion', interview, field, ''));
      return [
        { kind: 'outdatedVersion' as const, table: MAIN, key: interview.key, field: '__version__', trueValue: before, plantedValue: version },
        ...emptied,
      ];
    });
}

