import { fault } from '../../fault.ts';
import { kobo } from './kobo.ts';
import { koboLabels } from './koboLabels.ts';
import type { Layout } from './layout.ts';
import { odk } from './odk.ts';
import { ona } from './ona.ts';
import { r } from './r.ts';
import { surveyctoLong } from './surveyctoLong.ts';
import { surveyctoWide } from './surveyctoWide.ts';

/** The exports that can be made of one survey, by the name that `simulate --layout` takes. */
export const layouts: ReadonlyMap<string, Layout> = new Map([
  ['kobo', kobo],
  ['kobo-labels', koboLabels],
  ['odk', odk],
  ['surveycto-wide', surveyctoWide],
  ['surveycto-long', surveyctoLong],
  ['r', r],
  ['ona', ona],
]);

/** The layout that is written where none is asked for. */
export const DEFAULT_LAYOUT = 'kobo';

/** The layout of a name; fault: there is none. */
export function layoutOf(name: string, place: string): Layout {
  const layout = layouts.get(name);
  if (layout === undefined) throw fault(place, `'${name}' is not known`, `Known: ${[...layouts.keys()].join(', ')}`);
  return layout;
}
