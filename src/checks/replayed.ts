import type { Replay } from '../expression/replay.ts';
import { replay } from '../expression/replay.ts';
import type { Dataset } from '../table/table.ts';
import type { CheckContext } from './check.ts';

const replays = new WeakMap<Dataset, Replay>();

/** The replay of the form on a dataset, made once for all checks of it. */
export function replayOf({ form, names }: CheckContext, data: Dataset): Replay {
  const known = replays.get(data);
  if (known !== undefined && known.form === form && known.names === names) return known;
  const made = replay(form, names, data);
  replays.set(data, made);
  return made;
}
