/** Fails each call of a storage once, and goes on from what is stored. */
import { expect } from "vitest";
import { NotFoundError, type Checkpointer, type Durability } from "@graphc/runtime";
import type { AnyApp } from "../acceptance/run.ts";
import { drive, readAll } from "./drive.ts";
import { marksFor, marksIn, unmarked, wholeApp, type Marks } from "./graph.ts";
import { faulty, methods, Plan, turns, ways, type How, type Method, type Shape } from "./storage.ts";

/** All ways of failing at each call; without it, each call fails in one of them, in turn. */
export const all = process.env["GRAPHC_FAULTS"] === "all";

/** What was rejected without anybody's knowledge. */
const unhandled: unknown[] = [];

/** Notes it from now on; returns what ends that. */
export function noteUnhandled(): () => void {
  const note = (error: unknown): void => void unhandled.push(error);
  process.on("unhandledRejection", note);
  return () => void process.off("unhandledRejection", note);
}

interface Case {
  readonly storage: Checkpointer;
  readonly shape: Shape;
  readonly durability: Durability;
  readonly threadId: string;
}

/** All that is stored with the head of a thread, as text. */
export async function storedText(storage: Checkpointer, threadId: string): Promise<string> {
  const stored = await storage.load(threadId);
  return stored === undefined ? "" : JSON.stringify({ ...stored, fields: [...stored.fields] });
}

/** What the call of an undisturbed thread came to, and how often each method was called. */
async function undisturbed({ storage, shape, durability, threadId }: Case): Promise<{ output: unknown; plan: Plan }> {
  const plan = new Plan();
  marksFor(threadId);
  const app = await wholeApp(faulty(storage, plan, shape));
  const output = unmarked(await drive(app, threadId, durability));
  await readAll(app, threadId);
  return { output, plan };
}

/** Takes a thread as far as the fault lets it; the output, if it comes to one. */
async function untilFault(app: AnyApp, plan: Plan, marks: Marks, at: Case): Promise<unknown> {
  const { storage, durability, threadId } = at;
  try {
    const output = await drive(app, threadId, durability);
    await readAll(app, threadId);
    return output;
  } catch (error) {
    expect(error).toBe(plan.fault);
  }
  const { started } = marks;
  const { total } = plan;
  const stored = await storedText(storage, threadId);
  await turns(12);
  expect(marks.started).toBe(started);
  expect(plan.total).toBe(total);
  expect(await storedText(storage, threadId)).toBe(stored);
  return undefined;
}

/** Goes on with a thread as another process would, or starts it if nothing of it is stored. */
export async function carryOn(app: AnyApp, threadId: string, durability: Durability): Promise<unknown> {
  try {
    await readAll(app, threadId);
  } catch (error) {
    expect(error).toBeInstanceOf(NotFoundError);
    return drive(app, threadId, durability);
  }
  const result = await app.continue({ threadId, durability });
  return app.isInterrupted(result) ? drive(app, threadId, durability, result) : result;
}

async function fails(at: Case, method: Method, nth: number, how: How, expected: unknown): Promise<void> {
  const { storage, shape, durability, threadId } = at;
  const plan = new Plan(method, nth, how);
  const marks = marksFor(threadId);
  const disturbed = await untilFault(await wholeApp(faulty(storage, plan, shape)), plan, marks, at);
  expect(plan.calls[method]).toBeGreaterThanOrEqual(nth);
  const kept = marksIn(await storedText(storage, threadId));
  const healed = await wholeApp(faulty(storage, new Plan(), shape));
  const output = disturbed ?? (await carryOn(healed, threadId, durability));
  expect(unmarked(output)).toEqual(expected);
  // What was stored as finished is in the end: nothing of it was run again, which would have left another mark.
  expect(marksIn(JSON.stringify(output))).toEqual(expect.arrayContaining([...kept]));
  await readAll(healed, threadId);
}

/** Every call of every method fails once, or, where that takes too long, about so many of them, evenly spread. */
export async function allFail(
  storage: Checkpointer,
  shape: Shape,
  durability: Durability,
  most = Infinity,
): Promise<void> {
  const at: Case = { storage, shape, durability, threadId: `${shape} ${durability}` };
  const { output, plan } = await undisturbed(at);
  const problems: Error[] = [];
  const step = all ? 1 : Math.max(1, Math.ceil(plan.total / most));
  let turn = 0;
  let failed = 0;
  for (const method of methods) {
    for (let nth = 1; nth <= plan.calls[method]; nth++) {
      turn++;
      if (turn % step !== 0) continue;
      for (const [number, how] of ways.entries()) {
        if (!all && number !== (turn / step) % ways.length) continue;
        const name = `${method} ${nth}${how.stores ? " stored" : ""}${how.hangs ? " late" : ""}`;
        failed++;
        try {
          await fails({ ...at, threadId: `${at.threadId} ${name}` }, method, nth, how, output);
        } catch (error) {
          problems.push(new Error(`${name}: ${String(error)}`, { cause: error }));
        }
      }
    }
  }
  await turns(1);
  expect(failed).toBeGreaterThanOrEqual(Math.min(most, plan.total) / 2);
  expect(unhandled.splice(0)).toEqual([]);
  if (problems.length > 0) throw new AggregateError(problems, problems.map(({ message }) => message).join("\n"));
}
