import type { Source } from '../../table/source.ts';
import type { Decode } from './charset.ts';
import { type Cursor, damaged } from './cursor.ts';
import { fieldText, intsOf, type StataDictionary, type StataType, textFields, variablesOf } from './stataDictionary.ts';
import { labelTable } from './stataLabels.ts';

const TYPES = new Map<number, { readonly type: StataType; readonly bytes: number }>([
  [251, { type: 'byte', bytes: 1 }],
  [252, { type: 'int', bytes: 2 }],
  [253, { type: 'long', bytes: 4 }],
  [254, { type: 'float', bytes: 4 }],
  [255, { type: 'double', bytes: 8 }],
]);

/** Before Stata 7/SE, types were letters, and text began at 128. */
const LETTERS = new Map<number, { readonly type: StataType; readonly bytes: number }>([
  [98, { type: 'byte', bytes: 1 }],
  [105, { type: 'int', bytes: 2 }],
  [108, { type: 'long', bytes: 4 }],
  [102, { type: 'float', bytes: 4 }],
  [100, { type: 'double', bytes: 8 }],
]);

function typeOf(release: number, code: number): { readonly type: StataType; readonly bytes: number } | undefined {
  if (release <= 110) return code > 127 ? { type: 'str', bytes: code - 127 } : LETTERS.get(code);
  return code > 0 && code <= 244 ? { type: 'str', bytes: code } : TYPES.get(code);
}

/** Bytes of a name, with its NUL. */
function nameBytes(release: number): number {
  return release === 108 ? 9 : 33;
}

/** Reads the header and the dictionary of formats 108 to 115 (Stata 6 to 12; `help dta_113`, `dta_115`). */
export async function readOldDictionary(source: Source, cursor: Cursor, decode: Decode): Promise<StataDictionary> {
  const head = Buffer.from(await cursor.take(109, 'header'));
  const release = head[0]!;
  const little = head[1] === 2;
  const { u16, i32 } = intsOf(little);
  const count = u16(head, 4);
  const rows = i32(head, 6);
  if (rows < 0) throw damaged(source, 'header', `${rows} is no number of observations`);
  const codes = Buffer.from(await cursor.take(count, 'types of the variables'));
  const types = Array.from(codes, (code, k) => {
    const type = typeOf(release, code);
    if (type === undefined) throw damaged(source, `variable ${k + 1}`, `${code} is no type`);
    return type;
  });
  const nameLength = nameBytes(release);
  const names = await textFields(cursor, count, nameLength, decode, 'names of the variables');
  await cursor.take(2 * (count + 1), 'sort order');
  const formats = await textFields(cursor, count, release <= 113 ? 12 : 49, decode, 'formats');
  const labelNames = await textFields(cursor, count, nameLength, decode, 'names of the value labels');
  const labels = await textFields(cursor, count, 81, decode, 'labels of the variables');
  for (;;) {
    const field = await cursor.take(release === 108 ? 3 : 5, 'characteristics');
    const length = release === 108 ? u16(field, 1) : i32(field, 1);
    if (field[0] === 0 && length === 0) break;
    await cursor.take(length, 'characteristics');
  }
  const found = variablesOf(source, { types, names, formats, labelNames, labels });
  return { release, little, decode, ...found, rows, dataAt: cursor.position() };
}

/** The value labels by name, which follow the observations up to the end of the file. */
export async function readOldLabels(
  source: Source,
  cursor: Cursor,
  { release, little, decode }: StataDictionary,
): Promise<ReadonlyMap<string, ReadonlyMap<string, string>>> {
  const { i32 } = intsOf(little);
  const found = new Map<string, ReadonlyMap<string, string>>();
  while (!(await cursor.atEnd())) {
    const place = `value labels ${found.size + 1}`;
    const length = i32(await cursor.take(4, place));
    const width = nameBytes(release);
    const name = fieldText(await cursor.take(width + 3, place), 0, width, decode);
    found.set(name, labelTable(source, await cursor.take(length, place), little, decode, `value labels '${name}'`));
  }
  return found;
}
