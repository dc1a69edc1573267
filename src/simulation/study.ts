import { namesOf } from '../expression/names.ts';
import type { PulledFile } from '../expression/pulled.ts';
import { fault } from '../fault.ts';
import type { Form } from '../form/form.ts';
import type { MissingCodes, Study } from '../study/study.ts';
import { MAIN } from '../table/table.ts';
import type { Answers } from './answers.ts';
import { compileAnswers } from './answers.ts';
import type { Planted } from './bed.ts';
import type { Simulated } from './form.ts';
import { simulateForm } from './form.ts';
import type { Frame } from './frame.ts';
import { frameColumns, frameOf } from './frame.ts';
import type { Interview } from './interviews.ts';
import { entriesOf, interviewsOf, settledBy } from './interviews.ts';
import type { Given, SimulateOptions } from './job.ts';
import { moments } from './metadata.ts';
import { nonresponse } from './nonresponse.ts';
import { plantAnswers, plantHandling } from './plant.ts';
import type { Profile } from './profile.ts';
import { outcomesOf, sampleOf } from './sample.ts';
import { uuid } from './uuid.ts';

export const PROFILE_FILE = 'schemas/simulation.json';
/** Interviews drawn where nothing else is said: what the strata of the profile add up to. */
export function declaredRows({ frame }: Profile): number {
  return frame.strata.reduce((sum, { psus = 1, take }) => sum + psus * take, 0);
}

/** What a simulation makes of a study: the population, its truth, the interviews of a sample with their faults. */
export interface StudySimulation {
  readonly frame: Frame;
  readonly population: Simulated;
  /** The same people with what each does not know or refuses to say, were all of them asked; made when it is wanted. */
  readonly unknowing: () => Simulated;
  readonly interviews: readonly Interview[];
  readonly outcomes: ReadonlyMap<string, number>;
  readonly planted: readonly Planted[];
  /** Calculations that changed with planted answers. */
  readonly followed: readonly Planted[];
}

export interface StudyOptions {
  /** Draws the sample, who answers, and where the faults are. */
  readonly seed: number;
  /** People drawn. */
  readonly rows: number;
  readonly faults: boolean;
  /** Files beside the frame that the form pulls data from. */
  readonly files: ReadonlyMap<string, PulledFile>;
}

/** What of a study its simulation needs. */
export interface Ground {
  readonly form: Form;
  readonly names: Study['names'];
  readonly missing: MissingCodes;
}

/**
 * Makes up a population that answers every question, draws a sample of it, lets some not answer, and plants faults. The population and its
 * answers are fixed by the profile's seed; only the sample, nonresponse and faults follow `options.seed`.
 */
export function simulatePeople(
  { form, names: all, missing }: Ground,
  profile: Profile,
  options: StudyOptions,
): StudySimulation {
  const names = namesOf(form, [], all.parameters, all.lookups);
  const answers = compileAnswers(profile, form, names, PROFILE_FILE);
  if (!form.fields.some(({ name }) => name === profile.code))
    throw fault(`${PROFILE_FILE} › code`, `no question of the form is called '${profile.code}'`);
  const own = `${profile.seed}`;
  const drawn = `${profile.seed}/${options.seed}`;
  const frame = frameOf(profile.frame, own, options.rows);
  const files = new Map(options.files).set('frame', frameColumns(frame));
  const { people } = frame;
  const keys = people.map(({ code }) => uuid(`${own}/${code}`));
  const when = moments(profile.fieldwork, people.length, own);
  const population = simulateForm(form, names, {
    seed: own,
    rows: people.length,
    answers,
    missing,
    keys,
    files,
    moments: when,
    clusters: { codes: Int32Array.from(people, ({ commune }) => commune), count: frame.communes },
    given: (name, table, row) => (name === profile.code && table === MAIN ? people[row]?.code : undefined),
  });

  const sample = sampleOf(frame, drawn);
  const outcomes = outcomesOf(profile.outcomes, sample.length, drawn);
  const base = { form, names, answers, missing, files, profile };
  const asked = sampled(base, population, sample, keys, when, outcomes, drawn);
  const interviews = interviewsOf(form, asked, profile.fieldwork.version);
  const counts = new Map<string, number>();
  for (const id of outcomes) counts.set(id, (counts.get(id) ?? 0) + 1);
  const { planted, followed } = options.faults
    ? plantAll(base, asked, interviews, drawn)
    : { planted: [], followed: [] };
  interviews.sort((a, b) => (a.submitted < b.submitted ? -1 : a.submitted > b.submitted ? 1 : 0));
  const everybody = people.map((_, place) => place);
  const unknowing = () => sampled(base, population, everybody, keys, when, [], `${own}/unknowing`);
  return { frame, population, unknowing, interviews, outcomes: counts, planted, followed };
}

interface Base {
  readonly form: Form;
  readonly names: Study['names'];
  readonly answers: Answers;
  readonly missing: MissingCodes;
  readonly files: ReadonlyMap<string, PulledFile>;
  readonly profile: Profile;
}

/** The sample's interviews: its people's true answers, but for what their outcome changes and what they do not know or refuse. */
function sampled(
  { form, names, answers, missing, files, profile }: Base,
  population: Simulated,
  sample: readonly number[],
  keys: readonly string[],
  when: NonNullable<SimulateOptions['moments']>,
  outcomes: readonly string[],
  seed: string,
): Simulated {
  const rows = new Map(
    form.tables.map(({ name }) => [name, new Map(population.keys(name).map((key, row) => [key, row]))]),
  );
  const changed = new Map(profile.outcomes.map(({ id, answers: own }) => [id, own]));
  const silent = nonresponse(profile.nonresponse, missing, seed);
  const given: Given = (name, table, row, key) => {
    const set = table === MAIN ? changed.get(outcomes[row] ?? '')?.[name] : undefined;
    if (set !== undefined) return set;
    const truth = population.texts(table, name)[rows.get(table)?.get(key) ?? -1] ?? '';
    return truth === '' ? undefined : silent(name, truth);
  };
  return simulateForm(form, names, {
    seed,
    rows: sample.length,
    answers,
    missing,
    files,
    keys: sample.map((place) => keys[place] ?? ''),
    moments: sample.map((place) => when[place] ?? { day: 0, start: '', end: '' }),
    given,
  });
}

function plantAll(
  { form, names, answers, missing, files, profile }: Base,
  asked: Simulated,
  interviews: Interview[],
  seed: string,
): { readonly planted: readonly Planted[]; readonly followed: readonly Planted[] } {
  const bed = { form, names: answers.names, data: asked.data, interviews, seed, taken: new Set<Interview>() };
  const inAnswers = plantAnswers(bed, profile.faults);
  // A client calculates on what was entered: with the faults in the answers.
  const again = simulateForm(form, names, {
    seed,
    rows: interviews.length,
    missing,
    files,
    keys: interviews.map(({ key }) => key),
    given: settledBy(interviews),
  });
  const kinds = new Map(inAnswers.map(({ key, kind }) => [key.split('/')[0], kind]));
  const followed: Planted[] = [];
  for (const field of form.fields) {
    if (field.role !== 'calculation') continue;
    const texts = again.texts(field.table, field.name);
    for (const [row, entry] of entriesOf(interviews, field.table).entries()) {
      const [before, now] = [entry.cells.get(field.name) ?? '', texts[row] ?? ''];
      if (before === now) continue;
      entry.cells.set(field.name, now);
      followed.push({
        kind: kinds.get(entry.key.split('/')[0]) ?? 'unit',
        table: entry.table,
        key: entry.key,
        field: field.name,
        trueValue: before,
        plantedValue: now,
      });
    }
  }
  // The conditions of what follows are read on the first interviews, in their order.
  const planted = [...inAnswers, ...plantHandling({ ...bed, data: again.data }, profile.faults)];
  return { planted, followed };
}
