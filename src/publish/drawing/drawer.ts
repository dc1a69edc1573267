import { parentPort, workerData } from 'node:worker_threads';
import { draw, type Order } from './draw.ts';
import { fontsOf } from './fonts.ts';

/**
 * A thread that draws: it is given fonts when it starts and orders by number, and answers each with the drawing or what went wrong. One at a
 * time: a PNG before it is packed takes some 12 MB.
 */
const fonts = fontsOf(workerData);
let last: Promise<unknown> = Promise.resolve();

parentPort?.on('message', ({ number, order }: { readonly number: number; readonly order: Order }) => {
  last = last
    .then(() => draw(order, fonts))
    .then(
      (drawing) => parentPort?.postMessage({ number, drawing }),
      (error) => parentPort?.postMessage({ number, error: error instanceof Error ? error.message : String(error) }),
    );
});
