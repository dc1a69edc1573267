import { fault } from '../fault.ts';
import type { Source } from '../table/source.ts';
import { readByFormat } from './formats.ts';
import type { TextSheet } from './textSheet.ts';

/**
 * The tables of text in a file: one of a CSV, a Parquet file, an SPSS file (.sav, .zsav) or a Stata file (.dta), one a sheet of a workbook
 * (.xlsx, .xlsm, .xlsb, .xls, .ods), one a table of JSON submissions, and all those of an archive's files. The format is told from the
 * content. A sheet with a header and no rows is legal; blank sheets are left out. Faults: an empty file, one of no known format.
 */
export async function readSheets(source: Source): Promise<readonly TextSheet[]> {
  const sheets = (await readByFormat(source)).filter((sheet) => sheet.headerRow > 0);
  if (sheets.length === 0) throw fault(source.path, 'no table in it has any text', 'Export or download it again');
  return sheets;
}
