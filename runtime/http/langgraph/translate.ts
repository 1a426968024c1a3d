import type { HostedEvent, HostedInterrupt, HostedSnapshot } from "../service/hosted.ts";
import type { Graph, GraphNode } from "../../types/description.ts";
import { interruptOf } from "./interrupt.ts";
import { type Interrupted, isInterrupted } from "../../types/interrupts.ts";
import { isReplacement } from "../../types/replacement.ts";
import type { Interrupt, Part } from "./protocol.ts";
import { type Message, messageOf, messagesIn } from "./message.ts";
import type { GraphTypes } from "../../types/graph-types.ts";
import type { Mode } from "./modes.ts";
import { namespaceOf, type StateOf, stateOf, taskId } from "./state.ts";

type Event = HostedEvent;
type Of<Type extends Event["type"]> = Extract<Event, { readonly type: Type }>;

/** What the events of a run are told in terms of; ids are those that the caller knows. */
export interface Telling extends Omit<StateOf, "path"> {
  readonly modes: ReadonlySet<Mode>;
  readonly graph: Graph;
  /** The graph's name in the service. */
  readonly graphName: string;
  readonly runId: string;
  /** What the thread's state is before the run, if it goes on from there without input. */
  readonly before: HostedSnapshot | undefined;
  /** The checkpoint, or nothing while it is not stored yet. */
  load(checkpointId: string): Promise<HostedSnapshot | undefined>;
}

/** Tells what happens in a run as the client's stream modes do. What a checkpoint holds is told once it is stored, which may be some events later. */
export async function* translate(events: AsyncIterable<Event>, telling: Telling): AsyncGenerator<Part> {
  const translator = new Translator(telling);
  yield* translator.begin();
  try {
    for await (const event of events) {
      yield* translator.stored();
      yield* translator.told(event, "");
      yield* translator.stored();
    }
  } finally {
    yield* translator.stored();
  }
}

class Translator {
  readonly #of: Telling;
  /** Ids of messages that the client has, so that each is sent once. */
  readonly #known = new Set<string>();
  /** Messages of which pieces were sent. */
  readonly #pieces = new Map<string, Message>();
  /** The latest state of the main path, by the path of the subgraph. */
  readonly #values = new Map<string, object>();
  /** What the step at a path has written, until it is told that the step is over. */
  readonly #updates = new Map<string, object>();
  readonly #asked = new Set<string>();
  /** The subgraphs that run. */
  readonly #open = new Set<string>();
  readonly #checkpoints: Of<"checkpoint">[] = [];
  #hasBegun = false;

  constructor(of: Telling) {
    this.#of = of;
  }

  *begin(): Generator<Part> {
    if (this.#of.before !== undefined) yield* this.#state(this.#of.before.values);
  }

  /** The state that the run begins with. */
  *#state(values: object): Generator<Part> {
    this.#hasBegun = true;
    for (const { id } of messagesIn(values)) this.#known.add(id);
    yield* this.#valuesOf(values, "");
  }

  async *stored(): AsyncGenerator<Part> {
    for (;;) {
      const [event] = this.#checkpoints;
      const snapshot = event && (await this.#of.load(event.checkpointId));
      if (snapshot === undefined) return;
      this.#checkpoints.shift();
      if (!this.#hasBegun) yield* this.#state(snapshot.values);
      yield* this.#checkpointOf(snapshot);
    }
  }

  *told(event: Event, outer: string): Generator<Part> {
    switch (event.type) {
      case "values":
        if (outer === "") this.#hasBegun = true;
        return yield* this.#valuesOf(event.values, outer);
      case "update":
        return yield* this.#update(event, outer);
      case "step":
        return yield* this.#step(event, outer);
      case "event":
        return yield* this.#event(event, outer);
      case "interrupt":
        return yield* this.#interrupts([event.interrupt], event.step);
      case "subgraph":
        return yield* this.told(event.event, inside(outer, event.path));
      case "checkpoint":
        if (!this.#hasBegun || this.#has("checkpoints") || this.#has("debug")) this.#checkpoints.push(event);
        return undefined;
      case "done":
        return yield* this.#done(event);
    }
  }

  #has(mode: Mode): boolean {
    return this.#of.modes.has(mode);
  }

  *#part(mode: Mode, data: unknown, outer: string): Generator<Part> {
    if (this.#has(mode)) yield { event: named(mode === "messages-tuple" ? "messages" : mode, outer), data };
  }

  *#valuesOf(values: object, outer: string): Generator<Part> {
    this.#values.set(outer, values);
    yield* this.#part("values", values, outer);
  }

  *#update({ node, path, step, update }: Of<"update">, outer: string): Generator<Part> {
    const written = plain(update);
    this.#updates.set(inside(outer, path), written);
    yield* this.#part("updates", { [node]: written }, outer);
    const messages = messagesIn(written);
    const fresh = messages.filter(({ id }) => !this.#known.has(id));
    for (const message of fresh) {
      this.#known.add(message.id);
      yield* this.#part("messages-tuple", [message, this.#origin(path, step, outer)], outer);
    }
    if (!this.#has("messages")) return;
    // Who has got the pieces of a message gets the whole, too.
    const whole = messages.filter((message) => fresh.includes(message) || this.#pieces.delete(message.id));
    if (whole.length > 0) yield { event: named("messages/complete", outer), data: whole };
  }

  *#event({ name, data, path, step }: Of<"event">, outer: string): Generator<Part> {
    const piece = name === "message" ? messageOf(data) : undefined;
    if (piece === undefined) return yield* this.#part("custom", name === "custom" ? data : { name, data }, outer);
    const origin = this.#origin(path, step, outer);
    this.#known.add(piece.id);
    yield* this.#part("messages-tuple", [piece, origin], outer);
    if (!this.#has("messages")) return;
    const before = this.#pieces.get(piece.id);
    const whole =
      before === undefined ? piece : { ...before, ...piece, content: joined(before.content, piece.content) };
    this.#pieces.set(piece.id, whole);
    if (before === undefined)
      yield { event: named("messages/metadata", outer), data: { [piece.id]: { metadata: origin } } };
    yield { event: named("messages/partial", outer), data: [whole] };
  }

  /** What comes with a message: where it was made. */
  #origin(path: string, step: number, outer: string): object {
    const { graphName, runId, threadId } = this.#of;
    const namespace = namespaceOf(outer);
    return {
      tags: [],
      thread_id: threadId,
      run_id: runId,
      graph_id: graphName,
      langgraph_node: nodeOf(path),
      langgraph_step: step,
      langgraph_path: path,
      langgraph_checkpoint_ns: namespace,
      checkpoint_ns: namespace,
    };
  }

  *#step(event: Of<"step">, outer: string): Generator<Part> {
    const { node, path, phase, step } = event;
    const place = inside(outer, path);
    if (phase === "start") {
      yield* this.#lifecycle(place, "started");
      const input = picked(this.#values.get(outer), findNode(this.#of.graph, place)?.reads);
      yield* this.#task(
        "task",
        { id: taskId(place, step), name: node, input, triggers: [], interrupts: [] },
        step,
        outer,
      );
    } else if (phase !== "retry") {
      const error = phase === "error" ? this.#of.describe(event.error) : undefined;
      const result = Object.entries(this.#updates.get(place) ?? {});
      this.#updates.delete(place);
      const text = error === undefined ? null : JSON.stringify(error);
      yield* this.#task(
        "task_result",
        { id: taskId(place, step), name: node, error: text, result, interrupts: [] },
        step,
        outer,
      );
      yield* this.#lifecycle(place, error === undefined ? "completed" : "failed", error);
    }
  }

  *#task(type: "task" | "task_result", payload: object, step: number, outer: string): Generator<Part> {
    yield* this.#part("tasks", payload, outer);
    yield* this.#part("debug", { type, step, timestamp: new Date(), payload }, outer);
  }

  *#lifecycle(place: string, event: string, error?: object): Generator<Part> {
    if (!this.#has("lifecycle") || findNode(this.#of.graph, place)?.graph === undefined) return;
    if (event === "started") this.#open.add(place);
    else this.#open.delete(place);
    yield { event: named("lifecycle", place), data: { event, namespace: place.split("/"), ...(error && { error }) } };
  }

  *#checkpointOf(snapshot: HostedSnapshot): Generator<Part> {
    if (!this.#has("checkpoints") && !this.#has("debug")) return;
    const { checkpoint, parent_checkpoint, ...state } = stateOf(snapshot, this.#of);
    const payload = {
      ...state,
      checkpoint,
      parent_checkpoint,
      config: { configurable: checkpoint },
      parent_config: parent_checkpoint && { configurable: parent_checkpoint },
    };
    yield* this.#part("checkpoints", payload, "");
    yield* this.#part("debug", { type: "checkpoint", step: snapshot.step, timestamp: new Date(), payload }, "");
  }

  *#interrupts(questions: readonly HostedInterrupt[], step: number): Generator<Part> {
    const interrupts = questions.map((question) => interruptOf(question, this.#of.schemas));
    for (const { id } of questions) this.#asked.add(id);
    for (const [index, { path }] of questions.entries()) {
      const own = interrupts.slice(index, index + 1);
      const payload = { id: taskId(path, step), name: nodeOf(path), error: null, result: [], interrupts: own };
      yield* this.#task("task_result", payload, step, "");
    }
    yield* this.#stop(interrupts);
  }

  *#stop(interrupts: readonly Interrupt[]): Generator<Part> {
    for (const mode of ["updates", "values"] as const) yield* this.#part(mode, { __interrupt__: interrupts }, "");
  }

  /** A run that stops tells the questions that waited before, too; a static interrupt has none. */
  *#done({ output, step }: Of<"done">): Generator<Part> {
    for (const place of [...this.#open].toReversed()) yield* this.#lifecycle(place, "interrupted");
    if (!stopped(output)) return;
    const untold = output.interrupts.filter(({ id }) => !this.#asked.has(id));
    if (untold.length > 0) yield* this.#interrupts(untold, step);
    else if (output.interrupts.length === 0) yield* this.#stop([]);
  }
}

function stopped(output: unknown): output is Interrupted<GraphTypes["asks"]> {
  return typeof output === "object" && output !== null && isInterrupted(output);
}

/** An event of a subgraph is named after where it happened: `values|review`. */
function named(event: string, outer: string): string {
  return outer === "" ? event : `${event}|${namespaceOf(outer)}`;
}

function inside(outer: string, path: string): string {
  return outer === "" ? path : `${outer}/${path}`;
}

/** The node at the end of a path: `"tool"` for `"review/tool#2"`. */
function nodeOf(path: string): string {
  const last = path.slice(path.lastIndexOf("/") + 1);
  return last.replace(/#.*$/, "");
}

function findNode(graph: Graph, path: string): GraphNode | undefined {
  const [first = "", ...rest] = path.split("/");
  const node = graph.nodes.find(({ name }) => name === nodeOf(first));
  if (rest.length === 0) return node;
  return node?.graph && findNode(node.graph, rest.join("/"));
}

/** What an update writes, also where it replaces. */
function plain(update: object): object {
  const entries = Object.entries(update).map(([field, value]: [string, unknown]) => [
    field,
    isReplacement(value) ? value.value : value,
  ]);
  return Object.fromEntries(entries);
}

function picked(values: object = {}, fields: readonly string[] | undefined): object {
  return fields === undefined
    ? values
    : Object.fromEntries(Object.entries(values).filter(([key]) => fields.includes(key)));
}

function joined(before: unknown, piece: unknown): unknown {
  if (typeof before === "string" && typeof piece === "string") return before + piece;
  return Array.isArray(before) && Array.isArray(piece) ? [...before, ...piece] : piece;
}
