import type { Field } from '../form/form.ts';
import { CASES } from '../indicators/cases.ts';
import { sideItem } from '../indicators/paired.ts';
import { buildWords, fill } from '../publish/words/build.ts';
import { PHRASES } from '../publish/words/phrases.ts';
import type { IndicatorWords, LanguageCode, Words } from '../publish/words/words.ts';
import { MAIN } from '../table/table.ts';
import { caseLabels } from './caseWords.ts';
import { indexItems, indexWords } from './indexWords.ts';
import { indicatorNotes } from './indicatorNotes.ts';
import { kindItems } from './kindItems.ts';
import type { FormLabels } from './labels.ts';
import { formLabels, studyText } from './labels.ts';
import { modelItems, modelWords } from './modelWords.ts';
import type { IndicatorEntry, PairNames, Study } from './study.ts';

/** The language in which the terminal says what a study means: English where it has it, else its first. */
export function spokenLanguage({ languages }: Pick<Study, 'languages'>): LanguageCode {
  return languages.includes('en') ? 'en' : (languages[0] ?? 'en');
}

/** Every word of the outputs in one language, and how many of the form's labels had to come from another. */
export function wordsOf(study: Study, language: LanguageCode): { readonly words: Words; readonly fallbacks: number } {
  const labels = formLabels(study.form, language);
  const { digits } = study.config.publication;
  const fields = new Map(study.form.fields.map((field) => [field.name, labels.of(field.label) || field.name]));
  const levels = new Map<string, ReadonlyMap<string, string>>();
  const lists = new Map(
    [...study.form.lists].map(([name, { choices }]) => [
      name,
      new Map(choices.map((choice) => [choice.name, labels.of(choice.label)])),
    ]),
  );
  for (const { name, list } of study.form.fields) levels.set(name, lists.get(list) ?? new Map());
  for (const variable of study.variables) {
    fields.set(variable.name, studyText(variable.label, language) || variable.name);
    const own = [...variable.levelLabels].map(([code, label]) => [code, studyText(label, language)] as const);
    const flag = study.names.fields.get(variable.name)?.flag === true;
    const ofFlag = [
      ['1', PHRASES.yes[language]],
      ['0', PHRASES.no[language]],
    ] as const;
    levels.set(variable.name, lists.get(variable.list) ?? new Map(flag ? ofFlag : own));
  }
  for (const [name, heading] of study.headings) fields.set(name, studyText(heading, language));
  for (const [name, codes] of study.levels) {
    const own = [...codes].map(([code, label]) => [code, studyText(label, language)] as const);
    levels.set(name, new Map([...(levels.get(name) ?? []), ...own]));
  }
  const byName = new Map(study.form.fields.map((field) => [field.name, field]));
  const indicators = new Map(
    study.indicators.map((entry) => [
      entry.id,
      indicatorWords(entry, byName.get(entry.field), labels, study, language),
    ]),
  );
  const items = new Map(
    study.indicators.map(({ id, kind, field, pair, variables, params }) => [
      id,
      pair === null
        ? new Map([...(levels.get(field) ?? []), ...kindItems({ kind, variables, params }, fields, language, digits)])
        : pairLabels(pair, lists, language),
    ]),
  );
  for (const entry of study.indices) {
    indicators.set(entry.id, indexWords(entry, language));
    items.set(entry.id, indexItems(entry, language));
  }
  for (const entry of study.models) {
    indicators.set(entry.id, modelWords(entry, fields, language));
    items.set(entry.id, modelItems(entry, study.names, fields, levels, language));
  }
  for (const { id, model } of study.indicators) if (model !== '') items.set(id, items.get(model) ?? new Map());
  items.set(CASES, caseLabels(study, language));
  const groups = new Map(study.form.groups.map((group) => [group.name, labels.of(group.label)]));
  const themes = new Map(
    [...study.themes].map(([id, title]) => [id, studyText(title, language) || groups.get(id) || id]),
  );
  const title = studyText(study.config.title, language);
  return {
    words: buildWords({ language, title, indicators, items, fields, levels, themes, digits }),
    fallbacks: labels.fallbacks(),
  };
}

function indicatorWords(
  entry: IndicatorEntry,
  field: Field | undefined,
  labels: FormLabels,
  study: Study,
  language: LanguageCode,
): IndicatorWords {
  const question = field === undefined ? '' : labels.of(field.label);
  const title = studyText(entry.title, language) || question || entry.id;
  const base = studyText(entry.baseWords, language) || defaultBase(entry, study, language);
  return {
    title,
    base,
    question: question === title ? '' : question,
    unit: studyText(entry.unit, language),
    definition: studyText(entry.told.formula, language),
    notes: indicatorNotes(entry, study, language),
    benchmarks: entry.benchmarks.flatMap(({ label, value, to }) =>
      [value, ...(to === undefined ? [] : [to])].map((at) => ({ value: at, label: studyText(label, language) })),
    ),
  };
}

/** Labels of the items of a paired indicator: « Maladie : couverture légale », « Maladie » for the difference, and of a side alone. */
function pairLabels(
  { list, items, sides }: PairNames,
  lists: ReadonlyMap<string, ReadonlyMap<string, string>>,
  language: LanguageCode,
): ReadonlyMap<string, string> {
  const ofSides = sides.map(({ id, label }) => [sideItem('', id), studyText(label, language)] as const);
  return new Map([
    ...ofSides,
    ...items.flatMap((item) => {
      const title = lists.get(list)?.get(item) || item;
      const ofSide = sides.map(({ id, label }) => {
        const text = fill(PHRASES.itemOf[language], { title, item: studyText(label, language) }, language);
        return [sideItem(item, id), text] as const;
      });
      return [...ofSide, [item, title] as const];
    }),
  ]);
}

/** Who is counted where the entry does not say it in words. */
function defaultBase(entry: IndicatorEntry, study: Study, language: LanguageCode): string {
  if (entry.table !== MAIN) return PHRASES.baseRows[language].replace('{table}', entry.table);
  const conditional = study.names.fields.get(entry.field)?.conditional === true;
  return conditional ? PHRASES.baseAsked[language] : PHRASES.baseAnswered[language];
}
