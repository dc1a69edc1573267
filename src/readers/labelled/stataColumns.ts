import type { LabelledColumn, Source } from '../../table/source.ts';
import type { Block } from './blocks.ts';
import { damaged } from './cursor.ts';
import type { RowColumn } from './labelledSheet.ts';
import { missingKind } from './missingKind.ts';
import type { StataDictionary, StataVariable } from './stataDictionary.ts';
import { momentFormat } from './stataFormats.ts';
import { missingCode } from './stataLabels.ts';
import { longTextKey, type StataTail } from './stataTagged.ts';

/** The columns that observations are made of. */
export function stataColumns(source: Source, dictionary: StataDictionary, tail: StataTail): readonly RowColumn[] {
  const { release, little } = dictionary;
  return dictionary.variables.map((variable): RowColumn => {
    const { name, type, at, bytes: width, label } = variable;
    const described: LabelledColumn = { label, type: 'text', labels: new Map(), missing: new Map() };
    const column = { name, at, described: () => described };
    switch (type) {
      case 'str':
        return {
          ...column,
          text({ bytes }, from) {
            let to = from;
            while (to < from + width && bytes[to] !== 0) to += 1;
            return dictionary.decode(bytes, from, to);
          },
        };
      case 'strL': {
        const textAt = ({ bytes }: Block, from: number): string => {
          const key = longTextKey(bytes, from, release, little);
          // R's haven divides the reference of format 119 as in 118.
          const text = key === '' ? '' : (tail.strLs.get(key) ?? tail.strLs.get(longTextKey(bytes, from, 118, little)));
          if (text === undefined)
            throw damaged(
              source,
              `variable '${name}'`,
              `a cell names the long text ${key}, which the file does not have`,
            );
          return text;
        };
        return { ...column, text: textAt, look: textAt };
      }
      default:
        return numberColumn(variable, numberReader(type, dictionary), tail.labels.get(variable.labels));
    }
  });
}

/** A cell's number, or which missing value it is: 0 for `.`, 1 to 26 for `.a` to `.z`. */
interface NumberReader {
  /** NaN for a missing value. */
  value(view: DataView, at: number): number;
  missing(view: DataView, at: number): number;
}

/**
 * Where missing values begin (`help missing`): above 100, 32740 and 2147483620; from 2^127 and 2^1023 on in floats and doubles. Before
 * Stata 8 there was one alone, the largest number of its type.
 */
function numberReader(
  type: 'byte' | 'int' | 'long' | 'float' | 'double',
  { little, release }: StataDictionary,
): NumberReader {
  const whole = (read: (view: DataView, at: number) => number, largest: number): NumberReader => {
    const last = release < 113 ? largest - 1 : largest - 27;
    return {
      value(view, at) {
        const value = read(view, at);
        return value > last ? Number.NaN : value;
      },
      missing: (view, at) => read(view, at) - last - 1,
    };
  };
  switch (type) {
    case 'byte':
      return whole((view, at) => view.getInt8(at), 127);
    case 'int':
      return whole((view, at) => view.getInt16(at, little), 32_767);
    case 'long':
      return whole((view, at) => view.getInt32(at, little), 2_147_483_647);
    case 'float':
      return {
        value(view, at) {
          const value = view.getFloat32(at, little);
          return Math.abs(value) <= LARGEST_FLOAT ? value : Number.NaN;
        },
        missing: (view, at) => (view.getUint32(at, little) - 0x7f000000) / 0x800,
      };
    case 'double':
      return {
        value(view, at) {
          const value = view.getFloat64(at, little);
          return Math.abs(value) <= LARGEST_DOUBLE ? value : Number.NaN;
        },
        missing: (view, at) => (view.getUint32(little ? at + 4 : at, little) - 0x7fe00000) / 0x100,
      };
  }
}

/** The last numbers below 2^127 and 2^1023. */
const LARGEST_FLOAT = 1.7014117331926443e38;
const LARGEST_DOUBLE = Number.MAX_VALUE / 2;

function numberColumn(
  { name, at, type, format, label }: StataVariable,
  read: NumberReader,
  labels: ReadonlyMap<string, string> = new Map(),
): RowColumn {
  let moment = momentFormat(format);
  let write = moment?.text ?? (type === 'float' ? shortFloat : String);
  const codes = new Set([...labels.keys()].filter((code) => code.startsWith('.')));
  // A float or double with labels holds codes; without them its numbers may have a fraction in another file.
  const stored = type === 'byte' || type === 'int' || type === 'long';
  let whole = stored || labels.size > 0;
  return {
    name,
    at,
    text({ view }, from) {
      const value = read.value(view, from);
      return Number.isNaN(value) ? missingCode(read.missing(view, from)) : write(value);
    },
    look({ view }, from) {
      const value = read.value(view, from);
      if (Number.isNaN(value)) {
        const code = missingCode(read.missing(view, from));
        if (code !== '') codes.add(code);
        return;
      }
      if (whole && !Number.isInteger(value)) whole = false;
      const other = moment?.instead?.(value) ?? null;
      if (other !== null) {
        moment = other;
        write = other.text;
      }
    },
    described: () => ({
      label,
      type: moment?.type ?? (whole ? 'integer' : 'decimal'),
      labels: new Map([...labels].map(([code, text]) => [code.startsWith('.') ? code : write(Number(code)), text])),
      missing: new Map(
        [...codes].sort().map((code) => {
          const told = labels.get(code);
          return [code, told === undefined ? 'blank' : missingKind(told)];
        }),
      ),
    }),
  };
}

/** The shortest decimal that is this float: 1.1, where its double is 1.10000002384. Whole numbers are written as they are. */
function shortFloat(value: number): string {
  if (Number.isInteger(value)) return String(value);
  if (Math.abs(value) >= 1e-3) {
    for (let scale = 10; scale <= 1e6; scale *= 10) {
      const near = Math.round(value * scale) / scale;
      if (Math.fround(near) === value) return String(near);
    }
  }
  for (let digits = 6; digits < 9; digits += 1) {
    const near = Number(value.toPrecision(digits));
    if (Math.fround(near) === value) return String(near);
  }
  return String(Number(value.toPrecision(9)));
}
