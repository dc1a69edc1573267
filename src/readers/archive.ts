import { fault } from '../fault.ts';
import type { Source } from '../table/source.ts';
import { auditSheet } from './auditSheet.ts';
import type { TextSheet } from './textSheet.ts';
import { unzipped, type Zip, type ZipEntry } from './zip.ts';

/** Endings of the files that are read; pictures, sound and documents are answers of their own, and only counted. */
const READ = /\.(csv|tsv|txt|xlsx|xlsm|xls|ods|json|sav|zsav|dta|parquet)$/i;
/** What systems leave in archives. */
const LITTER = /(^|\/)(__MACOSX\/|\.|Thumbs\.db$|desktop\.ini$)/i;
/** The log of one submission: the folder around it bears its uuid. */
const AUDIT = /(?:^|\/)([^/]+)\/audit\.csv$/i;

/**
 * The sheets of a zip of exports: the tables of an ODK Central archive, the files of any other, and the audit logs of single submissions as one
 * sheet. `read` reads a member, which is named `archive.zip › member`. Faults: an archive in the archive, and one without anything to read.
 */
export async function readArchive(
  zip: Zip,
  read: (source: Source) => Promise<readonly TextSheet[]>,
): Promise<readonly TextSheet[]> {
  const members = [...zip.entries.values()].filter(({ name }) => !name.endsWith('/') && !LITTER.test(name));
  const nested = members.find(({ name }) => /\.zip$/i.test(name));
  if (nested !== undefined)
    throw fault(
      `${zip.path} › ${nested.name}`,
      'is an archive in an archive',
      'Unpack the outer one, and give its files',
    );
  const audits = members.filter(({ name }) => AUDIT.test(name));
  const tables = members.filter((member) => READ.test(member.name) && !audits.includes(member));
  if (tables.length + audits.length === 0)
    throw fault(
      zip.path,
      'is an archive without a table: it holds no .csv, .xlsx, .json, .sav or .dta',
      'Give the archive that the server calls data or submissions, not that of media',
    );
  const left = members.length - tables.length - audits.length;
  const sheets: TextSheet[] = [];
  for (const member of tables)
    for (const sheet of await read(memberSource(zip, member)))
      sheets.push({
        ...sheet,
        how: [sheet.how ?? '', left === 0 ? '' : `${left} other files in the archive`]
          .filter((text) => text !== '')
          .join('; '),
      });
  if (audits.length > 0)
    sheets.push(
      await auditSheet(
        zip.path,
        audits.map((member) => ({ key: AUDIT.exec(member.name)?.[1] ?? '', source: memberSource(zip, member) })),
      ),
    );
  return sheets;
}

function memberSource(zip: Zip, member: ZipEntry): Source {
  return { path: `${zip.path} › ${member.name}`, size: member.size, chunks: () => unzipped(zip, member) };
}
