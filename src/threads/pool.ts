import { Worker } from 'node:worker_threads';

/** A task as a thread is sent it, and its answer: values that can be copied, no functions. */
export interface Asked<Task> {
  readonly number: number;
  readonly task: Task;
}
export type Answer<Result> =
  | { readonly number: number; readonly result: Result }
  | { readonly number: number; readonly error: string };

interface Thread<Result> {
  readonly worker: Worker;
  readonly waiting: Map<number, { done(result: Result): void; failed(error: Error): void }>;
}

/**
 * Has tasks done on threads of their own, at most `most`, each started when it is needed, so that what asks can go on. `entry` is the built file
 * that serves them, `data` what each is started with; `ready` threads start at once. An idle thread does not keep the program alive.
 */
export function pool<Task, Result>(
  entry: URL,
  most: number,
  data: unknown,
  ready = 0,
): (task: Task) => Promise<Result> {
  const threads = Array.from({ length: ready }, () => opened<Result>(entry, data));
  let tasks = 0;
  return (task) => {
    const [free] = [...threads].sort((a, b) => a.waiting.size - b.waiting.size);
    const needed = free === undefined || (free.waiting.size > 0 && threads.length < most);
    const thread = needed ? opened<Result>(entry, data) : free;
    if (needed) threads.push(thread);
    tasks += 1;
    const number = tasks;
    return new Promise((done, failed) => {
      thread.waiting.set(number, { done, failed });
      thread.worker.ref();
      thread.worker.postMessage({ number, task } satisfies Asked<Task>);
    });
  };
}

function opened<Result>(entry: URL, workerData: unknown): Thread<Result> {
  const worker = new Worker(entry, { workerData });
  const waiting: Thread<Result>['waiting'] = new Map();
  worker.on('message', (answer: Answer<Result>) => {
    const asked = waiting.get(answer.number);
    waiting.delete(answer.number);
    if (waiting.size === 0) worker.unref();
    if ('error' in answer) asked?.failed(new Error(answer.error));
    else asked?.done(answer.result);
  });
  worker.on('error', (error) => {
    for (const { failed } of waiting.values()) failed(error);
    waiting.clear();
  });
  worker.unref();
  return { worker, waiting };
}
