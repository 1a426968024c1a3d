/** What workers write into threads from outside, between calls. */
import type { Snapshot } from "@graphc/runtime";
import type { AnyGraph, Values } from "../acceptance/run.ts";
import { hash } from "./random.ts";

export interface Edit {
  /** What it leaves in `trail`, beside all else that it writes. */
  readonly name: string;
  readonly update: Values;
  readonly options: { readonly asNode?: string; readonly path?: string; readonly goto?: string | readonly string[] };
}

/** Adds to the state of the main path, wherever that is. As each has a name of its own, any number of workers may make them. */
export function noteOf(call: string): Edit {
  const name = `note ${call}`;
  return { name, update: { trail: [name], weight: hash(name) }, options: {} };
}

export const isNote = (name: string): boolean => name.startsWith("note ");

/** Whether a question is left to its deadline. */
export const lapses = (ask: string): boolean => /\b(claim|nag|nudge|plea|seal)$/.test(ask);

/** Writes what handlers that always fail, and questions without an error edge whose time is over, leave to somebody to write. Only one worker may. */
export function standIns({ interrupts, next, values }: Snapshot<AnyGraph>, now: Date): readonly Edit[] {
  const over = interrupts.filter(({ deadline, name }) => /\b(claim|seal)$/.test(name) && isOver(deadline, now));
  const failing = next.filter((path) => path === "steer" || path === "triage");
  return [
    ...over.map(({ path, payload }) => standIn(path, payload as Place)),
    ...failing.map((path) => standIn(path, { where: values["where"] as string, time: values["round"] as number })),
  ];
}

export const isOver = (deadline: Date | undefined, now: Date): boolean => deadline !== undefined && deadline <= now;

interface Place {
  readonly where: string;
  readonly time: number;
}

function standIn(path: string, { where, time }: Place): Edit {
  const name = `${where} by hand: ${path} ${time}`;
  const size = hash(name);
  const trail = [name];
  if (path === "claim") return { name, update: { trail, totals: { claimed: size } }, options: { asNode: path } };
  if (path === "triage") {
    return { name, update: { trail, totals: { sorted: size } }, options: { asNode: path, goto: ["sure", "hire"] } };
  }
  if (path === "steer") {
    const goto = size % 2 === 0 ? "calm" : "rush";
    return { name, update: { trail, totals: { steered: size } }, options: { path, goto } };
  }
  return { name, update: { trail, total: size }, options: { path } };
}
