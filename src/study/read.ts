import { join } from 'node:path';
import { fault } from '../fault.ts';
import type { FormSheet } from '../form/form.ts';
import { readSheets } from '../readers/read.ts';
import { sheetRows } from '../readers/textSheet.ts';
import type { Disk } from '../stages/disk.ts';

/** Sheets of a form: of a workbook, or of a folder with survey.csv, choices.csv (and settings.csv). */
export async function readFormSheets(disk: Disk, path: string): Promise<readonly FormSheet[]> {
  if (!disk.isFolder(path)) {
    const sheets = await readSheets(disk.source(path));
    return Promise.all(sheets.map(async (sheet) => ({ name: sheet.name, rows: await sheetRows(sheet) })));
  }
  const files = disk.list(path).filter((name) => name.toLowerCase().endsWith('.csv'));
  if (!files.some((name) => name.toLowerCase() === 'survey.csv'))
    throw fault(path, 'a form in a folder needs a file survey.csv', `Files there: ${files.join(', ') || 'no CSV'}`);
  return Promise.all(
    files.map(async (name) => {
      const [sheet] = await readSheets(disk.source(join(path, name)));
      if (sheet === undefined) throw fault(join(path, name), 'the file is empty');
      return { name: name.slice(0, -4), rows: await sheetRows(sheet) };
    }),
  );
}

/** The files that a form is made of, for hashing. */
export function formFiles(disk: Disk, path: string): readonly string[] {
  return disk.isFolder(path)
    ? disk
        .list(path)
        .filter((name) => name.toLowerCase().endsWith('.csv'))
        .map((name) => join(path, name))
    : [path];
}
