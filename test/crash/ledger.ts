import type { Checkpointer } from "@graphc/runtime";
import type { DirectRecord } from "../../runtime/checkpoint/direct.ts";
import type { Values } from "../acceptance/run.ts";
import type { Built } from "./build.ts";

/** What the head of a thread says has been done, read from what is stored and not from what the engine makes of it. */
export interface Stored {
  /** The names of the steps that are finished, failed ones with an error edge among them. */
  readonly steps: ReadonlySet<string>;
  /** The effects of steps that are not finished, by name, with the receipt that is stored. */
  readonly effects: ReadonlyMap<string, string>;
}

/** `undefined` if there is no such thread. */
export async function readStored(
  { connect }: Built["kit"],
  checkpointer: Checkpointer,
  threadId: string,
): Promise<Stored | undefined> {
  const head = await connect(checkpointer).load(threadId);
  if (head === undefined) return undefined;
  const steps = new Set<string>();
  const effects = new Map<string, string>();
  for (const chunk of head.fields.get("trail") ?? []) addAll(steps, chunk);
  const { at } = head.frontier as Frontier;
  const logged = (head.fields.get("/log") ?? []).flat() as DirectRecord[];
  addFailed(steps, at.error);
  for (const record of [...logged, ...head.records]) {
    if (record.kind === "once") {
      const { effect, receipt } = (record.value as { readonly value: Effect }).value;
      effects.set(effect, receipt);
    } else if (record.kind === "step" && record.key === "" && record.node !== "") {
      const { error, update } = record.value as Finished;
      addAll(steps, update?.values["trail"]);
      addFailed(steps, error);
    }
  }
  return { steps, effects };
}

interface Failed {
  readonly name: string;
  readonly message: string;
}

interface Frontier {
  readonly at: { readonly error?: Failed };
}

interface Finished {
  readonly update?: { readonly values: Values };
  readonly error?: Failed;
}

interface Effect {
  readonly effect: string;
  readonly receipt: string;
}

/** Handlers fail with the name of their step; a question whose time is over is no step of a handler. */
function addFailed(steps: Set<string>, error: Failed | undefined): void {
  if (error !== undefined && error.name !== "AskTimeoutError") steps.add(error.message);
}

function addAll(steps: Set<string>, names: unknown): void {
  for (const name of (names ?? []) as readonly string[]) steps.add(name);
}
