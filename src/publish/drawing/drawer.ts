import { workerData } from 'node:worker_threads';
import { serve } from '../../threads/serve.ts';
import { draw, type Order } from './draw.ts';
import { fontsOf } from './fonts.ts';

/** A thread that draws with the fonts that it is started with. One picture at a time: before it is packed, a PNG takes some 40 MB. */
const fonts = fontsOf(workerData);

// To load what draws takes longer than one picture: it is there when the first is asked for.
void Promise.all([import('vega-lite'), import('vega'), import('@resvg/resvg-js')]);

serve((order: Order) => draw(order, fonts));
