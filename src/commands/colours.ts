import pico from 'picocolors';

/** How messages are coloured; without colour each is the text itself. */
export interface Colours {
  bold(text: string): string;
  dim(text: string): string;
  red(text: string): string;
  yellow(text: string): string;
  green(text: string): string;
  cyan(text: string): string;
}

/** Colours for a terminal, or none. */
export function coloursFor(wanted: boolean): Colours {
  return pico.createColors(wanted);
}
