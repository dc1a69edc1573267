import { join } from 'node:path';
import { cellOf } from '../form/headers.ts';
import { formSheets } from '../form/sheets.ts';
import type { Disk } from '../stages/disk.ts';
import { sha256 } from '../table/sha.ts';
import { readFormSheets } from './read.ts';

/** The files of entries under schemas/, and what people call one of them. */
const ENTRIES = {
  checks: 'check',
  corrections: 'correction',
  variables: 'variable',
  indices: 'index',
  indicators: 'indicator',
  models: 'model',
  figures: 'figure',
  sheets: 'sheet',
} as const;

/**
 * Everything that a study lays down, by the name that people know it by (« check age-range », « question age », « configuration design »),
 * each with a hash of what it says: two studies, or two states of one, can be held against each other. Nothing is checked.
 */
export async function rulesIn(disk: Disk, root: string, configPath: string): Promise<ReadonlyMap<string, string>> {
  const rules = new Map<string, string>();
  const lay = (name: string, said: unknown) => rules.set(name, sha256(JSON.stringify(said) ?? '').slice(0, 12));
  const config = await objectIn(disk, configPath);
  for (const [key, said] of Object.entries(config)) if (key !== '$schema') lay(`configuration ${key}`, said);
  for (const [file, called] of Object.entries(ENTRIES)) {
    const whole = await objectIn(disk, join(root, `schemas/${file}.json`));
    for (const [key, said] of Object.entries(whole)) {
      if (key === '$schema') continue;
      if (key !== file || !Array.isArray(said)) lay(`${key} of schemas/${file}.json`, said);
      else for (const [at, entry] of said.entries()) lay(`${called} ${String(Object(entry).id ?? at + 1)}`, entry);
    }
  }
  if (typeof config.form === 'string') await layForm(disk, join(root, config.form), lay);
  for (const file of disk.list(join(root, 'schemas')))
    if (file.endsWith('.csv')) lay(`schemas/${file}`, await disk.hash(join(root, 'schemas', file)));
  return rules;
}

async function layForm(disk: Disk, path: string, lay: (name: string, said: unknown) => void): Promise<void> {
  const { survey, choices } = formSheets(await readFormSheets(disk, path), path);
  for (const row of survey.sheet.rows.slice(survey.columns.row)) {
    const name = cellOf(row, survey.columns.single.get('name'));
    if (name === '') continue;
    const begins = /^begin/i.test(cellOf(row, survey.columns.single.get('type')));
    lay(`${begins ? 'group' : 'question'} ${name}`, row);
  }
  if (choices === null) return;
  const lists = new Map<string, unknown[]>();
  for (const row of choices.sheet.rows.slice(choices.columns.row)) {
    const list = cellOf(row, choices.columns.single.get('list_name'));
    if (list !== '') lists.set(list, [...(lists.get(list) ?? []), row]);
  }
  for (const [list, rows] of lists) lay(`choices ${list}`, rows);
}

async function objectIn(disk: Disk, path: string): Promise<Readonly<Record<string, unknown>>> {
  if (!disk.exists(path)) return {};
  const bare = (await disk.text(path)).replace(/^\uFEFF/, '');
  return Object(JSON.parse(bare)) as Readonly<Record<string, unknown>>;
}
