import { availableParallelism } from 'node:os';
import { pool } from '../threads/pool.ts';
import type { Answers, Modelling } from './modelling.ts';
import { answersTo } from './modelling.ts';

/** With fewer rows models are fitted before a thread has started. */
const ROWS = 10_000;

/** The thread, kept for the next time: it has its memory and its code made ready. */
let modeller: ((modelling: Modelling) => Promise<Answers>) | null = null;

/**
 * Has models fitted on a thread of its own while this one does other work. The answer is to be called when that is done: it lends a hand with what
 * is not begun, and gives the answers of both, which are those that one thread would give. Few rows, calibrated weights (whose residuals are functions, which no thread can be
 * sent), a single core, and a program that is run from its sources, which no thread can load, leave all to the thread that asks.
 */
export function modelsBegun(modelling: Modelling): () => Promise<Answers> {
  const { tasks, design } = modelling;
  const alone =
    tasks.length < 2 ||
    design.rows < ROWS ||
    design.adjustments.length > 0 ||
    availableParallelism() < 2 ||
    !import.meta.url.endsWith('.js');
  if (alone) return async () => answersTo(modelling);
  modeller ??= pool<Modelling, Answers>(new URL('./modeller.js', import.meta.url), 1, null);
  const others = modeller(modelling);
  // Told where it is waited for: until then nothing else may hear of it.
  others.catch(() => undefined);
  return async () => new Map([...answersTo(modelling), ...(await others)]);
}
