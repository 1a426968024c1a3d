import { describe, expect, test } from "vitest";
import * as errors from "../../runtime/errors.ts";

const of = { graph: "Support", threadId: "t1" };
const cases: readonly [string, Error, string][] = [
  [
    "StateValidationError",
    new errors.StateValidationError({ ...of, node: "classify", field: "result", reason: "undeclared" }),
    'The update of node "classify" in graph "Support" writes "result", which is not among the node\'s "writes". Add it there, or leave it out of the result.',
  ],
  [
    "StateValidationError",
    new errors.StateValidationError({ ...of, of: "input", field: "text", reason: "missing" }),
    'The input in graph "Support" lacks "text". Supply it, or declare that it may be left out ("?").',
  ],
  [
    "StateValidationError",
    new errors.StateValidationError({
      ...of,
      of: "answer",
      field: "n",
      reason: "invalid",
      issues: [
        { message: "expected int, found null", path: ["n", 2] },
        { message: "expected int, found null", path: ["n", 3] },
      ],
    }),
    'The answer in graph "Support" does not fit at "n[2]": expected int, found null (and 1 more).',
  ],
  [
    "WriteConflictError",
    new errors.WriteConflictError({ ...of, field: "result", paths: ["a", "b"] }),
    'Two members of a group in graph "Support" wrote "result": "a", "b". Give the field a reducer, or write it in one of them only.',
  ],
  [
    "UnknownTargetError",
    new errors.UnknownTargetError({ ...of, node: "desk", target: "sale", allowed: ["sales", "end"] }),
    'Behind "desk" in graph "Support", "sale" was named as the next node; possible are: "sales", "end".',
  ],
  [
    "NodeError",
    new errors.NodeError({ ...of, node: "pay", path: "pay#2", attempts: 3, cause: new Error("declined") }),
    'Node "pay" (at pay#2) in graph "Support" failed after 3 attempts: declined',
  ],
  [
    "NodeError",
    new errors.NodeError({ ...of, node: "pay", path: "pay", attempts: 1, cause: "no" }),
    'Node "pay" in graph "Support" failed: no',
  ],
  [
    "TimeoutError",
    new errors.NodeTimeoutError({ ...of, node: "pay", timeout: 30 }),
    'Node "pay" in graph "Support" did not finish within 30 ms. Raise its "timeout", or call ctx.heartbeat() while it works.',
  ],
  [
    "AskTimeoutError",
    new errors.AskTimeoutError({ ...of, ask: "signOff", id: "signOff:1", deadline: new Date(0) }),
    'Nobody answered "signOff" in graph "Support" by 1970-01-01T00:00:00.000Z.',
  ],
  [
    "StepLimitError",
    new errors.StepLimitError({ ...of, limit: 100, values: {} }),
    'Graph "Support" reached its limit of 100 steps without coming to an end. If it should go on, continue with a higher "limit"; else look for a cycle that nothing leaves.',
  ],
  [
    "ThreadBusyError",
    new errors.ThreadBusyError(of),
    'Another call runs on thread "t1" of graph "Support". Wait for it, or pass { ifBusy: "wait" }.',
  ],
  [
    "ThreadConflictError",
    new errors.ThreadConflictError("t1", "c1", undefined),
    'Somebody else wrote to thread "t1" first: expected checkpoint c1, found none. This write was not stored; look at the thread and go on from what it is now.',
  ],
  [
    "UnfinishedRunError",
    new errors.UnfinishedRunError({ ...of, status: "running", next: ["a"] }),
    'Thread "t1" of graph "Support" has an unfinished run (running, unless its process has died; next: "a"). Go on with it by continue, or give it up with { onUnfinished: "discard" }.',
  ],
  [
    "UnfinishedRunError",
    new errors.UnfinishedRunError({ ...of, status: "waiting", next: ["signOff"] }),
    'Thread "t1" of graph "Support" has an unfinished run (waiting; next: "signOff"). Go on with it by resume, or give it up with { onUnfinished: "discard" }.',
  ],
  [
    "AnswerError",
    new errors.AnswerError({ ...of, ask: "a", reason: "unknown", waiting: [] }),
    'The answer to "a" in graph "Support" is to nothing that waits; waiting are: none.',
  ],
  [
    "AnswerError",
    new errors.AnswerError({ ...of, ask: "a", reason: "ambiguous", waiting: ["b:0", "a:1", "a:2", "ab:3"] }),
    'The answer to "a" in graph "Support" could be meant for several that wait: "a:1", "a:2". Answer by id.',
  ],
  [
    "AnswerError",
    new errors.AnswerError({ ...of, ask: "a:1", reason: "ambiguous", waiting: ["b:0", "a:1"] }),
    'The answer to "a:1" in graph "Support" is a second one to "a:1". Answer by name or by id, once.',
  ],
  [
    "AnswerError",
    new errors.AnswerError({ ...of, ask: "a", reason: "expired", waiting: [] }),
    'The answer to "a" in graph "Support" came too late. Call continue to take the ask\'s error edge.',
  ],
  [
    "AnswerError",
    new errors.AnswerError({
      ...of,
      ask: "a",
      reason: "invalid",
      waiting: ["a:1"],
      issues: [{ message: "expected boolean, found nothing", path: ["approved"] }],
    }),
    'The answer to "a" in graph "Support" does not fit at "approved": expected boolean, found nothing.',
  ],
  [
    "SchemaMismatchError",
    new errors.SchemaMismatchError({ ...of, storedVersion: 1, version: 2, field: "log" }),
    'Thread "t1" was stored by version 1 of graph "Support" and cannot be read by version 2: its field "log" does not fit. Let a "migrate" from version 1 make it fit, or give the field a default.',
  ],
  [
    "SchemaMismatchError",
    new errors.SchemaMismatchError({ ...of, storedVersion: 1, version: 1, field: "log" }),
    'Thread "t1" was stored by version 1 of graph "Support" and cannot be read by version 1: its field "log" does not fit. Raise the version and let a "migrate" from version 1 make it fit, or give the field a default.',
  ],
  [
    "SchemaMismatchError",
    new errors.SchemaMismatchError({ ...of, storedVersion: 1, version: 2, node: "old" }),
    'Thread "t1" was stored by version 1 of graph "Support" and cannot be read by version 2: it waits at node "old", which is gone. Bring the node back under this name, or discard the run.',
  ],
  [
    "NotFoundError",
    new errors.NotFoundError(of),
    'There is no thread "t1" of graph "Support". A thread begins with an invoke that has input.',
  ],
  [
    "NotFoundError",
    new errors.NotFoundError({ ...of, checkpointId: "c9" }),
    'Thread "t1" of graph "Support" has no checkpoint "c9". It may have been pruned.',
  ],
  [
    "ConfigError",
    new errors.ConfigError({ graph: "Support", option: "threadId", problem: "is missing." }),
    'Option "threadId" of graph "Support" is missing.',
  ],
];

describe("an error says whose it is, what was found and what to do", () => {
  test.each(cases)("%s", (name, error, message) => {
    expect(error.name).toBe(name);
    expect(error.message).toBe(message);
    expect(`${error.stack}`.startsWith(`${name}: ${message}`)).toBe(true);
  });
});

test("the errors of a graph are told apart from others", () => {
  for (const [name, error] of cases) expect(errors.isGraphError(error)).toBe(name !== "ThreadConflictError");
  expect(errors.isGraphError(new Error("x"))).toBe(false);
});

test("what is not known of an error is not among its members", () => {
  const error = new errors.StateValidationError({ graph: "G", of: "input", field: "a", reason: "missing" });
  expect("node" in error).toBe(false);
  expect("threadId" in error).toBe(false);
});

test("a node's failure keeps its cause", () => {
  const cause = new Error("declined");
  const error = new errors.NodeError({ ...of, node: "pay", path: "pay", attempts: 1, cause });
  expect(error.cause).toBe(cause);
  expect(error).toMatchObject({ graph: "Support", threadId: "t1", node: "pay", path: "pay", attempts: 1 });
});
