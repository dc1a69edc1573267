import { easelOf, readFonts } from '../stages/easel.ts';
import type { CommonOptions, ExitCode, World } from './world.ts';

/** Options of `figures`, as typed. */
export interface FiguresOptions extends CommonOptions {
  readonly lang?: string | undefined;
  readonly theme?: string | undefined;
  readonly width?: string | undefined;
  readonly format?: string | undefined;
  readonly out?: string | undefined;
  readonly check?: boolean | undefined;
}

/** Draws figures of the study, or says which are not as they would be drawn now. */
export async function figures(world: World, ids: readonly string[], options: FiguresOptions): Promise<ExitCode> {
  const disk = world.disk(null);
  const fonts = await readFonts(world.program.fonts.map((path) => disk.source(path)));
  // A drawer takes as long to make itself ready as the rest of the program and the study to be read.
  const easel = easelOf(fonts, world.program, 1);
  const { drawFigures } = await import('./figuresDrawn.ts');
  return drawFigures(world, easel, ids, options);
}
