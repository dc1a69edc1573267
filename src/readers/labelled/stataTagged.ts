import type { Source } from '../../table/source.ts';
import { type Decode, decoderOf } from './charset.ts';
import { type Cursor, damaged } from './cursor.ts';
import {
  fieldText,
  type Ints,
  intsOf,
  type StataDictionary,
  type StataType,
  textFields,
  variablesOf,
} from './stataDictionary.ts';
import { labelTable } from './stataLabels.ts';

const TYPES = new Map<number, { readonly type: StataType; readonly bytes: number }>([
  [32_768, { type: 'strL', bytes: 8 }],
  [65_526, { type: 'double', bytes: 8 }],
  [65_527, { type: 'float', bytes: 4 }],
  [65_528, { type: 'long', bytes: 4 }],
  [65_529, { type: 'int', bytes: 2 }],
  [65_530, { type: 'byte', bytes: 1 }],
]);

/** Lengths of the text fields before and since format 118, where a letter may have four bytes. */
const NARROW = { name: 33, format: 49, label: 81 };
const WIDE = { name: 129, format: 57, label: 321 };

const fieldsOf = (release: number) => (release === 117 ? NARROW : WIDE);

/** Reads the next bytes, which must be `tag`, or what of it is left after its first letters were `read`. */
async function expectTag(source: Source, cursor: Cursor, tag: string, read = ''): Promise<void> {
  const at = cursor.position() - read.length;
  const found = read + (await cursor.take(tag.length - read.length, tag)).toString('latin1');
  if (found !== tag) throw damaged(source, `byte ${at}`, `${tag} is expected here and is not`);
}

/** Reads the header and the dictionary of formats 117 to 119 (Stata 13 on; `help dta`). `decode` is for 117, UTF-8 for the others. */
export async function readTaggedDictionary(source: Source, cursor: Cursor, decode: Decode): Promise<StataDictionary> {
  const expected = (tag: string) => expectTag(source, cursor, tag);
  await expected('<stata_dta><header><release>');
  const release = Number((await cursor.take(3, 'header')).toString('latin1'));
  if (release !== 117 && release !== 118 && release !== 119)
    throw damaged(source, 'header', `its format ${release} is none of 117, 118, 119`);
  await expected('</release><byteorder>');
  const order = (await cursor.take(3, 'header')).toString('latin1');
  if (order !== 'LSF' && order !== 'MSF') throw damaged(source, 'header', `'${order}' is no byte order`);
  const little = order === 'LSF';
  const ints = intsOf(little);
  const text = release === 117 ? decode : decoderOf('utf-8')!;
  const fields = fieldsOf(release);
  await expected('</byteorder><K>');
  const count = release === 119 ? ints.u32(await cursor.take(4, 'header')) : ints.u16(await cursor.take(2, 'header'));
  await expected('</K><N>');
  const rows = release === 117 ? ints.u32(await cursor.take(4, 'header')) : ints.u64(await cursor.take(8, 'header'));
  await expected('</N><label>');
  const labelLength = release === 117 ? (await cursor.take(1, 'header'))[0]! : ints.u16(await cursor.take(2, 'header'));
  await cursor.take(labelLength, 'header');
  await expected('</label><timestamp>');
  await cursor.take((await cursor.take(1, 'header'))[0]!, 'header');
  await expected('</timestamp></header><map>');
  await cursor.take(14 * 8, '<map>');
  await expected('</map><variable_types>');
  const codes = Buffer.from(await cursor.take(2 * count, '<variable_types>'));
  const types = Array.from({ length: count }, (_, k) => {
    const code = ints.u16(codes, 2 * k);
    const type = code > 0 && code <= 2045 ? { type: 'str' as const, bytes: code } : TYPES.get(code);
    if (type === undefined) throw damaged(source, `variable ${k + 1}`, `${code} is no type`);
    return type;
  });
  await expected('</variable_types><varnames>');
  const names = await textFields(cursor, count, fields.name, text, '<varnames>');
  await expected('</varnames><sortlist>');
  await cursor.take((release === 119 ? 4 : 2) * (count + 1), '<sortlist>');
  await expected('</sortlist><formats>');
  const formats = await textFields(cursor, count, fields.format, text, '<formats>');
  await expected('</formats><value_label_names>');
  const labelNames = await textFields(cursor, count, fields.name, text, '<value_label_names>');
  await expected('</value_label_names><variable_labels>');
  const labels = await textFields(cursor, count, fields.label, text, '<variable_labels>');
  await expected('</variable_labels><characteristics>');
  for (;;) {
    const tag = (await cursor.take(4, '<characteristics>')).toString('latin1');
    if (tag !== '<ch>') {
      await expectTag(source, cursor, '</characteristics><data>', tag);
      break;
    }
    await cursor.take(ints.u32(await cursor.take(4, '<characteristics>')), '<characteristics>');
    await expected('</ch>');
  }
  const found = variablesOf(source, { types, names, formats, labelNames, labels });
  return { release, little, decode: text, ...found, rows, dataAt: cursor.position() };
}

/** What follows the observations: long texts by their key, value labels by name. */
export interface StataTail {
  readonly strLs: ReadonlyMap<string, string>;
  readonly labels: ReadonlyMap<string, ReadonlyMap<string, string>>;
}

/** Reads on from the end of the observations. */
export async function readTaggedTail(source: Source, cursor: Cursor, dictionary: StataDictionary): Promise<StataTail> {
  const { release, little, decode } = dictionary;
  const ints = intsOf(little);
  await expectTag(source, cursor, '</data><strls>');
  const strLs = new Map<string, string>();
  for (;;) {
    const tag = (await cursor.take(3, '<strls>')).toString('latin1');
    if (tag !== 'GSO') {
      await expectTag(source, cursor, '</strls><value_labels>', tag);
      break;
    }
    const [key, text] = await longText(cursor, release, ints, decode, `<strls>, text ${strLs.size + 1}`);
    strLs.set(key, text);
  }
  const labels = new Map<string, ReadonlyMap<string, string>>();
  for (;;) {
    const place = `<value_labels>, table ${labels.size + 1}`;
    const tag = (await cursor.take(5, place)).toString('latin1');
    if (tag !== '<lbl>') {
      await expectTag(source, cursor, '</value_labels></stata_dta>', tag);
      return { strLs, labels };
    }
    const length = ints.u32(await cursor.take(4, place));
    const { name: width } = fieldsOf(release);
    const name = fieldText(await cursor.take(width + 3, place), 0, width, decode);
    labels.set(name, labelTable(source, await cursor.take(length, place), little, decode, `value labels '${name}'`));
    await expectTag(source, cursor, '</lbl>');
  }
}

/** One text with its key « variable,observation ». Bytes that are no text are told by their number. */
async function longText(cursor: Cursor, release: number, ints: Ints, decode: Decode, place: string) {
  const wide = release !== 117;
  const head = await cursor.take(wide ? 17 : 13, place);
  const observation = wide ? ints.u64(head, 4) : ints.u32(head, 4);
  const key = `${ints.u32(head)},${observation}`;
  const binary = head[wide ? 12 : 8] === 129;
  const length = ints.u32(head, wide ? 13 : 9);
  const bytes = await cursor.take(length, place);
  return [key, binary ? `[${length} bytes]` : fieldText(bytes, 0, length, decode)] as const;
}

/** The key of the long text that a cell of eight bytes names; '' for the empty text. */
export function longTextKey(bytes: Buffer, at: number, release: number, little: boolean): string {
  // Bytes of the variable's number: 4 and 4 in 117, 2 and 6 in 118, 3 and 5 in 119.
  const split = release === 117 ? 4 : release === 118 ? 2 : 3;
  const read = (from: number, length: number) =>
    little ? bytes.readUIntLE(from, length) : bytes.readUIntBE(from, length);
  const variable = read(at, split);
  return variable === 0 ? '' : `${variable},${read(at + split, 8 - split)}`;
}
