import type { CellStyle as ExcelStyle } from 'hucre';
import type { CellStyle, Cells } from '../publish/sheets/sheet.ts';

const DEEP_BLUE = '1F3A5F';
const PALE_BLUE = 'E9EEF5';
const LINE = 'C9D3E0';
const GREY = '5A6472';
const PALE_AMBER = 'FFF4D6';
const AMBER = '7A4B00';
const IMPACT_RED = 'EE5859';

/** The font of the workbook: every Excel has it, and LibreOffice a twin of the same widths. */
export const FONT = { name: 'Calibri', size: 11 };

/** The font of cleaning logs, as field teams know them. */
const LOG_FONT = { name: 'Arial Narrow', size: 11 };

const rule = { style: 'thin', color: { rgb: LINE } } as const;
const solid = (rgb: string) => ({ type: 'pattern', pattern: 'solid', fgColor: { rgb } }) as const;

/** How each style of cell looks in a workbook of one language and direction. */
export function looksOf(cells: Pick<Cells, 'language' | 'direction'>): Readonly<Record<CellStyle, ExcelStyle>> {
  const start = cells.direction === 'rtl' ? 'right' : 'left';
  const readingOrder = cells.direction;
  const text = (more: ExcelStyle): ExcelStyle => ({
    ...more,
    alignment: { horizontal: start, vertical: 'top', wrapText: true, readingOrder, ...more.alignment },
  });
  const number = (numFmt: string): ExcelStyle => ({
    font: FONT,
    numFmt,
    border: { bottom: rule },
    alignment: { horizontal: 'right', vertical: 'center' },
  });
  const head = {
    font: { ...FONT, bold: true, color: { rgb: 'FFFFFF' } },
    fill: solid(DEEP_BLUE),
    border: { bottom: rule },
  };
  const percent = cells.language === 'fr' ? '0.0\\ %' : '0.0%';
  return {
    title: text({
      font: { ...FONT, size: 16, bold: true, color: { rgb: DEEP_BLUE } },
      alignment: { vertical: 'center' },
    }),
    heading: text({
      font: { ...FONT, size: 12, bold: true, color: { rgb: DEEP_BLUE } },
      alignment: { vertical: 'bottom' },
    }),
    text: text({ font: FONT }),
    note: text({ font: { ...FONT, size: 10, color: { rgb: GREY } } }),
    warning: text({
      font: { ...FONT, bold: true, color: { rgb: AMBER } },
      fill: solid(PALE_AMBER),
      alignment: { vertical: 'center' },
    }),
    head: text({ ...head, alignment: { vertical: 'bottom' } }),
    headNumber: text({ ...head, alignment: { horizontal: 'right', vertical: 'bottom' } }),
    headMark: text({ ...head, alignment: { horizontal: 'center', vertical: 'bottom' } }),
    group: text({
      font: { ...FONT, bold: true, color: { rgb: DEEP_BLUE } },
      fill: solid(PALE_BLUE),
      border: { bottom: rule },
      alignment: { vertical: 'center' },
    }),
    label: text({ font: FONT, border: { bottom: rule }, alignment: { vertical: 'center' } }),
    cell: text({ font: FONT, border: { bottom: rule }, alignment: { vertical: 'center' } }),
    sublabel: text({ font: FONT, border: { bottom: rule }, alignment: { indent: 1, vertical: 'center' } }),
    suppressed: {
      font: { ...FONT, color: { rgb: GREY } },
      border: { bottom: rule },
      alignment: { horizontal: 'right', vertical: 'center', readingOrder: 'ltr' },
    },
    mark: {
      font: { ...FONT, color: { rgb: AMBER } },
      border: { bottom: rule },
      alignment: { horizontal: 'center', vertical: 'center', readingOrder: 'ltr' },
    },
    // Keys have no spaces: a long one breaks where the column ends.
    key: {
      font: { ...FONT, size: 9, color: { rgb: GREY } },
      border: { bottom: rule },
      alignment: { horizontal: start, vertical: 'center', wrapText: true, readingOrder: 'ltr' },
    },
    logHead: text({
      font: { ...LOG_FONT, size: 12, bold: true, color: { rgb: 'FFFFFF' } },
      fill: solid(IMPACT_RED),
      border: { bottom: rule },
      alignment: { vertical: 'center' },
    }),
    logCell: text({ font: LOG_FONT, border: { bottom: rule, right: rule } }),
    data: text({ font: LOG_FONT, border: { bottom: rule, right: rule }, alignment: { wrapText: false } }),
    link: text({ font: { ...FONT, color: { rgb: '0B57A4' }, underline: true } }),
    count: number('#,##0'),
    percent: number(percent),
    decimal1: number('#,##0.0'),
    decimal2: number('#,##0.00'),
    decimal3: number('#,##0.000'),
    pValue: number(`[<0.001]"< 0${cells.language === 'en' ? '.' : ','}001";0.000`),
  };
}

/** A look with another ground. */
export function tinted(style: ExcelStyle, rgb: string): ExcelStyle {
  return { ...style, fill: solid(rgb) };
}

/** The look of a number with a unit behind it. */
export function withUnit(style: ExcelStyle, unit: string): ExcelStyle {
  return unit === '' ? style : { ...style, numFmt: `${style.numFmt ?? '0'}"${unit.replaceAll('"', '')}"` };
}

/** Size of a style's font, in points. */
export function fontSize(style: ExcelStyle): number {
  return style.font?.size ?? FONT.size;
}
