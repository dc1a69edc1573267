import { MAIN } from '../table/table.ts';
import type { FormTable, Group } from './form.ts';

/** Where the reading of a survey sheet stands: all groups so far, and those that are open. */
export interface Nesting {
  readonly groups: Group[];
  readonly tables: FormTable[];
  /** Places in `groups` of the open ones, outermost first. */
  readonly open: number[];
}

export function nesting(): Nesting {
  return { groups: [], tables: [{ name: MAIN, parent: '' }], open: [] };
}

/** Names of the open groups, outermost first. */
export function pathOf({ groups, open }: Nesting): string[] {
  return open.map((place) => groups[place]!.name);
}

/** The table that a row here belongs to: the innermost open repeat, else main. */
export function tableOf({ groups, open }: Nesting): string {
  const repeat = open.findLast((place) => groups[place]!.kind === 'repeat');
  return repeat === undefined ? MAIN : groups[repeat]!.name;
}

/** Opens a group; says what is wrong with its name, '' where nothing is. */
export function openGroup(state: Nesting, group: Omit<Group, 'path' | 'parent'>): string {
  const parent = tableOf(state);
  state.groups.push({ ...group, path: pathOf(state), parent: state.open.at(-1) ?? -1 });
  state.open.push(state.groups.length - 1);
  if (group.kind === 'group') return '';
  const taken = state.tables.find((table) => table.name === group.name);
  if (taken === undefined) state.tables.push({ name: group.name, parent });
  else if (group.name === MAIN) return `a repeat may not be named '${MAIN}', which is the table of interviews`;
  else return `two repeats are named '${group.name}': their rows would share one table`;
  return '';
}

/** Closes the innermost open group of this kind and all inside it; says what is wrong, '' where nothing is. */
export function closeGroup(state: Nesting, kind: 'group' | 'repeat'): string {
  const place = state.open.findLastIndex((index) => state.groups[index]!.kind === kind);
  if (place === -1) return `'end ${kind}' closes nothing: no ${kind} is open here`;
  const inside = state.open
    .splice(place)
    .slice(1)
    .map((index) => state.groups[index]!);
  const left = inside[0];
  return left === undefined
    ? ''
    : `'end ${kind}' comes before the end of ${left.kind} '${left.name}', begun in row ${left.row}`;
}
