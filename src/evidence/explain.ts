import { parse } from '../expression/parse.ts';
import type { Tree } from '../expression/tree.ts';
import { parts } from '../expression/tree.ts';
import type { Term } from '../indicators/models/model.ts';
import { percentText } from '../publish/words/intervals.ts';
import type { PhraseId } from '../publish/words/phrases.ts';
import type { Words } from '../publish/words/words.ts';
import { glossed } from '../study/glossary.ts';
import { formLabels } from '../study/labels.ts';
import type { IndicatorEntry, Study } from '../study/study.ts';
import type { Estimate } from '../table/estimate.ts';
import { inWords, type Line, leaf, parameterText } from './inWords.ts';
import { missingLines, nowLines } from './numbers.ts';

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
  const { base, definition = '' } = words.indicator(entry.id);
  const expressions = expressionsOf(entry);
  const variables = variablesBehind(entry, expressions, study);
  const { source, thresholds, marks } = entry.told;
  const glossary = (text: string) => glossed(text, study.glossary, words.language);
  const part = (id: PhraseId, lines: readonly Line[]): Part => ({ heading: words.phrase(id), lines });
  const baseExpression = typeof entry.params.base === 'string' ? inWords(entry.params.base, study, words) : [];
  return [
    part('explainTheme', [leaf(words.theme(entry.theme))]),
    part('explainKind', [leaf(kindText(entry.kind, words))]),
    part('explainFormula', definition === '' ? [] : [leaf(definition)]),
    part('explainWho', [{ text: base, under: baseExpression }]),
    part('explainNow', nowLines(entry, estimates, words)),
    part('explainMissing', missingLines(entry, estimates, words)),
    part('explainHow', howLines(entry, study, words)),
    part(
      'explainWith',
      variables.map(({ name, expression }) => ({
        text: words.phrase('inQuoted', { a: words.field(name) }),
        under: inWords(expression.text, study, words, name),
      })),
    ),
    part('explainQuestions', questionLines(entry, study, words)),
    part('explainFixed', parameterLines(expressions, variables, study, words)),
    part(
      'explainBy',
      entry.by.map((fields) => leaf(fields.map((field) => words.field(field)).join(' × '))),
    ),
    part('explainThreshold', thresholds === '' ? [] : [leaf(readable(glossary(thresholds), study, words))]),
    part('explainSource', source === '' ? [] : [leaf(readable(glossary(source), study, words))]),
    part(
      'explainStatus',
      marks.length === 0 ? [leaf(words.phrase('statusNone'))] : marks.map((mark) => leaf(words.phrase(STATUSES[mark]))),
    ),
  ].filter(({ lines }) => lines.length > 0);
}

/** A note of the methodology without what only its authors read: columns by their labels, indicators by their titles, marks in words. */
function readable(text: string, study: Study, words: Words): string {
  const ids = new Set(study.indicators.map(({ id }) => id));
  return text
    .replace(/\b[a-z]\w*_\w+\b/g, (name) =>
      study.names.fields.has(name) ? words.phrase('inQuoted', { a: words.field(name) }) : name.replaceAll('_', ' '),
    )
    .replace(/\b[A-Z][A-Za-z0-9_.-]*\b/g, (id) =>
      ids.has(id) ? words.phrase('inQuoted', { a: words.indicator(id).title }) : id,
    )
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
    const [pair] = params.pairs as readonly { item: string; values: readonly string[] }[];
    const sides = entry.pair?.sides ?? [];
    return sides.map(({ label }, side) => ({
      text: `${label[words.language] ?? label.en ?? label.fr ?? ''} (${words.item(entry.id, pair?.item ?? '')}, …)`,
      under: inWords(pair?.values[side] ?? "''", study, words),
    }));
  }
  const quoted = (names: readonly string[]) =>
    names.map((name) => words.phrase('inQuoted', { a: words.field(name) })).join(words.phrase('listSeparator'));
  if (Array.isArray(params.changes))
    return [leaf(words.phrase('explainItems', { a: quoted(params.changes.map(String)) }))];
  if (typeof params.index === 'string') {
    const value = percentText(Number(params.cutoff), words);
    return [leaf(words.phrase('explainCutoff', { value, a: quoted([params.index]) }))];
  }
  const model = study.models.find(({ id }) => id === entry.model);
  if (model !== undefined) {
    const terms = (list: readonly Term[]) =>
      list.map((term) => term.map((name) => words.phrase('inQuoted', { a: words.field(name) })).join(' × '));
    const line = (id: PhraseId, texts: readonly string[]) =>
      texts.length === 0 ? [] : [leaf(words.phrase(id, { a: texts.join(words.phrase('listSeparator')) }))];
    return [
      ...line('explainOutcome', [quoted([model.outcome])]),
      ...line('explainExposures', terms(model.exposures)),
      ...line('explainControls', terms(model.controls)),
    ];
  }
  const value = [params.value, params.numerator].find((one) => typeof one === 'string') as string | undefined;
  const under = typeof params.denominator === 'string' ? inWords(params.denominator, study, words) : [];
  if (value !== undefined)
    return [...inWords(value, study, words), ...under.map((line) => ({ ...line, text: `÷ ${line.text}` }))];
  return field === '' ? [] : [leaf(words.phrase('inQuoted', { a: words.field(field) }))];
}

/** The derived variables that an indicator rests on, those of its own expressions first. */
function variablesBehind(
  entry: IndicatorEntry,
  expressions: readonly string[],
  study: Study,
): readonly Study['variables'][number][] {
  const byName = new Map(study.variables.map((variable) => [variable.name, variable]));
  const found = new Map<string, Study['variables'][number]>();
  const waiting = [entry.field, ...expressions.flatMap((text) => fieldsOf(parse(text, '').tree))];
  for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
    const variable = byName.get(name);
    if (variable === undefined || found.has(name)) continue;
    found.set(name, variable);
    waiting.push(...fieldsOf(variable.expression.tree));
  }
  return [...found.values()];
}

function fieldsOf(tree: Tree): readonly string[] {
  const own = tree.kind === 'field' ? [tree.name] : [];
  // The roster and the key of last-of are written as bare names.
  const bare = tree.kind === 'path' ? tree.steps.map(({ name }) => name) : [];
  return [...own, ...bare, ...parts(tree).flatMap(fieldsOf)];
}

function parametersOf(tree: Tree): readonly string[] {
  const own =
    tree.kind === 'call' && tree.name === 'param' && tree.args[0]?.kind === 'text' ? [tree.args[0].value] : [];
  return [...own, ...parts(tree).flatMap(parametersOf)];
}

function questionLines({ reads }: IndicatorEntry, study: Study, words: Words): readonly Line[] {
  const labels = formLabels(study.form, words.language);
  return study.form.fields
    .filter(({ name }) => reads.has(name))
    .map(({ name, label }) => {
      const wording = labels.of(label);
      return leaf(
        wording === '' ? words.phrase('explainNotAsked', { a: fieldText(name, words) }) : `${wording} [${name}]`,
      );
    });
}

function parameterLines(
  expressions: readonly string[],
  variables: readonly Study['variables'][number][],
  study: Study,
  words: Words,
): readonly Line[] {
  const trees = [
    ...expressions.map((text) => parse(text, '').tree),
    ...variables.map(({ expression }) => expression.tree),
  ];
  const names = new Set(trees.flatMap(parametersOf));
  return study.parameters
    .filter(({ name }) => names.has(name))
    .map(({ name, value, unit, source, status, invented }) => {
      const told = (text: string) => readable(glossed(text, study.glossary, words.language), study, words);
      const what = parameterText(name, study, words);
      if (value === null) return leaf(words.phrase('altValue', { label: what, value: words.phrase('parameterUnset') }));
      const shown = `${words.number(value, 'auto')} ${told(unit)}`.trim();
      const known = status in STATUSES ? words.phrase(STATUSES[status as keyof typeof STATUSES]) : status;
      const text = invented
        ? words.phrase('inventedValue', { value: shown })
        : `${shown} (${[told(source), known].filter((one) => one !== '').join(words.phrase('listSeparator'))})`;
      return leaf(words.phrase('altValue', { label: what, value: text }));
    });
}

/** The label of a field, or its name as words where it has none. */
function fieldText(name: string, words: Words): string {
  const label = words.field(name);
  return label === name ? name.replaceAll('_', ' ') : label;
}
