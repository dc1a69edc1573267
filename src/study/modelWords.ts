import type { Names } from '../expression/names.ts';
import type { Propensity, Term } from '../indicators/models/model.ts';
import { predictionItem } from '../indicators/models/model.ts';
import { INTERCEPT } from '../indicators/models/terms.ts';
import { fill } from '../publish/words/build.ts';
import type { PhraseId } from '../publish/words/phrases.ts';
import { PHRASES } from '../publish/words/phrases.ts';
import { withInnerMarks } from '../publish/words/quoted.ts';
import type { IndicatorWords, LanguageCode } from '../publish/words/words.ts';
import { studyText } from './labels.ts';
import type { ModelEntry } from './study.ts';

type Labels = ReadonlyMap<string, string>;

/** Items of a model that are no terms. */
const OTHERS: Readonly<Record<string, PhraseId>> = {
  [INTERCEPT]: 'modelIntercept',
  r2: 'modelExplained',
  vif: 'modelInflation',
  events: 'modelEvents',
  linktest: 'modelLinkTest',
  missing: 'modelMissing',
  smdBefore: 'smdBefore',
  smdAfter: 'smdAfter',
  scoreFrom: 'scoreFrom',
  scoreTo: 'scoreTo',
  outside: 'scoreOutside',
  effectiveExposed: 'effectiveExposed',
  effectiveOthers: 'effectiveOthers',
};

/** What readers are told of a model. */
export function modelWords(
  { title, baseWords, unit, propensity }: ModelEntry,
  fields: Labels,
  language: LanguageCode,
): IndicatorWords {
  return {
    title: studyText(title, language),
    base: studyText(baseWords, language),
    question: '',
    unit: studyText(unit, language),
    ...(propensity === null ? {} : { notes: propensityNotes(propensity, fields, language) }),
  };
}

/** How rows are weighted by a propensity score, and what that leaves open. */
function propensityNotes(
  { exposure, covariates, estimand }: Propensity,
  fields: Labels,
  language: LanguageCode,
): readonly string[] {
  const labelOf = (name: string) => withInnerMarks(fields.get(name) || name, language);
  const quoted = (term: Term) =>
    term.map((name) => fill(PHRASES.inQuoted[language], { a: labelOf(name) }, language)).join(' × ');
  const values = {
    exposure: quoted([exposure]),
    covariates: covariates.map(quoted).join(PHRASES.listSeparator[language]),
  };
  const how = estimand === 'att' ? PHRASES.propensityAtt : PHRASES.propensityAte;
  return [fill(how[language], values, language), PHRASES.propensityLimits[language]];
}

/** Labels of the items of a model: « Milieu de résidence : urbain (réf. : rural) », « Gain technique × Trois branches ». */
export function modelItems(
  { exposures, controls, references, predictions, propensity }: ModelEntry,
  names: Names,
  fields: Labels,
  levels: ReadonlyMap<string, Labels>,
  language: LanguageCode,
): Labels {
  const labels = new Map<string, string>(
    Object.entries(OTHERS).map(([item, phrase]) => [item, PHRASES[phrase][language]]),
  );
  const partsOf = (name: string): readonly (readonly [item: string, label: string])[] => {
    const field = names.fields.get(name);
    const title = fields.get(name) || name;
    const level = (code: string) => levels.get(name)?.get(code) || code;
    if (field?.type !== 'one') return [[name, title]];
    const options = field.options ?? [];
    const reference = references.get(name) ?? options[0] ?? '';
    return options
      .filter((code) => code !== reference)
      .map((code) => {
        const values = { title, level: level(code), reference: level(reference) };
        return [`${name}=${code}`, fill(PHRASES.modelLevel[language], values, language)];
      });
  };
  const labelsOf = (term: Term) => {
    const [first = [], ...others] = term.map(partsOf);
    return others.reduce(
      (left, right) => left.flatMap(([a, x]) => right.map(([b, y]) => [`${a}:${b}`, `${x} × ${y}`] as const)),
      first,
    );
  };
  for (const [item, label] of [...exposures, ...controls].flatMap(labelsOf)) labels.set(item, label);
  for (const [item, title] of (propensity?.covariates ?? []).flatMap(labelsOf)) {
    labels.set(`smdBefore:${item}`, fill(PHRASES.smdBeforeOf[language], { title }, language));
    labels.set(`smdAfter:${item}`, fill(PHRASES.smdAfterOf[language], { title }, language));
  }
  for (const at of predictions) {
    const parts = [...at].map(([name, value]) => settingLabel(name, value, fields, levels, language));
    labels.set(predictionItem(at), parts.join(PHRASES.listSeparator[language]));
    for (const [place, [name, value]] of [...at].entries()) labels.set(`${name}=${value}`, parts[place] ?? '');
  }
  return labels;
}

/** « Trois branches ou plus : oui »; « Gain technique : 2 ». */
function settingLabel(
  name: string,
  value: number,
  fields: Labels,
  levels: ReadonlyMap<string, Labels>,
  language: LanguageCode,
): string {
  const item = levels.get(name)?.get(String(value)) || String(value);
  return fill(PHRASES.itemOf[language], { title: fields.get(name) || name, item }, language);
}
