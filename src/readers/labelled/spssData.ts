import type { Source } from '../../table/source.ts';
import { type Block, type Blocks, blockOf, type Layout, ofRows, plainBlocks, rowsPerBlock } from './blocks.ts';
import { chunksFrom, cutOff, damaged } from './cursor.ts';
import type { SpssDictionary } from './spssDictionary.ts';
import type { Zsav } from './zsav.ts';
import { zsavBytes } from './zsav.ts';

/** The cases of a file in blocks, unpacked. `zsav` is its table of blocks, where it has one. */
export function spssBlocks(source: Source, dictionary: SpssDictionary, zsav: Zsav | null): Blocks {
  const pieces = dictionary.strings.length;
  const layout = { rowLength: pieces * 8, rowName: 'case', rows: dictionary.cases };
  const perBlock = rowsPerBlock(layout.rowLength, pieces);
  if (dictionary.compression === 'none') {
    const held = Math.floor((source.size - dictionary.dataAt) / layout.rowLength);
    if (dictionary.cases !== null && held > dictionary.cases) throw tooMany(source, dictionary.cases);
    return plainBlocks(source, dictionary.dataAt, layout, perBlock);
  }
  const packed = zsav === null ? chunksFrom(source, dictionary.dataAt) : zsavBytes(source, zsav);
  return bytecodeBlocks(source, packed, dictionary, layout, perBlock);
}

/** Command bytes: 0 nothing, 1 to 251 a whole number, and these. */
const END = 252;
const LITERAL = 253;
const SPACES = 254;
const ABSENT = 255;

/**
 * Unpacks SPSS's bytecode: groups of eight commands, each group followed by the eight bytes of each of its literals. Faults: the
 * bytes end inside a case or before the last one, more cases than the header tells, a command that its variable cannot have.
 */
async function* bytecodeBlocks(
  source: Source,
  packed: AsyncIterable<Buffer>,
  { strings, records, little, bias }: SpssDictionary,
  layout: Layout,
  perBlock: number,
): AsyncGenerator<Block> {
  const pieces = strings.length;
  const wanted = layout.rows ?? Number.POSITIVE_INFINITY;
  const out = Buffer.alloc(perBlock * layout.rowLength);
  const view = new DataView(out.buffer, out.byteOffset, out.length);
  let done = 0;
  let rows = 0;
  let piece = 0;
  let at = 0;
  let ended = false;
  const place = () => ofRows('case', done + rows + 1, layout.rows);
  const variable = () =>
    records
      .findLast((record) => record.piece <= piece)
      ?.name.toString('latin1')
      .trim();
  let held: Buffer = Buffer.alloc(0);

  /** Puts the piece that a command stands for; `literal` is where its eight bytes would be. */
  const put = (command: number, from: Buffer, literal: number): void => {
    const text = strings[piece] === 1;
    if (command === LITERAL) from.copy(out, at, literal, literal + 8);
    else if (command === SPACES) {
      if (!text) throw damaged(source, place(), `${variable()} is a number and holds spaces`);
      out.fill(0x20, at, at + 8);
    } else if (command === ABSENT) view.setFloat64(at, -Number.MAX_VALUE, little);
    else {
      // Some writers pack a string of NULs as the number 0.
      if (text && command !== bias) throw damaged(source, place(), `${variable()} is text and holds a number`);
      view.setFloat64(at, command - bias, little);
    }
    at += 8;
    piece += 1;
    if (piece < pieces) return;
    piece = 0;
    rows += 1;
  };

  for await (const chunk of packed) {
    const bytes: Buffer = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
    let next = 0;
    while (!ended && bytes.length - next >= 8) {
      const group = groupLength(bytes, next);
      if (bytes.length - next < group) break;
      let literal = next + 8;
      for (let k = next; k < next + 8; k += 1) {
        const command = bytes[k]!;
        if (command === 0) continue;
        ended = command === END;
        if (ended) break;
        put(command, bytes, literal);
        if (command === LITERAL) literal += 8;
        if (done + rows > wanted) throw tooMany(source, wanted);
        if (rows === perBlock) {
          yield { bytes: out, view, rows };
          done += rows;
          rows = 0;
          at = 0;
        }
      }
      next += group;
    }
    held = bytes.subarray(next);
    if (ended) break;
  }
  const open = piece > 0 || (!ended && held.length > 0);
  if (done + rows < wanted && (open || layout.rows !== null)) throw cutOff(source, place());
  if (rows > 0) yield blockOf(out.subarray(0, rows * layout.rowLength), rows);
}

function tooMany(source: Source, cases: number) {
  return damaged(source, 'cases', `there are more than the ${cases} that the header tells`);
}

function groupLength(bytes: Buffer, at: number): number {
  let length = 8;
  for (let k = at; k < at + 8; k += 1) if (bytes[k] === LITERAL) length += 8;
  return length;
}
