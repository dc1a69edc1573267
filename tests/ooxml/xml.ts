/** An element of a part: its name with its prefix, attributes, elements in it, and its own text. */
export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Element[];
  readonly text: string;
}

interface Open extends Element {
  readonly children: Element[];
  text: string;
}

const TOKEN = /<(\/?)([\w:.-]+)((?:\s+[\w:.-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>|<\?[^>]*\?>|([^<]+)/gy;
const ATTRIBUTE = /([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;
const ENTITY = /&(?:(lt|gt|amp|quot|apos)|#(\d+)|#x([0-9a-fA-F]+));/g;
const NAMED: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

function decoded(text: string): string {
  if (/&(?!(?:lt|gt|amp|quot|apos|#\d+|#x[0-9a-fA-F]+);)/.test(text)) throw new Error('an & that begins nothing');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: XML forbids them
  if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/.test(text))
    throw new Error('a character that XML forbids');
  return text.replace(ENTITY, (_, name: string, decimal: string, hex: string) =>
    name === undefined
      ? String.fromCodePoint(decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal))
      : NAMED[name]!,
  );
}

/** The root of an XML text as office files have it: no entities of its own, no comments. Throws where it is not well formed. */
export function parsed(xml: string): Element {
  const root: Open = { name: '', attributes: {}, children: [], text: '' };
  const open: Open[] = [root];
  let at = xml.startsWith('\ufeff') ? 1 : 0;
  while (at < xml.length) {
    TOKEN.lastIndex = at;
    const found = TOKEN.exec(xml);
    if (found === null) throw new Error(`not XML at ${at}: ${xml.slice(at, at + 60)}`);
    at = TOKEN.lastIndex;
    const [, closes, name = '', attributes = '', alone, text] = found;
    const inside = open.at(-1)!;
    if (text !== undefined) inside.text += decoded(text);
    else if (closes === '/') {
      if (open.length === 1 || inside.name !== name) throw new Error(`</${name}> closes <${inside.name}>`);
      open.pop();
    } else if (name !== '') {
      const own: Record<string, string> = {};
      for (const [, key = '', double, single] of attributes.matchAll(ATTRIBUTE)) {
        if (key in own) throw new Error(`${key} twice in <${name}>`);
        own[key] = decoded(double ?? single ?? '');
      }
      const element: Open = { name, attributes: own, children: [], text: '' };
      inside.children.push(element);
      if (alone !== '/') open.push(element);
    }
  }
  const [first, second] = root.children;
  if (open.length !== 1 || first === undefined || second !== undefined || root.text.trim() !== '')
    throw new Error('not one root element');
  return first;
}

/** Every element under one, itself first, with the element that it stands in. */
export function* within(
  element: Element,
  parent: Element | null = null,
): Generator<readonly [Element, Element | null]> {
  yield [element, parent];
  for (const child of element.children) yield* within(child, element);
}

/** The elements of a name under one. */
export function named(element: Element, name: string): readonly Element[] {
  return [...within(element)].flatMap(([each]) => (each.name === name ? [each] : []));
}
