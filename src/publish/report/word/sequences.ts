/** What Word counts and lists captions by, whatever the label in the language of the report; and the style of the captions. */
export interface Sequence {
  readonly sequence: string;
  readonly style: string;
  readonly styleId: string;
}

export const FIGURES: Sequence = { sequence: 'Figure', style: 'Figure Caption', styleId: 'FigureCaption' };
export const TABLES: Sequence = { sequence: 'Table', style: 'Table Caption', styleId: 'TableCaption' };
