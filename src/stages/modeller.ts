import { serve } from '../threads/serve.ts';
import { answersTo, type Modelling } from './modelling.ts';

/** A thread that fits models. */
serve(async (modelling: Modelling) => answersTo(modelling));
