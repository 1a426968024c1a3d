import { type Exchange } from "./exchange.ts";
import { ProblemError } from "../web/problem.ts";
import { reply } from "./outcome.ts";
import type { RunBody } from "./bodies.ts";
import type { RunRequest } from "../service/manager.ts";

/** Starts a run as the body of a request says, and answers it. @throws ProblemError, and what `RunManager.start` throws */
export async function startRun(exchange: Exchange, body: RunBody, what: RunRequest): Promise<Response> {
  const { events, interruptAfter, interruptBefore, limit, metadata, mode, subgraphs } = body;
  const { limits, runs } = exchange.service;
  if (limit !== undefined && limit > limits.steps) {
    throw new ProblemError("invalid-request", "The limit of steps is too high.", {
      errors: [{ detail: `may be ${limits.steps} at most`, pointer: "/limit" }],
    });
  }
  const run = await runs.start({
    ...what,
    // Who waits for the end reads no events, unless he says which.
    modes: events ?? (mode === undefined || mode === "wait" ? ["interrupts"] : ["updates", "events", "interrupts"]),
    ...(subgraphs !== undefined && { subgraphs }),
    ...(limit !== undefined && { limit }),
    ...(metadata !== undefined && { metadata }),
    ...(interruptBefore !== undefined && { interruptBefore }),
    ...(interruptAfter !== undefined && { interruptAfter }),
  });
  return reply(exchange, run, mode);
}
