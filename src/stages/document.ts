import { MARGIN } from '../publish/figures/theme.ts';
import { anchors } from '../publish/report/anchors.ts';
import type { ReportAccount, ReportContent } from '../publish/report/content.ts';
import type { Grid, Part, PictureOfFigure, ReportDocument } from '../publish/report/document.ts';
import { tableId } from '../publish/report/documentPage.ts';
import { type Disagreement, type Filling, fillProse } from '../publish/report/prose/fill.ts';
import { proseParts } from '../publish/report/prose/markdown.ts';
import type { Prose, Part as ProsePart } from '../publish/report/prose/tags.ts';
import { indicatorBlock } from '../publish/sheets/block.ts';
import { withinSentence } from '../publish/words/withinSentence.ts';
import type { Words } from '../publish/words/words.ts';
import { proseIds } from '../study/prose.ts';
import type { Study } from '../study/study.ts';
import type { Estimate } from '../table/estimate.ts';
import { casesGrid, decisionsGrid, findingsGrid, notTabulatedGrid, overviewGrids } from './documentGrids.ts';
import { countedFigures, type ReportSources } from './page.ts';
import type { DrawnFigure } from './pictures.ts';
import { questionnaireParts } from './questionnaire.ts';
import { sourcesParts } from './verification.ts';

/** A report with prose, and what of it its numbers no longer bear out. */
export interface WrittenReport {
  readonly document: ReportDocument;
  readonly disagreements: readonly Disagreement[];
}

/** The report that the study's prose makes of its numbers, in one language. Faults name file and line of the prose. */
export function writtenReport(
  study: Study,
  prose: Prose,
  sources: ReportSources,
  account: ReportAccount,
  date: string,
  words: Words,
): WrittenReport {
  const anchor = anchors();
  // The page's own ids are taken before any heading of the prose asks for one.
  for (const own of ['content', 'contents', 'about']) anchor(own);
  const estimates = new Map(sources.estimates.map((estimate) => [estimate.key, estimate]));
  const filling = fillingOf(study, sources, account, estimates, words);
  const filled = fillProse(prose, filling, words);
  const parts = proseParts(filled, words.language, anchor);
  return { document: { ...headOf(study, account, date, words), parts }, disagreements: filled.disagreements };
}

function headOf(study: Study, account: ReportAccount, date: string, words: Words): Omit<ReportDocument, 'parts'> {
  const { lines, simulated, colophon } = account;
  return { title: words.title, lines, simulated, colophon, languages: study.languages, date };
}

function fillingOf(
  study: Study,
  { estimates: all, figures, method }: ReportSources,
  account: ReportAccount,
  estimates: ReadonlyMap<string, Estimate>,
  words: Words,
): Filling {
  const counted = countedFigures(figures, words);
  const drawn = new Map(figures.map((figure) => [figure.id, figure]));
  const figurePart = (id: string): readonly Part[] => {
    const [figure, drawing] = [counted.find((one) => one.id === id), drawn.get(id)];
    if (figure === undefined || drawing === undefined) return [];
    const picture = pictureOf(drawing);
    return [{ kind: 'figure', figure, picture, id: `figure-${id}` }];
  };
  const numberOf = new Map(
    study.sheets.flatMap(({ indicators }, sheet) =>
      indicators
        .filter((id) => all.some(({ indicator }) => indicator === id))
        .map((id, place) => [id, `${sheet + 1}.${place + 1}`] as const),
    ),
  );
  const blockOf = (id: string, inWord: boolean): readonly Part[] => {
    const number = numberOf.get(id);
    if (number === undefined) return [];
    const block = indicatorBlock(all, id, words.phrase('tableNumber', { number }), words);
    return [{ kind: 'table', block, id: tableId(id), inWord }];
  };
  // A table is shown once: where the text asks for it, else in the annex.
  const placed = new Set<string>();
  const tableOf = (id: string): readonly Part[] => {
    const sheet = study.sheets.find((entry) => entry.id === id);
    const ids = (sheet === undefined ? [id] : sheet.indicators).filter((one) => !placed.has(one));
    for (const one of ids) placed.add(one);
    return ids.flatMap((one) => blockOf(one, true));
  };
  const parts: Readonly<Record<ProsePart, () => readonly Part[] | string>> = {
    overview: () => overviewGrids(study, all, words),
    tables: () => [
      { kind: 'paragraph', text: [{ kind: 'text', text: inWorkbook(words) }] },
      ...study.sheets.flatMap((sheet) => {
        const own = sheet.indicators.filter((id) => !placed.has(id)).flatMap((id) => blockOf(id, false));
        return own.length === 0 ? [] : [heading(words.theme(sheet.theme), `tables-${sheet.id}`), ...own];
      }),
    ],
    questionnaire: () => questionnaireParts(study, words),
    audit: () => [casesGrid(account, words), findingsGrid(account, words), decisionsGrid(account, words)],
    cases: () => [casesGrid(account, words)],
    findings: () => [findingsGrid(account, words)],
    method: () => method.map((section) => ({ kind: 'method', section })),
    sources: () => sourcesParts(study, words),
    untabulated: () => [notTabulatedGrid(account, words)],
    interviews: () => words.number(account.summary.kept, 'count'),
    until: () => account.lines.at(1) ?? '',
    tablesFile: () => `reports/tables.${words.language}.xlsx`,
  };
  return {
    ids: proseIds(study),
    estimates,
    parameter: (name) => {
      const value = study.names.parameters.get(name);
      return value === null || value === undefined
        ? null
        : words.number(value, Number.isInteger(value) ? 'count' : 'auto');
    },
    see: (id) => {
      const figure = counted.find((one) => one.id === id);
      if (figure !== undefined) return { text: withinSentence(figure.number), target: `figure-${id}` };
      const first = study.sheets.find((entry) => entry.id === id)?.indicators[0] ?? id;
      const number = numberOf.get(first);
      return number === undefined
        ? null
        : { text: withinSentence(words.phrase('tableNumber', { number })), target: tableId(first) };
    },
    figure: figurePart,
    table: tableOf,
    part: (part) => parts[part](),
  };
}

function inWorkbook(words: Words): string {
  return words.phrase('tablesInWorkbook', { file: `reports/tables.${words.language}.xlsx` });
}

function heading(text: string, id: string): Part {
  return { kind: 'heading', level: 2, text: [{ kind: 'text', text }], id, inWord: false };
}

/** A figure's picture without title and notes, which the document sets itself: the part of it that the bare drawing covers. */
function pictureOf({ png, svg, bareSvg }: DrawnFigure): PictureOfFigure {
  const [whole, bare] = [frameOf(svg), frameOf(bareSvg)];
  // Of the margin above the content little is kept, for the last line of the title reaches into it.
  const above = Math.max(0, whole.top - 3);
  // Of the margin under the bare drawing half is kept: the first line of the notes reaches into the rest.
  const below = Math.max(0, whole.height - whole.top - (bare.height - bare.top) + MARGIN / 2);
  return {
    png,
    width: whole.width,
    height: whole.height - above - below,
    crop: { top: above / whole.height, bottom: below / whole.height },
  };
}

/** Pixels of a drawing, and how far down its content begins. */
function frameOf(svg: string): { readonly width: number; readonly height: number; readonly top: number } {
  const [, width = '1', height = '1'] = /viewBox="0 0 ([\d.]+) ([\d.]+)"/.exec(svg) ?? [];
  const [, top = '0'] = /transform="translate\([-\d.]+,([-\d.]+)\)"/.exec(svg) ?? [];
  return { width: Number(width), height: Number(height), top: Number(top) };
}

/** The report of a study without prose: its summary, a section a theme, the questions that no table shows, the method. */
export function plainReport(
  study: Study,
  { figures }: ReportSources,
  content: ReportContent,
  date: string,
  words: Words,
): ReportDocument {
  const drawn = new Map(figures.map((figure) => [figure.id, figure]));
  const title = (id: 'summary' | 'notTabulated' | 'method'): Part => ({
    kind: 'heading',
    level: 1,
    text: [{ kind: 'text', text: words.phrase(id) }],
    id: `part-${id}`,
  });
  const grids: readonly Grid[] = [
    casesGrid(content, words),
    findingsGrid(content, words),
    decisionsGrid(content, words),
  ];
  const parts: readonly Part[] = [
    title('summary'),
    ...grids.filter(({ rows }) => rows.length > 0),
    ...content.sections.flatMap(({ id, title: text, items }): readonly Part[] => [
      { kind: 'heading', level: 1, text: [{ kind: 'text', text }], id: `theme-${id}` },
      ...items.flatMap((item): readonly Part[] => {
        if (item.kind === 'table')
          return [{ kind: 'table', block: item.block, id: tableId(item.block.id), inWord: true }];
        const drawing = drawn.get(item.id);
        if (drawing === undefined) return [];
        const picture = pictureOf(drawing);
        return [{ kind: 'figure', figure: item, picture, id: `figure-${item.id}` }];
      }),
    ]),
    ...(content.notTabulated.length === 0 ? [] : [title('notTabulated'), notTabulatedGrid(content, words)]),
    title('method'),
    ...content.method.map((section): Part => ({ kind: 'method', section })),
  ];
  return { ...headOf(study, content, date, words), parts };
}
