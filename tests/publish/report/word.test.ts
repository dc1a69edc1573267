import { strFromU8, unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import type { Part } from '../../../src/publish/report/document.ts';
import { documentPage } from '../../../src/publish/report/documentPage.ts';
import { documentWord } from '../../../src/publish/report/word/word.ts';
import { testWords } from '../words.ts';
import { PNG, testDocument } from './document.ts';

test.each(['fr', 'en', 'ar'] as const)(
  'a Word document in %s: styles, captions, contents, alt text, direction',
  async (language) => {
    const bytes = await documentWord(testDocument(language), testWords(language));
    const files = unzipSync(bytes);
    const body = strFromU8(files['word/document.xml'] ?? new Uint8Array());
    expect(body).toContain('w:val="Heading1"');
    expect(body).toContain('w:val="FigureCaption"');
    expect(body).toContain('w:val="TableCaption"');
    expect(body).toContain('TOC \\h');
    // A list of figures by their sequence, captions that Word counts, references that follow them.
    expect(body).toMatch(/TOC [^<]*\\c &quot;Figure&quot;/);
    expect(body).toMatch(/TOC [^<]*\\c &quot;Table&quot;/);
    expect(body).not.toContain('\\t &quot;');
    expect(body).toMatch(/w:name="figure_F01"[^>]*>.{0,600}<w:fldSimple w:instr=" SEQ Figure [^>]*>.{0,300}>1</);
    // Tables are counted too, with and without a place in the workbook, which stands under the table.
    expect(body).toMatch(/w:name="table_COV"[^>]*>.{0,600}<w:fldSimple w:instr=" SEQ Table [^>]*>.{0,300}>1</);
    expect(body.match(/ SEQ Table /g)).toHaveLength(2);
    expect(body).toContain(testWords(language).phrase('tableInWorkbook', { table: 'table 9.4' }));
    expect(body).toMatch(/<w:fldSimple w:instr=" REF table_COV [^>]*>.{0,300}>[^<]* 1</);
    expect(body).toMatch(/<w:fldSimple w:instr=" REF figure_F01 [^>]*\\h ">/);
    expect(body).toContain('descr="What it shows"');
    expect(Object.entries(files).flatMap(([name, file]) => (name.endsWith('.png') ? [file] : []))).toEqual([PNG]);
    expect(body).toContain('<a:srcRect t="10000" b="20000"/>');
    const styles = strFromU8(files['word/styles.xml'] ?? new Uint8Array());
    expect(/w:styleId="TOC1".{0,150}<w:pPr><w:bidi\/>/.test(styles)).toBe(language === 'ar');
    expect(/<w:pStyle w:val="TOC1"\/>.{0,600}<w:rtl\/>/.test(body)).toBe(language === 'ar');
    expect(body.includes('<w:bidi/>')).toBe(language === 'ar');
    expect(body.includes('<w:bidiVisual/>')).toBe(language === 'ar');
    expect(strFromU8(files['docProps/core.xml'] ?? new Uint8Array())).toContain('2026-05-01T00:00:00Z');
  },
);

test('rows of estimates carry their keys: hidden text in Word, on the page under the pointer or with the focus', async () => {
  const document = testDocument('en');
  const parts = document.parts.map((part) => (part.kind === 'grid' ? { ...part, keys: ['SUM:a|sex=f&age=1'] } : part));
  const files = unzipSync(await documentWord({ ...document, parts }, testWords('en')));
  const body = strFromU8(files['word/document.xml'] ?? new Uint8Array());
  const hidden = [...body.matchAll(/<w:vanish\/>.*?<w:t[^>]*>(.*?)<\/w:t>/g)].map(([, text]) => text?.trim());
  expect(hidden).toContain('SUM:a|sex=f&amp;age=1');
  expect(hidden.filter((text) => text?.startsWith('COV')).length).toBeGreaterThan(0);
  const page = documentPage({ ...document, parts }, testWords('en'));
  expect(page).toContain('<code class="key">SUM:a|sex=f&amp;age=1</code>');
  expect(page).toMatch(/\.wide:focus-visible \.key\{display:block/);
});

test('a short table stands on one page, the sentences under a figure on that of the first', async () => {
  const document = testDocument('en');
  const short = { kind: 'grid', title: '', head: ['a', 'b'], widths: [0.5, 0.5], numbers: new Set<number>() } as const;
  const kept = async (rows: number) => {
    const grid = { ...short, rows: Array.from({ length: rows }, () => ['x', '1']) };
    const files = unzipSync(await documentWord({ ...document, parts: [grid] }, testWords('en')));
    const body = strFromU8(files['word/document.xml'] ?? new Uint8Array());
    return [...body.matchAll(/<w:tr>.*?<\/w:tr>/gs)].map(([row]) => row.includes('<w:keepNext/>'));
  };
  expect(await kept(3)).toEqual([true, true, true, false]);
  expect((await kept(13)).filter(Boolean)).toHaveLength(1);
  const parts = document.parts.flatMap((part): readonly Part[] =>
    part.kind === 'figure' ? [{ ...part, figure: { ...part.figure, notes: ['first', 'last'] } }] : [],
  );
  const files = unzipSync(await documentWord({ ...document, parts }, testWords('en')));
  const body = strFromU8(files['word/document.xml'] ?? new Uint8Array());
  const held = (text: string) =>
    /<w:keepNext\/>/.test(new RegExp(`<w:p>(?:(?!<w:p>).)*>${text}<`).exec(body)?.[0] ?? '');
  expect([held('first'), held('last')]).toEqual([true, false]);
});

test('a figure that the text leaves out keeps its number', async () => {
  const document = testDocument('en');
  const parts = document.parts.flatMap((part): readonly Part[] =>
    part.kind === 'figure'
      ? [part, { ...part, id: 'figure-F03', figure: { ...part.figure, id: 'F03', number: 'Figure 3' } }]
      : [part],
  );
  const files = unzipSync(await documentWord({ ...document, parts }, testWords('en')));
  const fields = strFromU8(files['word/document.xml'] ?? new Uint8Array()).match(/ SEQ Figure [^"]*/g);
  expect(fields).toEqual([' SEQ Figure \\* ARABIC ', ' SEQ Figure \\* ARABIC \\r 3 ']);
});

test('the same document gives the same bytes', async () => {
  const once = await documentWord(testDocument('ar'), testWords('ar'));
  await new Promise((later) => setTimeout(later, 1100));
  expect(Buffer.from(await documentWord(testDocument('ar'), testWords('ar'))).equals(Buffer.from(once))).toBe(true);
});

test('on the page a number carries its key and leads to its table; hostile text stays text', () => {
  const page = documentPage(testDocument('fr'), testWords('fr'));
  expect(page).toContain('<a class="datum" href="#table-COV" data-key="COV" title="59,9 %');
  expect(page).not.toContain('<script>alert');
  expect(page).toContain('<a href="#figure-F01">figure 1</a>');
  expect(page).toContain('href="report.ar.html" hreflang="ar" lang="ar"');
});
