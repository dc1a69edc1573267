import { bufferOf } from './bytes.ts';

/** The lines of a text in UTF-8, each as it lies: of a long list those that are wanted can be told, and only they be decoded. */
export function linesOf(text: Uint8Array): readonly Buffer[] {
  const bytes = bufferOf(text);
  const lines: Buffer[] = [];
  for (let from = 0, to = 0; from < bytes.length; from = to + 1) {
    const end = bytes.indexOf('\n', from);
    to = end < 0 ? bytes.length : end;
    lines.push(bytes.subarray(from, to));
  }
  return lines;
}

const COMMA = ','.charCodeAt(0);

/** What the line of a list in JSON holds, where each of its entries has a line of its own. */
export function entryIn(line: Buffer): unknown {
  return JSON.parse(String(line.at(-1) === COMMA ? line.subarray(0, -1) : line));
}
