import { fault } from '../../fault.ts';
import type { Source } from '../../table/source.ts';
import { firstBytes } from '../firstBytes.ts';
import type { TextSheet } from '../textSheet.ts';
import { plainBlocks, rowsPerBlock } from './blocks.ts';
import { utf8OrWestern } from './charset.ts';
import { cutOff, withCursor } from './cursor.ts';
import { labelledSheet } from './labelledSheet.ts';
import { stataColumns } from './stataColumns.ts';
import type { StataDictionary } from './stataDictionary.ts';
import { isOldStata } from './stataHead.ts';
import { readOldDictionary, readOldLabels } from './stataOld.ts';
import { readTaggedDictionary, readTaggedTail, type StataTail } from './stataTagged.ts';

/** The first release of Stata that writes each format. */
const STATA: Readonly<Record<number, string>> = {
  108: '6',
  110: '7',
  111: '7',
  113: '8',
  114: '10',
  115: '12',
  117: '13',
  118: '14',
  119: '15',
};

/**
 * The observations of a Stata .dta (formats 108 to 119, Stata 6 and later, either byte order) as text; `labelled` tells its labels and
 * missing codes. Numbers are in shortest form, moments as `stataFormats.ts` tells, `.` is '', `.a` to `.z` stay so. Texts are UTF-8
 * since format 118; before it the file does not tell, and a text is UTF-8 where it can be, else windows-1252. Memory holds one block of observations, and the long texts
 * (strL). Faults, before any row is given: a file that is cut off or damaged, or of a format before 108.
 */
export async function readStata(source: Source): Promise<readonly TextSheet[]> {
  const head = await firstBytes(source, 4);
  const old = isOldStata(head);
  if (old && STATA[head[0]!] === undefined)
    throw fault(
      source.path,
      `is a Stata file of format ${head[0]}, which is not read`,
      'Open it in Stata and save it again, or export it as .csv',
    );
  const dictionary = await withCursor(source, 0, (cursor) =>
    old ? readOldDictionary(source, cursor, utf8OrWestern) : readTaggedDictionary(source, cursor, utf8OrWestern),
  );
  const { release, rows, rowLength, dataAt, variables } = dictionary;
  const end = dataAt + rows * rowLength;
  if (end > source.size)
    throw cutOff(source, `observation ${Math.floor((source.size - dataAt) / rowLength) + 1} of ${rows}`);
  const tail = await tailOf(source, dictionary, end, old);
  const how = [
    `Stata ${STATA[release]} file (format ${release})`,
    ...(dictionary.little ? [] : ['big-endian']),
    release >= 118 ? 'UTF-8' : 'UTF-8 or else windows-1252, as the file states no encoding',
  ].join(', ');
  const layout = { rowLength, rowName: 'observation', rows };
  const perBlock = rowsPerBlock(rowLength, variables.length);
  const columns = stataColumns(source, dictionary, tail);
  return [await labelledSheet(source, how, columns, rowLength, () => plainBlocks(source, dataAt, layout, perBlock))];
}

function tailOf(source: Source, dictionary: StataDictionary, end: number, old: boolean): Promise<StataTail> {
  return withCursor(source, end, async (cursor) =>
    old
      ? { strLs: new Map(), labels: await readOldLabels(source, cursor, dictionary) }
      : readTaggedTail(source, cursor, dictionary),
  );
}
