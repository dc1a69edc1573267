import type { Registry } from '../../kind.ts';
import { battery } from './battery.ts';
import { breakdown } from './breakdown.ts';
import type { Figure } from './figure.ts';
import { numbers } from './numbers.ts';
import { scores } from './scores.ts';
import { shares } from './shares.ts';

/** The kinds of figure, by their name in `schemas/figures.json`. */
export const figureKinds: Registry<unknown, Figure> = { shares, battery, numbers, breakdown, scores };
