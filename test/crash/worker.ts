import {
  AnswerError,
  isInterrupted,
  NodeError,
  NotFoundError,
  ThreadBusyError,
  ThreadConflictError,
  UnfinishedRunError,
  type Durability,
} from "@graphc/runtime";
import type { AnyApp, Values } from "../acceptance/run.ts";
import { answerTo } from "./handlers.ts";
import type { LineKind, Outcome } from "./journal.ts";
import type { Random } from "./random.ts";

/** What a worker is to bring to its end: one thread with a run for each of `turns`, one after the other. */
export interface Work {
  readonly threadId: string;
  readonly turns: number;
  readonly size: number;
  readonly durability: Durability;
  /** Whether this worker starts runs; of several on one thread only one does, as nobody may start a run twice. */
  readonly starts: boolean;
  /** What this worker does when another call of this process runs on the thread. */
  readonly ifBusy: "reject" | "wait";
}

/** No run takes so many calls. */
const manyCalls = 500;

/** Writes down what happens to a call. */
export type Tell = (kind: LineKind, ...fields: readonly string[]) => void;

/**
 * Does what a worker does that knows nothing of those before it: looks at the thread, and starts, answers or continues, until all turns are done. Each
 * call is told under a name of its own, beginning with `name`. Returns what the last run has put out.
 */
export async function work(app: AnyApp, work: Work, name: string, random: Random, tell: Tell): Promise<Values> {
  let fruitless = 0;
  for (let number = 0; ; number++) {
    const call = `${name}.${number}`;
    tell("begin", call, work.threadId);
    try {
      const step = await next(app, work, call, random);
      tell("end", call, step.outcome);
      if (step.output !== undefined) return step.output;
      if (step.outcome !== "overtaken" && ++fruitless > manyCalls) throw new Error("The run does not end.");
    } catch (error) {
      const outcome = outcomeOf(error);
      if (outcome === undefined) {
        const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
        tell("wrong", `call ${call}: ${text}`);
        throw error;
      }
      tell("end", call, outcome);
      if (outcome === "conflict" || outcome === "busy" || outcome === "overtaken") await moment(random.below(3));
    }
  }
}

async function next(
  app: AnyApp,
  { threadId, turns, size, durability, ifBusy, starts }: Work,
  call: string,
  random: Random,
): Promise<{ readonly outcome: Outcome; readonly output?: Values }> {
  const config = { threadId, durability, ifBusy, context: { call } } as const;
  const state = await app.getState({ threadId }).catch((error: unknown) => {
    if (error instanceof NotFoundError) return undefined;
    throw error;
  });
  const turn = Number(state?.values["where"] ?? 0);
  const isDone = state?.next.length === 0;
  let result: unknown;
  if (state === undefined || (isDone && turn < turns)) {
    if (!starts) {
      await moment(2);
      return { outcome: "overtaken" };
    }
    result = await app.invoke({ where: `${turn + 1}`, size }, config);
  } else if (state.interrupts.length > 0) {
    const some = state.interrupts.filter(() => random.below(3) > 0);
    const asked = some.length > 0 ? some : state.interrupts;
    const answers = asked.map(({ id, name, payload }) => [id, answerTo(name, payload)] as const);
    result = await app.resume(Object.fromEntries(answers), config);
  } else {
    result = await app.continue(config);
  }
  if (typeof result === "object" && result !== null && isInterrupted(result)) return { outcome: "interrupted" };
  const ran = state === undefined || isDone ? turn + 1 : turn;
  return { outcome: "done", ...(ran >= turns && { output: result as Values }) };
}

/** What must be expected of a call; `undefined` is a mistake. */
function outcomeOf(error: unknown): Outcome | undefined {
  if (error instanceof ThreadConflictError) return "conflict";
  if (error instanceof ThreadBusyError) return "busy";
  // Another worker was faster: it has answered, or has started the run.
  if (error instanceof AnswerError && error.reason === "unknown") return "overtaken";
  if (error instanceof UnfinishedRunError) return "overtaken";
  const errors: readonly unknown[] = error instanceof AggregateError ? error.errors : [error];
  return errors.every((one) => one instanceof NodeError) ? "failed" : undefined;
}

function moment(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });
}
