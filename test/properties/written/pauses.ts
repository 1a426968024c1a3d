/** Nodes before or after which a run is interrupted, and whether it was. */
import type { Tape } from "../flow/generate.ts";

export type Pause = "before" | "after";

export function pausesOf(tape: Tape): readonly Pause[] {
  const pauses = [[], ["before"], ["after"], ["before", "after"]] as const;
  return pauses[tape.next(16)] ?? [];
}

export function interruptText(nodes: readonly { readonly name: string; readonly pauses: readonly Pause[] }[]): string {
  const lines = (["before", "after"] as const).map((when) => {
    const names = nodes.filter(({ pauses }) => pauses.includes(when)).map(({ name }) => name);
    return names.length > 0 ? `interrupt ${when} ${names.join(", ")}` : "";
  });
  return lines.join("  ");
}

/** An entry of the state for each node that has run on a path: in which call it did. */
export const ranIn = (node: string): string => `ran ${node}`;

/** What is wrong when a node begins in a call: something has run on its path in this call that the run was to be interrupted after, or anything if it was to be interrupted before. */
export function uninterrupted(
  node: string,
  entries: Readonly<Record<string, number>>,
  call: number,
  pausesOf: (node: string) => readonly Pause[],
): readonly string[] {
  const inThisCall = Object.keys(entries)
    .filter((entry) => entry.startsWith(ranIn("")) && entries[entry] === call)
    .map((entry) => entry.slice(ranIn("").length));
  if (pausesOf(node).includes("before")) {
    return call === 0 || inThisCall.length > 0 ? [`no interrupt before ${node} in call ${call}`] : [];
  }
  return inThisCall.filter((one) => pausesOf(one).includes("after")).map((one) => `no interrupt after ${one}`);
}
