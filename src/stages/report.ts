import { type Fault, fault } from '../fault.ts';
import type { Page } from '../publish/figures/figure.ts';
import type { ReportDocument } from '../publish/report/document.ts';
import { documentPage } from '../publish/report/documentPage.ts';
import { reportPage } from '../publish/report/page.ts';
import type { Disagreement } from '../publish/report/prose/fill.ts';
import { wordWriter } from '../publish/report/word/writers.ts';
import type { MethodValues } from '../publish/sheets/method.ts';
import { methodSections } from '../publish/sheets/method.ts';
import type { LanguageCode, Words } from '../publish/words/words.ts';
import { weightColumns } from '../study/columns.ts';
import type { FigureEntry, Study } from '../study/study.ts';
import { wordsOf } from '../study/words.ts';
import type { Estimate } from '../table/estimate.ts';
import { writeWorkbook } from '../writers/workbook.ts';
import { accountFile, cleanFindings, estimatesTable, factsFile, intakeFile } from './artifacts.ts';
import { dashboardPage } from './dashboard.ts';
import { plainReport, writtenReport } from './document.ts';
import { easelOf, fontFiles } from './easel.ts';
import type { Facts } from './facts.ts';
import { figuresFile } from './figureFiles.ts';
import { reportAccount, reportSections } from './page.ts';
import { parameterSection } from './parameters.ts';
import type { DrawnFigure } from './pictures.ts';
import { drawFigure, pageOf } from './pictures.ts';
import { workbookSheets } from './sheets.ts';
import type { Made } from './stage.ts';
import { stage } from './stage.ts';

interface Publication {
  readonly workbooks: ReadonlyMap<string, Uint8Array>;
  readonly pages: ReadonlyMap<string, string>;
  readonly words: ReadonlyMap<string, Uint8Array>;
  /** What the prose states and its numbers do not bear out: `file:line: words`. */
  readonly disagreements: readonly string[];
  /** The page that links to all of them. */
  readonly index: string;
  /** Labels that had to come from another language, by language. */
  readonly fallbacks: Readonly<Record<string, number>>;
}

const encoder = new TextEncoder();

/** What people read: a workbook, a page and a Word document in each language. */
const publication: Made<Publication> = {
  name: 'publication',
  encode({ workbooks, pages, words, index }) {
    const files = new Map<string, Uint8Array>([['reports/index.html', encoder.encode(index)]]);
    for (const [language, bytes] of workbooks) files.set(`reports/tables.${language}.xlsx`, bytes);
    for (const [language, page] of pages) files.set(`reports/report.${language}.html`, encoder.encode(page));
    for (const [language, bytes] of words) files.set(`reports/report.${language}.docx`, bytes);
    return files;
  },
};

/** Draws the figures, lays the workbook and writes the report, in every language of the study. */
export const report = stage({
  name: 'report',
  summary: 'draw the figures, write the workbook and the report',
  reads: {
    estimates: estimatesTable,
    facts: factsFile,
    intake: intakeFile,
    findings: cleanFindings,
    account: accountFile,
    fontFiles,
  },
  writes: { figures: figuresFile, publication },
  remembers: figuresFile,
  declarations: [
    'form',
    'sources',
    'checks',
    'population',
    'design',
    'variables',
    'indicators',
    'publication',
    'words',
    'figures',
    'sheets',
    'prose',
  ],
  async run({ estimates, facts, intake, findings, account, fontFiles: fonts }, study, tell, drawnBefore = []) {
    const easel = easelOf(fonts, { hash: study.program });
    const before = new Map(drawnBefore.map((figure) => [figure.madeOf, figure]));
    const figures: DrawnFigure[] = [];
    const workbooks = new Map<string, Uint8Array>();
    const pages = new Map<string, string>();
    const write = wordWriter();
    const documents = new Map<string, Promise<Uint8Array>>();
    const disagreements: string[] = [];
    const fallbacks: Record<string, number> = {};
    const opening = new Map<string, readonly string[]>();
    const date = study.config.publication.publishedOn ?? (intake.lastSubmission || '1970-01-01');
    const total = study.languages.length * (study.figures.length + 3);
    let done = 0;
    const step = () => {
      done += 1;
      tell(done, total);
    };
    const draw = async (figure: FigureEntry, page: Page) => {
      const made = await drawFigure(figure, estimates, page, easel, before);
      step();
      return made;
    };
    const word = (document: ReportDocument, language: LanguageCode) => {
      const written = write({ document, language, digits: study.config.publication.digits }).finally(step);
      written.catch(() => undefined);
      return written;
    };
    // Pictures are drawn on threads of their own: those of all languages are asked for before the first is waited for.
    const drawings = study.languages.map((language) => {
      const { words, fallbacks: missed } = wordsOf(study, language);
      const page = pageOf(study, words, easel);
      const drawn = Promise.all(study.figures.map((figure) => draw(figure, page)));
      // Should another language fail first, nobody waits for these.
      drawn.catch(() => undefined);
      return { language, words, missed, drawn };
    });
    for (const { language, words, missed, drawn } of drawings) {
      fallbacks[language] = missed;
      const own = (await drawn).filter((figure): figure is DrawnFigure => figure !== null);
      figures.push(...own);
      const lines = openingLines(study, facts, intake.lastSubmission, words);
      opening.set(language, lines);
      const method = [
        ...methodSections(methodValues(study, estimates, facts, words), words),
        ...parameterSection(study, words),
      ];
      const sources = { estimates, facts, account, findings, figures: own, method, lines };
      const said = reportAccount(study, sources, words);
      const prose = study.prose.get(language);
      // The Word document is asked for first: it is written on a thread beside the page and the workbook.
      if (prose === undefined) {
        const content = { ...said, sections: reportSections(study, sources, words), languages: study.languages };
        documents.set(language, word(plainReport(study, sources, content, date, words), language));
        pages.set(language, reportPage(content, words));
      } else {
        const written = writtenReport(study, prose, sources, said, date, words);
        for (const disagreement of written.disagreements) disagreements.push(told(disagreement));
        documents.set(language, word(written.document, language));
        pages.set(language, documentPage(written.document, words));
      }
      step();
      const sheets = workbookSheets(study, estimates, facts, own, method, lines, words);
      workbooks.set(language, await writeWorkbook(sheets, { title: words.title, creator: 'survey-pipeline', date }));
      step();
    }
    if (study.strict && disagreements.length > 0) throw proseFault(disagreements);
    const index = dashboardPage(study, {
      estimates,
      facts,
      account,
      findings,
      published: study.languages.flatMap((language) => [
        `reports/report.${language}.html`,
        `reports/report.${language}.docx`,
        `reports/tables.${language}.xlsx`,
      ]),
      lines: opening,
    });
    const written = await Promise.all(
      [...documents].map(async ([language, bytes]) => [language, await bytes] as const),
    );
    return { figures, publication: { workbooks, pages, words: new Map(written), disagreements, index, fallbacks } };
  },
  tally: ({ figures, publication: made }) => ({
    figures: figures.length,
    fallbacks: made.fallbacks,
    index: 'reports/index.html',
    pages: [...made.pages.keys()].flatMap((language) => [
      `reports/report.${language}.html`,
      `reports/report.${language}.docx`,
    ]),
    disagreements: made.disagreements,
  }),
});

const FOUND = {
  higher: 'the numbers say higher',
  lower: 'the numbers say lower',
  similar: 'the interval holds no difference',
} as const;

function told({ place, words, found }: Disagreement): string {
  return `${place}: « ${words} »: ${FOUND[found]}`;
}

/** What `--strict` stops with where the prose states what its numbers do not bear out. */
export function proseFault(disagreements: readonly string[]): Fault {
  const [first = '', ...others] = disagreements;
  const more = others.length === 0 ? '' : `; and ${others.length} more: ${others.join('; ')}`;
  return fault(
    first,
    `the prose no longer agrees${more}`,
    'Write the passage anew, or let {{compare …}} choose the words',
  );
}

function openingLines(study: Study, facts: Facts, lastSubmission: string, words: Words): readonly string[] {
  const { publishedOn } = study.config.publication;
  const lines = [words.phrase('interviewCount', { n: words.number(facts.design?.interviews ?? 0, 'count') })];
  if (lastSubmission !== '') lines.push(words.phrase('dataUntil', { date: words.day(lastSubmission) }));
  if (publishedOn !== undefined) lines.push(words.phrase('publishedOnDate', { date: words.day(publishedOn) }));
  return lines;
}

function methodValues(study: Study, estimates: readonly Estimate[], facts: Facts, words: Words): MethodValues {
  const { weights, strata, psu, population, lonelyPsu, weighting } = study.config.design;
  const { precision } = study.config.publication;
  const columns = [...weightColumns(study.config.design), strata, psu, population].filter((name) => name !== undefined);
  const list = columns.join(words.phrase('listSeparator'));
  return {
    designText: [columns.length === 0 ? words.phrase('noDesign') : words.phrase('sampleOf', { list })],
    interviews: facts.design?.interviews ?? null,
    strata: facts.design?.strata ?? null,
    primaryUnits: psu === undefined ? null : (facts.design?.units ?? null),
    degreesOfFreedom: facts.design?.df ?? null,
    lonelyPsu: strata === undefined ? '' : lonelyPsu,
    weights:
      facts.design?.weights == null
        ? null
        : {
            source:
              weighting === undefined
                ? words.phrase('weightColumn', { name: weights ?? '' })
                : words.phrase('weightingDeclared'),
            ...facts.design.weights,
          },
    weighting: facts.weighting,
    confidenceLevel: study.config.publication.level,
    intervalMethods: [...new Set(estimates.map(({ method }) => method).filter((method) => method !== ''))].sort(),
    thresholds: {
      count: study.config.publication.minimum,
      base: precision === false ? null : precision.base,
      effective: precision === false ? null : precision.effective,
      width: precision === false ? null : precision.wide,
      relativeWidth: precision === false ? null : precision.relative,
      variation: precision === false ? null : precision.variation,
    },
  };
}
