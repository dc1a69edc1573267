import { fault } from '../../fault.ts';
import type { Dialect } from './dialect.ts';
import { kobo } from './kobo.ts';
import { mangledByR } from './mangled.ts';
import { odk } from './odk.ts';
import { ona } from './ona.ts';
import { plain } from './plain.ts';
import { surveycto } from './surveycto.ts';

/** Dialects in the order in which they are tried: the last takes every header. */
export const dialects: readonly Dialect[] = [mangledByR, ona, kobo, surveycto, odk, plain];

/** Names of the dialects that a source entry may state. */
export const DIALECT_NAMES = ['kobo', 'odk', 'surveycto', 'r', 'ona', 'plain'] as const;

/** The dialect of a header: the one that the source entry names, else the first that recognises it; and what tells it ('' where it was named). */
export function dialectOf(
  header: readonly string[],
  named: string | undefined,
): { readonly dialect: Dialect; readonly evidence: string } {
  const names = header.map((name) => name.trim().toLowerCase());
  if (named !== undefined) {
    const stated = dialects.find(({ name }) => name === named);
    if (stated === undefined) throw fault('dialect', `'${named}' is not known`, `Known: ${DIALECT_NAMES.join(', ')}`);
    return { dialect: stated, evidence: '' };
  }
  for (const dialect of dialects) {
    const evidence = dialect.recognises(names);
    if (evidence !== '') return { dialect, evidence };
  }
  return { dialect: plain, evidence: '' };
}
