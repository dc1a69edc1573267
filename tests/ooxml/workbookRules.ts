import { type Fault, orderFault, packageFaults, packageOf, relationsOf } from './package.ts';
import { type Element, named, within } from './xml.ts';

/** Rules of SpreadsheetML (ECMA-376, part 1, chapter 18) that Excel offers to repair a workbook by. */
export const WORKBOOK_RULES = [
  'xml',
  'content types',
  'relationships',
  'order',
  'sheets',
  'cells',
  'strings',
  'styles',
  'merged',
  'names',
  'links',
  'counts',
  'drawings',
] as const;

const ORDER: Readonly<Record<string, readonly string[]>> = {
  workbook:
    'fileVersion fileSharing workbookPr workbookProtection bookViews sheets functionGroups externalReferences definedNames calcPr oleSize customWorkbookViews pivotCaches fileRecoveryPr extLst'.split(
      ' ',
    ),
  worksheet:
    'sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr sheetProtection protectedRanges scenarios autoFilter sortState dataConsolidate customSheetViews mergeCells phoneticPr conditionalFormatting dataValidations hyperlinks printOptions pageMargins pageSetup headerFooter rowBreaks colBreaks customProperties cellWatches ignoredErrors smartTags drawing legacyDrawing legacyDrawingHF picture oleObjects controls webPublishItems tableParts extLst'.split(
      ' ',
    ),
  styleSheet: 'numFmts fonts fills borders cellStyleXfs cellXfs cellStyles dxfs tableStyles colors extLst'.split(' '),
  'xdr:twoCellAnchor': ['xdr:from', 'xdr:to', 'xdr:sp', 'xdr:pic', 'xdr:clientData'],
  'xdr:pic': ['xdr:nvPicPr', 'xdr:blipFill', 'xdr:spPr'],
};
const REPEATED = ['conditionalFormatting'];
const COUNTED =
  'mergeCells dataValidations numFmts fonts fills borders cellStyleXfs cellXfs cellStyles dxfs rowBreaks'.split(' ');
const MOST_ROWS = 1_048_576;
const MOST_COLUMNS = 16_384;
const LONGEST = 32_767;

interface Corner {
  readonly row: number;
  readonly column: number;
}

function corner(reference: string): Corner | null {
  const [, letters, digits] = /^\$?([A-Z]{1,3})\$?(\d+)$/.exec(reference) ?? [];
  if (letters === undefined || digits === undefined) return null;
  const column = [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
  const row = Number(digits);
  return row >= 1 && row <= MOST_ROWS && column <= MOST_COLUMNS ? { row, column } : null;
}

function rangeOf(reference: string): readonly [Corner, Corner] | null {
  const [from = '', to = from] = reference.split(':');
  const [first, last] = [corner(from), corner(to)];
  return first === null || last === null || last.row < first.row || last.column < first.column ? null : [first, last];
}

/** Whether a reference into a sheet that is there is well formed: cells, or whole rows as printed titles are. */
function refers(text: string, sheets: ReadonlySet<string>): boolean {
  const [, quoted, bare, range = ''] = /^(?:'((?:[^']|'')+)'|(\w+))!(.+)$/.exec(text) ?? [];
  const sheet = quoted?.replaceAll("''", "'") ?? bare ?? '';
  return sheets.has(sheet) && (rangeOf(range) !== null || /^\$\d+:\$\d+$/.test(range));
}

/** What is wrong with a workbook by the rules that Excel holds it to; [] for nothing. */
export function workbookFaults(files: Readonly<Record<string, Uint8Array>>): readonly Fault[] {
  const pack = packageOf(files);
  const faults: Fault[] = [...pack.faults, ...packageFaults(pack)];
  const book = pack.parts.get('xl/workbook.xml');
  const styles = pack.parts.get('xl/styles.xml');
  if (book === undefined || styles === undefined) return [...faults, ['xml', 'no workbook or no styles']];
  const strings = pack.parts.get('xl/sharedStrings.xml');
  const items = strings === undefined ? [] : strings.children.filter(({ name }) => name === 'si');
  const formats = named(styles, 'cellXfs')[0]?.children ?? [];

  for (const [name, part] of pack.parts)
    for (const [each] of within(part)) {
      const order = ORDER[each.name];
      const wrong = order === undefined ? null : orderFault(each, order, REPEATED);
      if (wrong !== null) faults.push(['order', `${name}: ${wrong}`]);
      if (
        COUNTED.includes(each.name) &&
        'count' in each.attributes &&
        Number(each.attributes.count) !== each.children.length
      )
        faults.push(['counts', `${name}: ${each.name} counts ${each.attributes.count} of ${each.children.length}`]);
    }

  const sheets = named(book, 'sheet');
  const titles = sheets.map((each) => each.attributes.name ?? '');
  for (const [place, title] of titles.entries()) {
    const wrong = title === '' || title.length > 31 || /[[\]:*?/\\]/.test(title) || /^'|'$/.test(title);
    const same = titles.findIndex((each) => each.toLowerCase() === title.toLowerCase());
    if (wrong || same !== place) faults.push(['sheets', `'${title}' is no name, or stands twice`]);
  }
  const ids = sheets.map((each) => each.attributes.sheetId ?? '');
  if (new Set(ids).size !== ids.length) faults.push(['sheets', 'an id of two sheets']);
  const known = new Set(titles);
  faults.push(...styleFaults(styles));

  const names = named(book, 'definedName');
  const seen = new Set<string>();
  for (const { attributes, text } of names) {
    const key = `${attributes.name?.toLowerCase()} ${attributes.localSheetId ?? ''}`;
    if (seen.has(key)) faults.push(['names', `${attributes.name} twice`]);
    seen.add(key);
    if (attributes.localSheetId !== undefined && Number(attributes.localSheetId) >= sheets.length)
      faults.push(['names', `${attributes.name} of a sheet that is not there`]);
    if (!refers(text, known)) faults.push(['names', `${attributes.name} is ${text}`]);
  }

  let used = 0;
  const relations = relationsOf(pack, 'xl/workbook.xml');
  for (const { attributes } of sheets) {
    const path = `xl/${relations.get(attributes['r:id'] ?? '')?.attributes.Target?.replace(/^\/xl\//, '')}`;
    const sheet = pack.parts.get(path);
    if (sheet?.name !== 'worksheet') {
      faults.push(['sheets', `${attributes.name} has no part`]);
      continue;
    }
    const made = sheetFaults(sheet, path, { strings: items.length, formats: formats.length, sheets: known });
    faults.push(...made.faults);
    used += made.strings;
  }
  if (strings !== undefined) {
    if (Number(strings.attributes.uniqueCount) !== items.length) faults.push(['strings', 'uniqueCount']);
    // How often texts are used need not be said; the writer says how many there are, which Excel does not look at.
    const { count } = strings.attributes;
    if (count !== undefined && Number(count) !== used && Number(count) !== items.length)
      faults.push(['strings', `count ${count} of ${used}`]);
    for (const { text } of items.flatMap((item) => named(item, 't')))
      if (text.length > LONGEST) faults.push(['strings', 'longer than a cell']);
  }
  for (const [name, part] of pack.parts)
    if (/^xl\/drawings\/drawing\d+\.xml$/.test(name)) faults.push(...drawingFaults(part, name));
  return faults;
}

function styleFaults(styles: Element): readonly Fault[] {
  const size = (name: string) => named(styles, name)[0]?.children.length ?? 0;
  const custom = new Set((named(styles, 'numFmts')[0]?.children ?? []).map((each) => each.attributes.numFmtId));
  const bounds = {
    fontId: size('fonts'),
    fillId: size('fills'),
    borderId: size('borders'),
    xfId: size('cellStyleXfs'),
  };
  return named(styles, 'xf').flatMap(({ attributes }): Fault[] => {
    const { numFmtId = '0' } = attributes;
    const lost = Object.entries(bounds).filter(([key, most]) => key in attributes && Number(attributes[key]) >= most);
    const format = Number(numFmtId) >= 164 && !custom.has(numFmtId);
    return [
      ...lost.map(([key]): Fault => ['styles', `${key} ${attributes[key]} is not there`]),
      ...(format ? [['styles', `number format ${numFmtId} is not there`] as const] : []),
    ];
  });
}

function sheetFaults(
  sheet: Element,
  path: string,
  of: { readonly strings: number; readonly formats: number; readonly sheets: ReadonlySet<string> },
): { readonly faults: readonly Fault[]; readonly strings: number } {
  const faults: Fault[] = [];
  let strings = 0;
  let lastRow = 0;
  for (const row of named(sheet, 'row')) {
    const number = Number(row.attributes.r);
    if (!(number > lastRow)) faults.push(['cells', `${path}: row ${row.attributes.r} after ${lastRow}`]);
    lastRow = number;
    let lastColumn = 0;
    for (const cell of row.children) {
      const { r = '', s, t } = cell.attributes;
      const at = corner(r);
      if (at === null || at.row !== number || at.column <= lastColumn)
        faults.push(['cells', `${path}: ${r} in row ${number}`]);
      lastColumn = at?.column ?? lastColumn;
      if (s !== undefined && Number(s) >= of.formats) faults.push(['styles', `${path}: ${r} has format ${s}`]);
      const value = cell.children.find(({ name }) => name === 'v')?.text ?? '';
      if (t === 's') {
        strings += 1;
        if (!/^\d+$/.test(value) || Number(value) >= of.strings)
          faults.push(['strings', `${path}: ${r} is text ${value}`]);
      } else if ((t === undefined || t === 'n') && value !== '' && !Number.isFinite(Number(value)))
        faults.push(['cells', `${path}: ${r} is no number: ${value}`]);
    }
  }
  const merged = named(sheet, 'mergeCell').map(({ attributes }) => attributes.ref ?? '');
  const ranges = merged.map(rangeOf);
  for (const [place, range] of ranges.entries()) {
    if (range === null || merged[place]?.includes(':') !== true) faults.push(['merged', `${path}: ${merged[place]}`]);
    const over = ranges.slice(0, place).some((other) => range !== null && other !== null && overlap(range, other));
    if (over) faults.push(['merged', `${path}: ${merged[place]} lies on another`]);
  }
  for (const { attributes } of named(sheet, 'hyperlink')) {
    const { ref = '', location, 'r:id': id } = attributes;
    if (rangeOf(ref) === null || (id === undefined && !refers(location ?? '', of.sheets)))
      faults.push(['links', `${path}: ${ref} to ${location}`]);
  }
  return { faults, strings };
}

function overlap([a, b]: readonly [Corner, Corner], [c, d]: readonly [Corner, Corner]): boolean {
  return a.row <= d.row && c.row <= b.row && a.column <= d.column && c.column <= b.column;
}

/** Pictures: ids used once, the lower corner under the upper one, a text for those who do not see them. */
function drawingFaults(part: Element, name: string): readonly Fault[] {
  const faults: Fault[] = [];
  const properties = named(part, 'xdr:cNvPr');
  const ids = properties.map(({ attributes }) => attributes.id ?? '');
  if (new Set(ids).size !== ids.length) faults.push(['drawings', `${name}: an id twice`]);
  if (properties.some(({ attributes }) => (attributes.descr ?? '') === ''))
    faults.push(['drawings', `${name}: no text`]);
  for (const anchor of named(part, 'xdr:twoCellAnchor')) {
    const at = (end: string, axis: string) =>
      Number(named(anchor, `xdr:${end}`)[0]?.children.find((each) => each.name === `xdr:${axis}`)?.text);
    for (const axis of ['col', 'row'])
      if (!(at('to', axis) > at('from', axis))) faults.push(['drawings', `${name}: a picture without extent`]);
  }
  return faults;
}
