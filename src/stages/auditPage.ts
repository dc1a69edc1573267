import type { AuditContent, ChangeLine } from '../publish/report/auditPanel.ts';
import { auditPanel, TICK_SCRIPT, TICK_STYLE } from '../publish/report/auditPanel.ts';
import { FILTER_SCRIPT, FILTER_STYLE } from '../publish/report/filters.ts';
import { panelsPage } from '../publish/report/panels.ts';
import { rangeText } from '../publish/words/intervals.ts';
import { isInPoints, pointsText } from '../publish/words/points.ts';
import type { Words } from '../publish/words/words.ts';
import { changeReason, type RuleReason, reasonIn } from '../study/reason.ts';
import type { Study } from '../study/study.ts';
import { wordsOf } from '../study/words.ts';
import { sha256Base64 } from '../table/sha.ts';
import { MAIN } from '../table/table.ts';
import type { Effect, Effects } from './effect.ts';
import { wordingsOf } from './reviewLog.ts';
import type { Made } from './stage.ts';
import type { Traced, Trail, TrailGroup } from './trail.ts';
import { ruleOf } from './trail.ts';

/** What the page for reviewers is made of. */
export interface Audited {
  readonly trail: Trail;
  readonly effects: Effects;
}

/** Estimates shown that moved, and interviews left out that are listed. */
const MOST_EFFECTS = 25;
const MOST_EXCLUDED = 500;

const encoder = new TextEncoder();

/** `reports/audit.html`: what cleaning changed, in every language of the study; for reviewers, not for publication. */
export const auditFile: Made<Audited> = {
  name: 'audit',
  encode: (audited, study) => new Map([['reports/audit.html', encoder.encode(auditPage(audited, study))]]),
};

/** The page of what cleaning changed: one panel a language, its list filtered and its sample ticked by a small script of its own. */
export function auditPage(audited: Audited, study: Study): string {
  const panels = study.languages.map((language) => {
    const { words } = wordsOf(study, language);
    return {
      words,
      title: words.phrase('audit'),
      lines: [words.title, words.phrase('auditLead')],
      body: auditPanel(contentOf(study, audited, words), words),
    };
  });
  const text = FILTER_SCRIPT + TICK_SCRIPT;
  return panelsPage(panels, study.simulated, {
    text,
    style: FILTER_STYLE + TICK_STYLE,
    hash: sha256Base64(text),
  });
}

function contentOf(study: Study, { trail, effects }: Audited, words: Words): AuditContent {
  const wordings = wordingsOf(study, words);
  const excluded = trail.drops.filter(({ table }) => table === MAIN);
  const line = (change: Traced) => lineOf(study, change, wordings, words);
  const ofIndicators = new Set(study.indicators.map(({ id }) => id));
  const rows = effects.rows.filter(({ estimate: { indicator } }) => ofIndicators.has(indicator));
  const moved = rows.filter(({ moved: by }) => by !== null && by !== 0);
  const label = (group: TrailGroup, value: string): string => {
    if (group === 'field') return wordings.get(value) || value;
    if (group === 'by' && value === '') return words.phrase('auditByRules');
    if (value === '') return words.phrase('notKnown');
    if (group === 'rule') return reasonIn(reasonOf(study, value), words.language) || value;
    return group === 'day' ? words.day(value) : value;
  };
  const counted = (group: TrailGroup) =>
    trail.counts[group].map(([value, count]) => [value, label(group, value), count] as const);
  return {
    figures: [
      [words.phrase('auditCells'), trail.changed],
      [words.phrase('auditExcluded'), excluded.length],
      [words.phrase('auditRows'), trail.drops.length - excluded.length],
      [words.phrase('auditRefused'), trail.refusedInAll],
    ],
    effectsLead: [
      words.phrase('auditEffectsLead', {
        moved: words.number(moved.length, 'count'),
        all: words.number(rows.filter(({ held }) => !held).length, 'count'),
      }),
      ...(effects.leftOut === '' ? [] : [words.phrase('auditLeftOut')]),
    ],
    effects: [...moved]
      .sort((a, b) => Math.abs(b.moved ?? 0) - Math.abs(a.moved ?? 0))
      .slice(0, MOST_EFFECTS)
      .map((effect) => effectCells(study, effect, words)),
    counts: { rule: counted('rule'), by: counted('by'), field: counted('field'), day: counted('day') },
    changes: trail.changes.map(line),
    changed: trail.changed,
    excluded: excluded
      .slice(0, MOST_EXCLUDED)
      .map((change) => [
        whereOf(study, change, words),
        reasonFor(change, study, words),
        ruleOf(change),
        personOf(change, words),
      ]),
    excludedInAll: excluded.length,
    refused: trail.refused.map(({ source, sourceRow, key, field, oldValue, newValue, action, why, by }) => [
      [source, words.number(sourceRow, 'count')],
      key,
      [wordings.get(field) ?? '', field],
      [action, oldValue === '' && newValue === '' ? '' : `${oldValue} → ${newValue}`],
      why,
      by,
    ]),
    refusedInAll: trail.refusedInAll,
    seed: trail.seed,
    sample: trail.sample.map(line),
  };
}

/** Why a rule of the study corrects; '' for what is no rule. */
function reasonOf(study: Study, rule: string): RuleReason {
  return study.corrections.find(({ id }) => id === rule)?.reason ?? '';
}

/** Why a change was made, in the reader's language where a rule made it. */
function reasonFor({ rule, reason }: Traced, study: Study, words: Words): string {
  return rule === '' ? reason : changeReason(reason, reasonOf(study, rule), words.language);
}

function lineOf(study: Study, change: Traced, wordings: ReadonlyMap<string, string>, words: Words): ChangeLine {
  const { changeId, key, field, from, fromState, to, toState, source, sourceRow, at, day, by } = change;
  return {
    id: changeId,
    key,
    field,
    filters: { rule: ruleOf(change), by, field, day },
    question: [wordings.get(field) ?? '', field],
    from: answerOf(field, from, fromState, words),
    to: answerOf(field, to, toState, words),
    why: [
      reasonFor(change, study, words),
      ruleOf(change) === source && sourceRow !== '' ? `${source}:${sourceRow}` : ruleOf(change),
      personOf(change, words),
      at === '' ? '' : words.day(at.slice(0, 10)),
    ],
    where: whereOf(study, change, words),
  };
}

/** An answer as it stood, and what its codes mean. */
function answerOf(field: string, text: string, state: string, words: Words): readonly string[] {
  if (text === '') return [words.phrase('auditEmpty', { state: stateWords(state, words) })];
  const labels = text.split(/\s+/).map((code) => words.level(field, code));
  const told = labels.join(' ') === text.split(/\s+/).join(' ') ? '' : labels.join('; ');
  return [text, told];
}

function stateWords(state: string, words: Words): string {
  switch (state) {
    case 'notAsked':
    case 'blank':
    case 'dontKnow':
    case 'refused':
    case 'removed':
    case 'invalid':
      return words.phrase(state);
    default:
      return state;
  }
}

function personOf({ by, rule }: Traced, words: Words): string {
  return by === '' && rule !== '' ? words.phrase('auditByRules') : by;
}

function whereOf(study: Study, { key, enumerator, day }: Traced, words: Words): readonly string[] {
  return [
    key,
    enumerator === '' ? '' : words.level(study.config.enumerator ?? '', enumerator),
    day === '' ? '' : words.day(day),
  ];
}

function effectCells(study: Study, { estimate, raw, clean, moved, range }: Effect, words: Words) {
  const number = (value: number | null) =>
    value === null
      ? ''
      : isInPoints(estimate)
        ? pointsText(value, words)
        : words.number(value, estimate.stat === 'share' ? 'percent' : 'auto');
  const side = ({ value, low, high, n }: Effect['raw']) => [
    `${number(value)}${low === null ? '' : ` [${rangeText(number(low), number(high), words)}]`}`,
    n === null ? '' : words.phrase('countIs', { n: words.number(n, 'count') }),
  ];
  const name = (code: string) => words.level(study.config.enumerator ?? '', code);
  return [
    [
      words.indicator(estimate.indicator).title,
      estimate.item === '' ? '' : words.item(estimate.indicator, estimate.item),
      estimate.key,
    ],
    side(raw),
    side(clean),
    words.number(moved ?? 0, 'decimal2'),
    range === null
      ? ''
      : words.phrase('auditRangeText', {
          low: number(range.low),
          a: name(range.lowWithout),
          high: number(range.high),
          b: name(range.highWithout),
        }),
  ];
}
