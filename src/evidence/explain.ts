import { parse } from '../expression/parse.ts';
import { print, type Tree } from '../expression/tree.ts';
import type { Term } from '../indicators/models/model.ts';
import { percentText } from '../publish/words/intervals.ts';
import type { PhraseId } from '../publish/words/phrases.ts';
import { quoted } from '../publish/words/quoted.ts';
import type { Words } from '../publish/words/words.ts';
import { glossed } from '../study/glossary.ts';
import { formLabels } from '../study/labels.ts';
import type { IndicatorEntry, Study } from '../study/study.ts';
import type { Estimate } from '../table/estimate.ts';
import { inWords, type Line, leaf, parameterText } from './inWords.ts';
import { missingLines, nowLines } from './numbers.ts';
import { copiedParameter, fieldsIn, parametersIn, type WorkedOut, workedOut } from './restsOn.ts';
import { sensitivityLines } from './sensitivity.ts';

/** One heading of an explanation. */
export interface Part {
  readonly heading: string;
  readonly lines: readonly Line[];
}

const KINDS: Readonly<Record<string, PhraseId>> = {
  distribution: 'kindDistribution',
  multiple: 'kindMultiple',
  number: 'kindNumber',
  proportion: 'kindProportion',
  mean: 'kindMean',
  median: 'kindMedian',
  index: 'kindIndex',
  paired: 'kindPaired',
  model: 'kindModel',
  ratio: 'kindRatio',
  total: 'kindTotal',
  bounds: 'kindBounds',
  change: 'kindChange',
  classes: 'kindClasses',
  quantile: 'kindQuantile',
  multidimensional: 'kindMultidimensional',
};
/** What a kind gives of a question, where an entry has no definition of its own. */
const TABULATED: Readonly<Record<string, PhraseId>> = {
  distribution: 'definitionShares',
  number: 'definitionNumber',
  multiple: 'definitionNamed',
};
const STATUSES = { V: 'statusV', U: 'statusU', A: 'statusA', P: 'statusP' } as const;
const STANDING = { V: 'markV', U: 'markU', A: 'markA', P: 'markP' } as const;

/** What a kind of indicator is, in words; its own name where it has none. */
export function kindText(kind: string, words: Words): string {
  const id = KINDS[kind];
  return id === undefined ? kind : words.phrase(id);
}

/**
 * An indicator for somebody who reads no expressions: what it is, who is counted, how it is calculated, down to the questions as they were
 * asked, where it comes from and what of that is verified, and its value now. `estimates` are the published ones, null where there are none yet.
 */
export function explained(
  entry: IndicatorEntry,
  study: Study,
  estimates: readonly Estimate[] | null,
  words: Words,
): readonly Part[] {
  const { base } = words.indicator(entry.id);
  const expressions = expressionsOf(entry);
  const named = [entry.field, ...expressions.flatMap((text) => fieldsIn(parse(text, '').tree))];
  const behind = workedOut([...named, ...entry.reads], study);
  const { source, thresholds } = entry.told;
  const glossary = (text: string) => glossed(text, study.glossary, words.language);
  const part = (id: PhraseId, lines: readonly Line[]): Part => ({ heading: words.phrase(id), lines });
  const baseExpression = typeof entry.params.base === 'string' ? inWords(entry.params.base, study, words) : [];
  return [
    part('explainTheme', [leaf(words.theme(entry.theme))]),
    part('explainKind', [leaf(kindText(entry.kind, words))]),
    part('explainFormula', definitionLines(entry, words)),
    part('explainWho', [{ text: base, under: baseExpression }]),
    part('explainScope', scopeLines(study, words)),
    part('explainNow', nowLines(entry, estimates, words)),
    part('explainMissing', missingLines(entry, estimates, words)),
    part('explainHow', howLines(entry, study, words)),
    part('explainSensitivity', sensitivityLines(entry, study, estimates, words)),
    part(
      'explainWith',
      behind.map(({ name, text }) => ({
        text: quoted(words.field(name), words),
        under: inWords(text, study, words, name),
      })),
    ),
    part('explainQuestions', questionLines(entry, behind, study, words)),
    part('explainFixed', parameterLines(expressions, behind, study, words)),
    part(
      'explainBy',
      entry.by.map((fields) => leaf(fields.map((field) => words.field(field)).join(' × '))),
    ),
    part('explainThreshold', thresholds === '' ? [] : [leaf(readable(glossary(thresholds), study, words))]),
    part('explainSource', source === '' ? [] : [leaf(readable(glossary(source), study, words))]),
    part('explainStatus', statusLines(entry, words)),
  ].filter(({ lines }) => lines.length > 0);
}

/** How the number is defined; of a question that is only tabulated, what the table gives. */
function definitionLines({ id, field, kind }: IndicatorEntry, words: Words): readonly Line[] {
  const { definition = '' } = words.indicator(id);
  if (definition !== '') return [leaf(definition)];
  const tabulated = TABULATED[kind];
  return tabulated === undefined || field === ''
    ? []
    : [leaf(words.phrase(tabulated, { a: quoted(words.field(field), words) }))];
}

/** Whom the study is about: the condition that every base has besides its own. */
function scopeLines(study: Study, words: Words): readonly Line[] {
  const { eligible, variables } = study;
  if (eligible === null) return [];
  const names = fieldsIn(eligible.tree);
  const flag = variables.find(({ name }) => names.length === 1 && name === names[0]);
  const condition = flag === undefined ? null : conditionOf(flag.expression.tree);
  return inWords(condition === null ? eligible.text : print(condition), study, words);
}

/** The condition of a flag, « unknown: no » included; null where the tree is none. */
function conditionOf(tree: Tree): Tree | null {
  if (tree.kind !== 'call') return null;
  const [first = tree, second, third] = tree.args;
  if (tree.name === 'coalesce') return conditionOf(first);
  const is = (one: Tree | undefined, value: number) => one?.kind === 'number' && one.value === value;
  return tree.name === 'if' && is(second, 1) && is(third, 0) ? first : null;
}

function statusLines({ told: { marks, source } }: IndicatorEntry, words: Words): readonly Line[] {
  if (marks.length === 0) return [leaf(words.phrase(source === '' ? 'statusOwn' : 'statusNone'))];
  const lines = marks.map((mark) => leaf(words.phrase(STATUSES[mark])));
  return lines.length === 1 ? lines : [{ text: words.phrase('statusSeveral'), under: lines }];
}

/** A note of the methodology without what only its authors read: columns by their labels, indicators by their titles, marks in words. */
function readable(text: string, study: Study, words: Words): string {
  const ids = new Set(study.indicators.map(({ id }) => id));
  return text
    .replace(/\b[a-z]\w*_\w+\b/g, (name) =>
      study.names.fields.has(name) ? quoted(words.field(name), words) : name.replaceAll('_', ' '),
    )
    .replace(/\b[A-Z][A-Za-z0-9_.-]*\b/g, (id) => (ids.has(id) ? quoted(words.indicator(id).title, words) : id))
    .replace(/\(([VUAP])\)/g, (_, mark: keyof typeof STANDING) => `(${words.phrase(STANDING[mark])})`);
}

function expressionsOf({ params }: IndicatorEntry): readonly string[] {
  const named = [...(Array.isArray(params.changes) ? params.changes : []), params.index];
  const pairs = Array.isArray(params.pairs) ? (params.pairs as readonly { values?: readonly string[] }[]) : [];
  return [
    params.value,
    params.numerator,
    params.denominator,
    params.base,
    ...pairs.flatMap(({ values }) => values ?? []),
    ...named.filter((name) => typeof name === 'string').map((name) => `\${${name}}`),
  ].filter((one): one is string => typeof one === 'string');
}

function howLines(entry: IndicatorEntry, study: Study, words: Words): readonly Line[] {
  const { params, field } = entry;
  if (Array.isArray(params.pairs)) {
    const [pair, ...others] = params.pairs as readonly { item: string; values: readonly string[] }[];
    const more = others.length === 0 ? '' : words.language === 'ar' ? '، …' : ', …';
    const sides = entry.pair?.sides ?? [];
    return sides.map(({ label }, side) => ({
      text: `${label[words.language] ?? label.en ?? label.fr ?? ''} (${words.item(entry.id, pair?.item ?? '')}${more})`,
      under: inWords(pair?.values[side] ?? "''", study, words),
    }));
  }
  const listed = (names: readonly string[]) =>
    names.map((name) => quoted(words.field(name), words)).join(words.phrase('listSeparator'));
  if (Array.isArray(params.changes))
    return [leaf(words.phrase('explainItems', { a: listed(params.changes.map(String)) }))];
  if (typeof params.index === 'string') {
    const value = percentText(Number(params.cutoff), words);
    return [leaf(words.phrase('explainCutoff', { value, a: listed([params.index]) }))];
  }
  const model = study.models.find(({ id }) => id === entry.model);
  if (model !== undefined) {
    const terms = (list: readonly Term[]) =>
      list.map((term) => term.map((name) => quoted(words.field(name), words)).join(' × '));
    const line = (id: PhraseId, texts: readonly string[]) =>
      texts.length === 0 ? [] : [leaf(words.phrase(id, { a: texts.join(words.phrase('listSeparator')) }))];
    return [
      ...line('explainOutcome', [listed([model.outcome])]),
      ...line('explainExposures', terms(model.exposures)),
      ...line('explainControls', terms(model.controls)),
    ];
  }
  const value = [params.value, params.numerator].find((one) => typeof one === 'string') as string | undefined;
  const under = typeof params.denominator === 'string' ? inWords(params.denominator, study, words) : [];
  const doubt = leaf(words.phrase(params.unknown === 'all' ? 'boundsAll' : 'boundsDontKnow'));
  if (value !== undefined && entry.kind === 'bounds') return [...inWords(value, study, words), doubt];
  if (value !== undefined)
    return [...inWords(value, study, words), ...under.map((line) => ({ ...line, text: `÷ ${line.text}` }))];
  return field === '' ? [] : [leaf(quoted(words.field(field), words))];
}

function questionLines(
  { reads }: IndicatorEntry,
  behind: readonly WorkedOut[],
  study: Study,
  words: Words,
): readonly Line[] {
  const labels = formLabels(study.form, words.language);
  const told = new Set(behind.map(({ name }) => name));
  const used = new Set([...reads, ...behind.flatMap(({ tree }) => fieldsIn(tree))]);
  return study.form.fields
    .filter(({ name }) => used.has(name) && !told.has(name) && copiedParameter(name, study.form) === undefined)
    .map(({ name, label }) => {
      const wording = labels.of(label);
      return leaf(
        wording === '' ? words.phrase('explainNotAsked', { a: fieldText(name, words) }) : `${wording} [${name}]`,
      );
    });
}

function parameterLines(
  expressions: readonly string[],
  behind: readonly WorkedOut[],
  study: Study,
  words: Words,
): readonly Line[] {
  const trees = [...expressions.map((text) => parse(text, '').tree), ...behind.map(({ tree }) => tree)];
  const names = new Set(trees.flatMap((tree) => parametersIn(tree, study.form)));
  return study.parameters
    .filter(({ name }) => names.has(name))
    .map(({ name, value, unit, source, status, invented }) => {
      const told = (text: string) => readable(glossed(text, study.glossary, words.language), study, words);
      const what = parameterText(name, study, words);
      if (value === null) return leaf(words.phrase('altValue', { label: what, value: words.phrase('parameterUnset') }));
      const shown = `${words.number(value, 'auto')} ${told(unit)}`.trim();
      const known = status in STATUSES ? words.phrase(STATUSES[status as keyof typeof STATUSES]) : status;
      // A choice of the study is one: its status says nothing more.
      const from = status === 'A' && source === 'author' ? [told(source)] : [told(source), known];
      const text = invented
        ? words.phrase('inventedValue', { value: shown })
        : `${shown} (${from.filter((one) => one !== '').join(words.phrase('listSeparator'))})`;
      return leaf(words.phrase('altValue', { label: what, value: text }));
    });
}

/** The label of a field, or its name as words where it has none. */
function fieldText(name: string, words: Words): string {
  const label = words.field(name);
  return label === name ? name.replaceAll('_', ' ') : label;
}
