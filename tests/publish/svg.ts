import type { TopLevelSpec } from 'vega-lite';
import { drawWithBare } from '../../src/publish/drawing/svg.ts';
import { NOTES } from '../../src/publish/figures/texts.ts';
import { FONTS } from './fonts.ts';

/** The whole drawing of a spec, as the report has it made. */
export async function svgOf(spec: TopLevelSpec): Promise<string> {
  return (await drawWithBare(spec, FONTS, NOTES)).svg;
}
