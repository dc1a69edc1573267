import { fieldWriter } from './bytes.ts';

/** Text, a number, a missing value `.` or `.a` to `.z`; `{same: row}` is a long text that another row has. */
export type StataCell = number | string | { readonly same: number };

export interface StataVariable {
  readonly name: string;
  /** A number of bytes is text. */
  readonly type: number | 'byte' | 'int' | 'long' | 'float' | 'double' | 'strL';
  readonly format?: string;
  readonly label?: string;
  readonly labels?: string;
}

export interface StataFile {
  readonly release: 105 | 110 | 111 | 113 | 114 | 115 | 117 | 118 | 119;
  readonly variables: readonly StataVariable[];
  readonly rows: readonly (readonly StataCell[])[];
  readonly labels?: Readonly<Record<string, readonly (readonly [number | string, string])[]>>;
  readonly big?: boolean;
  readonly encoding?: string;
}

const LETTERS = { byte: 98, int: 105, long: 108, float: 102, double: 100, strL: 0 };
const OLD = { byte: 251, int: 252, long: 253, float: 254, double: 255, strL: 0 };
const TAGGED = { byte: 65_530, int: 65_529, long: 65_528, float: 65_527, double: 65_526, strL: 32_768 };

/** The place of a missing value: 0 for `.`, 1 for `.a`; -1 for a number. */
const missing = (cell: StataCell): number =>
  typeof cell === 'string' ? (cell.length === 2 ? cell.charCodeAt(1) - 96 : 0) : -1;

/** A .dta as Stata lays it out. */
export function stataBytes(file: StataFile): Uint8Array {
  const { release, variables, rows, big = false } = file;
  const encoding = file.encoding ?? (release >= 118 ? 'utf-8' : 'windows-1252');
  const out = fieldWriter(big, encoding);
  const tagged = release >= 117;
  const wide = release >= 118;
  const letters = release <= 110;
  /** How far below the largest number of a type its first missing value is. */
  const below = release < 113 ? 0 : 26;
  const [name, format, label] = wide ? [129, 57, 321] : [33, release <= 113 ? 12 : 49, 81];
  /** Where the parts begin that the map of the file tells, `<stata_dta>` and `<map>` first. */
  const map = [0];
  const mapped =
    /<(?:map|variable_types|varnames|sortlist|formats|value_label_names|variable_labels|characteristics|data|strls|value_labels)>/;
  const tag = (text: string): void => {
    if (!tagged) return;
    const at = mapped.exec(text)?.index;
    if (at !== undefined) map.push(out.length() + at);
    out.put(Buffer.from(text));
  };
  const count = variables.length;
  const gsos = fieldWriter(big, encoding);

  if (tagged) {
    tag(`<stata_dta><header><release>${release}</release><byteorder>${big ? 'MSF' : 'LSF'}</byteorder><K>`);
    release === 119 ? out.i32(count) : out.u16(count);
    tag('</K><N>');
    wide ? out.u64(rows.length) : out.i32(rows.length);
    tag('</N><label>');
    wide ? out.u16(4) : out.u8(4);
    out.text('made', 4);
    tag('</label><timestamp>');
    out.u8(17);
    out.text('24 Nov 2026 12:00', 17);
    tag('</timestamp></header><map>');
    for (let k = 0; k < 14; k += 1) out.u64(0);
    tag('</map><variable_types>');
    for (const { type } of variables) out.u16(typeof type === 'number' ? type : TAGGED[type]);
    tag('</variable_types><varnames>');
  } else {
    for (const byte of [release, big ? 1 : 2, 1, 0]) out.u8(byte);
    out.u16(count);
    out.i32(rows.length);
    out.text('made up', 81);
    out.text('24 Nov 2026 12:00', 18);
    for (const { type } of variables)
      out.u8(typeof type === 'number' ? type + (letters ? 127 : 0) : (letters ? LETTERS : OLD)[type]);
  }
  for (const variable of variables) out.text(variable.name, name);
  tag('</varnames><sortlist>');
  for (let k = 0; k <= count; k += 1) release === 119 ? out.i32(0) : out.u16(0);
  tag('</sortlist><formats>');
  for (const variable of variables) out.text(variable.format ?? '%9.0g', format);
  tag('</formats><value_label_names>');
  for (const variable of variables) out.text(variable.labels ?? '', name);
  tag('</value_label_names><variable_labels>');
  for (const variable of variables) out.text(variable.label ?? '', label);
  tag('</variable_labels><characteristics>');
  if (tagged) tag('<ch>');
  else out.u8(1);
  out.i32(2 * name + 5);
  out.text('_dta', name);
  out.text('note1', name);
  out.text('made', 5);
  tag('</ch></characteristics><data>');
  if (!tagged) for (const byte of [0, 0, 0, 0, 0]) out.u8(byte);

  const reference = (variable: number, row: number) => {
    const bytes = release === 117 ? 4 : release === 118 ? 2 : 3;
    const cell = Buffer.alloc(8);
    if (big) {
      cell.writeUIntBE(variable, 0, bytes);
      cell.writeUIntBE(row, bytes, 8 - bytes);
    } else {
      cell.writeUIntLE(variable, 0, bytes);
      cell.writeUIntLE(row, bytes, 8 - bytes);
    }
    out.put(cell);
  };
  for (const [r, row] of rows.entries()) {
    for (const [v, { type }] of variables.entries()) {
      const cell = row[v] ?? '';
      const gap = missing(cell);
      if (typeof type === 'number') out.text(String(cell), type);
      else if (type === 'strL') {
        if (cell === '') reference(0, 0);
        else if (typeof cell === 'object') reference(v + 1, cell.same + 1);
        else {
          reference(v + 1, r + 1);
          const bytes = out.encode(`${cell}\0`);
          gsos.text('GSO', 3);
          gsos.i32(v + 1);
          wide ? gsos.u64(r + 1) : gsos.i32(r + 1);
          gsos.u8(130);
          gsos.i32(bytes.length);
          gsos.put(bytes);
        }
      } else if (type === 'byte') out.u8(gap < 0 ? Number(cell) : 127 - below + gap);
      else if (type === 'int') out.u16((gap < 0 ? Number(cell) : 32_767 - below + gap) & 0xffff);
      else if (type === 'long') out.i32(gap < 0 ? Number(cell) : 2_147_483_647 - below + gap);
      else if (type === 'float') gap < 0 ? out.f32(Number(cell)) : out.i32(0x7f000000 + gap * 0x800);
      else if (gap < 0) out.f64(Number(cell));
      else {
        if (big) out.i32(0x7fe00000 + gap * 0x100);
        out.i32(0);
        if (!big) out.i32(0x7fe00000 + gap * 0x100);
      }
    }
  }
  tag('</data><strls>');
  out.put(gsos.bytes());
  tag('</strls><value_labels>');
  for (const [of, labels] of Object.entries(file.labels ?? {})) {
    const texts = labels.map(([, text]) => out.encode(`${text}\0`));
    const length = texts.reduce((sum, text) => sum + text.length, 0);
    tag('<lbl>');
    out.i32(8 + 8 * labels.length + length);
    out.text(of, name + 3);
    out.i32(labels.length);
    out.i32(length);
    let offset = 0;
    for (const text of texts) {
      out.i32(offset);
      offset += text.length;
    }
    for (const [code] of labels) out.i32(typeof code === 'number' ? code : 2_147_483_621 + missing(code));
    for (const text of texts) out.put(text);
    tag('</lbl>');
  }
  tag('</value_labels>');
  map.push(out.length());
  tag('</stata_dta>');
  map.push(out.length());
  const bytes = out.bytes();
  for (const [k, at] of tagged ? map.entries() : []) {
    const place = map[1]! + 5 + 8 * k;
    big ? bytes.writeBigUInt64BE(BigInt(at), place) : bytes.writeBigUInt64LE(BigInt(at), place);
  }
  return bytes;
}
