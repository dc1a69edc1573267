import { CASES } from '../indicators/cases.ts';
import type { ReportAccount, ReportSection } from '../publish/report/content.ts';
import { indicatorBlock } from '../publish/sheets/block.ts';
import type { MethodSection } from '../publish/sheets/sheet.ts';
import type { PhraseId } from '../publish/words/phrases.ts';
import type { Words } from '../publish/words/words.ts';
import type { Study } from '../study/study.ts';
import type { Estimate } from '../table/estimate.ts';
import type { Finding, Level } from '../table/finding.ts';
import type { CleanAccount } from './artifacts.ts';
import type { Facts, Untabulated } from './facts.ts';
import { isOpen } from './findings.ts';
import type { DrawnFigure } from './pictures.ts';

/** Everything that the report rests on. */
export interface ReportSources {
  readonly estimates: readonly Estimate[];
  readonly facts: Facts;
  readonly account: CleanAccount;
  readonly findings: readonly Finding[];
  readonly figures: readonly DrawnFigure[];
  readonly method: readonly MethodSection[];
  /** Under the title: date, source. */
  readonly lines: readonly string[];
}

const UNTABULATED: Readonly<Record<Untabulated, PhraseId>> = {
  direct: 'whyDirect',
  absent: 'whyAbsent',
  noAnswer: 'whyNoAnswer',
  text: 'whyText',
  date: 'whyDate',
  place: 'whyPlace',
  manyAnswers: 'whyManyAnswers',
  scope: 'whyScope',
  enumerator: 'whyEnumerator',
  notChosen: 'whyNotChosen',
};

/** The sections of a report without prose in one language: one a theme, its figures first, then its tables. */
export function reportSections(
  study: Study,
  { estimates, figures }: ReportSources,
  words: Words,
): readonly ReportSection[] {
  const counted = countedFigures(figures, words);
  const sections = [...study.themes.keys()].map((theme): ReportSection => {
    const sheet = study.sheets.findIndex((entry) => entry.theme === theme);
    const listed =
      sheet < 0
        ? study.indicators.filter((entry) => entry.theme === theme).map(({ id }) => id)
        : (study.sheets[sheet]?.indicators ?? []);
    const known = listed.filter((id) => estimates.some(({ indicator }) => indicator === id));
    return {
      id: theme,
      title: words.theme(theme),
      prose: [],
      items: [
        ...counted.filter((figure) => figure.theme === theme),
        ...known.map((id, place) => ({
          kind: 'table' as const,
          block: indicatorBlock(
            estimates,
            id,
            words.phrase('tableNumber', { number: `${sheet + 1}.${place + 1}` }),
            words,
          ),
        })),
      ],
    };
  });
  return sections.filter(({ items }) => items.length > 0);
}

/** What the report of a study says beside its figures and tables, in one language. */
export function reportAccount(study: Study, sources: ReportSources, words: Words): ReportAccount {
  return {
    lines: sources.lines,
    simulated: study.simulated,
    summary: summaryOf(study, sources, words),
    notTabulated: sources.facts.untabulated.map(({ field, why, count }) => ({
      field,
      question: words.field(field),
      reason: words.phrase(UNTABULATED[why], { n: words.number(count, 'count') }),
    })),
    method: sources.method,
    colophon: [[words.phrase('programHash'), study.program.slice(0, 12)]],
  };
}

/** The figures with their numbers, in the order of the study. */
export function countedFigures(figures: readonly DrawnFigure[], words: Words) {
  return figures.map(({ id, theme, texts, bareSvg }, place) => ({
    kind: 'figure' as const,
    id,
    theme,
    number: words.phrase('figureNumber', { number: String(place + 1) }),
    title: texts.title,
    svg: bareSvg,
    alt: texts.alt,
    // The code is what `pipeline trace` and `pipeline figures` take.
    notes: [texts.subtitle, ...texts.notes, words.phrase('figureKey', { key: id })].filter((note) => note !== ''),
    // The drawing itself bears the mark.
    simulated: false,
  }));
}

function summaryOf(
  study: Study,
  { estimates, account, findings }: ReportSources,
  words: Words,
): ReportAccount['summary'] {
  const cases = estimates.filter(
    ({ indicator, item }) => indicator === CASES && item !== 'received' && item !== 'kept',
  );
  const count = (level: Level) => {
    const own = findings.filter((finding) => finding.level === level);
    return { raw: own.length, clean: own.filter((finding) => finding.phase === 'clean' && isOpen(finding)).length };
  };
  const label = (id: string) => words.item(CASES, id);
  return {
    prose: [],
    received: account.received,
    kept: account.kept,
    cases: cases
      .filter(({ value }) => (value ?? 0) > 0)
      .map(({ item, value }) => ({ label: label(item), count: value ?? 0 })),
    findings: { error: count('error'), warning: count('warning'), note: count('note') },
    decisions: { applied: account.decisions.applied, refused: account.decisions.refused },
    toConfirm: study.config.confirm,
    changes: account.changed,
  };
}
