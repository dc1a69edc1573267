import type { Form } from '../../form/form.ts';
import type { Interview } from '../interviews.ts';

export interface LayoutOptions {
  /** Name of the files without folder and ending. */
  readonly name: string;
  /** Time zone of the server, for platforms that write moments without an offset. */
  readonly timeZone: string;
  /** Id of the language of labels; the form's default where it has no such. */
  readonly language?: string | undefined;
}

/** An export as one platform writes it: its files by name. Same interviews, same bytes. */
export type Layout = (
  form: Form,
  interviews: readonly Interview[],
  options: LayoutOptions,
) => Promise<ReadonlyMap<string, Uint8Array>>;
