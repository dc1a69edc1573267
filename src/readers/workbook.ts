import { fault } from '../fault.ts';
import { builtInKind, type DateKind, formatKind } from './serial.ts';
import { attribute, elements, refuseDoctype, xmlText } from './xml.ts';
import { type Zip, zipText } from './zip.ts';

/** A sheet of a workbook: its name, and the part of the archive with its cells. */
export interface SheetPart {
  readonly name: string;
  readonly part: string;
}

/** What a workbook says besides its cells. */
export interface Workbook {
  readonly sheets: readonly SheetPart[];
  readonly date1904: boolean;
  /** Part with the shared strings; '' without one. */
  readonly strings: string;
  /** Kind of date that a cell's style shows, by the style's number. */
  readonly dates: readonly DateKind[];
}

/** Reads the workbook of an .xlsx or .xlsm; sheets in the order of their tabs, hidden ones too, charts left out. */
export async function readWorkbook(zip: Zip): Promise<Workbook> {
  const root = await relations(zip, '_rels/.rels', '');
  const part = root.find((relation) => relation.type === 'officedocument')?.target ?? 'xl/workbook.xml';
  const xml = await partText(zip, part);
  if (xml === null) {
    throw fault(
      zip.path,
      'is a zip archive, but no workbook is in it',
      'Give the .xlsx itself; unpack an archive of several files first',
    );
  }
  const folder = part.slice(0, part.lastIndexOf('/') + 1);
  const links = await relations(zip, `${folder}_rels/${part.slice(folder.length)}.rels`, folder);
  const byId = new Map(links.map((link) => [link.id, link]));
  const sheets = elements(xml, 'sheet').flatMap(({ tag }) => {
    const link = byId.get(attribute(tag, 'r:id') || /\s[\w.-]+:id="([^"]*)"/.exec(tag)?.[1] || '');
    return link?.type === 'worksheet' ? [{ name: xmlText(attribute(tag, 'name'), zip.path), part: link.target }] : [];
  });
  const properties = elements(xml, 'workbookPr')[0]?.tag ?? '';
  const styles = links.find((link) => link.type === 'styles');
  return {
    sheets,
    date1904: ['1', 'true'].includes(attribute(properties, 'date1904')),
    strings: links.find((link) => link.type === 'sharedstrings')?.target ?? '',
    dates: styles === undefined ? [] : styleDates((await partText(zip, styles.target)) ?? ''),
  };
}

async function partText(zip: Zip, part: string): Promise<string | null> {
  const xml = await zipText(zip, part);
  if (xml !== null) refuseDoctype(xml, `${zip.path} › ${part}`);
  return xml;
}

interface Relation {
  readonly id: string;
  /** Last word of the relation's type, lower-case: worksheet, styles, sharedstrings … */
  readonly type: string;
  readonly target: string;
}

async function relations(zip: Zip, part: string, folder: string): Promise<Relation[]> {
  const xml = await partText(zip, part);
  return elements(xml ?? '', 'Relationship').map(({ tag }) => ({
    id: attribute(tag, 'Id'),
    type: attribute(tag, 'Type').replace(/^.*\//, '').toLowerCase(),
    target: resolved(folder, xmlText(attribute(tag, 'Target'), zip.path)),
  }));
}

function resolved(folder: string, target: string): string {
  if (target.startsWith('/')) return target.slice(1);
  const steps: string[] = [];
  for (const step of `${folder}${target}`.split('/')) {
    if (step === '..') steps.pop();
    else if (step !== '.' && step !== '') steps.push(step);
  }
  return steps.join('/');
}

function styleDates(xml: string): DateKind[] {
  const own = new Map(
    elements(xml, 'numFmt').map(({ tag }) => [
      Number(attribute(tag, 'numFmtId')),
      formatKind(xmlText(attribute(tag, 'formatCode'), 'styles.xml')),
    ]),
  );
  return elements(elements(xml, 'cellXfs')[0]?.content ?? '', 'xf').map(({ tag }) => {
    const id = Number(attribute(tag, 'numFmtId'));
    return own.get(id) ?? builtInKind(id);
  });
}
