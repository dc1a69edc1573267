import { posix } from 'node:path';
import { strFromU8 } from 'fflate';
import { type Element, named, parsed, within } from './xml.ts';

/** A fault: the rule that is broken, and where. */
export type Fault = readonly [rule: string, where: string];

/** The parts of a package that are XML, by their names, and the names of all. */
export interface Package {
  readonly parts: ReadonlyMap<string, Element>;
  readonly names: ReadonlySet<string>;
}

/** Reads a package; parts that are not well formed are faults. */
export function packageOf(
  files: Readonly<Record<string, Uint8Array>>,
): Package & { readonly faults: readonly Fault[] } {
  const parts = new Map<string, Element>();
  const faults: Fault[] = [];
  for (const [name, bytes] of Object.entries(files)) {
    if (!/\.(?:xml|rels|vml)$/.test(name)) continue;
    try {
      parts.set(name, parsed(strFromU8(bytes)));
    } catch (error) {
      faults.push(['xml', `${name}: ${String(error)}`]);
    }
  }
  return { parts, names: new Set(Object.keys(files)), faults };
}

/** The part that a relationship of another leads to. */
function targetOf(from: string, target: string): string {
  return target.startsWith('/') ? target.slice(1) : posix.join(posix.dirname(from), target);
}

/** Relationships of a part: id → the part or address that it leads to. */
export function relationsOf({ parts }: Package, part: string): ReadonlyMap<string, Element> {
  const rels = parts.get(posix.join(posix.dirname(part), '_rels', `${posix.basename(part)}.rels`));
  return new Map((rels?.children ?? []).map((each) => [each.attributes.Id ?? '', each]));
}

/** What every package must keep: types of all parts, relationships that lead somewhere, ids that are used once and are there. */
export function packageFaults(pack: Package): readonly Fault[] {
  const { parts, names } = pack;
  const faults: Fault[] = [];
  const types = parts.get('[Content_Types].xml');
  const defaults = new Set(
    (types === undefined ? [] : named(types, 'Default')).map((each) => each.attributes.Extension),
  );
  const overrides = (types === undefined ? [] : named(types, 'Override')).map((each) => each.attributes.PartName ?? '');
  for (const name of names)
    if (
      name !== '[Content_Types].xml' &&
      !overrides.includes(`/${name}`) &&
      !defaults.has(name.slice(name.lastIndexOf('.') + 1))
    )
      faults.push(['content types', `${name} has none`]);
  for (const name of overrides) {
    if (!names.has(name.slice(1))) faults.push(['content types', `${name} is not there`]);
    if (overrides.indexOf(name) !== overrides.lastIndexOf(name)) faults.push(['content types', `${name} has two`]);
  }
  for (const [name, rels] of parts) {
    if (!name.endsWith('.rels')) continue;
    const from = posix.join(posix.dirname(name), '..', posix.basename(name, '.rels'));
    const ids = rels.children.map((each) => each.attributes.Id ?? '');
    if (new Set(ids).size !== ids.length) faults.push(['relationships', `${name}: an id twice`]);
    for (const { attributes } of rels.children) {
      const target = targetOf(from, attributes.Target ?? '');
      if (attributes.TargetMode === 'External') {
        if (!/^(?:https?|mailto):/.test(attributes.Target ?? ''))
          faults.push(['relationships', `${name}: ${attributes.Target}`]);
      } else if (!names.has(target)) faults.push(['relationships', `${name}: ${target} is not there`]);
    }
  }
  for (const [name, part] of parts) {
    if (name.endsWith('.rels')) continue;
    const relations = relationsOf(pack, name);
    for (const [{ attributes }] of within(part))
      for (const [key, value] of Object.entries(attributes))
        if (/^r:(?:id|embed|link)$/.test(key) && !relations.has(value))
          faults.push(['relationships', `${name}: ${value} leads nowhere`]);
  }
  return faults;
}

/** Whether elements come in the order of a list, each of its names once. Names that the list lacks are out of place. */
export function orderFault(
  { name, children }: Element,
  order: readonly string[],
  repeated: readonly string[] = [],
): string | null {
  let last = -1;
  for (const child of children) {
    const at = order.indexOf(child.name);
    if (at < 0) return `<${child.name}> does not belong in <${name}>`;
    if (at < last) return `<${child.name}> after <${order[last]}> in <${name}>`;
    if (at === last && !repeated.includes(child.name)) return `<${child.name}> twice in <${name}>`;
    last = at;
  }
  return null;
}
