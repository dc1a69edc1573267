import type { Part, ReportDocument } from '../../../src/publish/report/document.ts';
import { tableId } from '../../../src/publish/report/documentPage.ts';
import { indicatorBlock } from '../../../src/publish/sheets/block.ts';
import { ESTIMATES } from '../estimates.ts';
import { testWords } from '../words.ts';

/** A text that must stay text in every format. */
const HOSTILE = '<script>alert(1)</script>"\'&\u202e';
export const PNG = Uint8Array.from(
  Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  ),
);

/** A report with one of every part. */
export function testDocument(language: 'fr' | 'en' | 'ar'): ReportDocument {
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
    { kind: 'paragraph', text: [{ kind: 'see', target: tableId('COV'), text: 'table 9.4' }] },
    { kind: 'figure', figure, picture, id: 'figure-F01' },
    { kind: 'table', block: indicatorBlock(ESTIMATES, 'COV', 'Table 9.4', words), id: tableId('COV'), inWord: true },
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
