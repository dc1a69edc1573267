import { join } from 'node:path';
import type { Intake, SheetIntake } from '../readers/intake.ts';
import { readSheets } from '../readers/read.ts';
import type { Disk } from '../stages/disk.ts';
import type { Study } from '../study/study.ts';
import type { Table } from '../table/table.ts';
import { cellAt } from '../table/textRow.ts';

/** Where a cell stands in the files as received. */
export interface RawPlace {
  readonly file: string;
  readonly sheet: string;
  readonly row: number;
  readonly columns: readonly { readonly letter: string; readonly header: string; readonly text: string | null }[];
}

/** Files larger than this are not opened again for the text of a cell unless that is asked for. */
const OPENED_AGAIN = 8_000_000;

/** Where the cell of a row was read; null of rows that were read from no file. `always`: its text is read however large the file is. */
export async function placeOf(
  study: Study,
  disk: Disk,
  table: Table,
  row: number,
  field: string,
  always: boolean,
): Promise<RawPlace | null> {
  const intake = JSON.parse(await disk.text(join(study.root, '.pipeline/intake.json'))) as Intake;
  const sheet = intake.sheets[table.origin?.sheets[row] ?? -1];
  if (sheet === undefined || table.origin === undefined) return null;
  const line = table.origin.rows[row] ?? 0;
  const columns = sheet.columns[field] ?? [];
  const texts = await textsAt(
    study,
    disk,
    sheet,
    line,
    columns.map(([at]) => at),
    always,
  );
  return {
    file: sheet.file,
    sheet: sheet.sheet,
    row: line,
    columns: columns.map(([at, header], place) => ({ letter: letters(at), header, text: texts?.[place] ?? null })),
  };
}

/** The text of cells as the file has it, read from the file itself; null where it is too large to be opened for that. */
async function textsAt(
  study: Study,
  disk: Disk,
  sheet: SheetIntake,
  line: number,
  columns: readonly number[],
  always: boolean,
) {
  const source = study.config.sources.find(({ id }) => id === sheet.source);
  const path = study.sources.get(sheet.source)?.[source?.files.indexOf(sheet.file) ?? -1];
  if (path === undefined || !disk.exists(path) || columns.some((at) => at === 0)) return null;
  const file = disk.source(path);
  if (file.size > OPENED_AGAIN && !always) return null;
  for (const each of await readSheets(file)) {
    if (each.name !== sheet.sheet) continue;
    let at = 0;
    for await (const batch of each.lines()) {
      if (at + batch.length >= line) return columns.map((column) => cellAt(batch[line - at - 1] ?? [], column - 1));
      at += batch.length;
    }
  }
  return null;
}

/** The letters of a column in a spreadsheet; '' for none. */
function letters(at: number): string {
  let text = '';
  for (let left = at; left > 0; left = Math.floor((left - 1) / 26))
    text = String.fromCharCode(65 + ((left - 1) % 26)) + text;
  return text;
}
