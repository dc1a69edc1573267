import type { Theme } from './theme.ts';

/** The looks of figures by name; `ilo` is that of the report unless the study says otherwise. */
export const THEMES = {
  ilo: {
    colour: {
      ground: '#FFFFFF',
      ink: '#1B2733',
      quiet: '#54606C',
      fill: '#8DB4DA',
      paleFill: '#E3EDF7',
      dot: '#1F5F99',
      interval: '#17324D',
      grid: '#DFE3E8',
      zero: '#8A949E',
      benchmark: '#B4441C',
      warningFill: '#FFF3CD',
      warningInk: '#6B4A00',
    },
    series: ['#13294B', '#1F5F99', '#4E9FC9', '#F0B04E', '#F6E0A4', '#D9D9D9'],
    sequential: ['#F2F6FA', '#D3E2F0', '#A9C8E2', '#74A7CF', '#3A7AAE', '#1F5F99', '#13294B'],
    diverging: ['#8C3B12', '#E2A36C', '#E7E7E7', '#8DB4DA', '#1F5F99'],
  },
  plain: {
    colour: {
      ground: '#FFFFFF',
      ink: '#111111',
      quiet: '#4D4D4D',
      fill: '#9CC3C1',
      paleFill: '#E4F0EF',
      dot: '#1B6B68',
      interval: '#123B39',
      grid: '#E2E2E2',
      zero: '#8C8C8C',
      benchmark: '#A33B20',
      warningFill: '#FFF3CD',
      warningInk: '#6B4A00',
    },
    series: ['#0E3B39', '#1B6B68', '#5AA7A3', '#E3A83F', '#F4DFA5', '#D9D9D9'],
    sequential: ['#F1F7F7', '#D2E6E5', '#A6CECC', '#72B0AD', '#387F7B', '#1B6B68', '#0E3B39'],
    diverging: ['#7A3E0F', '#DDA365', '#E7E7E7', '#9CC3C1', '#1B6B68'],
  },
  'print-grey': {
    colour: {
      ground: '#FFFFFF',
      ink: '#000000',
      quiet: '#3D3D3D',
      fill: '#B5B5B5',
      paleFill: '#EDEDED',
      dot: '#3A3A3A',
      interval: '#111111',
      grid: '#DDDDDD',
      zero: '#7A7A7A',
      benchmark: '#000000',
      warningFill: '#E6E6E6',
      warningInk: '#000000',
    },
    series: ['#1A1A1A', '#4D4D4D', '#808080', '#B3B3B3', '#D9D9D9', '#F0F0F0'],
    sequential: ['#F7F7F7', '#DEDEDE', '#BFBFBF', '#999999', '#737373', '#4D4D4D', '#1F1F1F'],
    diverging: ['#262626', '#8C8C8C', '#EFEFEF', '#B5B5B5', '#595959'],
  },
} as const satisfies Readonly<Record<string, Theme>>;

export type ThemeName = keyof typeof THEMES;
