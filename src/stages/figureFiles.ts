import type { TopLevelSpec } from 'vega-lite';
import { textsOf } from '../publish/figures/texts.ts';
import { entryIn, linesOf } from '../table/lines.ts';
import type { Source } from '../table/source.ts';
import { wholeSource } from '../table/source.ts';
import { type DrawnFigure, sizeOf } from './pictures.ts';
import type { Made } from './stage.ts';

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Where the drawings without their frame, and what each was made of, are kept. */
export const DRAWINGS = '.pipeline/drawings.json';

type IndexEntry = Pick<DrawnFigure, 'id' | 'theme' | 'language' | 'madeOf' | 'bareSvg'>;

/** The files that people have of a figure, by how their names end. */
export function figureFiles({ spec, svg, png }: DrawnFigure): ReadonlyMap<string, Uint8Array> {
  return new Map([
    ['vl.json', encoder.encode(`${JSON.stringify(spec, null, 1)}\n`)],
    ['svg', encoder.encode(svg)],
    ['png', png],
  ]);
}

/** `reports/figures/`: each figure as Vega-Lite spec, SVG and PNG. Read back, it saves drawing the same again. */
export const figuresFile: Made<readonly DrawnFigure[]> = {
  name: 'figures',
  encode(figures) {
    const files = new Map<string, Uint8Array>();
    for (const figure of figures)
      for (const [ending, bytes] of figureFiles(figure)) files.set(pathOf(figure, ending), bytes);
    const index = figures.map(({ id, theme, language, madeOf, bareSvg }) => ({ id, language, theme, madeOf, bareSvg }));
    const lines = index.map((entry) => JSON.stringify(entry satisfies IndexEntry));
    files.set(DRAWINGS, encoder.encode(`[\n${lines.join(',\n')}\n]\n`));
    return files;
  },
  /** The figures whose files are all there; of the others not even what is kept of them is parsed. */
  async decode(files) {
    const index = files.get(DRAWINGS);
    if (index === undefined) return [];
    const there = linesOf(await wholeSource(index)).filter((line) => {
      const [, id = '', language = ''] =
        /^\{"id":"(.*?)","language":"(.*?)"/.exec(String(line.subarray(0, HEAD))) ?? [];
      return files.has(pathOf({ id, language }, 'svg'));
    });
    const entries = there.map((line) => entryIn(line) as IndexEntry);
    const figures = await Promise.all(entries.map((entry) => figureOf(entry, files)));
    return figures.filter((figure) => figure !== null);
  },
};

/** Bytes of a line in which id and language stand. */
const HEAD = 400;

async function figureOf(entry: IndexEntry, files: ReadonlyMap<string, Source>): Promise<DrawnFigure | null> {
  const [spec, svg, png] = ['vl.json', 'svg', 'png'].map((ending) => files.get(pathOf(entry, ending)));
  if (spec === undefined || svg === undefined || png === undefined) return null;
  const read = JSON.parse(await textOf(spec)) as TopLevelSpec;
  const drawing = await textOf(svg);
  return { ...entry, spec: read, texts: textsOf(read), svg: drawing, png: await wholeSource(png), ...sizeOf(drawing) };
}

function pathOf({ id, language }: { readonly id: string; readonly language: string }, ending: string): string {
  return `reports/figures/${id}.${language}.${ending}`;
}

async function textOf(source: Source): Promise<string> {
  return decoder.decode(await wholeSource(source));
}
