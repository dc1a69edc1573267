import { strFromU8, unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import type { Part, ReportDocument } from '../../../src/publish/report/document.ts';
import { documentPage, tableId } from '../../../src/publish/report/documentPage.ts';
import { documentWord } from '../../../src/publish/report/word/word.ts';
import { indicatorBlock } from '../../../src/publish/sheets/block.ts';
import { ESTIMATES } from '../estimates.ts';
import { testWords } from '../words.ts';

const HOSTILE = '<script>alert(1)</script>"\'&\u202e';
const PNG = Uint8Array.from(
  Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  ),
);

function document(language: 'fr' | 'en' | 'ar'): ReportDocument {
  const words = testWords(language);
  const figure = {
    kind: 'figure',
    id: 'F01',
    number: 'Figure 1',
    title: HOSTILE,
    svg: '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"></svg>',
    alt: 'What it shows',
    notes: ['n'],
    simulated: false,
  } as const;
  const picture = { png: PNG, width: 640, height: 300, crop: { top: 0.1, bottom: 0.2 } };
  const number = { kind: 'number', text: '60 %', exact: '59,9 %', key: 'COV' } as const;
  const parts: readonly Part[] = [
    { kind: 'heading', level: 1, text: [{ kind: 'text', text: 'One' }], id: 's-one' },
    { kind: 'paragraph', text: [{ kind: 'text', text: HOSTILE }, number] },
    { kind: 'list', ordered: false, items: [[{ kind: 'see', target: 'figure-F01', text: 'figure 1' }]] },
    { kind: 'figure', figure, picture, id: 'figure-F01' },
    { kind: 'table', block: indicatorBlock(ESTIMATES, 'COV', 'Table 1', words), id: tableId('COV'), inWord: true },
    { kind: 'grid', title: 'G', head: ['a', 'b'], rows: [['x', '1']], widths: [0.5, 0.5], numbers: new Set([1]) },
  ];
  return {
    title: 'Title',
    lines: ['l'],
    simulated: true,
    parts,
    colophon: [['v', '1']],
    languages: ['fr', 'ar'],
    date: '2026-05-01',
  };
}

test.each(['fr', 'en', 'ar'] as const)(
  'a Word document in %s: styles, captions, contents, alt text, direction',
  async (language) => {
    const bytes = await documentWord(document(language), testWords(language));
    const files = unzipSync(bytes);
    const body = strFromU8(files['word/document.xml'] ?? new Uint8Array());
    expect(body).toContain('w:val="Heading1"');
    expect(body).toContain('w:val="Caption"');
    expect(body).toContain('TOC \\h');
    // A list of figures by their sequence, captions that Word counts, references that follow them.
    expect(body).toMatch(/TOC [^<]*\\c &quot;Figure&quot;/);
    expect(body).not.toContain('\\t &quot;');
    expect(body).toMatch(/w:name="figure_F01"[^>]*>.{0,600}<w:fldSimple w:instr=" SEQ Figure [^>]*>.{0,300}>1</);
    expect(body).toMatch(/<w:fldSimple w:instr=" REF figure_F01 [^>]*\\h ">/);
    expect(body).toContain('descr="What it shows"');
    expect(body).toContain('<a:srcRect t="10000" b="20000"/>');
    expect(body.includes('<w:bidi/>')).toBe(language === 'ar');
    expect(body.includes('<w:bidiVisual/>')).toBe(language === 'ar');
    expect(strFromU8(files['docProps/core.xml'] ?? new Uint8Array())).toContain('2026-05-01T00:00:00Z');
  },
);

test('the same document gives the same bytes', async () => {
  const once = await documentWord(document('ar'), testWords('ar'));
  await new Promise((later) => setTimeout(later, 1100));
  expect(Buffer.from(await documentWord(document('ar'), testWords('ar'))).equals(Buffer.from(once))).toBe(true);
});

test('on the page a number carries its key and leads to its table; hostile text stays text', () => {
  const page = documentPage(document('fr'), testWords('fr'));
  expect(page).toContain('<a class="datum" href="#table-COV" data-key="COV" title="59,9 %');
  expect(page).not.toContain('<script>alert');
  expect(page).toContain('<a href="#figure-F01">figure 1</a>');
  expect(page).toContain('href="report.ar.html" hreflang="ar" lang="ar"');
});
