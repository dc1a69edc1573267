import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { type Drawing, draw, type Order } from './draw.ts';
import type { FontFile, Fonts } from './fonts.ts';

/** More threads than this only take memory: Vega alone is 100 MB in each. */
const MOST = 4;

interface Drawer {
  readonly worker: Worker;
  readonly waiting: Map<number, { done(drawing: Drawing): void; failed(error: Error): void }>;
}

/**
 * Draws pictures on threads of their own, one for each core that is needed, so that what asks can go on; the drawing is the same on any
 * thread. An idle thread does not keep the program alive. Run from its sources, which no thread can load, it draws on the thread that asks.
 */
export function drawersOf(files: readonly FontFile[], fonts: Fonts): (order: Order) => Promise<Drawing> {
  if (!import.meta.url.endsWith('.js')) return (order) => draw(order, fonts);
  const most = Math.min(MOST, availableParallelism());
  const drawers: Drawer[] = [];
  let orders = 0;
  return (order) => {
    const [free] = [...drawers].sort((a, b) => a.waiting.size - b.waiting.size);
    const busy = free === undefined || (free.waiting.size > 0 && drawers.length < most);
    const drawer = busy ? opened(files) : free;
    if (busy) drawers.push(drawer);
    orders += 1;
    const number = orders;
    return new Promise((done, failed) => {
      drawer.waiting.set(number, { done, failed });
      drawer.worker.ref();
      drawer.worker.postMessage({ number, order });
    });
  };
}

interface Answer {
  readonly number: number;
  readonly drawing?: Drawing;
  readonly error?: string;
}

function opened(files: readonly FontFile[]): Drawer {
  const worker = new Worker(new URL('./drawer.js', import.meta.url), { workerData: files });
  const drawer: Drawer = { worker, waiting: new Map() };
  worker.on('message', ({ number, drawing, error }: Answer) => {
    const asked = drawer.waiting.get(number);
    drawer.waiting.delete(number);
    if (drawer.waiting.size === 0) worker.unref();
    if (drawing === undefined) asked?.failed(new Error(error));
    else asked?.done(drawing);
  });
  worker.on('error', (error) => {
    for (const { failed } of drawer.waiting.values()) failed(error);
    drawer.waiting.clear();
  });
  return drawer;
}
