import { ConfigError } from "../errors.ts";
import type { Node, Table } from "./table.ts";
import type { StreamConfig } from "./stream.ts";
import type { ThreadConfig } from "./app.ts";
import type { ThreadRef } from "../types/app.ts";

/** @throws ConfigError if the count is given and not at least 1. */
export function checkCount(graph: string, option: string, value: number | undefined): void {
  if (value !== undefined && !(value >= 1)) throw new ConfigError({ graph, option, problem: "must be at least 1." });
}

/** @throws ConfigError if the value is given and none of `choices`. */
export function checkChoice(
  graph: string,
  option: string,
  value: string | undefined,
  choices: readonly string[],
): void {
  if (value === undefined || choices.includes(value)) return;
  const problem = `must be one of ${choices.map((choice) => `"${choice}"`).join(", ")}.`;
  throw new ConfigError({ graph, option, problem });
}

/** @throws ConfigError if a mode is unknown. */
export function checkModes(graph: string, { modes = [] }: StreamConfig): void {
  const known = ["values", "updates", "steps", "events", "checkpoints", "interrupts"];
  for (const mode of modes) checkChoice(graph, "modes", mode, known);
}

/** The node that an option names. @throws ConfigError if there is none */
export function nodeNamed({ byName, graph }: Table, option: string, name: string): Node {
  const node = byName.get(name);
  if (node !== undefined) return node;
  throw new ConfigError({ graph: graph.name, option, problem: `names "${name}", which is no node.` });
}

/** @throws ConfigError if there is no thread or an id is no id. */
export function checkThread<C extends ThreadRef>(graph: string, config: C | undefined): C {
  const threadId: unknown = config?.threadId;
  if (config === undefined || typeof threadId !== "string") {
    throw new ConfigError({
      graph,
      option: "threadId",
      problem: "is missing: a stored run needs the id of its thread.",
    });
  }
  for (const option of ["threadId", "checkpointId"] as const) {
    const id = config[option];
    if (id === undefined || (typeof id === "string" && id.length > 0 && id.length <= 255)) continue;
    throw new ConfigError({ graph, option, problem: "must be a text of 1 to 255 characters." });
  }
  return config;
}

/** Checks what a call that runs takes beside the thread. @throws ConfigError */
export function checkCall(graph: string, config: ThreadConfig | undefined): ThreadConfig {
  const checked = checkThread(graph, config);
  checkChoice(graph, "durability", checked.durability, ["sync", "async", "exit"]);
  checkChoice(graph, "ifBusy", checked.ifBusy, ["reject", "wait"]);
  checkChoice(graph, "onUnfinished", checked.onUnfinished, ["reject", "discard"]);
  return checked;
}
