import { availableParallelism } from 'node:os';
import { pool } from '../../threads/pool.ts';
import { type Drawing, draw, type Order } from './draw.ts';
import type { FontFile, Fonts } from './fonts.ts';

/** More threads than this only take memory: Vega alone is 100 MB in each. */
const MOST = 4;

/**
 * Draws pictures on threads of their own, one for each core that is needed; the drawing is the same on any thread. Run from its sources,
 * which no thread can load, it draws on the thread that asks. `ready` threads start at once.
 */
export function drawersOf(files: readonly FontFile[], fonts: Fonts, ready = 0): (order: Order) => Promise<Drawing> {
  if (!import.meta.url.endsWith('.js')) return (order) => draw(order, fonts);
  return pool(new URL('./drawer.js', import.meta.url), Math.min(MOST, availableParallelism()), files, ready);
}
