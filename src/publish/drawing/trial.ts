import type { Order } from './draw.ts';

const texts = { font: 'Noto Sans', fontSize: 12 };

/**
 * A picture that nobody sees, with the marks and about the size of a figure: the first that a thread draws takes twice as long as the next, and
 * may be drawn before there is anything to show.
 */
export const TRIAL: Order = {
  spec: {
    title: { text: 'a', ...texts },
    data: { values: ['b', 'c', 'd'].map((level, place) => ({ level, value: place / 3, low: 0.1, high: 0.9 })) },
    width: 400,
    height: 300,
    padding: 100,
    encoding: { y: { field: 'level', type: 'nominal', axis: { labelFont: texts.font } } },
    layer: [
      { mark: 'bar', encoding: { x: { field: 'value', type: 'quantitative', axis: { format: '.0%' } } } },
      { mark: 'rule', encoding: { x: { field: 'low', type: 'quantitative' }, x2: { field: 'high' } } },
      { mark: { type: 'text', ...texts }, encoding: { text: { field: 'level' } } },
    ],
  },
  notes: '',
  scale: 3,
};
