import { Body } from "./body.ts";
import type { HostedConfig, HostedGraph, Service } from "../service/index.ts";
import { isMode, type Mode } from "./modes.ts";
import type { Json } from "../../types/graph-types.ts";
import type { Metadata } from "./book.ts";
import { RefusedError } from "./refused.ts";

export const strategies = ["reject", "enqueue", "interrupt", "rollback"] as const;
export type Strategy = (typeof strategies)[number];

/** What the client wants a run to be, read from the body that creates it. */
export interface Order {
  readonly graph: HostedGraph;
  /** `undefined` where nothing was given: the run goes on with what is there. */
  readonly input: object | undefined;
  readonly command: Command;
  readonly checkpointId: string | undefined;
  readonly modes: ReadonlySet<Mode>;
  readonly subgraphs: boolean;
  readonly config: Omit<HostedConfig, "threadId" | "signal" | "checkpointId" | "context" | "metadata">;
  /** What the caller wants the graph's context to be. */
  readonly context: object | undefined;
  readonly metadata: Metadata;
  readonly strategy: Strategy;
  readonly cancelOnDisconnect: boolean;
  readonly createThread: boolean;
  /** Of a run without a thread: whether what it has stored stays. */
  readonly keep: boolean;
}

/** What a run begins with in place of input; `goto` goes with the update, of nothing if there is none. */
interface Command {
  readonly resume?: unknown;
  readonly update?: object;
  readonly goto?: string | readonly string[];
}

/** What `configurable` may hold that is no context. */
const places = ["thread_id", "checkpoint_id", "checkpoint_ns", "checkpoint_map", "assistant_id", "graph_id", "run_id"];

/** @throws RefusedError, ServiceError for an unknown graph */
export function orderOf(body: Body, { graphs, limits }: Service): Order {
  const graph = graphs.named(body.required("assistant_id"));
  const config = body.body("config");
  const configurable = config.body("configurable");
  body.refuse("webhook", "poll the run or join it instead");
  body.refuse("after_seconds", "start the run when it is due");
  body.refuse("langsmith_tracer", "there is no LangSmith behind this server");
  if (body.texts("feedback_keys")?.length) body.refuse("feedback_keys", "there is no LangSmith behind this server");
  const stops = (name: string): readonly string[] | undefined =>
    body.value(name) === "*" ? graph.app.graph.nodes.map((node) => node.name) : body.texts(name);
  const interruptBefore = stops("interrupt_before");
  const interruptAfter = stops("interrupt_after");
  const limit = config.count("recursion_limit");
  if (limit !== undefined && (limit < 1 || limit > limits.steps)) {
    throw new RefusedError(422, `"recursion_limit" must be from 1 to ${limits.steps}.`);
  }
  const tags = config.texts("tags");
  const durability =
    body.choice("durability", ["sync", "async", "exit"]) ??
    (body.has("checkpoint_during") && !body.flag("checkpoint_during") ? "exit" : undefined);
  return {
    graph,
    input: inputOf(body),
    command: commandOf(body),
    checkpointId: checkpointIdOf(body, configurable),
    modes: modesOf(body.value("stream_mode")),
    subgraphs: body.flag("stream_subgraphs"),
    config: {
      onUnfinished: "discard",
      ...(durability !== undefined && { durability }),
      ...(interruptBefore !== undefined && { interruptBefore }),
      ...(interruptAfter !== undefined && { interruptAfter }),
      ...(limit !== undefined && { limit }),
      ...(tags !== undefined && { tags }),
    },
    context: contextOf(body, config),
    metadata: { ...metadataOf(config), ...metadataOf(body) },
    strategy: body.choice("multitask_strategy", strategies) ?? "reject",
    cancelOnDisconnect: body.choice("on_disconnect", ["cancel", "continue"]) === "cancel",
    createThread: body.choice("if_not_exists", ["create", "reject"]) === "create",
    keep: ["keep", "continue"].includes(
      body.choice("on_completion", ["delete", "complete", "keep", "continue"]) ?? "delete",
    ),
  };
}

/** `metadata` of a body. It comes from JSON, so that it is. */
export function metadataOf(body: Body): Metadata {
  return { ...(body.object("metadata") as { readonly [key: string]: Json } | undefined) };
}

/** The modes of `stream_mode`: one, several, or the usual one. @throws RefusedError */
export function modesOf(value: unknown): ReadonlySet<Mode> {
  const asked: readonly unknown[] = Array.isArray(value) ? value : value === undefined ? [] : [value];
  const unknown = asked.filter((mode) => !isMode(mode));
  if (unknown.length > 0)
    throw new RefusedError(422, `"stream_mode" has what is no mode: ${JSON.stringify(unknown[0])}.`);
  return new Set<Mode>(asked.length === 0 ? ["values"] : asked.filter(isMode));
}

/** The checkpoint that a body names, in one of its places. @throws RefusedError for one inside a subgraph */
export function checkpointIdOf(body: Body, configurable = new Body({})): string | undefined {
  const checkpoint = body.body("checkpoint");
  const namespace = checkpoint.text("checkpoint_ns") ?? configurable.text("checkpoint_ns") ?? "";
  const id = body.text("checkpoint_id") ?? checkpoint.text("checkpoint_id") ?? configurable.text("checkpoint_id");
  if (namespace === "") return id;
  throw new RefusedError(422, "Runs and updates begin at checkpoints of the graph itself, not inside a subgraph.");
}

function inputOf(body: Body): object | undefined {
  const input = body.value("input");
  if (input === undefined || (typeof input === "object" && !Array.isArray(input))) return input ?? undefined;
  throw new RefusedError(422, `"input" must be an object.`);
}

function commandOf(body: Body): Command {
  const command = body.body("command");
  const unknown = Object.keys(body.object("command") ?? {}).find(
    (name) => !["resume", "update", "goto"].includes(name),
  );
  if (unknown !== undefined)
    throw new RefusedError(422, `A "command" has "resume", "update" and "goto", no "${unknown}".`);
  const [update, goto] = [command.value("update"), gotoOf(command.value("goto"))];
  return {
    ...(command.has("resume") || isNullResume(body) ? { resume: command.value("resume") ?? null } : {}),
    ...((update !== undefined || goto !== undefined) && { update: update === undefined ? {} : updateOf(update) }),
    ...(goto !== undefined && { goto }),
  };
}

/** The nodes to go to; the client calls the end of a graph `__end__`. */
function gotoOf(goto: unknown): Command["goto"] {
  const targets: readonly unknown[] = Array.isArray(goto) ? goto : goto === undefined ? [] : [goto];
  const names = targets.map((target) => {
    if (typeof target === "string") return target === "__end__" ? "end" : target;
    throw new RefusedError(
      422,
      `"goto" must be the name of a node or a list of names: what a node is given is written in the graph.`,
    );
  });
  return names.length > 1 ? names : names[0];
}

/** `null` is an answer, too. */
function isNullResume(body: Body): boolean {
  const command = body.object("command") ?? {};
  return Object.hasOwn(command, "resume");
}

/** An update as an object or as pairs. */
function updateOf(update: unknown): object {
  if (typeof update === "object" && update !== null && !Array.isArray(update)) return update;
  const pairs: readonly unknown[] = Array.isArray(update) ? update : [undefined];
  const entries = pairs.map((pair): readonly [string, unknown] => {
    const [field, value]: readonly unknown[] = Array.isArray(pair) && pair.length === 2 ? pair : [];
    if (typeof field === "string") return [field, value];
    throw new RefusedError(422, `"update" must be an object, or a list of pairs of a field and a value.`);
  });
  return Object.fromEntries(entries);
}

/** What the client gives as context: `context`, or, as it was done before there was one, members of `configurable`. */
function contextOf(body: Body, config: Body): object | undefined {
  const given = body.object("context");
  if (given !== undefined && Object.keys(given).length > 0) return given;
  const others = Object.entries(config.object("configurable") ?? {}).filter(([name]) => !places.includes(name));
  return others.length === 0 ? undefined : Object.fromEntries(others);
}
