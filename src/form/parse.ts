import { fault } from '../fault.ts';
import { extraOf, readChoices, textsOf } from './choices.ts';
import type { ChoiceList, Field, Form, FormProblem, FormSheet, Texts } from './form.ts';
import { closeGroup, type Nesting, nesting, openGroup, pathOf, tableOf } from './groups.ts';
import { type Columns, cellOf, headerOf } from './headers.ts';
import { formLanguages, type Languages } from './languages.ts';
import { withOther } from './other.ts';
import { type FormSheets, type FoundSheet, formSheets } from './sheets.ts';
import { type FieldRowType, rowType, typeMeant } from './types.ts';
import { conditionOf, saysYes } from './yes.ts';

/**
 * Reads an XLSForm from its sheets as text (all rows, blank ones too, so that row numbers are those of the sheet). `place` names the file in
 * messages. A form with faults is read as far as it can be, and `problems` says what is wrong; `checkForm` looks deeper. Fault: no XLSForm.
 */
export function parseForm(
  sheets: readonly FormSheet[],
  place: string,
): { form: Form; problems: readonly FormProblem[] } {
  const found = formSheets(sheets, place);
  const settings = readSettings(found.settings);
  const languages = formLanguages(languageNames(found), settings.get('default_language') ?? '');
  const choices = readChoices(found.choices, languages);
  const external = readChoices(found.external, languages);
  const survey = readSurvey(found.survey, languages);
  const named = mergedLists(choices.lists, external.lists);
  const fields = survey.fields.map((field) => withExternal(field, choices.lists, external.lists));
  const whole = withOther(fields, named, languages.defaultId, found.survey.sheet.name);
  return {
    form: {
      id: settings.get('form_id') ?? '',
      title: settings.get('form_title') ?? '',
      version: settings.get('version') ?? '',
      languages: languages.all,
      defaultLanguage: languages.defaultId,
      fields: whole.fields,
      groups: survey.state.groups,
      lists: whole.lists,
      tables: survey.state.tables,
      settings,
    },
    problems: [
      ...found.survey.columns.problems,
      ...(found.choices?.columns.problems ?? []),
      ...survey.problems,
      ...whole.problems,
      ...choices.problems,
      ...external.problems,
    ],
  };
}

/** The same for a form that is to be used. Fault: it asks nothing. */
export function parseUsableForm(sheets: readonly FormSheet[], place: string): ReturnType<typeof parseForm> {
  const parsed = parseForm(sheets, place);
  if (parsed.form.fields.length === 0)
    throw fault(
      place,
      'asks nothing: no row below the header of its survey sheet has a type and a name',
      'Give the form that the data were collected with',
    );
  return parsed;
}

/** Settings by key in lower case with `_`; the aliases of title and id under their own names. */
function readSettings(found: FoundSheet | null): Map<string, string> {
  const settings = new Map<string, string>();
  if (found === null) return settings;
  const row = found.sheet.rows.slice(found.columns.row).find((cells) => cells.some((cell) => cell.trim() !== '')) ?? [];
  const keys = [...[...found.columns.single].map(([name, index]) => ({ name, index })), ...found.columns.extra];
  for (const { name, index } of keys) {
    const key = name.toLowerCase().replace(/[\s_]+/g, '_');
    const value = cellOf(row, index);
    if (value !== '' && !settings.has(key)) settings.set(key, value);
  }
  return settings;
}

/** Languages of the text columns in order. A plain column makes a language only where labels have it: a lone plain hint is the default's. */
function languageNames({ survey, choices, external }: FormSheets): string[] {
  const labels = survey.columns.texts.get('label') ?? [];
  const plain = labels.length === 0 || labels.some(({ language }) => language === '');
  const columns = [survey, choices, external].flatMap((found) =>
    [...(found?.columns.texts.values() ?? [])].flat().sort((a, b) => a.index - b.index),
  );
  return columns.map(({ language }) => language).filter((language) => plain || language !== '');
}

function mergedLists(
  own: ReadonlyMap<string, ChoiceList>,
  external: ReadonlyMap<string, ChoiceList>,
): Map<string, ChoiceList> {
  const moved = [...external].map(([name, list]) => [own.has(name) ? externalName(name) : name, list] as const);
  return new Map([...moved, ...own]);
}

/** What a list of external_choices is called where choices has one of its name. */
function externalName(name: string): string {
  return `external_choices/${name}`;
}

/** A select_one_external looks its list up in external_choices alone. */
function withExternal(
  field: Field,
  own: ReadonlyMap<string, ChoiceList>,
  external: ReadonlyMap<string, ChoiceList>,
): Field {
  const moved = field.xlsType === 'select_one_external' && own.has(field.list) && external.has(field.list);
  return moved ? { ...field, list: externalName(field.list) } : field;
}

interface Survey {
  readonly state: Nesting;
  readonly fields: Field[];
  readonly problems: FormProblem[];
}

function readSurvey({ sheet, columns }: FoundSheet, languages: Languages): Survey {
  const survey: Survey = { state: nesting(), fields: [], problems: [] };
  for (let index = columns.row; index < sheet.rows.length; index += 1) {
    readRow(survey, surveyRow(sheet.rows[index]!, index + 1, columns, languages), (column, message, level = 'error') =>
      survey.problems.push({
        level,
        sheet: sheet.name,
        row: index + 1,
        column: column === '' ? '' : headerOf(columns, column),
        message,
      }),
    );
  }
  for (const place of survey.state.open) {
    const group = survey.state.groups[place]!;
    survey.problems.push({
      level: 'error',
      sheet: sheet.name,
      row: group.row,
      column: headerOf(columns, 'type'),
      message: `${group.kind} '${group.name}' is begun and never ended`,
    });
  }
  return survey;
}

type Report = (column: string, message: string, level?: FormProblem['level']) => void;

/** A row of the survey sheet, its cells by XLSForm's keys. */
interface Row {
  readonly number: number;
  cell(key: string): string;
  texts(key: string): Texts;
  extra(): ReadonlyMap<string, string>;
}

function surveyRow(cells: readonly string[], number: number, columns: Columns, languages: Languages): Row {
  return {
    number,
    cell: (key) => cellOf(cells, columns.single.get(key)),
    texts: (key) => textsOf(cells, columns, key, languages),
    extra: () => extraOf(cells, columns),
  };
}

function readRow(survey: Survey, row: Row, report: Report): void {
  const { cell, number } = row;
  const written = cell('type');
  if (written.startsWith('#') || saysYes(cell('disabled'))) return;
  if (written === '') {
    if (cell('name') !== '') report('type', `'${cell('name')}' has no type, so the row is left out`, 'warning');
    return;
  }
  const type = rowType(written, cell('parameters'));
  if (type.kind === 'skip') return;
  if (type.kind === 'end') {
    const wrong = closeGroup(survey.state, type.group);
    if (wrong !== '') report('type', wrong);
    return;
  }
  const name = nameOf(
    type.kind === 'begin' ? 'group' : type.xlsType,
    cell('name'),
    number,
    type.kind === 'field' ? type.role : '',
  );
  if (name === null) {
    report('name', `a ${written} has no name, so the row is left out`);
    return;
  }
  if (type.kind === 'begin') {
    const wrong = openGroup(survey.state, {
      name,
      kind: type.group,
      label: row.texts('label'),
      relevant: conditionOf(cell('relevant')),
      repeatCount: cell('repeat_count'),
      appearance: cell('appearance'),
      row: number,
    });
    if (wrong !== '') report('name', wrong);
    return;
  }
  if (!type.known) report('type', `unknown type '${written}'; its answers are read as text${typeMeant(written)}`);
  survey.fields.push(field(type, name, row, survey.state));
}

/** The row's name; the one that pyxform makes up for notes and groups, the type itself for metadata; null where a question has none. */
function nameOf(type: string, written: string, row: number, role: string): string | null {
  if (written !== '') return written;
  if (type === 'group' || role === 'note') return `generated_${type}_name_${row}`;
  return role === 'metadata' ? type.replace(/\s+/g, '_') : null;
}

function field(type: FieldRowType, name: string, row: Row, state: Nesting): Field {
  const { cell, texts } = row;
  return {
    name,
    path: pathOf(state),
    groups: [...state.open],
    table: tableOf(state),
    role: type.role,
    type: type.type,
    xlsType: type.xlsType,
    list: type.list,
    ...(type.choicesFrom === '' ? {} : { choicesFrom: type.choicesFrom }),
    orOther: type.orOther,
    label: texts('label'),
    hint: texts('hint'),
    required: cell('required'),
    requiredMessage: texts('required_message'),
    relevant: conditionOf(cell('relevant')),
    constraint: conditionOf(cell('constraint')),
    constraintMessage: texts('constraint_message'),
    calculation: cell('calculation'),
    choiceFilter: cell('choice_filter'),
    appearance: cell('appearance'),
    parameters: cell('parameters'),
    defaultValue: cell('default'),
    extra: row.extra(),
    row: row.number,
  };
}
