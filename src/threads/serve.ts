import { parentPort } from 'node:worker_threads';
import type { Answer, Asked } from './pool.ts';

/** Makes this thread answer each task it is sent with what `work` makes of it, or what went wrong; one at a time, in their order. */
export function serve<Task, Result>(work: (task: Task) => Promise<Result>): void {
  let last: Promise<unknown> = Promise.resolve();
  const answer = (answered: Answer<Result>) => parentPort?.postMessage(answered);
  parentPort?.on('message', ({ number, task }: Asked<Task>) => {
    last = last
      .then(() => work(task))
      .then(
        (result) => answer({ number, result }),
        (error) => answer({ number, error: error instanceof Error ? error.message : String(error) }),
      );
  });
}
