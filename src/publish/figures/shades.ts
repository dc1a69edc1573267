import { percentText } from '../words/intervals.ts';
import type { Page } from './figure.ts';
import type { LegendEntry } from './legend.ts';
import { scaleOver, tickFormat } from './scale.ts';

/** Classes of numbers, each with the colour that stands for it, from little to much. */
export interface Shades {
  colourOf(x: number): string;
  readonly legend: readonly LegendEntry[];
}

/** At most six classes of equal width over all the numbers, from zero; shares in percent. */
export function shadesOver(numbers: readonly number[], percent: boolean, page: Page): Shades {
  const scale = scaleOver(numbers, 5, true);
  const format = tickFormat(scale);
  const step = (scale.ticks[1] ?? scale.high) - scale.low;
  const classes = Math.max(1, Math.ceil((scale.high - scale.low) / step - 1e-9));
  const ramp = page.theme.sequential;
  const colour = (place: number) => ramp[Math.round((place * (ramp.length - 1)) / Math.max(1, classes - 1))] as string;
  const text = (x: number) => (percent ? percentText(x, page.words) : page.words.number(x, format));
  return {
    colourOf: (x) => colour(Math.min(classes - 1, Math.max(0, Math.floor((x - scale.low) / step + 1e-9)))),
    legend: Array.from({ length: classes }, (_, place) => ({
      colour: colour(place),
      label: page.words.phrase('fromTo', {
        low: text(scale.low + place * step),
        high: text(scale.low + (place + 1) * step),
      }),
    })),
  };
}
