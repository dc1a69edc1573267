import type { FormProblem } from './form.ts';

/** A column with text in one language; '' is the language of a plain `label`. */
export interface TextColumn {
  readonly language: string;
  readonly index: number;
}

/** What the columns of a form's sheet are. */
export interface Columns {
  /** Row of the header, 1 for the sheet's first. */
  readonly row: number;
  /** Header cells as written, outer spaces off. */
  readonly header: readonly string[];
  /** Key of XLSForm → column. */
  readonly single: ReadonlyMap<string, number>;
  /** Key of XLSForm → its columns, one a language, in the sheet's order. */
  readonly texts: ReadonlyMap<string, readonly TextColumn[]>;
  /** Columns under other names, which are kept: analysis tags, media, filters. */
  readonly extra: readonly { readonly name: string; readonly index: number }[];
  readonly problems: readonly FormProblem[];
}

/** How the headers of one kind of sheet are understood: every spelling → its key, and the keys that come in languages. */
export interface HeaderWords {
  readonly sheet: string;
  readonly spellings: ReadonlyMap<string, string>;
  readonly translated: ReadonlySet<string>;
  /** Keys without which a row of headers is none. */
  readonly needed: readonly string[];
}

/** Key → its spellings, in lower case, words joined by `_`, `::` and `:` both as `:`. The key itself is its first spelling. */
function words(sheet: string, needed: string[], translated: string[], spellings: Record<string, string>): HeaderWords {
  const all = new Map<string, string>();
  for (const [key, others] of Object.entries(spellings)) {
    all.set(key, key);
    for (const other of others.split(' ')) if (other !== '') all.set(other, key);
  }
  return { sheet, spellings: all, translated: new Set(translated), needed };
}

export const SURVEY = words('survey', ['type', 'name'], ['label', 'hint', 'constraint_message', 'required_message'], {
  type: 'command',
  name: 'tag value',
  label: 'caption',
  hint: '',
  required: 'bind:required',
  required_message: 'requiredmsg required_msg bind:jr:requiredmsg',
  relevant: 'relevance bind:relevant',
  constraint: 'bind:constraint',
  constraint_message: 'constraintmsg constraint_msg constraining_message bind:jr:constraintmsg',
  calculation: 'calculate bind:calculate',
  choice_filter: '',
  appearance: 'control:appearance body:appearance',
  parameters: '',
  default: '',
  repeat_count: 'count jr:count bind:jr:count control:jr:count',
  disabled: '',
});

export const CHOICES = words('choices', ['list_name', 'name'], ['label'], {
  list_name: 'list listname',
  name: 'value',
  label: 'caption',
});

export const SETTINGS = words('settings', [], [], {
  form_title: 'title set_form_title',
  form_id: 'id_string set_form_id',
  version: '',
  default_language: '',
});

/** Rows from the first with text in which a header is looked for: above it, one CSV may hold other sheets. */
const SEARCHED = 20;

/** Reads a sheet's header: the first row with all needed columns, else the first row with text; null in a blank sheet. */
export function sheetColumns(
  rows: readonly (readonly string[])[],
  words: HeaderWords,
  sheet = words.sheet,
): Columns | null {
  let first: Columns | null = null;
  const top = Math.max(
    0,
    rows.findIndex((row) => row.some((cell) => cell.trim() !== '')),
  );
  for (const [index, row] of rows.slice(top, top + SEARCHED).entries()) {
    if (row.every((cell) => cell.trim() === '')) continue;
    const columns = columnsOf(row, top + index + 1, words, sheet);
    if (words.needed.every((key) => columns.single.has(key))) return columns;
    first ??= columns;
  }
  return first;
}

function columnsOf(row: readonly string[], number: number, words: HeaderWords, sheet: string): Columns {
  const header = row.map((cell) => cell.trim());
  const single = new Map<string, number>();
  const texts = new Map<string, TextColumn[]>();
  const extra: { name: string; index: number }[] = [];
  const problems: FormProblem[] = [];
  // Keys under their own name come first: a sheet may have both `name` and a column `value` of its own.
  const read = header.map((text, index) => ({ text, index, ...meaning(text, words) }));
  for (const { text, index, key, language } of [
    ...read.filter((each) => each.exact),
    ...read.filter((each) => !each.exact),
  ]) {
    if (text === '') continue;
    const columns = texts.get(key) ?? [];
    const taken = words.translated.has(key)
      ? columns.some((each) => sameLanguage(each.language, language))
      : single.has(key);
    if (key === '' || taken) {
      extra.push({ name: text, index });
      // A choice's `value` beside its `name` is compared row by row instead.
      if (taken && key !== 'name')
        problems.push({
          level: 'warning',
          sheet,
          row: number,
          column: text,
          message: `column '${text}' says again what an earlier column says; the earlier one is used`,
        });
    } else if (words.translated.has(key)) texts.set(key, [...columns, { language, index }]);
    else single.set(key, index);
  }
  for (const columns of texts.values()) columns.sort((a, b) => a.index - b.index);
  extra.sort((a, b) => a.index - b.index);
  return { row: number, header, single, texts, extra, problems };
}

/** The key of a header, '' where XLSForm has none, and its language: `label::Français (fr)`, `label:french`, `bind::relevant`. */
function meaning(header: string, words: HeaderWords): { key: string; language: string; exact: boolean } {
  const text = header.replace(/\s*::?\s*/g, ':');
  for (let end = text.length; end > 0; end = text.lastIndexOf(':', end - 1)) {
    const spelling = text
      .slice(0, end)
      .toLowerCase()
      .replace(/[\s_]+/g, '_');
    const key = words.spellings.get(spelling) ?? '';
    const language = text.slice(end + 1).trim();
    if (key !== '' && (language === '' || words.translated.has(key))) return { key, language, exact: spelling === key };
  }
  return { key: '', language: '', exact: false };
}

/** True for two spellings of one language's name: case and spaces do not count. */
export function sameLanguage(a: string, b: string): boolean {
  return languageKey(a) === languageKey(b);
}

/** What a language's name is compared by. */
export function languageKey(name: string): string {
  return name.toLowerCase().replace(/\s+/g, '');
}

/** The header of a key's column as written; the key where the sheet has none. */
export function headerOf(columns: Columns | null, key: string): string {
  const index = columns?.single.get(key) ?? columns?.texts.get(key)?.[0]?.index;
  return (index === undefined ? undefined : columns?.header[index]) ?? key;
}

/** A cell, outer spaces off; '' where the row or the sheet has none. */
export function cellOf(row: readonly string[], index: number | undefined): string {
  return index === undefined ? '' : (row[index] ?? '').trim();
}
