import { fault } from '../fault.ts';
import type { Source } from '../table/source.ts';
import { firstBytes } from './firstBytes.ts';
import { FORMATS } from './formats.ts';
import type { TextSheet } from './textSheet.ts';

const HEAD = 4_096;

/**
 * The tables of text in a file: one of a CSV, an SPSS file (.sav, .zsav) or a Stata file (.dta), one a sheet of a workbook (.xlsx,
 * .xlsm, .xlsb, .xls, .ods). The format is told from the file's content. A sheet with a header and no rows is legal; blank sheets are left out. Faults: an empty file, one of no known format.
 */
export async function readSheets(source: Source): Promise<readonly TextSheet[]> {
  const head = await firstBytes(source, HEAD);
  if (head.length === 0) throw fault(source.path, 'the file is empty', 'Export or download it again');
  const format = FORMATS.find((each) => each.recognises(head));
  if (format === undefined) {
    throw fault(
      source.path,
      'is neither a CSV nor a workbook, nor an SPSS or Stata file',
      'Give a .csv, .tsv, .xlsx, .xls, .ods, .sav, .zsav or .dta; other files can be saved as .xlsx in Excel or LibreOffice',
    );
  }
  const sheets = (await format.read(source)).filter((sheet) => sheet.headerRow > 0);
  if (sheets.length === 0)
    throw fault(source.path, 'no sheet of the workbook has any text', 'Export or download it again');
  return sheets;
}
