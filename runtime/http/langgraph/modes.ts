import type { StreamMode } from "../../types/streaming.ts";

/** The stream modes that the client may ask for. What `events` and `tools` tell of (runnables of LangChain) a compiled graph does not have, so that they stay silent. */
export const modes = [
  "values",
  "updates",
  "messages",
  "messages-tuple",
  "custom",
  "tasks",
  "checkpoints",
  "debug",
  "lifecycle",
  "events",
  "tools",
] as const;

export type Mode = (typeof modes)[number];

export function isMode(text: unknown): text is Mode {
  return modes.some((mode) => mode === text);
}

/** What a run must tell so that these modes can be served. */
export function sourcesOf(asked: ReadonlySet<Mode>): readonly StreamMode[] {
  const sources = new Set<StreamMode>();
  for (const mode of asked) for (const source of needs[mode]) sources.add(source);
  return [...sources];
}

const needs: { readonly [mode in Mode]: readonly StreamMode[] } = {
  values: ["values", "interrupts", "checkpoints"],
  updates: ["updates", "interrupts"],
  messages: ["updates", "events", "checkpoints"],
  "messages-tuple": ["updates", "events", "checkpoints"],
  custom: ["events"],
  tasks: ["steps", "updates", "values", "interrupts", "checkpoints"],
  checkpoints: ["checkpoints"],
  debug: ["steps", "updates", "values", "interrupts", "checkpoints"],
  lifecycle: ["steps"],
  events: [],
  tools: [],
};

/** Which events of a recorded stream belong to the modes; those of no mode (`metadata`, `error`, `end`) always do. */
export function belongsTo(asked: ReadonlySet<Mode>, event: string): boolean {
  const [name = ""] = event.split(/[|/]/, 1);
  if (name === "messages") return asked.has(event.startsWith("messages/") ? "messages" : "messages-tuple");
  return !isMode(name) || asked.has(name);
}
