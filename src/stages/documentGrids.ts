import type { ReportAccount } from '../publish/report/content.ts';
import type { Grid, Part } from '../publish/report/document.ts';
import { exactInterval, exactValue } from '../publish/report/prose/written.ts';
import { markOf, standsAlone } from '../publish/words/marks.ts';
import type { Words } from '../publish/words/words.ts';
import type { Study } from '../study/study.ts';
import type { Estimate } from '../table/estimate.ts';

function counts(title: string, head: readonly string[], rows: readonly (readonly string[])[]): Grid {
  const rest = head.length - 1;
  return {
    kind: 'grid',
    title,
    head,
    rows,
    widths: head.map((_text, place) => (place === 0 ? 0.5 : 0.5 / rest)),
    numbers: new Set(head.map((_text, place) => place).slice(1)),
  };
}

/** What became of each case received. */
export function casesGrid({ summary }: ReportAccount, words: Words): Grid {
  const rows = summary.cases.map(({ label, count }) => [label, words.number(count, 'count')]);
  return counts(words.phrase('cases'), [words.phrase('disposition'), words.phrase('interviews')], rows);
}

/** Findings of the checks, as received and still open. */
export function findingsGrid({ summary: { findings } }: ReportAccount, words: Words): Grid {
  const row = (level: 'error' | 'warning' | 'note') => [
    words.phrase(level === 'note' ? 'remark' : level),
    words.number(findings[level].raw, 'count'),
    words.number(findings[level].clean, 'count'),
  ];
  return counts(
    words.phrase('findings'),
    [words.phrase('severity'), words.phrase('findingsRaw'), words.phrase('findingsClean')],
    [row('error'), row('warning'), row('note')],
  );
}

/** Decisions that people took on the data, and what corrections changed. */
export function decisionsGrid({ summary: { decisions, changes } }: ReportAccount, words: Words): Grid {
  return counts(
    words.phrase('decisions'),
    [words.phrase('category'), words.phrase('count')],
    [
      [words.phrase('decisionsApplied'), words.number(decisions.applied, 'count')],
      [words.phrase('decisionsRefused'), words.number(decisions.refused, 'count')],
      [words.phrase('changes'), words.number(changes, 'count')],
    ],
  );
}

/** Questions that no table shows, with the reason. */
export function notTabulatedGrid({ notTabulated }: ReportAccount, words: Words): Grid {
  return {
    kind: 'grid',
    title: '',
    head: [words.phrase('variable'), words.phrase('question'), words.phrase('reason')],
    rows: notTabulated.map(({ field, question, reason }) => [field, question, reason]),
    // The names of variables keep to one line.
    widths: [0.3, 0.42, 0.28],
    numbers: new Set(),
  };
}

/** Every indicator that is one number, for everybody: value, interval, base; a theme a table. */
export function overviewGrids(study: Study, estimates: readonly Estimate[], words: Words): readonly Part[] {
  const whole = estimates.filter(({ domain, item, stat }) => domain.length === 0 && item === '' && stat !== 'count');
  return study.sheets.flatMap((sheet): readonly Part[] => {
    const shown = sheet.indicators.flatMap((id) => whole.filter(({ indicator }) => indicator === id));
    const rows = shown.map((estimate) => overviewRow(estimate, whole, words));
    if (rows.length === 0) return [];
    const head = [
      words.phrase('indicatorName'),
      words.phrase('estimate'),
      words.phrase('intervalName'),
      words.phrase('unweightedCount'),
    ];
    return [
      {
        kind: 'grid',
        title: words.theme(sheet.theme),
        head,
        rows,
        widths: [0.46, 0.16, 0.22, 0.16],
        numbers: new Set([1, 2, 3]),
        keys: shown.map(({ key }) => key),
      },
    ];
  });
}

function overviewRow(estimate: Estimate, all: readonly Estimate[], words: Words): readonly string[] {
  const { indicator, n, low } = estimate;
  const several = all.filter((one) => one.indicator === indicator).length > 1;
  const { title } = words.indicator(indicator);
  const name = several ? `${title} – ${words.phrase(estimate.stat)}` : title;
  const mark = markOf(estimate);
  if (standsAlone(mark) || estimate.value === null) return [name, mark, '', ''];
  return [
    name,
    `${exactValue(estimate, words)}${mark === '' ? '' : ` ${mark}`}`,
    low === null ? '' : exactInterval(estimate, words),
    n === null ? '' : words.number(n, 'count'),
  ];
}
