import { dirname, join } from 'node:path';
import { formExpressions } from '../expression/formExpressions.ts';
import { parse } from '../expression/parse.ts';
import { type PulledFile, pulledName } from '../expression/pulled.ts';
import type { Tree } from '../expression/tree.ts';
import { parts } from '../expression/tree.ts';
import { isFault } from '../fault.ts';
import type { Form } from '../form/form.ts';
import { readSheets } from '../readers/read.ts';
import { sheetRows } from '../readers/textSheet.ts';
import type { Disk } from '../stages/disk.ts';

/** Where the CSV files stand that a form's `pulldata()` reads, by name: NAME.csv under schemas/, or beside the form. Others are left out. */
export function pulledPaths(disk: Disk, root: string, form: Form, formPath: string): ReadonlyMap<string, string> {
  const beside = disk.isFolder(formPath) ? formPath : dirname(formPath);
  const found = new Map<string, string>();
  for (const { text, where } of formExpressions(form)) {
    if (!text.includes('pulldata')) continue;
    for (const name of namesIn(text, where.place)) {
      const path = [join(root, 'schemas'), beside].map((folder) => join(folder, `${name}.csv`)).find(disk.exists);
      if (path !== undefined) found.set(name, path);
    }
  }
  return found;
}

/** Reads those files. */
export async function readPulled(
  disk: Disk,
  paths: ReadonlyMap<string, string>,
): Promise<ReadonlyMap<string, PulledFile>> {
  const files = new Map<string, PulledFile>();
  for (const [name, path] of paths) {
    const [sheet] = await readSheets(disk.source(path));
    const [header = [], ...lines] = sheet === undefined ? [] : await sheetRows(sheet);
    files.set(name, new Map(header.map((column, at) => [column.trim(), lines.map((line) => (line[at] ?? '').trim())])));
  }
  return files;
}

/** The files that an expression names; an expression that cannot be read names none, and is reported elsewhere. */
function namesIn(text: string, place: string): readonly string[] {
  try {
    return filesIn(parse(text, place).tree);
  } catch (error) {
    if (isFault(error)) return [];
    throw error;
  }
}

function filesIn(tree: Tree): readonly string[] {
  const [file] = tree.kind === 'call' && tree.name === 'pulldata' ? tree.args : [];
  return [...(file?.kind === 'text' ? [pulledName(file.value)] : []), ...parts(tree).flatMap(filesIn)];
}
