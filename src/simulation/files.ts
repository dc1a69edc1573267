import type { Study } from '../study/study.ts';
import { writeCsv } from '../writers/csv.ts';
import { fieldLog } from './fieldLog.ts';
import { FRAME_COLUMNS, frameColumns } from './frame.ts';
import { koboExport } from './kobo.ts';
import type { Profile } from './profile.ts';
import type { StudyOptions, StudySimulation } from './study.ts';
import { simulatePeople } from './study.ts';
import type { Truth } from './truth.ts';
import { truthOf } from './truth.ts';

/** The files of a study's simulation, by path from its folder, and its truth. */
export async function simulateStudy(
  study: Study,
  profile: Profile,
  options: StudyOptions,
  workbookPath: string,
): Promise<{ readonly files: ReadonlyMap<string, Uint8Array>; readonly made: StudySimulation; readonly truth: Truth }> {
  const made = simulatePeople(study, profile, options);
  const truth = await truthOf(study, made.population.data);
  const { workbook, csv } = await koboExport(study.form, made.interviews);
  const encoder = new TextEncoder();
  const columns = [...frameColumns(made.frame).values()];
  const frameRows = made.frame.people.map((_, row) => columns.map((column) => column[row] ?? ''));
  const head = { simulated: true, studySeed: profile.seed, seed: options.seed, people: made.frame.people.length };
  const files = new Map<string, Uint8Array>([
    ['schemas/frame.csv', encoder.encode([...writeCsv(FRAME_COLUMNS, frameRows)].join(''))],
    [workbookPath, workbook],
    [workbookPath.replace(/\.xlsx$/, '.csv'), csv],
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
  return { files, made, truth };
}

function json(value: unknown): Uint8Array {
  return new TextEncoder().encode(`${JSON.stringify(value, null, 1)}\n`);
}
