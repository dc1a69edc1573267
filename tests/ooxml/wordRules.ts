import { type Fault, orderFault, packageFaults, packageOf } from './package.ts';
import { type Element, named, within } from './xml.ts';

/** Rules of WordprocessingML (ECMA-376, part 1, chapter 17) that Word refuses a document by, or mends it without a word. */
export const WORD_RULES = [
  'xml',
  'content types',
  'relationships',
  'order',
  'nesting',
  'cells',
  'grids',
  'ids',
  'bookmarks',
  'references',
  'fields',
  'styles',
  'numbering',
  'section',
] as const;

const w = (names: string): readonly string[] => names.split(' ').map((name) => `w:${name}`);

const RUN = w(
  'rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath',
);

/** What stands in what, in which order. */
const ORDER: Readonly<Record<string, readonly string[]>> = {
  'w:pPr': w(
    'pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange',
  ),
  'w:tblPr': w(
    'tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription',
  ),
  'w:tblBorders': w('top left start bottom right end insideH insideV'),
  'w:tblCellMar': w('top left start bottom right end'),
  'w:tcPr': w('cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark'),
  'w:tcBorders': w('top left start bottom right end insideH insideV tl2br tr2bl'),
  'w:sectPr': w(
    'headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid',
  ),
  'w:numPr': w('ilvl numId'),
  'w:style': w(
    'name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked personal personalCompose personalReply rsid pPr rPr tblPr trPr tcPr tblStylePr',
  ),
  'w:lvl': w('start numFmt lvlRestart pStyle isLgl suff lvlText lvlPicBulletId legacy lvlJc pPr rPr'),
  'w:abstractNum': w('nsid multiLevelType tmpl name styleLink numStyleLink lvl'),
  'w:num': w('abstractNumId lvlOverride'),
  'w:numbering': w('numPicBullet abstractNum num numIdMacAtCleanup'),
  'w:sdt': w('sdtPr sdtEndPr sdtContent'),
  'w:tbl': w('bookmarkStart bookmarkEnd tblPr tblGrid tr'),
  'wp:inline': ['wp:extent', 'wp:effectExtent', 'wp:docPr', 'wp:cNvGraphicFramePr', 'a:graphic'],
};
const REPEATED = [
  ...w('headerReference footerReference tblStylePr lvl lvlOverride abstractNum num tr bookmarkStart bookmarkEnd'),
];

const BLOCKS = w('p tbl sdt bookmarkStart bookmarkEnd');
const INLINES = w('r hyperlink fldSimple bookmarkStart bookmarkEnd sdt');
/** What may stand in an element, in whatever order; properties come first. */
const HOLDS: Readonly<Record<string, readonly string[]>> = {
  'w:body': [...BLOCKS, 'w:sectPr'],
  'w:sdtContent': [...BLOCKS, ...INLINES],
  'w:tc': ['w:tcPr', ...BLOCKS],
  'w:tr': w('tblPrEx trPr tc bookmarkStart bookmarkEnd'),
  'w:p': ['w:pPr', ...INLINES],
  'w:hyperlink': INLINES,
  'w:fldSimple': INLINES,
  'w:r': w('rPr t tab br drawing fldChar instrText footnoteRef endnoteRef separator continuationSeparator pgNum sym'),
  'w:hdr': BLOCKS,
  'w:ftr': BLOCKS,
};
const FIRST = w('pPr rPr tcPr trPr tblPr');

function shapeFaults(element: Element, part: string): readonly Fault[] {
  const faults: Fault[] = [];
  for (const [each] of within(element)) {
    const order = ORDER[each.name] ?? (each.name === 'w:rPr' ? RUN : undefined);
    const wrong = order === undefined ? null : orderFault(each, order, REPEATED);
    if (wrong !== null) faults.push(['order', `${part}: ${wrong}`]);
    const holds = HOLDS[each.name];
    for (const [place, child] of each.children.entries()) {
      if (holds !== undefined && !holds.includes(child.name))
        faults.push(['nesting', `${part}: <${child.name}> in <${each.name}>`]);
      if (holds !== undefined && FIRST.includes(child.name) && place > 0)
        faults.push(['nesting', `${part}: <${child.name}> is not first in <${each.name}>`]);
    }
    if (each.text.trim() !== '' && !/^w:(?:t|instrText)$/.test(each.name))
      faults.push(['nesting', `${part}: text in <${each.name}>`]);
    if (each.name === 'w:tc' && each.children.at(-1)?.name !== 'w:p')
      faults.push(['cells', `${part}: a cell that does not end with a paragraph`]);
    if (each.name === 'w:tbl') faults.push(...gridFaults(each, part));
  }
  return faults;
}

/** Each row covers the columns that the grid names, no more and no fewer. */
function gridFaults(table: Element, part: string): readonly Fault[] {
  const columns = table.children.find(({ name }) => name === 'w:tblGrid')?.children.length ?? 0;
  const rows = table.children.filter(({ name }) => name === 'w:tr');
  const span = (cell: Element) => Number(named(cell, 'w:gridSpan')[0]?.attributes['w:val'] ?? 1);
  const faults = rows.flatMap((row, place): Fault[] => {
    const covered = row.children.filter(({ name }) => name === 'w:tc').reduce((sum, cell) => sum + span(cell), 0);
    return covered === columns ? [] : [['grids', `${part}: row ${place + 1} covers ${covered} of ${columns} columns`]];
  });
  return rows.length === 0 ? [['grids', `${part}: a table without rows`]] : faults;
}

function twice(values: readonly string[]): readonly string[] {
  return values.filter((value, place) => values.indexOf(value) !== place);
}

/** What is wrong with a Word document by the rules that Word holds it to; [] for nothing. */
export function wordFaults(files: Readonly<Record<string, Uint8Array>>): readonly Fault[] {
  const pack = packageOf(files);
  const faults: Fault[] = [...pack.faults, ...packageFaults(pack)];
  const body = pack.parts.get('word/document.xml');
  const styles = pack.parts.get('word/styles.xml');
  const numbering = pack.parts.get('word/numbering.xml');
  if (body === undefined || styles === undefined) return [...faults, ['xml', 'no document or no styles']];
  const written = [...pack.parts].filter(([name]) => /^word\/[^/]*\.xml$/.test(name));
  for (const [name, part] of written) faults.push(...shapeFaults(part, name));

  const val = (element: Element, attribute = 'w:val') => element.attributes[attribute] ?? '';
  const starts = named(body, 'w:bookmarkStart');
  const ends = named(body, 'w:bookmarkEnd').map((each) => val(each, 'w:id'));
  const ids = starts.map((each) => val(each, 'w:id'));
  for (const id of [...twice(ids), ...twice(ends)]) faults.push(['ids', `bookmark ${id} twice`]);
  for (const id of twice(named(body, 'wp:docPr').map((each) => val(each, 'id'))))
    faults.push(['ids', `picture ${id} twice`]);
  for (const id of ids) if (!ends.includes(id)) faults.push(['bookmarks', `${id} does not end`]);
  for (const id of ends) if (!ids.includes(id)) faults.push(['bookmarks', `${id} does not begin`]);
  const names = starts.map((each) => val(each, 'w:name'));
  // Word keeps the first of two whose names differ in capitals only.
  for (const name of twice(names.map((each) => each.toLowerCase()))) faults.push(['bookmarks', `${name} twice`]);
  for (const name of names)
    if (!/^[A-Za-z_]\w{0,39}$/.test(name)) faults.push(['bookmarks', `${name} is no name for one`]);

  const known = new Set(names);
  for (const link of named(body, 'w:hyperlink'))
    if ('w:anchor' in link.attributes && !known.has(val(link, 'w:anchor')))
      faults.push(['references', `a link to ${val(link, 'w:anchor')}`]);
  const codes = [
    ...named(body, 'w:instrText').map(({ text }) => text),
    ...named(body, 'w:fldSimple').map((each) => val(each, 'w:instr')),
  ];
  for (const code of codes) {
    const [, kind = '', target = ''] = /^\s*(\w+)\s*(\S*)/.exec(code) ?? [];
    if (/^(?:PAGE)?REF$/.test(kind) && !known.has(target)) faults.push(['references', `a field to ${target}`]);
    if (!/^(?:TOC|REF|PAGEREF|SEQ|PAGE|NUMPAGES)$/.test(kind)) faults.push(['fields', `${kind} is no field of ours`]);
  }
  for (const [name, part] of written) {
    const open: string[] = [];
    for (const mark of named(part, 'w:fldChar')) {
      const type = val(mark, 'w:fldCharType');
      const before = open.at(-1);
      if (type === 'begin') open.push('begin');
      else if (type === 'separate' && before === 'begin') open[open.length - 1] = 'separate';
      else if (type === 'end' && before !== undefined) open.pop();
      else faults.push(['fields', `${name}: ${type} without its beginning`]);
    }
    if (open.length > 0) faults.push(['fields', `${name}: ${open.length} do not end`]);
  }

  const kinds = new Map(named(styles, 'w:style').map((each) => [val(each, 'w:styleId'), val(each, 'w:type')]));
  for (const id of twice(named(styles, 'w:style').map((each) => val(each, 'w:styleId'))))
    faults.push(['styles', `${id} twice`]);
  const uses = { 'w:pStyle': 'paragraph', 'w:rStyle': 'character', 'w:tblStyle': 'table' } as const;
  for (const [name, part] of written)
    for (const [element, kind] of Object.entries(uses))
      for (const use of named(part, element))
        if (kinds.get(val(use)) !== kind) faults.push(['styles', `${name}: no ${kind} style ${val(use)}`]);
  for (const element of ['w:basedOn', 'w:next', 'w:link'])
    for (const use of named(styles, element))
      if (!kinds.has(val(use))) faults.push(['styles', `${element} of a style that is not there: ${val(use)}`]);

  const abstracts = (numbering === undefined ? [] : named(numbering, 'w:abstractNum')).map((each) =>
    val(each, 'w:abstractNumId'),
  );
  const numbers = numbering === undefined ? [] : named(numbering, 'w:num');
  for (const number of numbers)
    for (const of of number.children)
      if (of.name === 'w:abstractNumId' && !abstracts.includes(val(of)))
        faults.push(['numbering', `of no list: ${val(of)}`]);
  const numbered = new Set(numbers.map((each) => val(each, 'w:numId')));
  for (const use of named(body, 'w:numPr').flatMap((each) => each.children))
    if (use.name === 'w:numId' && !numbered.has(val(use))) faults.push(['numbering', `no list ${val(use)}`]);

  const last = body.children[0]?.children.at(-1);
  if (last?.name !== 'w:sectPr') faults.push(['section', 'the text does not end with its section']);
  return faults;
}
