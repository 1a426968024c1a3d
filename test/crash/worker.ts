import {
  AnswerError,
  AskTimeoutError,
  ConfigError,
  isInterrupted,
  NodeError,
  NotFoundError,
  ThreadBusyError,
  ThreadConflictError,
  UnfinishedRunError,
  type Durability,
  type Snapshot,
} from "@graphc/runtime";
import type { AnyApp, AnyGraph, Values } from "../acceptance/run.ts";
import { type Edit, isOver, lapses, noteOf, standIns } from "./edits.ts";
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

/** What the clock of an app shows. It stands still, unless a worker waits for a deadline. */
export interface Time {
  now: Date;
}

/** Every process begins here, also where one before it was further. */
export function startOfTime(): Time {
  return { now: new Date(Date.UTC(2024, 0, 1)) };
}

/** Writes down what happens to a call. */
export type Tell = (kind: LineKind, ...fields: readonly string[]) => void;

/**
 * Does what a worker does that knows nothing of those before it: looks at the thread, and starts, answers, edits or continues, until all turns are done.
 * Each call is told under a name of its own, beginning with `name`. Returns what the last run has put out.
 */
export async function work(
  app: AnyApp,
  work: Work,
  name: string,
  random: Random,
  time: Time,
  tell: Tell,
): Promise<Values> {
  let fruitless = 0;
  for (let number = 0; ; number++) {
    const call = `${name}.${number}`;
    tell("begin", call, work.threadId);
    try {
      const step = await next(app, work, call, random, time, tell);
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
  time: Time,
  tell: Tell,
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
  } else {
    if (!isDone && random.below(6) === 0) return { outcome: await edit(app, threadId, noteOf(call), call, tell) };
    const [standIn] = standIns(state, time.now);
    if (standIn !== undefined && random.below(3) > 0) {
      if (starts) return { outcome: await edit(app, threadId, standIn, call, tell) };
      await moment(2);
      return { outcome: "overtaken" };
    }
    const answers = await answersTo(app, state, threadId, random, time);
    result = await (answers === undefined ? app.continue(config) : app.resume(answers, config));
  }
  if (typeof result === "object" && result !== null && isInterrupted(result)) return { outcome: "interrupted" };
  const ran = state === undefined || isDone ? turn + 1 : turn;
  return { outcome: "done", ...(ran >= turns && { output: result as Values }) };
}

/** Answers to some of what waits. Where all of it is left to its deadline, the time comes, and now and then an answer that is too late. */
async function answersTo(
  app: AnyApp,
  { interrupts }: Snapshot<AnyGraph>,
  threadId: string,
  random: Random,
  time: Time,
): Promise<Values | undefined> {
  const open = interrupts.filter(({ name }) => !lapses(name));
  if (open.length === 0) await letPass(app, interrupts, threadId, time);
  const late = random.below(4) === 0 ? interrupts.filter(({ deadline }) => isOver(deadline, time.now)) : [];
  const asked = open.length === 0 ? late : open;
  const some = asked.filter(() => random.below(3) > 0);
  const answers = (some.length > 0 ? some : asked).map(({ id, name, payload }) => [id, answerTo(name, payload)]);
  return answers.length === 0 ? undefined : (Object.fromEntries(answers) as Values);
}

/** Puts the clock behind the earliest deadline as soon as the storage says that the thread is due then: until that, whoever was killed has not told it. */
async function letPass(
  app: AnyApp,
  interrupts: Snapshot<AnyGraph>["interrupts"],
  threadId: string,
  time: Time,
): Promise<void> {
  const deadlines = interrupts.flatMap(({ deadline }) => deadline ?? []);
  if (deadlines.length === 0) return;
  const then = new Date(Math.min(...deadlines.map(Number)) + 1);
  for await (const due of app.due(then)) if (due.threadId === threadId && time.now < then) time.now = then;
}

/** A note is refused inside an open group; a stand-in, where somebody stood in already. */
async function edit(
  app: AnyApp,
  threadId: string,
  { name, options, update }: Edit,
  call: string,
  tell: Tell,
): Promise<Outcome> {
  try {
    await app.updateState({ threadId }, update, options);
  } catch (error) {
    if (error instanceof ConfigError) return "refused";
    throw error;
  }
  tell("edit", call, name);
  return "edited";
}

/** What must be expected of a call; `undefined` is a mistake. */
function outcomeOf(error: unknown): Outcome | undefined {
  if (error instanceof ThreadConflictError) return "conflict";
  if (error instanceof ThreadBusyError) return "busy";
  // Another worker was faster: it has answered, or has started the run.
  if (error instanceof AnswerError && error.reason === "unknown") return "overtaken";
  if (error instanceof AnswerError && error.reason === "expired") return "refused";
  if (error instanceof UnfinishedRunError) return "overtaken";
  const errors: readonly unknown[] = error instanceof AggregateError ? error.errors : [error];
  return errors.every((one) => one instanceof NodeError || one instanceof AskTimeoutError) ? "failed" : undefined;
}

function moment(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });
}
