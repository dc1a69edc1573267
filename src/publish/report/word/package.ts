import { unzipSync, zipSync } from 'fflate';
import type { PictureOfFigure } from '../document.ts';

/** Relations that the library names by chance: external links. */
const LINK = /rId[a-z0-9_-]{15,}"/g;

/** Names that the library counts through all documents of a process, counted anew in this one. */
function inOrder(text: string, pattern: RegExp, name: (place: number, before: string) => string): string {
  const places = new Map<string, number>();
  return text.replace(pattern, (whole, ...groups: readonly string[]) => {
    const key = pattern === LINK ? whole : (groups.filter((group) => /^\d+$/.test(String(group)))[0] ?? whole);
    const place = places.get(key) ?? places.size + 1;
    places.set(key, place);
    return name(place, groups[0] ?? '');
  });
}

/** The day that every entry of the package bears: a zip has no earlier one. */
const EPOCH = new Date(1980, 0, 1);

/** The beginning of the paragraph's properties in the styles of list entries, which the library gives no direction. */
const LIST_STYLES = /(<w:style [^>]*w:styleId="TOC\d"(?:(?!<\/w:style>).)*?<w:pPr>)/g;

/** Entries of contents, figures and tables whose texts the library wrote without a direction. */
function turnedEntries(body: string): string {
  return body.replace(/<w:pStyle w:val="TOC\d"\/>.*?<\/w:p>/gs, (entry) =>
    entry.replace(/<w:r>(?=<w:t [^>]*>[^<]*[\u0600-\u06ff])/g, '<w:r><w:rPr><w:rtl/></w:rPr>'),
  );
}

/**
 * A Word package without a clock: its properties bear the day of the report, its entries the first day of the format, in the order of their
 * names but for the list of types, which comes first. Each of the `pictures`, in the order of the document, takes the place of the file that holds
 * its id, stored as it is, and `crop` says what of it Word leaves out. Where the report runs from right to left, so do its lists.
 */
export function sameBytes(
  bytes: Uint8Array,
  date: string,
  pictures: readonly (Pick<PictureOfFigure, 'png' | 'crop'> & { readonly id: string })[],
  rightToLeft: boolean,
): Uint8Array {
  const files: Record<string, Uint8Array> = unzipSync(bytes);
  const decoder = new TextDecoder();
  const encoder = new TextEncoder();
  const core = files['docProps/core.xml'];
  if (core !== undefined) {
    const stamped = decoder.decode(core).replace(/\d{4}-\d{2}-\d{2}T[\d:.]+Z/g, `${date}T00:00:00Z`);
    files['docProps/core.xml'] = encoder.encode(stamped);
  }
  const body = files['word/document.xml'];
  if (body !== undefined) {
    let at = 0;
    const parts = (share: number) => Math.round(share * 100_000);
    const cropped = decoder.decode(body).replace(/<a:srcRect\/>/g, (whole) => {
      const crop = pictures[at]?.crop;
      at += 1;
      return crop === undefined ? whole : `<a:srcRect t="${parts(crop.top)}" b="${parts(crop.bottom)}"/>`;
    });
    // Lists of figures and tables are filled in by a style, whose separator Word reads by the country it is in; by the sequence it is the same for all.
    const listed = cropped.replace(/ \\t &quot;(?:Figure|Table) Caption,1&quot;/g, '');
    const named = inOrder(listed, /\b_Toc(\d+)\b/g, (place) => `_Toc${place}`);
    const marked = inOrder(
      named,
      /(<w:bookmark(?:Start|End)\b[^>]*\bw:id=")(\d+)"/g,
      (place, before) => `${before}${place}"`,
    );
    const drawn = inOrder(marked, /(<wp:docPr id=")(\d+)"/g, (place, before) => `${before}${place}"`);
    const linked = inOrder(drawn, LINK, (place) => `rIdLink${place}"`);
    files['word/document.xml'] = encoder.encode(rightToLeft ? turnedEntries(linked) : linked);
    const styles = files['word/styles.xml'];
    if (rightToLeft && styles !== undefined)
      files['word/styles.xml'] = encoder.encode(decoder.decode(styles).replace(LIST_STYLES, '$1<w:bidi/>'));
    const links = files['word/_rels/document.xml.rels'];
    const order = [...new Set([...marked.matchAll(LINK)].map(([whole]) => whole))];
    if (links !== undefined)
      files['word/_rels/document.xml.rels'] = encoder.encode(
        decoder.decode(links).replace(LINK, (whole) => `rIdLink${order.indexOf(whole) + 1}"`),
      );
  }
  const drawings = new Map(pictures.map(({ id, png }) => [id, png]));
  for (const [name, bytes] of Object.entries(files)) {
    const png = name.endsWith('.png') ? drawings.get(decoder.decode(bytes)) : undefined;
    if (png !== undefined) files[name] = png;
  }
  const first = '[Content_Types].xml';
  const names = Object.keys(files).sort((a, b) => Number(b === first) - Number(a === first) || (a < b ? -1 : 1));
  return zipSync(
    Object.fromEntries(
      names.map((name) => [name, [files[name] ?? new Uint8Array(), { level: name.endsWith('.png') ? 0 : 6 }] as const]),
    ),
    { mtime: EPOCH },
  );
}
