import type { ChoiceList, Field, Form, Texts } from '../form/form.ts';

/** The parts of a place in columns of their own, in the order of a geopoint. */
export const PLACE_PARTS = ['latitude', 'longitude', 'altitude', 'accuracy'] as const;
export type PlacePart = (typeof PLACE_PARTS)[number];

/** What a column of an export is, by its header. */
export type Meaning =
  | { readonly kind: 'field'; readonly field: Field }
  /** A column of one option of a select_multiple; `known` where the list has it. */
  | { readonly kind: 'option'; readonly field: Field; readonly option: string; readonly known: boolean }
  /** A part of an answer: of a place, or the address of a file ('url'). */
  | { readonly kind: 'part'; readonly field: Field; readonly part: PlacePart | 'url' }
  | { readonly kind: 'extra'; readonly name: string }
  | { readonly kind: 'platform' }
  | { readonly kind: 'unknown' };

/** How an export writes the form in its headers. */
export interface HeaderStyle {
  /** The language whose labels stand for names; null for names. */
  readonly labels: string | null;
  /** A name as headers write it. */
  readonly spelt: (name: string) => string;
}

/** Names as the form has them. */
export const NAMES: HeaderStyle = { labels: null, spelt: (name) => name };

const SEPARATORS = ['/', '.', ':', '-'];
const PART =
  /^(?:_(.+)_(latitude|longitude|altitude|precision)|(.+)_(URL)|(.+?)[-_.]?(Latitude|Longitude|Altitude|Accuracy))$/;

/**
 * What each header of a sheet means for one table of the form. A header is a name (or a label), alone or behind the names of its groups;
 * an option column is a select_multiple's header, a separator and a choice. The longest known name wins: separators are never counted.
 * Where questions share a label, the columns of that label are theirs in form order.
 */
export function readHeaders(
  header: readonly string[],
  form: Form,
  table: string,
  extras: ReadonlySet<string>,
  platform: ReadonlySet<string>,
  style: HeaderStyle = NAMES,
): readonly Meaning[] {
  const fields = fieldsByHeader(form, table, style);
  const options = optionNames(form, style);
  // Where any header has its groups before it, all have: a bare one is then that of a question outside groups.
  const grouped = header.some((name) =>
    fields.get(name.trim())?.some(({ full, field }) => full && field.path.length > 0),
  );
  const candidates = (name: string): readonly Field[] => {
    const all = fields.get(name) ?? [];
    const whole = all.filter(({ full }) => full);
    return (grouped && whole.length > 0 ? whole : all).map(({ field }) => field);
  };
  const taken = new Set<Field>();
  const latest = new Map<string, Field>();
  /** The question that a text stands for: the next one of its label at its own column, the same one at the columns of its parts. */
  const take = (name: string): Field | undefined => {
    const all = candidates(name);
    const field = all.find((one) => !taken.has(one)) ?? all.at(-1);
    if (field === undefined) return undefined;
    taken.add(field);
    latest.set(name, field);
    return field;
  };
  const current = (name: string): Field | undefined => latest.get(name) ?? candidates(name)[0];
  return header.map((written) => {
    const name = written.trim();
    const field = take(name);
    if (field !== undefined) return { kind: 'field', field };
    if (extras.has(name)) return { kind: 'extra', name };
    if (platform.has(name.toLowerCase())) return { kind: 'platform' };
    return optionOf(name, current, options) ?? partOf(name, current) ?? { kind: 'unknown' };
  });
}

/** A text of the form in one language; its name where it has none there, as exports do. */
export function labelOr(label: Texts, language: string, name: string): string {
  const text = (label.get(language) ?? '').trim();
  return text === '' ? name : text;
}

/** A question that a header may stand for; `full`: with all its groups. */
interface WrittenField {
  readonly field: Field;
  readonly full: boolean;
}

/** Every way in which a header may write a field of the table: alone, or behind the whole or the end of its path. */
function fieldsByHeader(
  form: Form,
  table: string,
  { labels, spelt }: HeaderStyle,
): ReadonlyMap<string, readonly WrittenField[]> {
  const fields = new Map<string, WrittenField[]>();
  const add = (header: string, field: Field, full: boolean) => {
    const name = spelt(header);
    const known = fields.get(name);
    if (known === undefined) fields.set(name, [{ field, full }]);
    // Names tell questions apart, and the first of two counts; labels do not.
    else if (labels !== null && !known.some((one) => one.field === field)) known.push({ field, full });
  };
  const own = form.fields.filter((field) => field.table === table);
  const named = (field: Field) => (labels === null ? field.name : labelOr(field.label, labels, field.name));
  const around = (field: Field): readonly string[] =>
    labels === null
      ? field.path
      : field.groups.map((place, at) => {
          const group = form.groups[place];
          return group === undefined ? (field.path[at] ?? '') : labelOr(group.label, labels, group.name);
        });
  for (const field of own) {
    const path = around(field);
    for (let from = 0; from < path.length; from += 1)
      for (const separator of SEPARATORS) add([...path.slice(from), named(field)].join(separator), field, from === 0);
  }
  for (const field of own) add(named(field), field, field.path.length === 0);
  return fields;
}

/** For a list: the choice that each text behind a separator stands for. */
type OptionNames = (field: Field) => ReadonlyMap<string, string>;

function optionNames(form: Form, style: HeaderStyle): OptionNames {
  const made = new Map<string, ReadonlyMap<string, string>>();
  return ({ list, orOther }) => {
    const key = `${list}\u001f${orOther}`;
    const known = made.get(key) ?? writtenChoices(form.lists.get(list), orOther, style);
    made.set(key, known);
    return known;
  };
}

function writtenChoices(list: ChoiceList | undefined, orOther: boolean, style: HeaderStyle): Map<string, string> {
  const names = new Map<string, string>();
  for (const { name, label } of list?.choices ?? []) {
    const written = style.labels === null ? name : labelOr(label, style.labels, name);
    // R's X stands only before a whole name, and a choice is the end of one.
    const spelt = style.labels === null ? style.spelt(`a${written}`).slice(1) : written;
    if (!names.has(spelt)) names.set(spelt, name);
    // SurveyCTO writes -99 as _99.
    if (style.labels === null && /^-\d/.test(name)) names.set(`_${name.slice(1)}`, name);
  }
  if (orOther && !names.has('other')) names.set('other', 'other');
  return names;
}

function optionOf(name: string, field: (header: string) => Field | undefined, options: OptionNames): Meaning | null {
  let foreign: Meaning | null = null;
  for (let at = name.length - 1; at > 0; at -= 1) {
    const separator = name.charAt(at);
    if (separator !== '_' && !SEPARATORS.includes(separator)) continue;
    const asked = field(name.slice(0, at));
    if (asked === undefined || asked.type !== 'many') continue;
    const written = name.slice(at + 1);
    const option = options(asked).get(written);
    if (option !== undefined) return { kind: 'option', field: asked, option, known: true };
    // An underscore is part of many names: alone, it makes no option.
    if (separator !== '_') foreign ??= { kind: 'option', field: asked, option: written, known: false };
  }
  return foreign;
}

function partOf(name: string, field: (header: string) => Field | undefined): Meaning | null {
  // The groups before it: of a name with points in place of slashes, all up to the part's own underscore.
  const slash = name.includes('/') ? name.lastIndexOf('/') : name.lastIndexOf('._');
  const [, geo, geoPart, address, , point, pointPart] = PART.exec(name.slice(slash + 1)) ?? [];
  const whole = geo ?? address ?? point;
  if (whole === undefined) return null;
  const found = field(name.slice(0, slash + 1) + whole) ?? field(whole);
  if (found === undefined) return null;
  const written = (geoPart ?? pointPart ?? 'url').toLowerCase();
  const part = written === 'precision' ? 'accuracy' : PLACE_PARTS.find((one) => one === written);
  return { kind: 'part', field: found, part: part ?? 'url' };
}
