import { compile } from '../expression/compile.ts';
import { truth } from '../expression/evaluate.ts';
import type { Names } from '../expression/names.ts';
import { fault } from '../fault.ts';
import type { Form } from '../form/form.ts';
import type { Dataset } from '../table/table.ts';
import { MAIN } from '../table/table.ts';
import type { Entry, Interview } from './interviews.ts';
import { entriesOf } from './interviews.ts';
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
export interface Spot {
  readonly interview: Interview;
  readonly entry: Entry;
}

const place = 'schemas/simulation.json › faults';

/** Plants up to `count` faults of a kind, the declared changes in turn; a change that cannot be planted anywhere is a fault. */
export function each<C extends { readonly field: string; readonly when?: string }>(
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
    throw fault(
      `${place} › ${kind}`,
      `${count} are wanted, and the interviews have room for ${done}`,
      'Plant fewer, or simulate more rows',
    );
}

/** Changes a cell, and says what it was. */
export function set(kind: keyof FaultsProfile, entry: Entry, field: string, value: string): Planted {
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
  const byEntry = bed.interviews.flatMap((interview) =>
    entriesOf([interview], table).map((entry) => ({ interview, entry })),
  );
  const chance = stream(bed.seed, 'plant', name);
  return shuffled(holds?.length ?? byEntry.length, chance)
    .filter((row) => holds === null || holds[row] === 1)
    .flatMap((row) => byEntry[row] ?? []);
}

/** Such rows of interviews that bear no fault yet and got as far as the questions. */
export function free(bed: Bed, name: string, table: string, when?: string): Spot[] {
  return spots(bed, name, table, when).filter(({ interview }) => !bed.taken.has(interview) && isWhole(bed, interview));
}

/** An interview that got as far as the questions: more than half of them are answered. */
export function isWhole(bed: Bed, { cells }: Interview): boolean {
  const answered = [...cells.values()].filter((cell) => cell !== '').length;
  return answered * 2 > bed.form.fields.filter(({ table, role }) => table === MAIN && role !== 'note').length;
}
