import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';

/** A line of a table that people read, its cells as they are written, markup and all. `key` names the estimate; '' where the file bears none. */
export interface PublishedRow {
  readonly key: string;
  readonly cells: readonly string[];
}

/** Text of every file below a folder by its path there; of a workbook and a Word document that of each part (`report.fr.docx › word/document.xml`). */
export function textsIn(folder: string): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  const put = (name: string, bytes: Uint8Array) => texts.set(name, strFromU8(bytes, /\.(png|ttf|bin)$/.test(name)));
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const name = relative(folder, path);
    const bytes = readFileSync(path);
    if (!/\.(xlsx|docx)$/.test(name)) put(name, bytes);
    else for (const [part, content] of Object.entries(unzipSync(bytes))) put(`${name} › ${part}`, content);
  }
  return texts;
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", '#39': "'" };

/** Markup without its tags. */
export function plainText(markup: string): string {
  return markup
    .replace(/<[^>]*>/g, '')
    .replace(/&(\w+|#39);/g, (whole, name: string) => ENTITIES[name] ?? whole)
    .trim();
}

/** Rows of a page's tables. The key is told by `data-key` or beside the label, or stands in a cell of its own. */
export function pageRows(page: string, known: ReadonlySet<string>): readonly PublishedRow[] {
  return [...page.matchAll(/<tr\b([^>]*)>(.*?)<\/tr>/gs)].map(([, attributes = '', body = '']) => {
    const cells = [...body.replace(/<code class="key">.*?<\/code>/g, '').matchAll(/<t[hd]\b[^>]*>.*?<\/t[hd]>/gs)].map(
      ([cell]) => cell,
    );
    const told = /data-key="([^"]*)"/.exec(attributes) ?? /<code class="key">(.*?)<\/code>/.exec(body);
    const named = plainText(told?.[1] ?? '');
    return { key: named || (cells.map(plainText).find((text) => known.has(text)) ?? ''), cells };
  });
}

/** Numbers in the running text of a page that bear the key of an estimate: what is shown, and what is told when it is pointed at. */
export function pageNumbers(page: string): readonly PublishedRow[] {
  return [...page.matchAll(/<(a|span)\b[^>]*data-key="([^"]*)"[^>]*>.*?<\/\1>/gs)].map(([whole, , key = '']) => ({
    key: plainText(key),
    cells: ['', whole],
  }));
}

/** Rows of the sheets of a workbook whose last cell is the key of an estimate. */
export function workbookRows(parts: ReadonlyMap<string, string>, known: ReadonlySet<string>): readonly PublishedRow[] {
  const strings = [...(parts.get('xl/sharedStrings.xml') ?? '').matchAll(/<si>(.*?)<\/si>/gs)].map(([, si = '']) =>
    plainText(si),
  );
  const textOf = (attributes: string, body: string) => {
    const text = plainText(body);
    return attributes.includes('t="s"') ? (strings[Number(text)] ?? '') : text;
  };
  return [...parts].flatMap(([name, sheet]) =>
    !/^xl\/worksheets\/[^/]+\.xml$/.test(name)
      ? []
      : [...sheet.matchAll(/<row\b.*?<\/row>/gs)].flatMap(([row]): readonly PublishedRow[] => {
          const cells = [...row.matchAll(/<c\b([^>]*?)(?:\/>|>(.*?)<\/c>)/gs)].map(([, attributes = '', body = '']) =>
            textOf(attributes, body),
          );
          const key = cells.at(-1) ?? '';
          return known.has(key) ? [{ key, cells: cells.slice(0, -1) }] : [];
        }),
  );
}

/** Rows of the tables of a Word document, as text; their key is hidden text in the label. */
export function wordRows(document: string): readonly PublishedRow[] {
  return [...document.matchAll(/<w:tr\b.*?<\/w:tr>/gs)].map(([row]) => {
    const [hidden = ''] = row.match(HIDDEN) ?? [];
    const shown = row.replace(HIDDEN, '');
    return {
      key: plainText(hidden),
      cells: [...shown.matchAll(/<w:tc>.*?<\/w:tc>/gs)].map(([cell]) => plainText(cell)),
    };
  });
}

/** A run of Word that is not shown. */
const HIDDEN = /<w:r><w:rPr>(?:(?!<\/w:rPr>).)*<w:vanish\/>(?:(?!<\/w:r>).)*<\/w:r>/gs;
