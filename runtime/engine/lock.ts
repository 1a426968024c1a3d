import type { Checkpointer } from "../types/storage.ts";

/** The calls that run in this process, by where their threads are stored: the last of those that wait on each thread. */
const running = new WeakMap<Checkpointer, Map<string, Promise<void>>>();

/** Whether a call runs on the thread. */
export function isBusy(checkpointer: Checkpointer, threadId: string): boolean {
  return running.get(checkpointer)?.has(threadId) === true;
}

/** Runs a call when those before it on the same thread are done. */
export async function alone<R>(checkpointer: Checkpointer, threadId: string, call: () => Promise<R>): Promise<R> {
  let threads = running.get(checkpointer);
  if (threads === undefined) running.set(checkpointer, (threads = new Map()));
  const before = threads.get(threadId);
  const result = before === undefined ? call() : before.then(call);
  const done = result.then(
    () => undefined,
    () => undefined,
  );
  threads.set(threadId, done);
  try {
    return await result;
  } finally {
    if (threads.get(threadId) === done) threads.delete(threadId);
  }
}
