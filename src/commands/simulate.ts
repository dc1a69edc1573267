import { basename, dirname, join, resolve } from 'node:path';
import { namesOf } from '../expression/names.ts';
import { fault } from '../fault.ts';
import type { Form } from '../form/form.ts';
import { parseForm } from '../form/parse.ts';
import { simulateStudy } from '../simulation/files.ts';
import { simulateForm } from '../simulation/form.ts';
import { interviewsOf } from '../simulation/interviews.ts';
import type { Layout } from '../simulation/layouts/layout.ts';
import { LAYOUTS } from '../simulation/layouts/registry.ts';
import { profileSchema } from '../simulation/profile.ts';
import { declaredRows, PROFILE_FILE } from '../simulation/study.ts';
import { checked, parseJson } from '../study/check.ts';
import { readFormSheets } from '../study/read.ts';
import type { Study } from '../study/study.ts';
import { openStudy } from './study.ts';
import type { CommonOptions, ExitCode, World } from './world.ts';

export interface SimulateCommandOptions extends CommonOptions {
  /** A form of no study; then `out` is where the export goes. */
  readonly form?: string | undefined;
  readonly out?: string | undefined;
  readonly seed?: string | undefined;
  readonly rows?: string | undefined;
  readonly layout?: string | undefined;
  /** `none` leaves the data clean. */
  readonly faults?: string | undefined;
}

/** Interviews made up for a form of which nothing is declared. */
const ROWS = 100;

/** Makes up an export: of the study, by its schemas/simulation.json where there is one, or of any form into a new folder. */
export async function simulate(world: World, options: SimulateCommandOptions): Promise<ExitCode> {
  const place = 'pipeline simulate';
  const layout = Object.hasOwn(LAYOUTS, options.layout ?? 'kobo') ? LAYOUTS[options.layout ?? 'kobo'] : undefined;
  if (layout === undefined)
    throw fault(`${place} --layout`, `'${options.layout}' is not known`, `Known: ${Object.keys(LAYOUTS).join(', ')}`);
  if (options.faults !== undefined && !['none', 'all'].includes(options.faults))
    throw fault(`${place} --faults`, `'${options.faults}' is not known`, 'Known: all, none');
  const seed = whole(options.seed, 'seed', 0);
  const rows = whole(options.rows, 'rows', 1);
  if (options.form !== undefined)
    return ofForm(
      world,
      options.form,
      options.out,
      { rows: rows ?? ROWS, seed: seed ?? 1, layout },
      options.json === true,
    );

  const { study, disk } = await openStudy(world, options);
  const source = study.config.sources.find(({ simulated }) => simulated);
  const path = source?.files.find((file) => file.endsWith('.xlsx'));
  if (path === undefined)
    throw fault(
      'pipeline.config.json › sources',
      'no source says "simulated": true and names a .xlsx file',
      'Made-up data never take the place of received data: give them a source of their own',
    );
  if (!disk.exists(join(study.root, PROFILE_FILE))) {
    const wanted = { rows: rows ?? ROWS, seed: seed ?? 1, layout };
    const name = basename(path, '.xlsx');
    const { files, count, withoutChoice } = await exportOf(study.form, name, wanted, study);
    const placed = new Map([...files].map(([file, bytes]) => [join(dirname(path), file), bytes]));
    await disk.publish(study.root, placed, []);
    tell(world, options.json === true, {
      folder: study.root,
      files: [...placed.keys()],
      interviews: count,
      withoutChoice,
    });
    return 0;
  }
  const profile = checked(
    profileSchema,
    parseJson(await disk.text(join(study.root, PROFILE_FILE)), PROFILE_FILE),
    PROFILE_FILE,
  );
  const wanted = {
    seed: seed ?? profile.sampleSeed,
    rows: rows ?? declaredRows(profile),
    faults: options.faults !== 'none',
    // The frame is made, not read.
    files: new Map([...(study.names.pulled ?? [])].filter(([name]) => name !== 'frame')),
  };
  const { files, made } = await simulateStudy(study, profile, wanted, path, layout);
  const held = await disk.lock(study.root);
  try {
    const gone = wanted.faults ? [] : ['data-raw/decisions/cleaning_log.csv'];
    await disk.publish(
      study.root,
      files,
      gone.filter((file) => disk.exists(join(study.root, file))),
    );
  } finally {
    await held.release();
  }
  const kinds = new Map<string, number>();
  for (const { kind } of made.planted) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  tell(world, options.json === true, {
    folder: study.root,
    files: [...files.keys()],
    seed: wanted.seed,
    people: made.frame.people.length,
    interviews: made.interviews.length,
    outcomes: Object.fromEntries(made.outcomes),
    planted: Object.fromEntries(kinds),
  });
  return 0;
}

function whole(text: string | undefined, name: string, least: number): number | undefined {
  if (text === undefined) return undefined;
  if (!/^\d+$/.test(text) || Number(text) < least || Number(text) > 2_147_483_647)
    throw fault(`pipeline simulate --${name}`, `'${text}' is no whole number from ${least}`);
  return Number(text);
}

/** What is asked of a form of which nothing is declared. */
interface Wanted {
  readonly rows: number;
  readonly seed: number;
  readonly layout: Layout;
}

async function exportOf(form: Form, name: string, { rows, seed, layout }: Wanted, study?: Study) {
  const names = namesOf(form, [], study?.names.parameters, study?.names.lookups);
  const made = simulateForm(form, names, { seed: String(seed), rows, missing: study?.missing });
  const interviews = interviewsOf(form, made, form.version || '1');
  return {
    files: await layout(form, interviews, { name, timeZone: study?.config.timeZone ?? 'UTC' }),
    count: interviews.length,
    withoutChoice: [...made.withoutChoice.keys()],
  };
}

async function ofForm(
  world: World,
  formPath: string,
  out: string | undefined,
  wanted: Wanted,
  json: boolean,
): Promise<ExitCode> {
  if (out === undefined)
    throw fault('pipeline simulate', '--out is missing', 'Say: pipeline simulate --form FORM.xlsx --out EXPORT.xlsx');
  const at = (path: string) => resolve(world.folder, path);
  const disk = world.disk(null);
  const { form } = parseForm(await readFormSheets(disk, at(formPath)), formPath);
  const name = basename(out).replace(/\.(xlsx|zip|csv)$/i, '');
  const { files, count, withoutChoice } = await exportOf(form, name, wanted);
  // A Kobo workbook holds all that its CSV does.
  const kept = [...files].filter(([file]) => wanted.layout !== LAYOUTS['kobo'] || file.endsWith('.xlsx'));
  const placed = new Map(kept.map(([file, bytes]) => [join(dirname(at(out)), file), bytes]));
  await disk.create(placed);
  tell(world, json, { files: [...placed.keys()], interviews: count, withoutChoice });
  return 0;
}

function tell(world: World, json: boolean, result: Readonly<Record<string, unknown>>): void {
  if (json) {
    world.out(`${JSON.stringify(result, null, 1)}\n`);
    return;
  }
  const { bold, yellow } = world.colours;
  world.out(`${yellow('Simulated data')}: ${bold(String(result.interviews))} interviews\n`);
  for (const [name, value] of Object.entries(result)) {
    if (name === 'interviews' || (Array.isArray(value) && value.length === 0)) continue;
    const label = name === 'withoutChoice' ? 'left empty, as the form offers no choice' : name;
    world.out(`  ${label}: ${inWords(value)}\n`);
  }
}

function inWords(value: unknown): string {
  if (Array.isArray(value)) return value.join(', ');
  if (typeof value !== 'object' || value === null) return String(value);
  return Object.entries(value)
    .map(([name, count]) => `${name} ${String(count)}`)
    .join(', ');
}
