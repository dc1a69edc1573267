import { createReadStream, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Papa from 'papaparse';
import type { Form } from '../src/form/form.ts';
import { parseForm } from '../src/form/parse.ts';
import { assemble } from '../src/readers/assemble.ts';
import { readSheets } from '../src/readers/read.ts';
import { columnSpecs } from '../src/study/columns.ts';
import type { Source } from '../src/table/source.ts';
import type { Dataset } from '../src/table/table.ts';

/** The peers' files, beside the project: bench/dist/bench/ is four folders down. */
export const PEERS = fileURLToPath(new URL('../../../../shared/peers', import.meta.url));
export const GENERATOR = join(PEERS, 'gen.mjs');
const FORM = fileURLToPath(new URL('../../../bench/form', import.meta.url));

function sourceOf(path: string): Source {
  return { path, size: statSync(path).size, chunks: () => createReadStream(path, { highWaterMark: 1 << 20 }) };
}

/** The form of the peers' file. */
export function peersForm(): Form {
  const sheets = readdirSync(FORM).map((file) => ({
    name: file.replace('.csv', ''),
    rows: Papa.parse<string[]>(readFileSync(join(FORM, file), 'utf8'), { skipEmptyLines: true }).data,
  }));
  return parseForm(sheets, FORM).form;
}

/** The peers' file as typed columns with states: 8 is don't know and 9 refused, where the form has them. */
export async function peersData(form: Form, path: string): Promise<Dataset> {
  const codes = (code: string, lists: readonly string[]) =>
    new Map(form.fields.filter(({ list }) => lists.includes(list)).map(({ name }) => [name, new Set([code])]));
  const missing = { dontKnow: codes('8', ['yn']), refused: codes('9', ['yn', 'agreement']) };
  const source = {
    id: 'bench',
    stated: {},
    writing: { decimal: '.', dateOrder: 'ymd' },
    sheets: await readSheets(sourceOf(path)),
  } as const;
  const { data } = await assemble([source], {
    form,
    specs: columnSpecs(form, [], missing, new Set(), 'UTC'),
    extras: new Set(),
    direct: new Set(),
  });
  return data;
}
