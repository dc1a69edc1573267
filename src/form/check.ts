import { cycles } from './cycles.ts';
import type { Field, Form, FormProblem, FormSheet } from './form.ts';
import { type Columns, cellOf, headerOf, languageKey } from './headers.ts';
import { didYouMean } from './nearest.ts';
import { parseForm } from './parse.ts';
import { namingCells, referencesIn } from './references.ts';
import { type FoundSheet, formSheets } from './sheets.ts';
import { missingTranslations } from './translations.ts';
import { saysYes } from './yes.ts';

/**
 * All that a form's designer should mend, those problems of `parseForm` included: unknown lists and fields, names twice or not legal,
 * choices twice or without name, circles and forward references, missing calculations and translations. Sorted by sheet and row.
 */
export function checkForm(form: Form, sheets: readonly FormSheet[]): FormProblem[] {
  const found = formSheets(sheets, form.title === '' ? 'form' : form.title);
  const { sheet, columns } = found.survey;
  const at = (row: number, key: string, message: string, level: FormProblem['level'] = 'error'): FormProblem => ({
    level,
    sheet: sheet.name,
    row,
    column: headerOf(columns, key),
    message,
  });
  const order = new Map(
    [found.survey, found.choices, found.external].flatMap((each, index) =>
      each === null ? [] : [[each.sheet.name, index] as const],
    ),
  );
  return [
    ...parseForm(sheets, sheet.name).problems,
    ...unknownLists(form, at),
    ...names(form, found.survey, at),
    ...unknownFields(form, columns, at),
    ...circles(form, at),
    ...forwardReferences(form, at),
    ...emptyCalculations(form, at),
    ...choiceNames(form, found.choices),
    ...[found.survey, found.choices].flatMap((each) => (each === null ? [] : missingTranslations(each, form))),
  ].sort((a, b) => (order.get(a.sheet) ?? 9) - (order.get(b.sheet) ?? 9) || a.row - b.row);
}

type At = (row: number, key: string, message: string, level?: FormProblem['level']) => FormProblem;

function unknownLists(form: Form, at: At): FormProblem[] {
  return form.fields.flatMap((field) => {
    if (!/^(select_|rank$)/.test(field.xlsType) || field.choicesFrom !== undefined) return [];
    if (field.list === '') return [at(field.row, 'type', `${field.xlsType} of '${field.name}' names no choice list`)];
    if (form.lists.has(field.list)) return [];
    return [
      at(
        field.row,
        'type',
        `'${field.name}' has the choice list '${field.list}', which the form does not have${didYouMean(field.list, form.lists.keys())}`,
      ),
    ];
  });
}

const LEGAL = /^[\p{L}_][\p{L}\p{N}_.-]*$/u;

/** Names of fields and groups: legal, without outer spaces, and once in their group. */
function names(form: Form, { sheet, columns }: FoundSheet, at: At): FormProblem[] {
  const rows = [...form.fields, ...form.groups].filter((each) => each.row > 0).sort((a, b) => a.row - b.row);
  const inGroup = new Map<string, number>();
  const anywhere = new Map<string, { row: number; path: readonly string[] }>();
  return rows.flatMap(({ name, path, row }) => {
    const problems: FormProblem[] = [];
    const written = sheet.rows[row - 1]?.[columns.single.get('name') ?? -1] ?? '';
    // A question that or_other adds has the row of its parent, and no name of its own there.
    const own = written.trim() === name;
    if (own && written !== name)
      problems.push(at(row, 'name', `'${name}' is written with spaces around it; they are left out`, 'warning'));
    if (own && !LEGAL.test(name))
      problems.push(
        at(row, 'name', `'${name}' is not a legal name: a letter or _ first, then letters, digits, _ - and .`),
      );
    const place = [...path, name].join('\u001f');
    const same = inGroup.get(place);
    const other = anywhere.get(name);
    if (same !== undefined) problems.push(at(row, 'name', `'${name}' is in this group already, in row ${same}`));
    else if (other !== undefined)
      problems.push(
        at(
          row,
          'name',
          `'${name}' is also in row ${other.row}, in ${groupName(other.path)}: \${${name}} does not tell which`,
          'warning',
        ),
      );
    inGroup.set(place, same ?? row);
    if (other === undefined) anywhere.set(name, { row, path });
    return problems;
  });
}

function groupName(path: readonly string[]): string {
  return path.length === 0 ? 'no group' : `group ${path.join('/')}`;
}

function unknownFields(form: Form, columns: Columns, at: At): FormProblem[] {
  const known = new Set([...form.fields, ...form.groups].map(({ name }) => name));
  return namingCells(form).flatMap(({ row, key, language, text }) =>
    referencesIn(text)
      .filter((name) => !known.has(name))
      .map((name) => {
        const problem = at(row, key, `unknown field \${${name}}${didYouMean(name, known)}`);
        const index = columns.texts
          .get(key)
          ?.find((each) => languageKey(each.language) === languageKey(language))?.index;
        return index === undefined ? problem : { ...problem, column: columns.header[index] ?? key };
      }),
  );
}

function circles(form: Form, at: At): FormProblem[] {
  return cycles(form).map(({ fields }) => {
    const first = fields[0]!;
    const key = first.calculation === '' || fields.length === 1 ? 'relevant' : 'calculation';
    const all = fields.map((field) => `\${${field.name}} (row ${field.row})`).join(', ');
    return at(
      first.row,
      key,
      fields.length === 1
        ? `whether '${first.name}' is asked depends on its own answer`
        : `these depend on each other in a circle: ${all}`,
    );
  });
}

/** What is read before it can have been answered. */
function forwardReferences(form: Form, at: At): FormProblem[] {
  const firstRow = new Map<string, number>();
  for (const { name, row } of [...form.fields, ...form.groups])
    firstRow.set(name, Math.min(row, firstRow.get(name) ?? row));
  const read = (row: number, key: string, text: string) =>
    referencesIn(text).flatMap((name) => {
      const later = firstRow.get(name) ?? 0;
      return later > row ? [at(row, key, `reads \${${name}}, which comes later, in row ${later}`, 'warning')] : [];
    });
  return [
    ...form.fields.flatMap((field) => [
      ...read(field.row, 'calculation', field.calculation),
      ...read(field.row, 'relevant', field.relevant),
      ...read(field.row, 'choice_filter', field.choiceFilter),
    ]),
    ...form.groups.flatMap((group) => [
      ...read(group.row, 'relevant', group.relevant),
      ...read(group.row, 'repeat_count', group.repeatCount),
    ]),
  ];
}

function emptyCalculations(form: Form, at: At): FormProblem[] {
  const empty = (field: Field) =>
    field.xlsType === 'calculate' && field.calculation === '' && field.defaultValue === '';
  return form.fields
    .filter(empty)
    .map((field) => at(field.row, 'calculation', `calculate '${field.name}' has no calculation`));
}

function choiceNames(form: Form, found: FoundSheet | null): FormProblem[] {
  if (found === null) return [];
  const { sheet, columns } = found;
  const column = headerOf(columns, 'name');
  const at = (row: number, message: string): FormProblem => ({
    level: 'error',
    sheet: sheet.name,
    row,
    column,
    message,
  });
  const twiceAllowed = saysYes(form.settings.get('allow_choice_duplicates') ?? '');
  const several = new Set(
    form.fields.filter((field) => field.type === 'many' || field.type === 'rank').map((field) => field.list),
  );
  const twice = new Map<string, Repeated>();
  const problems: FormProblem[] = [];
  for (let index = columns.row; index < sheet.rows.length; index += 1) {
    const row = sheet.rows[index]!;
    const list = cellOf(row, columns.single.get('list_name')).replace(/\s+/g, ' ');
    const name = cellOf(row, columns.single.get('name'));
    if (list === '') continue;
    if (name === '') {
      problems.push(at(index + 1, `a choice of list '${list}' has no name`));
      continue;
    }
    const key = `${list}\u001f${name}`;
    const filter = JSON.stringify(columns.extra.map((each) => cellOf(row, each.index)));
    const earlier = twice.get(key);
    if (earlier === undefined) twice.set(key, { list, name, rows: [index + 1], filters: new Set([filter]) });
    else {
      earlier.rows.push(index + 1);
      earlier.filters.add(filter);
    }
    if (several.has(list) && /\s/.test(name)) {
      problems.push(
        at(
          index + 1,
          `choice '${name}' of list '${list}' has a space, which separates the answers of a select_multiple`,
        ),
      );
    }
  }
  if (twiceAllowed) return problems;
  for (const { list, name, rows, filters } of twice.values()) {
    const again = rows[1];
    if (again === undefined) continue;
    // Under different filters the same name is another branch of a cascade, which Kobo accepts.
    const level = filters.size === rows.length ? 'warning' : 'error';
    const more = rows.length > 2 ? ` (${rows.length} times in all)` : '';
    problems.push({ ...at(again, `choice '${name}' is in list '${list}' already, in row ${rows[0]}${more}`), level });
  }
  return problems;
}

interface Repeated {
  readonly list: string;
  readonly name: string;
  readonly rows: number[];
  readonly filters: Set<string>;
}
