import { dirname, join } from 'node:path';
import { fault } from '../fault.ts';
import type { Choice, Field, Form } from '../form/form.ts';
import { readCsvText } from '../readers/csv.ts';
import type { Disk } from '../stages/disk.ts';

/** Where the CSV files stand that a form's select_*_from_file take their choices from, by name: under schemas/, or beside the form. Others are left out. */
export function choiceFiles(disk: Disk, root: string, form: Form, formPath: string): ReadonlyMap<string, string> {
  const beside = disk.isFolder(formPath) ? formPath : dirname(formPath);
  const found = new Map<string, string>();
  for (const { choicesFrom = '' } of form.fields) {
    if (!/^[^/\\]+\.csv$/i.test(choicesFrom)) continue;
    const path = [join(root, 'schemas'), beside].map((folder) => join(folder, choicesFrom)).find(disk.exists);
    if (path !== undefined) found.set(choicesFrom, path);
  }
  return found;
}

/**
 * The form with the choices of those files as lists: the columns `name` and `label`, or those that the parameters `value` and `label` name;
 * `label::Language` for a language of the form; further columns are the choices' own, for choice filters.
 */
export async function withFileChoices(disk: Disk, form: Form, files: ReadonlyMap<string, string>): Promise<Form> {
  const lists = new Map(form.lists);
  const fields: Field[] = [];
  for (const field of form.fields) {
    const { choicesFrom, ...rest } = field;
    const path = files.get(choicesFrom ?? '');
    if (path === undefined) {
      fields.push(field);
      continue;
    }
    const [value, label] = [parameterOf(field, 'value', 'name'), parameterOf(field, 'label', 'label')];
    const list = `${choicesFrom} (${value}, ${label})`;
    if (!lists.has(list)) lists.set(list, { name: list, choices: await choicesIn(disk, form, path, value, label) });
    fields.push({ ...rest, list });
  }
  return { ...form, fields, lists };
}

function parameterOf({ parameters }: Field, name: string, otherwise: string): string {
  return new RegExp(`\\b${name}\\s*=\\s*([^\\s,;]+)`, 'i').exec(parameters)?.[1] ?? otherwise;
}

async function choicesIn(disk: Disk, form: Form, path: string, value: string, label: string): Promise<Choice[]> {
  const { header, rows } = await readCsvText(disk.source(path));
  const names = header.map((name) => name.trim());
  const at = names.indexOf(value);
  if (at < 0)
    throw fault(
      path,
      `there is no column '${value}' with the choices' names`,
      `Its columns: ${names.join(', ')}. Name one in the column parameters of the form: value=…`,
    );
  const labels = [
    [form.defaultLanguage, names.indexOf(label)] as const,
    ...form.languages.map(({ id, name }) => [id, names.indexOf(`${label}::${name}`)] as const),
  ].filter(([, place]) => place >= 0);
  const seen = new Set<string>();
  return rows().flatMap((cells, place) => {
    const cell = (column: number) => (cells[column] ?? '').trim();
    const name = cell(at);
    if (name === '' || seen.has(name)) return [];
    seen.add(name);
    const texts = new Map(labels.map(([language, column]) => [language, cell(column)] as const));
    const extra = new Map(names.map((column, own) => [column, cell(own)] as const));
    return [{ name, label: texts, extra, row: place + 2 }];
  });
}
