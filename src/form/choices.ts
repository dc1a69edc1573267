import type { Choice, ChoiceList, FormProblem, Texts } from './form.ts';
import { type Columns, cellOf, headerOf } from './headers.ts';
import type { Languages } from './languages.ts';
import type { FoundSheet } from './sheets.ts';

/** The choice lists of a choices sheet, in the order of their first rows, and what is wrong with its rows. */
export function readChoices(
  found: FoundSheet | null,
  languages: Languages,
): { lists: Map<string, ChoiceList>; problems: FormProblem[] } {
  const lists = new Map<string, { name: string; choices: Choice[] }>();
  const problems: FormProblem[] = [];
  if (found === null) return { lists, problems };
  const { sheet, columns } = found;
  const at = (row: number, column: string, message: string, level: FormProblem['level'] = 'error') =>
    problems.push({ level, sheet: sheet.name, row, column, message });
  for (const key of ['list_name', 'name']) {
    if (!columns.single.has(key))
      at(columns.row, '', `the choices sheet has no column '${key}', so its choices are not read`);
  }
  if (problems.length > 0) return { lists, problems };
  const otherName = columns.extra.find(({ name }) => name.toLowerCase() === 'value')?.index;
  for (let index = columns.row; index < sheet.rows.length; index += 1) {
    const row = sheet.rows[index]!;
    const listName = cellOf(row, columns.single.get('list_name')).replace(/\s+/g, ' ');
    const name = cellOf(row, columns.single.get('name'));
    const value = cellOf(row, otherName);
    if (listName === '') {
      if (name !== '') at(index + 1, headerOf(columns, 'list_name'), `choice '${name}' belongs to no list`, 'warning');
      continue;
    }
    if (name !== '' && value !== '' && name !== value)
      at(index + 1, 'value', `the choice is named '${name}' and has the value '${value}'; '${name}' is used`);
    const list = lists.get(listName) ?? { name: listName, choices: [] };
    lists.set(listName, list);
    // A choice without a name cannot be answered; the check reports it.
    if (name === '') continue;
    list.choices.push({
      name,
      label: textsOf(row, columns, 'label', languages),
      extra: extraOf(row, columns),
      row: index + 1,
    });
  }
  return { lists, problems };
}

/** The texts of a row under one key, by language; blank cells are left out. */
export function textsOf(row: readonly string[], columns: Columns, key: string, languages: Languages): Texts {
  const texts = new Map<string, string>();
  for (const { language, index } of columns.texts.get(key) ?? []) {
    const text = cellOf(row, index);
    const id = languages.idOf(language);
    // A plain column that stands for the default language yields to that language's own column.
    if (text !== '' && !(language === '' && texts.has(id))) texts.set(id, text);
  }
  return texts;
}

/** The cells of a row under headers that XLSForm does not know; blank cells are left out. */
export function extraOf(row: readonly string[], columns: Columns): ReadonlyMap<string, string> {
  const cells = new Map<string, string>();
  for (const { name, index } of columns.extra) {
    const cell = cellOf(row, index);
    if (cell !== '' && !cells.has(name)) cells.set(name, cell);
  }
  return cells;
}
