import { read, type WorkSheet } from '@e965/xlsx';
import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import type { Cells, Row } from '../../src/publish/sheets/sheet.ts';
import { writeWorkbook } from '../../src/writers/workbook.ts';

const PROPERTIES = { title: 'A made-up survey', creator: 'survey-pipeline', date: '2026-11-23' };

function sheet(rows: readonly Row[], more: Partial<Cells> = {}): Cells {
  return {
    name: 'One',
    title: 'One',
    language: 'en',
    direction: 'ltr',
    widths: [20, 12, 12],
    rows,
    frozenRows: 0,
    frozenColumns: 0,
    pictures: [],
    tables: [],
    ...more,
  };
}

async function first(cells: Cells): Promise<WorkSheet> {
  const book = read(await writeWorkbook([cells], PROPERTIES), { cellNF: true, cellText: true });
  return book.Sheets[book.SheetNames[0] ?? ''] ?? {};
}

async function part(sheets: readonly Cells[], path: string): Promise<string> {
  const file = unzipSync(await writeWorkbook(sheets, PROPERTIES))[path];
  return file === undefined ? '' : strFromU8(file);
}

describe('cells', () => {
  test.each([
    ['percent', 0.7421, '74.2%', 'en'],
    ['count', 1234, '1,234', 'en'],
    ['decimal1', 1.25, '1.3', 'en'],
    ['decimal2', -1.234, '-1.23', 'en'],
    ['decimal3', 0.1234, '0.123', 'en'],
    ['pValue', 0.0894, '0.089', 'en'],
    ['pValue', 0.0004, '< 0.001', 'en'],
    ['pValue', 0.0004, '< 0,001', 'fr'],
  ] as const)('%s %s is a number that shows as %s in %s', async (style, value, shown, language) => {
    const read = await first(sheet([[{ value, style }]], { language }));
    expect(read.A1).toMatchObject({ t: 'n', v: value, w: shown });
  });

  test.each([
    [undefined, -12.3, '-12.3 pp'],
    ['FFFFFF', 12.34, '12.3 pp'],
  ])('a unit stands behind its number (ground %s)', async (tint, value, shown) => {
    const row: Row = [{ value, style: 'decimal1', unit: '\u00a0pp', ...(tint === undefined ? {} : { tint }) }];
    const read = await first(sheet([[...row, { value, style: 'decimal1' }]]));
    expect(read.A1).toMatchObject({ t: 'n', v: value, w: shown.replace(' ', '\u00a0') });
    expect(read.B1).toMatchObject({ t: 'n', w: shown.replace(' pp', '') });
  });

  test('a French percentage has the format that Excel writes for it, with a space', async () => {
    const read = await first(sheet([[{ value: 0.7421, style: 'percent' }]], { language: 'fr' }));
    expect(read.A1).toMatchObject({ t: 'n', v: 0.7421, z: '0.0\\ %' });
  });

  test.each([
    '=1+1',
    '+1',
    '-1',
    '@SUM(A1)',
    '\t=1',
    '=HYPERLINK("http://x.example")',
    '1e5',
    '007',
    '1/2',
    'TRUE',
    '<b>&"',
  ])('%j stays text', async (value) => {
    const read = await first(sheet([[{ value, style: 'label' }]]));
    expect(read.A1).toMatchObject({ t: 's', v: value });
    expect(read.A1.f).toBeUndefined();
    expect(await part([sheet([[{ value, style: 'label' }]])], 'xl/worksheets/sheet1.xml')).not.toContain('<f');
  });

  test('what XML cannot hold is left out, and a long text is cut where Excel cuts', async () => {
    const read = await first(
      sheet([
        [
          { value: 'a\u0000\u0008b', style: 'text' },
          { value: 'x'.repeat(40_000), style: 'text' },
        ],
      ]),
    );
    expect(read.A1.v).toBe('ab');
    expect(read.B1.v).toHaveLength(32_767);
  });

  test('an empty cell has no value, and a span covers its columns', async () => {
    const read = await first(
      sheet([
        [
          { value: 'wide', style: 'title', span: 2 },
          { value: 3, style: 'count' },
        ],
        [{ value: null, style: 'count' }],
      ]),
    );
    expect(read['!merges']).toEqual([{ s: { r: 0, c: 0 }, e: { r: 0, c: 1 } }]);
    expect(read.C1.v).toBe(3);
    expect(read.A2?.v).toBeUndefined();
  });

  test('a number is written with 12 significant digits', async () => {
    expect((await first(sheet([[{ value: 0.1 + 0.2, style: 'decimal1' }]]))).A1.v).toBe(0.3);
  });
});

describe('the workbook', () => {
  const hostile = "it's [a]/b";
  const two = [
    sheet([[{ value: 'go', style: 'link', link: { sheet: hostile, row: 4 } }]]),
    sheet([[{ value: 'there', style: 'text' }]], { name: hostile, direction: 'rtl', language: 'ar' }),
  ];

  test('names are legal, and links follow them inside the workbook', async () => {
    const book = read(await writeWorkbook(two, PROPERTIES));
    expect(book.SheetNames).toEqual(['One', "it's a b"]);
    expect(book.Sheets.One?.A1.l).toMatchObject({ Target: "#'it''s a b'!A5" });
    const xml = await part(two, 'xl/worksheets/sheet1.xml');
    expect(xml).toContain('location="&apos;it&apos;&apos;s a b&apos;!A5"');
    expect(xml).not.toContain('r:id=');
  });

  test('direction is that of each sheet', async () => {
    expect(await part(two, 'xl/worksheets/sheet1.xml')).not.toContain('rightToLeft="1"');
    expect(await part(two, 'xl/worksheets/sheet2.xml')).toContain('rightToLeft="1"');
  });

  test('a link to nowhere is a bug', async () => {
    const lost = sheet([[{ value: 'go', style: 'link', link: { sheet: 'Two', row: 0 } }]]);
    await expect(writeWorkbook([lost], PROPERTIES)).rejects.toThrow('Two');
  });

  test('the same bytes twice, and the date that was given', async () => {
    const once = await writeWorkbook(two, PROPERTIES);
    await new Promise((resolve) => setTimeout(resolve, 1100));
    expect(Buffer.from(await writeWorkbook(two, PROPERTIES)).equals(Buffer.from(once))).toBe(true);
    expect(await part(two, 'docProps/core.xml')).toContain('2026-11-23T00:00:00Z');
  });

  test('prints on A4, landscape, as wide as the page, with its header on every page; panes are frozen', async () => {
    const cells = sheet([[{ value: 'a', style: 'head' }]], { repeatedRows: [0, 1], frozenRows: 1, frozenColumns: 1 });
    const xml = await part([cells], 'xl/worksheets/sheet1.xml');
    expect(xml).toMatch(/<pageSetup[^>]*paperSize="9"[^>]*orientation="landscape"/);
    expect(xml).toContain('fitToPage="1"');
    expect(xml).toMatch(/<pane [^>]*state="frozen"/);
  });

  test.each([
    ["Men's tasks", "'Men''s tasks'"],
    ['القسم الأول', "'القسم الأول'"],
    ['One', "'One'"],
  ])('what is printed of %s is named with its quotes, as Excel wants it', async (name, quoted) => {
    const cells = sheet([[{ value: 'a', style: 'head' }], []], { name, repeatedRows: [0, 1] });
    const xml = (await part([cells], 'xl/workbook.xml')).replaceAll('&apos;', "'");
    const named = (what: string) => new RegExp(`name="_xlnm.${what}" localSheetId="0">([^<]*)<`).exec(xml)?.[1];
    expect(named('Print_Titles')).toBe(`${quoted}!$1:$2`);
    expect(named('Print_Area')).toBe(`${quoted}!$A$1:$C$2`);
  });

  test('a sheet that people fill in has no printed area to grow out of', async () => {
    const dropDowns = [{ column: 0, firstRow: 1, lastRow: 9, source: "'One'!$A$1:$A$2", strict: true }];
    const cells = sheet([[{ value: 'a', style: 'head' }]], { dropDowns });
    expect(await part([cells], 'xl/workbook.xml')).not.toContain('Print_Area');
  });

  test('pages start where they are told, in the size of the sheet', async () => {
    const cells = sheet([[{ value: 'a', style: 'head' }], [], [], []], { pageStarts: [2] });
    const xml = await part([cells], 'xl/worksheets/sheet1.xml');
    // A break stands after the row that it numbers from 1.
    expect(xml).toContain('<brk id="2" ');
    expect(xml).not.toContain('fitToPage="1"');
  });

  test('a picture lies over its cells, whose heights keep its shape, and says what it shows', async () => {
    const bytes = new Uint8Array([137, 80, 78, 71, 13, 10, 26, 10]);
    const picture = { bytes, width: 800, height: 400, alt: 'bars "A" & B', row: 1, rows: 4, column: 0, columns: 2 };
    const cells = sheet([[{ value: 'a', style: 'title' }], [], [], [], []], { pictures: [picture] });
    const xml = await part([cells], 'xl/drawings/drawing1.xml');
    expect(xml).toMatch(/<xdr:from><xdr:col>0<.*<xdr:row>1<.*<xdr:to><xdr:col>2<.*<xdr:row>5</);
    expect(xml).toContain('bars &quot;A&quot; &amp; B');
    // 32 characters of 7 pixels, half as high: 112 pixels, 84 points over 4 rows.
    expect(await part([cells], 'xl/worksheets/sheet1.xml')).toMatch(/<row r="2"[^>]*ht="21"/);
  });
});
