import { fault } from '../fault.ts';

/** An element as its opening tag says it; `content` is what stands up to its closing tag, '' where it closes itself. */
export interface Element {
  readonly tag: string;
  readonly content: string;
}

const ENTITIES = new Map([
  ['lt', '<'],
  ['gt', '>'],
  ['amp', '&'],
  ['quot', '"'],
  ['apos', "'"],
]);

/** Text of XML as it reads: entities resolved, CDATA opened. Only the five entities of XML itself and numbers are known. */
export function xmlText(raw: string, place: string): string {
  const text = raw.includes('<!')
    ? raw.replace(/<!\[CDATA\[([\s\S]*?)\]\]>/g, (_, inner: string) => escaped(inner)).replace(/<!--[\s\S]*?-->/g, '')
    : raw;
  if (!text.includes('&')) return text;
  return text.replace(/&([^;&]{0,40});?/g, (whole, name: string) => {
    const known = ENTITIES.get(name);
    if (known !== undefined) return known;
    const code = /^#x[0-9a-f]{1,6}$/i.test(name)
      ? Number.parseInt(name.slice(2), 16)
      : /^#\d{1,7}$/.test(name)
        ? Number(name.slice(1))
        : -1;
    if (code >= 0 && code <= 0x10ffff) return String.fromCodePoint(code);
    throw fault(
      place,
      `holds the XML entity ${whole.slice(0, 20)}, which is not read`,
      'Save the workbook again in Excel or LibreOffice',
    );
  });
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}

/** Refuses a part that declares entities or a document type: no workbook needs them, and they can grow without bound. */
export function refuseDoctype(xml: string, place: string): void {
  if (/<!(DOCTYPE|ENTITY)/i.test(xml)) {
    throw fault(
      place,
      'declares a document type, which no workbook needs',
      'Do not trust this file; ask for a fresh export',
    );
  }
}

/** The value of an attribute in an opening tag; '' where it has none. */
export function attribute(tag: string, name: string): string {
  const at = tag.indexOf(` ${name}=`);
  if (at === -1) return '';
  const from = at + name.length + 3;
  const end = tag.indexOf(tag[from - 1]!, from);
  return end === -1 ? '' : tag.slice(from, end);
}

/** Elements of this name in a small part, whatever their namespace prefix, in document order. Not for elements inside their own kind. */
export function elements(xml: string, name: string): Element[] {
  const found: Element[] = [];
  const opening = new RegExp(`<((?:[\\w.-]+:)?${name})((?:\\s+[\\w:.-]+\\s*=\\s*(?:"[^"]*"|'[^']*'))*)\\s*(/?)>`, 'g');
  for (let match = opening.exec(xml); match !== null; match = opening.exec(xml)) {
    const tag = (match[2] ?? '').replace(/\s+/g, ' ').replace(/ ?= ?(?=["'])/g, '=');
    if (match[3] === '/') {
      found.push({ tag, content: '' });
      continue;
    }
    const end = xml.indexOf(`</${match[1]}`, opening.lastIndex);
    const stop = end === -1 ? xml.length : end;
    found.push({ tag, content: xml.slice(opening.lastIndex, stop) });
    opening.lastIndex = stop;
  }
  return found;
}
