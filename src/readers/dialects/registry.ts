import type { Dialect } from './dialect.ts';
import { kobo } from './kobo.ts';
import { plain } from './plain.ts';

/** Dialects in the order in which they are tried. */
export const dialects: readonly Dialect[] = [kobo, plain];

/** The dialect of a header: the one that the source entry names, else the first that recognises it. */
export function dialectOf(header: readonly string[], named: string | undefined): Dialect {
  const names = header.map((name) => name.trim().toLowerCase());
  return (
    dialects.find((dialect) => (named === undefined ? dialect.recognises(names) : dialect.name === named)) ?? plain
  );
}
