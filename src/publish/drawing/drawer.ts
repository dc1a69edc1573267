import { workerData } from 'node:worker_threads';
import { serve } from '../../threads/serve.ts';
import { draw, type Order } from './draw.ts';
import { fontsOf } from './fonts.ts';

/** A thread that draws with the fonts that it is started with. One picture at a time: before it is packed, a PNG takes some 40 MB. */
const fonts = fontsOf(workerData);

serve((order: Order) => draw(order, fonts));
