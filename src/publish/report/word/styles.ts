import { type IStylesOptions, LineRuleType } from 'docx';
import { FIGURES, TABLES } from './sequences.ts';

/** Fonts that every office has, with Arabic letters; half-points and twips as Word counts. */
export const FONT = 'Arial';
export const BLUE = '1F3864';
export const SOFT = '595959';
export const LINE = 'BFC8D6';
export const PALE = 'EEF2F8';
export const AMBER = '7A4B00';

/** Text width of an A4 page with these margins, in twips. */
export const MARGIN = 1247;
export const TEXT_WIDTH = 11906 - 2 * MARGIN;

/** The styles of a report; people restyle it in Word by these names. */
export function stylesOf(language: string, rightToLeft: boolean): IStylesOptions {
  const run = (size: number, more: object = {}) => ({ font: FONT, size, sizeComplexScript: size, ...more });
  const bold = { bold: true, boldComplexScript: true, color: BLUE };
  const paragraph = (before: number, after: number, more: object = {}) => ({
    spacing: { before, after, line: 264, lineRule: LineRuleType.AUTO },
    ...more,
  });
  return {
    default: {
      document: {
        run: { ...run(21), language: rightToLeft ? { value: 'fr-FR', bidirectional: 'ar-MA' } : { value: language } },
        paragraph: { spacing: { after: 140, line: 288, lineRule: LineRuleType.AUTO } },
      },
      title: { run: run(52, bold), paragraph: paragraph(2400, 360, { keepNext: true }) },
      heading1: { run: run(32, bold), paragraph: paragraph(480, 200, { keepNext: true, keepLines: true }) },
      heading2: { run: run(26, bold), paragraph: paragraph(320, 140, { keepNext: true, keepLines: true }) },
      heading3: { run: run(22, bold), paragraph: paragraph(240, 100, { keepNext: true, keepLines: true }) },
      caption: {
        run: run(19, { ...bold, italics: false }),
        paragraph: paragraph(240, 100, { keepNext: true, keepLines: true }),
      },
      hyperlink: { run: { color: '1F4E9E', underline: {} } },
    },
    // What the library's own styles of characters are based on.
    characterStyles: [{ id: 'DefaultParagraphFont', name: 'Default Paragraph Font' }],
    paragraphStyles: [
      // Close enough that the list of figures leaves room on its page: Word puts an empty line after it.
      ...[1, 2].map((level) => ({
        id: `TOC${level}`,
        name: `toc ${level}`,
        basedOn: 'Normal',
        run: run(20),
        paragraph: paragraph(0, 40, { indent: { start: 220 * (level - 1) } }),
      })),
      {
        id: 'Lines',
        name: 'Report Lines',
        basedOn: 'Normal',
        run: run(23, { color: SOFT }),
        paragraph: paragraph(0, 80),
      },
      ...[FIGURES, TABLES].map(({ style, styleId }) => ({
        id: styleId,
        name: style,
        basedOn: 'Caption',
        quickFormat: true,
      })),
      {
        id: 'Notes',
        name: 'Report Notes',
        basedOn: 'Normal',
        run: run(16, { color: SOFT }),
        paragraph: paragraph(0, 40),
      },
      {
        id: 'Simulated',
        name: 'Report Simulated',
        basedOn: 'Normal',
        run: run(21, { bold: true, boldComplexScript: true, color: AMBER }),
        paragraph: paragraph(120, 240),
      },
      { id: 'Cell', name: 'Report Cell', basedOn: 'Normal', run: run(16), paragraph: paragraph(20, 20) },
      {
        id: 'Block',
        name: 'Report Quote',
        basedOn: 'Normal',
        run: run(21),
        paragraph: paragraph(60, 120, { indent: { start: 360, end: 360 } }),
      },
      {
        id: 'ContentsTitle',
        name: 'Report Contents',
        basedOn: 'Normal',
        run: run(28, bold),
        paragraph: paragraph(240, 160, { keepNext: true }),
      },
    ],
  };
}
