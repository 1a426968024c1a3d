import type { ClientRun } from "./client-run.ts";
import type { ClientThreads } from "./threads.ts";
import { problemOf } from "./transcript.ts";

/** What who waits for a run gets: the state of its thread, with the questions that wait; or `__error__`. */
export async function resultOf(run: ClientRun, threads: ClientThreads): Promise<object> {
  const { caller, graph, thread } = run.of;
  const outcome = await (await run.begun)?.ended;
  const [problem] = outcome === undefined ? [] : problemOf(outcome, threads.stateOf({ id: thread.id, graph }));
  if (problem !== undefined) return { __error__: problem.data };
  const known = await threads.look(caller, thread.id);
  if (known === undefined) return {};
  const { interrupts, values } = await threads.state(known);
  return { ...values, ...(outcome?.status === "waiting" && { __interrupt__: interrupts }) };
}
