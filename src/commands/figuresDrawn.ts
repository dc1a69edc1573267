import { join, resolve } from 'node:path';
import { fault } from '../fault.ts';
import { MARGIN, WIDTH } from '../publish/figures/theme.ts';
import { THEMES, type ThemeName } from '../publish/figures/themes.ts';
import { asWritten } from '../stages/asWritten.ts';
import type { Disk } from '../stages/disk.ts';
import { DRAWINGS, figureFiles, figuresFile } from '../stages/figureFiles.ts';
import { type DrawnFigure, drawFigure, type Easel, pageOf } from '../stages/pictures.ts';
import { readState } from '../stages/plan.ts';
import { readEstimates } from '../stages/readEstimates.ts';
import { unknown } from '../study/columns.ts';
import type { FigureEntry, Study } from '../study/study.ts';
import { wordsOf } from '../study/words.ts';
import type { Estimate } from '../table/estimate.ts';
import type { FiguresOptions } from './figures.ts';
import { openStudy } from './study.ts';
import type { ExitCode, World } from './world.ts';

const FORMATS = { svg: 'svg', png: 'png', vl: 'vl.json' } as const;
const NARROWEST = 360;
const WIDEST = 1600;

/** What became of one file of a figure. */
interface Drawn {
  readonly figure: string;
  readonly language: string;
  /** As people call it: from the folder of the study, or as it was asked for. */
  readonly path: string;
  readonly outcome: 'unchanged' | 'changed' | 'new';
}

/**
 * Draws figures of the study from the estimates that are there, without running anything: into reports/figures, with the look and width in
 * the name where they are not the report's own. `check` writes nothing and says what is not as it would be drawn now (exit 1).
 */
export async function drawFigures(
  world: World,
  easel: Easel,
  ids: readonly string[],
  options: FiguresOptions,
): Promise<ExitCode> {
  const { study, disk } = await openStudy(world, options);
  const chosen = chosenFigures(study, ids);
  const languages = choices(options.lang, '--lang', study.languages) ?? study.languages;
  const formats = choices(options.format, '--format', Object.keys(FORMATS) as (keyof typeof FORMATS)[]) ?? [
    'svg',
    'png',
  ];
  const look = lookOf(options, study.config.publication.theme);
  const [estimates, before] = await Promise.all([
    publishedEstimates(study, disk, chosen),
    drawnBefore(study, disk, chosen, languages),
  ]);
  const folder =
    options.out === undefined ? join(study.root, 'reports', 'figures') : resolve(world.folder, options.out);
  const files = new Map<string, Uint8Array>();
  const drawn: Drawn[] = [];
  const empty: string[] = [];
  const drawings = languages.flatMap((language) => {
    const page = { ...pageOf(study, wordsOf(study, language).words, easel), ...look.page };
    return chosen.map(async (figure) => {
      const made = await drawFigure(figure, estimates, page, easel, before, { png: formats.includes('png') });
      return { figure, language, made };
    });
  });
  for (const { figure, language, made } of await Promise.all(drawings)) {
    if (made === null) empty.push(`${figure.id} ${language}`);
    else
      for (const format of formats) {
        const bytes = figureFiles(made).get(FORMATS[format]) as Uint8Array;
        const name = `${figure.id}.${language}${look.suffix}.${FORMATS[format]}`;
        const path = join(folder, name);
        const before = disk.exists(path) ? await disk.read(path) : null;
        const outcome = before === null ? 'new' : Buffer.compare(before, bytes) === 0 ? 'unchanged' : 'changed';
        if (outcome !== 'unchanged') files.set(name, bytes);
        drawn.push({ figure: figure.id, language, path: join(options.out ?? 'reports/figures', name), outcome });
      }
  }
  if (options.check !== true) for (const [name, bytes] of files) await disk.replace(join(folder, name), bytes);
  if (options.json === true) world.out(`${JSON.stringify({ figures: drawn, empty }, null, 1)}\n`);
  else world.out(told(drawn, empty, options.check === true, world));
  return options.check === true && files.size > 0 ? 1 : 0;
}

function chosenFigures(study: Study, ids: readonly string[]): readonly FigureEntry[] {
  if (ids.length === 0) return study.figures;
  const known = new Map(study.figures.map((figure) => [figure.id, figure]));
  return ids.map((id) => {
    const figure = known.get(id);
    if (figure === undefined) throw unknown('schemas/figures.json', 'figure', id, [...known.keys()]);
    return figure;
  });
}

/** The words of a list `a,b`, each one of those that there are; null where nothing is asked. */
function choices<T extends string>(asked: string | undefined, flag: string, known: readonly T[]): readonly T[] | null {
  if (asked === undefined) return null;
  return asked.split(',').map((each) => {
    const found = known.find((one) => one === each.trim());
    if (found === undefined)
      throw fault(`${flag} ${asked}`, `there is no '${each.trim()}'`, `There are: ${known.join(', ')}`);
    return found;
  });
}

/** Colours and width that are asked for, and what of them the names of the files say. */
function lookOf({ theme, width }: FiguresOptions, own: ThemeName) {
  const [name = own] = choices(theme, '--theme', Object.keys(THEMES) as ThemeName[]) ?? [];
  const px = width === undefined ? WIDTH + 2 * MARGIN : Number(width);
  if (!Number.isInteger(px) || px < NARROWEST || px > WIDEST)
    throw fault(`--width ${width}`, 'is no width of a figure', `Give whole px from ${NARROWEST} to ${WIDEST}`);
  const space = px - 2 * MARGIN;
  return {
    page: { theme: THEMES[name], space },
    suffix: `${name === own ? '' : `.${name}`}${space === WIDTH ? '' : `.${px}px`}`,
  };
}

async function publishedEstimates(
  study: Study,
  disk: Disk,
  figures: readonly FigureEntry[],
): Promise<readonly Estimate[]> {
  const path = 'reports/estimates.json';
  const absolute = join(study.root, path);
  if (!disk.exists(absolute)) throw fault(path, 'is not there yet', 'Run: pipeline run');
  const all = figures.some(({ indicators }) => indicators.length === 0);
  return readEstimates(disk.source(absolute), all ? null : new Set(figures.flatMap(({ indicators }) => indicators)));
}

/** The drawings of these figures in the report that are as the last run wrote them, by what they were made of. */
async function drawnBefore(
  study: Study,
  disk: Disk,
  figures: readonly FigureEntry[],
  languages: readonly string[],
): Promise<ReadonlyMap<string, DrawnFigure>> {
  const { report } = await readState(disk, study.root);
  const wanted = (path: string) =>
    path === DRAWINGS || figures.some(({ id }) => languages.some((language) => path.includes(`/${id}.${language}.`)));
  const written = Object.entries(report?.outputs[figuresFile.name] ?? {}).filter(([path]) => wanted(path));
  const drawn = await figuresFile.decode?.(await asWritten(Object.fromEntries(written), study.root, disk), study);
  return new Map((drawn ?? []).map((figure) => [figure.madeOf, figure]));
}

function told(drawn: readonly Drawn[], empty: readonly string[], check: boolean, world: World): string {
  const { green, yellow, dim } = world.colours;
  const changed = drawn.filter(({ outcome }) => outcome !== 'unchanged');
  const verb = { changed: check ? 'differs' : 'redrawn', new: check ? 'missing' : 'drawn', unchanged: '' } as const;
  const lines = changed.map(({ path, outcome }) => `${yellow(verb[outcome].padEnd(8))} ${path}`);
  const same = drawn.length - changed.length;
  if (same > 0) lines.push(green(`${same} ${same === 1 ? 'file' : 'files'} as ${same === 1 ? 'it was' : 'they were'}`));
  for (const each of empty) lines.push(dim(`${each}: nothing to draw, no estimate of it is there`));
  return `${lines.join('\n')}\n`;
}
