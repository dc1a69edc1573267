import type { Form } from '../../form/form.ts';
import type { Interview } from '../interviews.ts';

/** What a layout needs beside form and interviews. */
export interface LayoutOptions {
  /** What the files are called after, without ending; platforms that call theirs after the form's id do so where it has one. */
  readonly name: string;
  /** Id of the language that labels are written in. */
  readonly language: string;
  /** The zone in which platforms without offsets write their times: an IANA name. */
  readonly timeZone: string;
}

/** Files by name, the main one first. */
export type LayoutFiles = ReadonlyMap<string, Uint8Array>;

/** The export that a platform makes of interviews. Same interviews and options, same bytes. */
export interface Layout {
  /** Ending of the file that holds everything; '' where there is a file a table. */
  readonly ending: '.xlsx' | '.csv' | '.zip' | '';
  write(form: Form, interviews: readonly Interview[], options: LayoutOptions): LayoutFiles | Promise<LayoutFiles>;
}

const NOT_IN_NAMES = '/\\?<>:*|"';

/** What platforms call a form's files after: its id, else `name`; without what no file's name may hold. */
export function formFileName(form: Form, name: string): string {
  return [...(form.id || name)].filter((letter) => letter >= ' ' && !NOT_IN_NAMES.includes(letter)).join('');
}
