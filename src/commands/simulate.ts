import { basename, extname, join, resolve } from 'node:path';
import { namesOf } from '../expression/names.ts';
import { fault } from '../fault.ts';
import type { Form } from '../form/form.ts';
import { parseForm } from '../form/parse.ts';
import { simulateStudy, studyExport } from '../simulation/files.ts';
import { simulateForm } from '../simulation/form.ts';
import { interviewsOf } from '../simulation/interviews.ts';
import { DEFAULT_LAYOUT, layoutOf } from '../simulation/layouts/registry.ts';
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
  /** Whose export to write, by its name in the registry of layouts. */
  readonly layout?: string | undefined;
  /** Language of the labels, where the layout writes labels: a code, or a name as the form has it. */
  readonly language?: string | undefined;
  /** `none` leaves the data clean. */
  readonly faults?: string | undefined;
}

/** Interviews made up for a form of which nothing is declared. */
const ROWS = 100;

/** Makes up an export: of the study, by its schemas/simulation.json where there is one, or of any form into a new folder. */
export async function simulate(world: World, options: SimulateCommandOptions): Promise<ExitCode> {
  const place = 'pipeline simulate';
  const layout = options.layout ?? DEFAULT_LAYOUT;
  layoutOf(layout, `${place} --layout`);
  if (options.faults !== undefined && !['none', 'all'].includes(options.faults))
    throw fault(`${place} --faults`, `'${options.faults}' is not known`, 'Known: all, none');
  const seed = whole(options.seed, 'seed', 0);
  const rows = whole(options.rows, 'rows', 1);
  if (options.form !== undefined) return ofForm(world, options.form, rows ?? ROWS, seed ?? 1, layout, options);

  const { study, disk } = await openStudy(world, options);
  const source = study.config.sources.find(({ simulated }) => simulated);
  const path =
    source?.files.find((file) => file.endsWith('.xlsx')) ?? (layout === DEFAULT_LAYOUT ? undefined : source?.files[0]);
  if (source === undefined || path === undefined)
    throw fault(
      'pipeline.config.json › sources',
      layout === DEFAULT_LAYOUT
        ? 'no source says "simulated": true and names a .xlsx file'
        : 'no source says "simulated": true',
      'Made-up data never take the place of received data: give them a source of their own',
    );
  const where = { path, layout, language: languageOf(study.form, options.language) };
  // The source goes on naming what it named.
  const toRead = (written: readonly string[]) =>
    written.some((file) => source.files.includes(file)) ? {} : { toRead: inConfig(source.id, written) };
  if (!disk.exists(join(study.root, PROFILE_FILE))) {
    const { interviews, withoutChoice } = interviewsFor(study.form, rows ?? ROWS, seed ?? 1, study);
    const files = await studyExport(study, interviews, where);
    await disk.publish(study.root, files, []);
    const written = [...files.keys()];
    tell(world, options.json === true, {
      folder: study.root,
      files: layout === DEFAULT_LAYOUT ? [path] : written,
      interviews: interviews.length,
      withoutChoice,
      ...toRead(written),
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
  const { files, written, made } = await simulateStudy(study, profile, wanted, where);
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
    ...toRead(written),
  });
  return 0;
}

function whole(text: string | undefined, name: string, least: number): number | undefined {
  if (text === undefined) return undefined;
  if (!/^\d+$/.test(text) || Number(text) < least || Number(text) > 2_147_483_647)
    throw fault(`pipeline simulate --${name}`, `'${text}' is no whole number from ${least}`);
  return Number(text);
}

/** Id of the language that labels are wanted in: the form's default, or the one of this code or name. */
function languageOf(form: Form, wanted: string | undefined): string {
  if (wanted === undefined) return form.defaultLanguage;
  const found = form.languages.find(({ id, name, code }) => [id, name, code].includes(wanted));
  if (found !== undefined) return found.id;
  const known = form.languages.map(({ name, code }) => code || name).filter((one) => one !== '');
  throw fault(
    'pipeline simulate --language',
    `'${wanted}' is no language of the form`,
    known.length === 0 ? 'The form has labels in one language, without a name' : `Known: ${known.join(', ')}`,
  );
}

/** What to change for a run to read another export than the one that the source names. */
function inConfig(source: string, written: readonly string[]): string {
  const files = JSON.stringify(written).replaceAll(',', ', ');
  return `pipeline.config.json › sources › ${source}: "files": ${files}, and no "dialect" of another platform`;
}

function interviewsFor(form: Form, rows: number, seed: number, study?: Study) {
  const names = namesOf(form, [], study?.names.parameters, study?.names.lookups);
  const made = simulateForm(form, names, { seed: String(seed), rows, missing: study?.missing });
  return {
    interviews: interviewsOf(form, made, form.version || '1'),
    withoutChoice: [...made.withoutChoice.keys()],
  };
}

async function ofForm(
  world: World,
  formPath: string,
  rows: number,
  seed: number,
  layoutName: string,
  { out, language, json }: SimulateCommandOptions,
): Promise<ExitCode> {
  const { ending, write } = layoutOf(layoutName, 'pipeline simulate --layout');
  if (out === undefined)
    throw fault(
      'pipeline simulate',
      '--out is missing',
      `Say: pipeline simulate --form FORM.xlsx --out ${ending === '' ? 'FOLDER' : `EXPORT${ending}`}`,
    );
  const given = extname(out).toLowerCase();
  if (given !== ending && (ending === '' ? ['.csv', '.xlsx', '.zip'].includes(given) : given !== ''))
    throw fault(
      'pipeline simulate --out',
      ending === ''
        ? `the layout ${layoutName} has a file for each table, and '${out}' is one file`
        : `the layout ${layoutName} is a file that ends in ${ending}, and '${out}' does not`,
      ending === '' ? 'Name a folder' : `Name a file that ends in ${ending}`,
    );
  const at = (path: string) => resolve(world.folder, path);
  const disk = world.disk(null);
  const { form } = parseForm(await readFormSheets(disk, at(formPath)), formPath);
  const { interviews, withoutChoice } = interviewsFor(form, rows, seed);
  const made = await write(form, interviews, {
    name: basename(out, extname(out)),
    language: languageOf(form, language),
    timeZone: 'UTC',
  });
  const files = new Map(
    ending === ''
      ? [...made].map(([name, bytes]) => [at(join(out, name)), bytes])
      : [...made].filter(([name]) => name.endsWith(ending)).map(([, bytes]) => [at(out), bytes]),
  );
  await disk.create(files);
  tell(world, json === true, { files: [...files.keys()], interviews: interviews.length, withoutChoice });
  return 0;
}

const LABELS = new Map([
  ['withoutChoice', 'left empty, as the form offers no choice'],
  ['toRead', 'to read it, say in'],
]);

function tell(world: World, json: boolean, result: Readonly<Record<string, unknown>>): void {
  if (json) {
    world.out(`${JSON.stringify(result, null, 1)}\n`);
    return;
  }
  const { bold, yellow } = world.colours;
  world.out(`${yellow('Simulated data')}: ${bold(String(result.interviews))} interviews\n`);
  for (const [name, value] of Object.entries(result)) {
    if (name === 'interviews' || (Array.isArray(value) && value.length === 0)) continue;
    world.out(`  ${LABELS.get(name) ?? name}: ${inWords(value)}\n`);
  }
}

function inWords(value: unknown): string {
  if (Array.isArray(value)) return value.join(', ');
  if (typeof value !== 'object' || value === null) return String(value);
  return Object.entries(value)
    .map(([name, count]) => `${name} ${String(count)}`)
    .join(', ');
}
