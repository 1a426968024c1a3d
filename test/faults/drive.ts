/** Takes a thread to its end, answering what is asked. */
import type { Durability } from "@graphc/runtime";
import type { AnyApp } from "../acceptance/run.ts";
import { answerTo, input } from "./graph.ts";

/** A call on a thread: it starts it without a `result` before, and answers what has interrupted that: the first time one of several, then all at once. */
async function advance(app: AnyApp, threadId: string, durability: Durability, result: unknown): Promise<unknown> {
  const config = { threadId, durability };
  if (!app.isInterrupted(result)) return app.invoke(input, config);
  const { interrupts } = result;
  const answered = interrupts.length > 2 ? interrupts.slice(0, 1) : interrupts;
  return app.resume(Object.fromEntries(answered.map(({ id, name, payload }) => [id, answerTo(name, payload)])), config);
}

/** The output of a thread that is taken to its end, from a result that was interrupted or, without one, from its start. */
export async function drive(app: AnyApp, threadId: string, durability: Durability, first?: unknown): Promise<unknown> {
  let result = first;
  do result = await advance(app, threadId, durability, result);
  while (app.isInterrupted(result));
  return result;
}

/** Reads all of a thread. */
export async function readAll(app: AnyApp, threadId: string): Promise<void> {
  await app.getState({ threadId, subgraphs: true });
  for await (const { checkpointId } of app.getStateHistory({ threadId }, { limit: 3 })) {
    await app.getState({ threadId, checkpointId });
  }
}
