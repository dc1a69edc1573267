import { strFromU8, strToU8, unzipSync } from 'fflate';
import { beforeAll, describe, expect, test } from 'vitest';
import { documentWord } from '../../src/publish/report/word/word.ts';
import type { Cells } from '../../src/publish/sheets/sheet.ts';
import { type DataSheet, writeDataWorkbook } from '../../src/writers/dataWorkbook.ts';
import { writeWorkbook } from '../../src/writers/workbook.ts';
import { PNG, testDocument } from '../publish/report/document.ts';
import { testWords } from '../publish/words.ts';
import { WORD_RULES, wordFaults } from './wordRules.ts';
import { WORKBOOK_RULES, workbookFaults } from './workbookRules.ts';

type Files = Readonly<Record<string, Uint8Array>>;

/** What a document is doctored with: the rule that it then breaks, what was done, the part, and what takes the place of what. */
type Doctored = readonly [rule: string, what: string, part: string, from: string | RegExp, to: string];

/** The files with a part changed; fails where there is nothing to change, so that no case passes by doing nothing. */
function doctored(files: Files, part: string, from: string | RegExp, to: string): Files {
  const before = strFromU8(files[part] ?? new Uint8Array());
  const after = before.replace(from, to);
  expect(after).not.toBe(before);
  return { ...files, [part]: strToU8(after) };
}

const rulesOf = (faults: readonly (readonly [string, string])[]) => [...new Set(faults.map(([rule]) => rule))];

const BODY = 'word/document.xml';
const WORD: readonly Doctored[] = [
  ['xml', 'an & that begins nothing', BODY, '</w:t>', ' & </w:t>'],
  ['xml', 'an element that does not end', BODY, '</w:body>', ''],
  ['xml', 'a control character', BODY, '</w:t>', '\u0001</w:t>'],
  ['xml', 'an attribute twice', BODY, '<w:pStyle w:val=', '<w:pStyle w:val="Title" w:val='],
  ['content types', 'a part without a type', '[Content_Types].xml', / Extension="png"/, ' Extension="gnp"'],
  ['content types', 'a type of a part that is not there', '[Content_Types].xml', '/word/styles.xml', '/word/style.xml'],
  [
    'relationships',
    'a picture that is not there',
    'word/_rels/document.xml.rels',
    /Target="media\//,
    'Target="medias/',
  ],
  ['relationships', 'an id that leads nowhere', BODY, /r:embed="[^"]*"/, 'r:embed="rIdNone"'],
  ['relationships', 'an id twice', 'word/_rels/document.xml.rels', /Id="rId2"/, 'Id="rId1"'],
  ['order', 'properties of a paragraph', BODY, /(<w:pStyle w:val="FigureCaption"\/>)(<w:bidi\/>)/, '$2$1'],
  ['order', 'properties of a run', BODY, '<w:b/><w:bCs/>', '<w:bCs/><w:b/>'],
  ['order', 'properties of a table', BODY, /(<w:tblW [^>]*>)(.*?)(<w:tblLayout [^>]*>)/, '$3$2$1'],
  ['order', 'properties of a cell', BODY, /(<w:tcW [^>]*>)(<w:gridSpan [^>]*>)/, '$2$1'],
  ['order', 'borders of a table', BODY, /(<w:top [^>]*>)(<w:left [^>]*>)/, '$2$1'],
  ['order', 'properties of the section', BODY, /(<w:pgSz [^>]*>)(<w:pgMar [^>]*>)/, '$2$1'],
  ['order', 'a property twice', BODY, '<w:bidi/>', '<w:bidi/><w:bidi/>'],
  ['order', 'a property that there is not', BODY, '<w:bidi/>', '<w:bidirectional/>'],
  ['order', 'properties of a style', 'word/styles.xml', /(<w:name [^>]*>)(<w:basedOn [^>]*>)/, '$2$1'],
  ['order', 'a level of a list', 'word/numbering.xml', /(<w:numFmt [^>]*>)(<w:lvlText [^>]*>)/, '$2$1'],
  [
    'order',
    'lists after those that use them',
    'word/numbering.xml',
    /(<w:num .*<\/w:num>)(<\/w:numbering>)/s,
    '<w:num w:numId="90"><w:abstractNumId w:val="1"/></w:num><w:abstractNum w:abstractNumId="90"/>$1$2',
  ],
  ['nesting', 'a paragraph in a paragraph', BODY, '<w:p><w:pPr>', '<w:p><w:pPr/><w:p/></w:p><w:p><w:pPr>'],
  [
    'nesting',
    'properties that are not first',
    BODY,
    /<w:r>(<w:rPr>.*?<\/w:rPr>)(<w:t [^>]*>[^<]*<\/w:t>)<\/w:r>/,
    '<w:r>$2$1</w:r>',
  ],
  ['nesting', 'text outside of a run', BODY, '<w:tr>', '<w:tr>text'],
  ['nesting', 'a run in the body', BODY, '<w:tbl>', '<w:r/><w:tbl>'],
  ['cells', 'a cell without a paragraph', BODY, /(<\/w:tcPr>)<w:p>.*?<\/w:p>(<\/w:tc>)/, '$1$2'],
  ['grids', 'a row with a cell too many', BODY, /(<w:tc>(?:(?!<\/w:tc>).)*<\/w:tc>)/, '$1$1'],
  ['grids', 'a table without rows', BODY, /<w:tr>.*<\/w:tr>/s, ''],
  ['ids', 'a picture’s id twice', BODY, /(<w:p>(?:(?!<\/w:p>).)*<wp:docPr (?:(?!<\/w:p>).)*<\/w:p>)/, '$1$1'],
  ['ids', 'a bookmark’s id twice', BODY, /(<w:bookmarkStart [^>]*w:id=")2"/, '$11"'],
  ['bookmarks', 'one that does not end', BODY, /<w:bookmarkEnd [^>]*>/, ''],
  ['bookmarks', 'one that does not begin', BODY, /<w:bookmarkStart [^>]*>/, ''],
  ['bookmarks', 'a name twice', BODY, 'w:name="table_COV"', 'w:name="FIGURE_F01"'],
  ['bookmarks', 'a name that is none', BODY, 'w:name="table_COV"', 'w:name="table COV"'],
  ['references', 'a field to nowhere', BODY, ' REF table_COV ', ' REF table_NONE '],
  ['references', 'an entry of the contents to nowhere', BODY, /w:anchor="[^"]*"/, 'w:anchor="nowhere"'],
  ['fields', 'one that does not end', BODY, /<w:fldChar w:fldCharType="end"[^>]*\/>/, ''],
  ['fields', 'one that runs a program', BODY, ' SEQ Figure ', ' DDEAUTO cmd '],
  [
    'styles',
    'one that is not there',
    BODY,
    '<w:pStyle w:val="FigureCaption"/>',
    '<w:pStyle w:val="Caption of figures"/>',
  ],
  [
    'styles',
    'one of characters for a paragraph',
    BODY,
    '<w:pStyle w:val="FigureCaption"/>',
    '<w:pStyle w:val="Hyperlink"/>',
  ],
  ['styles', 'one based on none', 'word/styles.xml', '<w:basedOn w:val="Caption"/>', '<w:basedOn w:val="Captions"/>'],
  ['styles', 'one twice', 'word/styles.xml', 'w:styleId="Notes"', 'w:styleId="Cell"'],
  ['numbering', 'a list that is not there', BODY, /<w:numId w:val="\d+"\/>/, '<w:numId w:val="99"/>'],
  [
    'numbering',
    'a list of no kind',
    'word/numbering.xml',
    /<w:abstractNumId w:val="\d+"\/>/,
    '<w:abstractNumId w:val="99"/>',
  ],
  ['section', 'text after it', BODY, /(<w:sectPr>.*<\/w:sectPr>)(<\/w:body>)/s, '$1<w:p/>$2'],
];

describe.each(['fr', 'en', 'ar'] as const)('a Word document in %s', (language) => {
  test('keeps the rules of its format', async () => {
    expect(wordFaults(unzipSync(await documentWord(testDocument(language), testWords(language))))).toEqual([]);
  });
});

describe('a Word document that was doctored', () => {
  let files: Files;
  beforeAll(async () => {
    files = unzipSync(await documentWord(testDocument('ar'), testWords('ar')));
  });

  test('every rule has one', () => {
    expect(new Set(WORD.map(([rule]) => rule))).toEqual(new Set(WORD_RULES));
  });

  test.each(WORD)('breaks « %s »: %s', (rule, _what, part, from, to) => {
    expect(rulesOf(wordFaults(doctored(files, part, from, to)))).toContain(rule);
  });
});

const SHEET = 'xl/worksheets/sheet1.xml';
const WORKBOOK: readonly Doctored[] = [
  ['xml', 'an element that does not end', SHEET, '</sheetData>', ''],
  [
    'content types',
    'a sheet without a type',
    '[Content_Types].xml',
    '/xl/worksheets/sheet1.xml',
    '/xl/worksheets/sheet9.xml',
  ],
  ['relationships', 'a drawing that is not there', 'xl/worksheets/_rels/sheet1.xml.rels', 'drawing1', 'drawing7'],
  [
    'order',
    'merged cells before the cells',
    SHEET,
    /(<sheetData>.*<\/sheetData>)(<mergeCells.*<\/mergeCells>)/s,
    '$2$1',
  ],
  [
    'order',
    'names before the sheets',
    'xl/workbook.xml',
    /(<sheets>.*<\/sheets>)(<definedNames>.*<\/definedNames>)/s,
    '$2$1',
  ],
  ['order', 'formats before the fonts', 'xl/styles.xml', /(<fonts.*<\/fonts>)(.*)(<cellXfs.*<\/cellXfs>)/s, '$3$2$1'],
  ['sheets', 'a name with a stroke', 'xl/workbook.xml', 'name="One"', 'name="One/Two"'],
  ['sheets', 'a name that is too long', 'xl/workbook.xml', 'name="One"', `name="${'o'.repeat(32)}"`],
  ['sheets', 'two names alike', 'xl/workbook.xml', 'name="Two"', 'name="ONE"'],
  [
    'sheets',
    'a sheet without a part',
    'xl/_rels/workbook.xml.rels',
    /Target="(?:\/xl\/)?worksheets\/sheet2.xml"/,
    'Target="styles.xml"',
  ],
  ['cells', 'a row before the one above', SHEET, '<row r="2"', '<row r="1"'],
  ['cells', 'a cell of another row', SHEET, 'r="A2"', 'r="A3"'],
  ['cells', 'a number that is none', SHEET, '<v>0.742</v>', '<v>0,742</v>'],
  ['strings', 'a text that is not there', SHEET, /(t="s"[^>]*><v>)\d+/, '$1999'],
  ['strings', 'another number of them', 'xl/sharedStrings.xml', / uniqueCount="\d+"/, ' uniqueCount="1"'],
  ['strings', 'another number of their uses', 'xl/sharedStrings.xml', / count="\d+"/, ' count="1"'],
  ['strings', 'one that is too long', 'xl/sharedStrings.xml', '</t>', `${'x'.repeat(32_768)}</t>`],
  ['styles', 'a format that is not there', SHEET, / s="\d+"/, ' s="999"'],
  ['styles', 'a font that is not there', 'xl/styles.xml', /(<cellXfs.*?fontId=")\d+/s, '$199'],
  ['styles', 'a number format that is not there', 'xl/styles.xml', /(<cellXfs.*?numFmtId=")16\d/s, '$1199'],
  ['merged', 'two on each other', SHEET, /<mergeCells count="(\d)">/, '<mergeCells count="3"><mergeCell ref="A1:B1"/>'],
  ['merged', 'one cell alone', SHEET, /<mergeCell ref="[^"]*"\/>/, '<mergeCell ref="A1"/>'],
  [
    'names',
    'an area of a sheet that is not there',
    'xl/workbook.xml',
    /(<definedName [^>]*>)(?:&apos;|')One/,
    "$1'Three",
  ],
  [
    'names',
    'one without its quotes',
    'xl/workbook.xml',
    /(<definedName [^>]*>)(?:&apos;|')([^<]*?)(?:&apos;|')!/,
    '$1$2 x!',
  ],
  ['names', 'one twice', 'xl/workbook.xml', /(<definedName .*?<\/definedName>)/, '$1$1'],
  ['links', 'to a sheet that is not there', SHEET, /location="[^"]*"/, 'location="\'Three\'!A1"'],
  ['links', 'to no cell', SHEET, /location="[^"]*"/, 'location="\'Two\'!A0"'],
  ['counts', 'of merged cells', SHEET, /<mergeCells count="\d"/, '<mergeCells count="9"'],
  ['counts', 'of formats', 'xl/styles.xml', /<cellXfs count="\d+"/, '<cellXfs count="1"'],
  ['drawings', 'a picture without a text', 'xl/drawings/drawing1.xml', / descr="[^"]*"/, ''],
  ['drawings', 'a picture without extent', 'xl/drawings/drawing1.xml', /(<xdr:to><xdr:col>)\d+/, '$10'],
  ['drawings', 'an id twice', 'xl/drawings/drawing1.xml', /(<xdr:twoCellAnchor.*?<\/xdr:twoCellAnchor>)/s, '$1$1'],
];

const PROPERTIES = { title: 'A made-up survey', creator: 'survey-pipeline', date: '2026-11-23' };

function sheet(name: string, language: 'en' | 'ar', more: Partial<Cells>): Cells {
  const direction = language === 'ar' ? 'rtl' : 'ltr';
  const rows = [
    [{ value: 'wide & "quoted"', style: 'title', span: 2 }],
    [
      { value: 'go', style: 'link', link: { sheet: 'Two', row: 0 } },
      { value: 0.742, style: 'percent' },
    ],
    [
      { value: '=1+1', style: 'label', comment: 'a <remark>' },
      { value: 0.0004, style: 'pValue' },
    ],
  ] as const;
  const rest = { frozenRows: 1, frozenColumns: 1, repeatedRows: [0, 1] as const, pictures: [], tables: [] };
  return { name, title: name, language, direction, widths: [20, 12], rows, ...rest, ...more };
}

async function workbook(): Promise<Files> {
  const picture = { bytes: PNG, width: 800, height: 400, alt: 'bars', row: 1, rows: 1, column: 0, columns: 2 };
  const dropDowns = [{ column: 0, firstRow: 1, lastRow: 9, source: "'One'!$A$1:$A$2", strict: true }];
  const filter = { firstRow: 0, lastRow: 2, columns: 2 };
  const sheets = [
    sheet('One', 'en', { pictures: [picture] }),
    sheet('Two', 'ar', { dropDowns, filter }),
    sheet("Men's tasks", 'en', { pageStarts: [2], hidden: true }),
  ];
  return unzipSync(await writeWorkbook(sheets, PROPERTIES));
}

test('a workbook keeps the rules of its format', async () => {
  expect(workbookFaults(await workbook())).toEqual([]);
});

test('a workbook of data keeps them too', () => {
  const data: DataSheet = {
    name: 'main',
    header: ['a', 'b', 'c'],
    rows: [
      ['x', 1.5, { day: 19_000 }],
      ['=1', null, null],
    ],
  };
  const bytes = writeDataWorkbook([data, { ...data, name: 'MAIN/2' }], { ...PROPERTIES, direction: 'rtl' });
  expect(workbookFaults(unzipSync(bytes))).toEqual([]);
});

describe('a workbook that was doctored', () => {
  let files: Files;
  beforeAll(async () => {
    files = await workbook();
  });

  test('every rule has one', () => {
    expect(new Set(WORKBOOK.map(([rule]) => rule))).toEqual(new Set(WORKBOOK_RULES));
  });

  test.each(WORKBOOK)('breaks « %s »: %s', (rule, _what, part, from, to) => {
    expect(rulesOf(workbookFaults(doctored(files, part, from, to)))).toContain(rule);
  });
});
