import type { LabelledColumn, MissingKind, Source } from '../../table/source.ts';
import type { Decode } from './charset.ts';
import { damaged } from './cursor.ts';
import type { RowColumn } from './labelledSheet.ts';
import { missingKind } from './missingKind.ts';
import type { SpssDictionary, SpssRecord } from './spssDictionary.ts';
import { longNames, longStringLabels, longStringMissing, longWidths } from './spssExtensions.ts';
import { numberFormat } from './spssFormats.ts';

/** Bytes of the longest string that SPSS has. */
const LONGEST = 32_767;

/** The columns that cases are made of: a string of over 255 bytes, which the dictionary cuts into several variables, is one. */
export function spssColumns(source: Source, dictionary: SpssDictionary, decode: Decode): readonly RowColumn[] {
  const { records } = dictionary;
  const names = longNames(dictionary, decode);
  const widths = longWidths(dictionary, decode);
  const stringLabels = longStringLabels(source, dictionary, decode);
  const stringMissing = longStringMissing(source, dictionary, decode);
  const labelsAt = new Map(dictionary.labels.flatMap(({ labels, pieces }) => pieces.map((piece) => [piece, labels])));
  const columns: RowColumn[] = [];
  const taken = new Set<string>();
  for (let k = 0; k < records.length; k += 1) {
    const record = records[k]!;
    const short = decode(record.name, 0, 8);
    const name = names.get(short) ?? short;
    if (name.trim() === '' || taken.has(name))
      throw damaged(
        source,
        `variable record ${k + 1}`,
        name === '' ? 'it has no name' : `a second one is called '${name}'`,
      );
    taken.add(name);
    const of: Told = {
      name,
      record,
      label: record.label === null ? '' : decode(record.label, 0, record.label.length),
      labels: labelsAt.get(record.piece) ?? [],
    };
    if (record.width === 0) columns.push(numberColumn(of, dictionary, decode));
    else {
      const width = widths.get(short) ?? record.width;
      if (!(width > 0 && width <= LONGEST))
        throw damaged(source, `variable '${name}'`, 'the width of its string is no number that SPSS knows');
      const parts = record.width === 255 && width > 255 ? Math.ceil(width / 252) : 1;
      const segments = records.slice(k, k + parts);
      if (segments.length < parts || segments.some((each) => each.width <= 0))
        throw damaged(source, `variable '${name}'`, `its string of ${width} bytes has too few parts`);
      const longer = {
        labels: stringLabels.get(name) ?? stringLabels.get(short),
        missing: stringMissing.get(name) ?? stringMissing.get(short),
      };
      columns.push(stringColumn(of, segments, Math.min(width, 255 * parts), longer, decode));
      k += parts - 1;
    }
  }
  return columns;
}

interface Told {
  readonly name: string;
  readonly record: SpssRecord;
  readonly label: string;
  readonly labels: readonly (readonly [value: Buffer, label: Buffer])[];
}

function numberColumn({ name, record, label, labels }: Told, dictionary: SpssDictionary, decode: Decode): RowColumn {
  const { little } = dictionary;
  const double = (bytes: Buffer, at = 0) => (little ? bytes.readDoubleLE(at) : bytes.readDoubleBE(at));
  // Record 7/4 tells the value that stands for system missing; it is the lowest double in every file met.
  const floats = dictionary.extensions.get(4);
  const absent = floats === undefined || floats.length < 24 ? -Number.MAX_VALUE : double(floats);
  const isAbsent = (value: number): boolean => value === absent || value === -Number.MAX_VALUE || Number.isNaN(value);
  const format = numberFormat(record.format);
  const values = record.missing.map((value) => double(value));
  const [low, high] = record.range ? [values[0]!, values[1]!] : [Number.NaN, Number.NaN];
  const single = new Set(record.range ? values.slice(2) : values);
  const isMissing = (value: number): boolean => single.has(value) || (value >= low && value <= high);
  // A missing code of a time is no time of the day: 98 and 99 stay what they are.
  const write = (value: number): string =>
    format.type === 'time' && isMissing(value) ? String(value) : format.text(value);
  const labelled = new Map(labels.map(([value, text]) => [double(value), decode(text, 0, text.length)]));
  const codes = new Set([...single, ...[...labelled.keys()].filter(isMissing)]);
  let whole = true;
  return {
    name,
    at: record.piece * 8,
    text(block, at) {
      const value = block.view.getFloat64(at, little);
      return isAbsent(value) ? '' : write(value);
    },
    look(block, at) {
      const value = block.view.getFloat64(at, little);
      if (isAbsent(value)) return;
      if (value >= low && value <= high) codes.add(value);
      if (whole && !Number.isInteger(value)) whole = false;
    },
    described: () => ({
      label,
      type: format.type ?? (whole && (record.decimals === 0 || labels.length > 0) ? 'integer' : 'decimal'),
      labels: new Map([...labelled].map(([value, text]) => [write(value), text])),
      missing: new Map([...codes].sort((a, b) => a - b).map((code) => [write(code), kindOf(labelled.get(code))])),
    }),
  };
}

/** A string; each of its segments but the last fills 255 of the 256 bytes it has. */
function stringColumn(
  { name, record, label, labels }: Told,
  segments: readonly SpssRecord[],
  width: number,
  longer: {
    readonly labels: ReadonlyMap<string, string> | undefined;
    readonly missing: readonly string[] | undefined;
  },
  decode: Decode,
): RowColumn {
  const at = record.piece * 8;
  const offsets = segments.map(({ piece }) => piece * 8 - at);
  const whole = Buffer.alloc(width);
  const codes =
    longer.labels ?? new Map(labels.map(([value, text]) => [decode(value, 0, 8), decode(text, 0, text.length)]));
  const missing = longer.missing ?? record.missing.map((value) => decode(value, 0, 8));
  const described: LabelledColumn = {
    label,
    type: 'text',
    labels: codes,
    missing: new Map(missing.filter((code) => code !== '').map((code) => [code, kindOf(codes.get(code))])),
  };
  return {
    name,
    at,
    text({ bytes }, from) {
      if (segments.length === 1) return decode(bytes, from, from + width);
      for (const [k, offset] of offsets.entries())
        bytes.copy(whole, k * 255, from + offset, from + offset + Math.min(255, width - k * 255));
      return decode(whole, 0, width);
    },
    described: () => described,
  };
}

const kindOf = (label: string | undefined): MissingKind => (label === undefined ? 'blank' : missingKind(label));
