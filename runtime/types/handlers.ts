import type { Awaitable, GraphTypes } from "./graph-types.ts";
import type { Store } from "./storage.ts";

/** What a handler is given beside the state. `Args` are the node's parameters by name; `Extra` is `Asking` or `AfterError` where the node has them. */
export interface NodeContext<T extends Pick<GraphTypes, "context" | "events">, Args = {}> {
  /** The node's name. */
  readonly name: string;
  readonly args: Args;
  readonly context: Readonly<T["context"]>;
  /** Aborts on timeout, on cancellation and when a sibling in a group fails. */
  readonly signal: AbortSignal;
  /** 1 on the first try. */
  readonly attempt: number;
  /** The number of this step on its chain, from 1. */
  readonly step: number;
  /** Absent in a run without a checkpointer. */
  readonly threadId?: string;
  /** Absent if the app has none. */
  readonly store?: Store;
  /** Sends a custom event to who streams this run. */
  emit<Name extends keyof T["events"]>(event: Name, data: T["events"][Name]): void;
  /** Runs `effect` and stores its result, so that a retry or a resume of this step gets the result without running it again. `key` is unique in the step. */
  once<R>(key: string, effect: () => Awaitable<R>): Promise<R>;
  /** Starts the node's timeout anew. */
  heartbeat(): void;
}

/** Added to the context of a node with `asks Payload for Answer`. The handler runs again from its top once the answer is there; wrap side effects before it in `once`. */
export interface Asking<Payload, Answer> {
  ask(payload: Payload): Promise<Answer>;
}

/** Added to the context of a node that only error edges enter; a node that other edges enter too gets `Partial<AfterError>`. */
export interface AfterError {
  readonly error: NodeFailure;
}

/** What an error edge knows. */
export interface NodeFailure {
  readonly name: string;
  readonly message: string;
  readonly node: string;
  readonly attempts: number;
  /** The arguments of the failed node. */
  readonly args: { readonly [name: string]: unknown };
}
