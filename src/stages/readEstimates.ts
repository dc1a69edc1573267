import { bufferOf } from '../table/bytes.ts';
import type { Estimate } from '../table/estimate.ts';
import type { Source } from '../table/source.ts';
import { wholeSource } from '../table/source.ts';

/** Estimates as they are published; where only those of some indicators are wanted, the others are not even parsed. */
export async function readEstimates(
  source: Source,
  wanted: ReadonlySet<string> | null = null,
): Promise<readonly Estimate[]> {
  const text = bufferOf(await wholeSource(source));
  const found = wanted === null ? [] : [...wanted].flatMap((indicator) => estimatesIn(text, indicator));
  // The file may be laid out as somebody else's program does.
  if (found.length === 0) return JSON.parse(String(text)) as readonly Estimate[];
  const entries = found.sort((a, b) => a.byteOffset - b.byteOffset).map(String);
  return JSON.parse(`[${entries.join(',')}]`) as readonly Estimate[];
}

/** The entries of an indicator in a list that is laid out as it is written here: its members are on lines of their own, moved in by their depth. */
function estimatesIn(text: Buffer, indicator: string): readonly Buffer[] {
  const name = `\n  "indicator": ${JSON.stringify(indicator)},\n`;
  const entries: Buffer[] = [];
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + name.length)) {
    const end = text.indexOf('\n }', at);
    entries.push(text.subarray(text.lastIndexOf('\n {', at), end + '\n }'.length));
  }
  return entries;
}
