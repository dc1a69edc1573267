import type { Study } from '../study/study.ts';
import { writeCsv } from '../writers/csv.ts';
import { fieldLog } from './fieldLog.ts';
import { FRAME_COLUMNS, frameColumns } from './frame.ts';
import type { Interview } from './interviews.ts';
import { DEFAULT_LAYOUT, layoutOf } from './layouts/registry.ts';
import type { Profile } from './profile.ts';
import type { StudyOptions, StudySimulation } from './study.ts';
import { simulatePeople } from './study.ts';
import type { Truth } from './truth.ts';
import { truthOf } from './truth.ts';

/** Where a study's export goes, and how it is laid out. */
export interface ExportPlace {
  /** The file that the source names, from the study's folder. */
  readonly path: string;
  readonly layout: string;
  /** Id of the language of labels. */
  readonly language: string;
}

/** A study's export, by path from its folder: beside the file that the source names, in a folder of its own for any layout but the default. */
export async function studyExport(
  study: Study,
  interviews: readonly Interview[],
  { path, layout, language }: ExportPlace,
): Promise<ReadonlyMap<string, Uint8Array>> {
  const slash = path.lastIndexOf('/') + 1;
  const name = path.slice(slash).replace(/\.[^.]*$/, '');
  const folder = layout === DEFAULT_LAYOUT ? path.slice(0, slash) : `${path.slice(0, slash)}${layout}/`;
  const files = await layoutOf(layout, 'layout').write(study.form, interviews, {
    name,
    language,
    timeZone: study.config.timeZone,
  });
  return new Map([...files].map(([file, bytes]) => [`${folder}${file}`, bytes]));
}

/** The files of a study's simulation, by path from its folder, and its truth; `written` are those of the export. */
export async function simulateStudy(
  study: Study,
  profile: Profile,
  options: StudyOptions,
  place: ExportPlace,
): Promise<{
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly written: readonly string[];
  readonly made: StudySimulation;
  readonly truth: Truth;
}> {
  const made = simulatePeople(study, profile, options);
  const truth = await truthOf(study, made.population.data, () => made.unknowing().data);
  const written = await studyExport(study, made.interviews, place);
  const encoder = new TextEncoder();
  const columns = [...frameColumns(made.frame).values()];
  const frameRows = made.frame.people.map((_, row) => columns.map((column) => column[row] ?? ''));
  const head = { simulated: true, studySeed: profile.seed, seed: options.seed, people: made.frame.people.length };
  const files = new Map<string, Uint8Array>([
    ['schemas/frame.csv', encoder.encode([...writeCsv(FRAME_COLUMNS, frameRows)].join(''))],
    ...written,
    ['data-raw/truth/truth.json', json({ ...head, seed: undefined, indicators: truth })],
    [
      'data-raw/truth/faults.json',
      json({
        ...head,
        drawn: options.rows,
        outcomes: Object.fromEntries([...made.outcomes].sort()),
        faults: made.planted,
        followed: made.followed,
      }),
    ],
  ]);
  if (options.faults)
    files.set(
      'data-raw/decisions/cleaning_log.csv',
      encoder.encode(fieldLog(made.planted, made.followed, profile.decided, `${profile.seed}/${options.seed}`)),
    );
  return { files, written: [...written.keys()], made, truth };
}

function json(value: unknown): Uint8Array {
  return new TextEncoder().encode(`${JSON.stringify(value, null, 1)}\n`);
}
