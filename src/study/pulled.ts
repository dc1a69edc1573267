import { dirname, join } from 'node:path';
import { formExpressions } from '../expression/formExpressions.ts';
import { parse } from '../expression/parse.ts';
import { type PulledFile, pulledName } from '../expression/pulled.ts';
import type { Tree } from '../expression/tree.ts';
import { parts } from '../expression/tree.ts';
import { isFault } from '../fault.ts';
import type { Form } from '../form/form.ts';
import { type CsvText, readCsvText } from '../readers/csv.ts';
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

/** Reads those files; their rows only where a column of them is asked for. */
export async function readPulled(
  disk: Disk,
  paths: ReadonlyMap<string, string>,
): Promise<ReadonlyMap<string, PulledFile>> {
  const files = new Map<string, PulledFile>();
  for (const [name, path] of paths) files.set(name, columnsOf(await readCsvText(disk.source(path))));
  return files;
}

function columnsOf({ header, rows }: CsvText): PulledFile {
  const names = header.map((column) => column.trim());
  const read = new Map<string, readonly string[]>();
  let lines: ReturnType<CsvText['rows']> | null = null;
  return {
    has: (column) => names.includes(column),
    keys: () => names.values(),
    get(column) {
      const at = names.lastIndexOf(column);
      if (at < 0) return undefined;
      lines ??= rows();
      const cells = read.get(column) ?? lines.map((line) => (line[at] ?? '').trim());
      read.set(column, cells);
      return cells;
    },
  };
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
