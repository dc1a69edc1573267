import type { Source } from '../../table/source.ts';
import type { TextSheet } from '../textSheet.ts';
import { withCursor } from './cursor.ts';
import { labelledSheet } from './labelledSheet.ts';
import { spssColumns } from './spssColumns.ts';
import { spssBlocks } from './spssData.ts';
import { readSpssDictionary } from './spssDictionary.ts';
import { spssEncoding, spssRelease } from './spssExtensions.ts';
import { readZsav } from './zsav.ts';

const PACKED = { none: 'uncompressed', bytecode: 'bytecode compressed', zlib: 'zlib compressed' } as const;

/**
 * The cases of an SPSS .sav or .zsav, of either byte order, as text; `labelled` tells its labels and missing codes. Numbers are in
 * shortest form and moments ISO, as `spssFormats.ts` tells; system missing is ''. A code declared missing keeps its number. Of a range
 * of missing codes those are told that occur or have a label. Memory holds one block of cases. Faults, before any row is given: a file
 * that is cut off or damaged, other than the declared number of cases, an unknown encoding.
 */
export async function readSpss(source: Source): Promise<readonly TextSheet[]> {
  const { dictionary, zsav } = await withCursor(source, 0, async (cursor) => {
    const found = await readSpssDictionary(source, cursor);
    return {
      dictionary: found,
      zsav: found.compression === 'zlib' ? await readZsav(source, cursor, found.little) : null,
    };
  });
  const encoding = spssEncoding(source, dictionary);
  const columns = spssColumns(source, dictionary, encoding.decode);
  const release = spssRelease(dictionary);
  const how = [
    `SPSS ${release === 0 ? '' : `${release} `}file`,
    PACKED[dictionary.compression],
    ...(dictionary.little ? [] : ['big-endian']),
    encoding.how,
  ].join(', ');
  const rowLength = dictionary.strings.length * 8;
  return [await labelledSheet(source, how, columns, rowLength, () => spssBlocks(source, dictionary, zsav))];
}
