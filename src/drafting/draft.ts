import { basename } from 'node:path';
import { median } from 'simple-statistics';
import { fault } from '../fault.ts';
import type { Form } from '../form/form.ts';
import { nearest } from '../form/nearest.ts';
import type { LanguageCode } from '../publish/words/words.ts';
import { assemble } from '../readers/assemble.ts';
import type { Intake } from '../readers/intake.ts';
import type { SourceSheets } from '../readers/sheetJob.ts';
import { placeSheets } from '../readers/sheets.ts';
import { columnSpecs, extraColumns, missingCodes, namedColumns } from '../study/columns.ts';
import type { Config, StudyTexts } from '../study/config.ts';
import { config as configSchema } from '../study/config.ts';
import { formLabels } from '../study/labels.ts';
import type { ExtraColumn } from '../study/study.ts';
import type { DeclaredVariables } from '../study/variables.ts';
import type { Dataset } from '../table/table.ts';
import { MAIN, mainTable } from '../table/table.ts';
import type { DraftIndicator } from './entries.ts';
import { draftFigures, draftIndicators } from './entries.ts';
import { consentOf, enumeratorOf, looksDirect, saysDontKnow, saysRefused } from './guesses.ts';
import type { Analysed, ListedEntries, ListedEntry } from './listed.ts';
import { analysedFields, entriesOfList, themeId } from './listed.ts';
import type { AnalysisList } from './loa.ts';
import { levelOf } from './loa.ts';
import { themeOf } from './themes.ts';
import type { SeenWriting } from './writing.ts';

/** What a person says of the study to be drafted; columns of the design as the export names them. */
export interface DraftAnswers {
  /** Where the form will stand, from the study's folder. */
  readonly form: string;
  /** Where the exports will stand. */
  readonly files: readonly string[];
  /** How their cells are written, as far as it shows. */
  readonly writing?: SeenWriting | undefined;
  /** A list of analyses to make the indicators from. */
  readonly list?: AnalysisList | undefined;
  /** Derived variables that the study begins with. */
  readonly variables?: DeclaredVariables | undefined;
  readonly weights?: string | undefined;
  readonly strata?: string | undefined;
  readonly psu?: string | undefined;
  readonly population?: string | undefined;
}

/** A drafted study: its files as JSON values by path, and what was seen on the way. */
export interface Draft {
  readonly files: ReadonlyMap<string, unknown>;
  readonly config: Config;
  readonly intake: Intake;
  readonly indicators: number;
  readonly figures: number;
  /** Of a list of analyses: entries made of it, and what waits for variables that neither form nor study has. */
  readonly listed: ListedEntries | null;
}

const CHECKS = [
  { id: 'types', kind: 'types', level: 'error' },
  { id: 'required', kind: 'required', level: 'warning' },
  { id: 'choices', kind: 'choices', level: 'error' },
  { id: 'constraints', kind: 'constraints', level: 'error' },
  { id: 'relevance', kind: 'relevance', level: 'warning' },
  { id: 'calculations', kind: 'calculation', level: 'error' },
  { id: 'repeat-counts', kind: 'repeatCount', level: 'error' },
  { id: 'duplicates', kind: 'duplicates', level: 'warning' },
  { id: 'codes', kind: 'suspectCodes', level: 'warning' },
  { id: 'empty', kind: 'empty', level: 'note' },
  { id: 'outliers', kind: 'outliers', level: 'note', method: 'mad', times: 6 },
  { id: 'missing-share', kind: 'missingShare', level: 'note', sd: 3 },
  { id: 'other-specify', kind: 'otherSpecify', level: 'warning' },
];

/** Checks that a study with enumerators can have besides. */
const OF_ENUMERATORS = [
  { id: 'near-duplicates', kind: 'nearDuplicates', level: 'warning' },
  { id: 'enumerators', kind: 'enumerators', level: 'warning' },
];

/** Drafts a study from a form and the sheets of an export: what it guesses is listed in `confirm`. */
export async function draftStudy(form: Form, sheets: SourceSheets['sheets'], answers: DraftAnswers): Promise<Draft> {
  const written = draftConfig(form, answers);
  const config = configSchema.parse(written);
  const direct = new Set(config.direct);
  const extras = extraColumns(form, config);
  for (const key of ['weights', 'strata', 'psu', 'population'] as const)
    checkColumn(config.design[key], key, sheets, form);
  const source: SourceSheets = {
    id: 'interviews',
    stated: { empty: answers.writing?.empty },
    writing: { decimal: '.', dateOrder: 'ymd', ...answers.writing },
    sheets,
  };
  const { data, intake } = await assemble([source], {
    form,
    specs: columnSpecs(form, extras, missingCodes(form, config, 'pipeline.config.json'), direct, config.timeZone),
    extras: namedColumns(extras),
    direct,
  });
  const zone = zoneOf(data);
  const consent = consentOf(form)?.field ?? '';
  const drafted = draftIndicators(form, data, new Set([...direct, consent, config.enumerator ?? '']));
  const listed =
    answers.list === undefined ? null : listedEntries(answers.list, form, extras, direct, answers.variables);
  // Where a function outside of the form must make all that the list names, the questions themselves are described.
  const indicators: readonly (DraftIndicator | ListedEntry)[] =
    listed === null || listed.entries.length === 0 ? drafted : listed.entries;
  const figures = draftFigures(form, indicators.filter(isDescriptive), (theme) =>
    themeTitle(form, theme, config.languages),
  );
  const themes = [...new Set(indicators.map(({ theme }) => theme))];
  const tables = themes.map((theme, place) => ({
    id: `T${String(place + 1).padStart(2, '0')}`,
    kind: 'indicators',
    theme,
    indicators: indicators.filter((indicator) => indicator.theme === theme).map(({ id }) => id),
  }));
  const finished = zone === '' ? written : { ...written, timeZone: zone, confirm: [...written.confirm, 'timeZone'] };
  return {
    files: new Map<string, unknown>([
      ['pipeline.config.json', finished],
      [
        'schemas/checks.json',
        { checks: [...checksFor(config.enumerator), ...durationCheck(form, data), ...ofForm(form)] },
      ],
      [
        'schemas/corrections.json',
        { corrections: [{ id: 'spaces', kind: 'trim', reason: 'spaces that say nothing' }] },
      ],
      [
        'schemas/indicators.json',
        {
          themes: themes.map((id) => themeOfList(id, answers.list)),
          indicators,
          ...(listed === null || listed.postponed.length === 0 ? {} : { postponed: listed.postponed }),
        },
      ],
      ['schemas/figures.json', { figures }],
      ['schemas/sheets.json', { sheets: tables }],
    ]),
    config: configSchema.parse(finished),
    intake,
    indicators: indicators.length,
    figures: figures.length,
    listed,
  };
}

function listedEntries(
  list: AnalysisList,
  form: Form,
  extras: readonly ExtraColumn[],
  direct: ReadonlySet<string>,
  variables: DeclaredVariables | undefined,
): ListedEntries {
  const known = new Map<string, Analysed>([
    ...[...analysedFields(form)].filter(([name]) => !direct.has(name)),
    ...extras.map(({ name, type }) => [name, { table: MAIN, type }] as const),
    ...(variables?.named ?? []).map(({ name, table, type }) => [name, { table, type }] as const),
  ]);
  const theme = themeOf(form);
  const fields = new Map(form.fields.map((field) => [field.name, field]));
  return entriesOfList(list, known, (name) => {
    const field = fields.get(name);
    return field === undefined ? 'general' : theme(field);
  });
}

function isDescriptive(entry: DraftIndicator | ListedEntry): entry is DraftIndicator {
  return entry.kind === 'distribution' || entry.kind === 'multiple' || entry.kind === 'number';
}

/** A theme with the title that the list gives it. */
function themeOfList(id: string, list: AnalysisList | undefined): { readonly id: string; readonly title?: StudyTexts } {
  const title = list?.analyses.find(({ theme }) => themeId(theme) === id)?.theme;
  return title === undefined || title === '' ? { id } : { id, title: { en: title } };
}

/** The checks that every survey can have; who asked the questions does not tell two interviews apart. */
function checksFor(enumerator: string | undefined): readonly object[] {
  if (enumerator === undefined) return CHECKS;
  const own = CHECKS.map((check) => (check.kind === 'duplicates' ? { ...check, except: [enumerator] } : check));
  return [...own, ...OF_ENUMERATORS];
}

/** Points that are one another's to the last digit, where the form takes points. */
function ofForm(form: Form): readonly object[] {
  return form.fields.some(({ xlsType }) => xlsType === 'geopoint')
    ? [{ id: 'gps', kind: 'gps', level: 'warning' }]
    : [];
}

/** The title of a theme in each language: the label of its group. */
function themeTitle(form: Form, theme: string, languages: readonly LanguageCode[]): StudyTexts {
  const label = form.groups.find(({ name }) => name === theme)?.label;
  const titles: StudyTexts = {};
  for (const language of languages)
    titles[language] = (label === undefined ? '' : formLabels(form, language).of(label)) || theme;
  return titles;
}

/** Interviews much shorter or longer than their median are worth a look; [] where the form does not tell when one began and ended. */
function durationCheck(form: Form, data: Dataset): readonly object[] {
  const [start, end] = ['start', 'end'].map((type) => {
    const name = form.fields.find(({ xlsType }) => xlsType === type)?.name;
    return name === undefined ? undefined : mainTable(data).columns.get(name);
  });
  if (start?.type !== 'dateTime' || end?.type !== 'dateTime') return [];
  const minutes = [...end.values]
    .map((at, row) => (at - (start.values[row] ?? Number.NaN)) / 60_000)
    .filter((length) => length > 0);
  if (minutes.length === 0) return [];
  const middle = median(minutes);
  return [
    {
      id: 'duration',
      kind: 'duration',
      level: 'warning',
      minimum: Math.max(1, Math.floor(middle / 3)),
      maximum: Math.ceil(middle * 6),
    },
  ];
}

interface WrittenConfig {
  readonly confirm: readonly string[];
  readonly [key: string]: unknown;
}

function draftConfig(form: Form, answers: DraftAnswers): WrittenConfig {
  const confirm: string[] = [];
  const guess = <T>(path: string, value: T): T => {
    confirm.push(path);
    return value;
  };
  const spoken = form.languages
    .map(({ code }) => code)
    .filter((code): code is LanguageCode => ['fr', 'en', 'ar'].includes(code));
  const languages = spoken.length > 0 ? [...new Set(spoken)] : (['en'] as const);
  const consent = consentOf(form);
  const enumerator = enumeratorOf(form);
  const direct = [...new Set(form.fields.filter(looksDirect).map(({ name }) => name))];
  const dontKnow = listCodes(form, saysDontKnow);
  const refused = listCodes(form, saysRefused);
  const { weights, strata, psu, population } = answers;
  const level = answers.list === undefined ? null : levelOf(answers.list);
  const design = Object.fromEntries(
    Object.entries({ weights, strata, psu, population }).filter(([, name]) => name !== undefined),
  );
  const title = form.title || form.id || basename(answers.files[0] ?? 'survey').replace(/\.[^.]+$/, '');
  const given = consent === null ? '' : `selected(\${${consent.field}}, '${consent.yes}')`;
  return {
    title: guess('title', Object.fromEntries(languages.map((language) => [language, title]))),
    form: answers.form,
    sources:
      answers.writing === undefined || Object.keys(answers.writing).length === 0
        ? [{ id: 'interviews', files: answers.files }]
        : guess('sources', [{ id: 'interviews', files: answers.files, ...answers.writing }]),
    languages: guess('languages', languages),
    ...(consent === null ? {} : { eligible: guess('eligible', given) }),
    ...(consent === null
      ? {}
      : {
          dispositions: guess('dispositions', [
            { id: 'noConsent', when: `not(${given})` },
            { id: 'complete', when: given },
          ]),
        }),
    design: Object.keys(design).length === 0 ? guess('design', {}) : design,
    ...(level === null ? {} : { publication: { level } }),
    missing:
      dontKnow.size + refused.size === 0
        ? {}
        : guess('missing', {
            dontKnow: { lists: Object.fromEntries(dontKnow) },
            refused: { lists: Object.fromEntries(refused) },
          }),
    direct: guess('direct', direct),
    ...(enumerator === '' ? {} : { enumerator: guess('enumerator', enumerator) }),
    confirm,
  };
}

/** Choices of each list in use that say a thing, by list. */
function listCodes(form: Form, says: typeof saysDontKnow): ReadonlyMap<string, readonly string[]> {
  const used = new Set(form.fields.map(({ list }) => list));
  const codes = new Map<string, readonly string[]>();
  for (const { name, choices } of form.lists.values()) {
    const said = choices.filter(says).map((choice) => choice.name);
    if (used.has(name) && said.length > 0) codes.set(name, said);
  }
  return codes;
}

function checkColumn(name: string | undefined, key: string, sheets: SourceSheets['sheets'], form: Form): void {
  if (name === undefined) return;
  const main = placeSheets(sheets, form, new Set([name])).find(({ table }) => table === 'main');
  const found = main?.meanings.some((meaning) =>
    meaning.kind === 'extra' ? meaning.name === name : meaning.kind === 'field' && meaning.field.name === name,
  );
  if (found === true) return;
  const header = main?.sheet.header ?? [];
  const meant = nearest(name, header);
  throw fault(`--${key} ${name}`, 'the export has no such column', meant === null ? '' : `Did you mean '${meant}'?`);
}

/** The zone that moments without an offset are taken in: that of the first moment which has one; '' where none has. */
function zoneOf(data: Dataset): string {
  for (const column of mainTable(data).columns.values()) {
    if (column.type !== 'dateTime') continue;
    const offset = column.offsets.find((minutes) => minutes !== 0);
    // Only whole hours have a zone by that name; its sign is turned round (Etc/GMT-3 is three hours ahead of UTC).
    if (offset !== undefined && offset % 60 === 0) return `Etc/GMT${offset > 0 ? '-' : '+'}${Math.abs(offset / 60)}`;
  }
  return '';
}
