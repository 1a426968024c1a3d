import type { Choice, Scope, Way } from "./ways.ts";
import type { Answer } from "./ask.ts";
import type { Caching } from "./cached.ts";
import type { Emitting } from "./events.ts";
import type { Graph } from "../types/description.ts";
import type { Retrying } from "./retry.ts";
import type { Schema } from "../types/schema.ts";
import type { Subgraph } from "./inner.ts";
import type { TimeLimit } from "./timeout.ts";

/** A program whose types do not matter: that of a subgraph. */
export interface AnyProgram {
  readonly graph: Graph;
  readonly schemas: ProgramSchemas;
  /** What the source imports, by node name. */
  readonly handlers: object;
  /** The members of the context that every run needs. */
  readonly context?: readonly string[];
  /** What nodes may emit; absent where that is nothing. */
  readonly events?: Emitting;
  readonly nodes: { readonly [name: string]: object };
}

/** What the runtime executes. Nodes are numbered as in `graph.nodes`. All functions are pure. */
export interface Program<State extends object, Update extends object> extends AnyProgram {
  readonly start: Way<State>;
  /** By name, not as an array: tsc compares the elements of an array literal pairwise, which is quadratic. */
  readonly nodes: { readonly [name: string]: NodeProgram<State, Update> };
  /** The fields that have a default, fresh for each call. */
  defaults(): Partial<State>;
  /** Folds one update into a draft that the runtime owns. Arrays and maps that the runtime made for this draft may grow in place, so that folding n updates is O(n). */
  fold(draft: Draft<State>, update: Update): void;
  /** A new draft with the fields of another: `(s) => ({ a: s.a, b: s.b })`. Without it the runtime copies by itself, some 100 ns slower. */
  copy?(draft: Draft<State>): Draft<State>;
  /** How many bounds (`max`) the source has; `Bound.counter` is below. */
  readonly counters?: number;
  /** The nodes whose `visits` the source asks for; others are not counted. Absent: all are. */
  readonly visited?: readonly number[];
  /** Static interrupts: node numbers. */
  readonly interruptBefore?: readonly number[];
  readonly interruptAfter?: readonly number[];
  /** `migrations[1]` makes values of version 2 out of those of version 1. */
  readonly migrations?: { readonly [from: number]: (old: { readonly [field: string]: unknown }) => object };
}

export interface ProgramSchemas {
  readonly input: Schema<never> | Schema<object>;
  readonly output: Schema<never> | Schema<object>;
  readonly state: Schema<never> | Schema<object>;
  readonly update: Schema<never> | Schema<object>;
  readonly asks: { readonly [ask: string]: Schema<unknown> };
}

/** A state under construction: an absent field is `undefined` here and left out of what is handed out and stored. */
export type Draft<State> = { -readonly [Field in keyof State]: State[Field] | undefined };

export type NodeProgram<State extends object, Update extends object> =
  HandlerNode<State, Update> | UpdateNode<State, Update> | AskNode<State, Update> | SubgraphNode<State, Update>;

interface NodeBase<State> {
  /** The way out: a `Choice` where the handler decides by `goto`. */
  readonly out: Way<State> | Choice;
  readonly onError?: Way<State>;
}

/**
 * Runs TypeScript: the handler of the same name. Reads and writes are in `graph.nodes`. What is not a plain call is done by what the options hold:
 * so a bundle has the code for retries, timeouts and caches only if a graph has them.
 */
export interface HandlerNode<State, Update> extends NodeBase<State> {
  readonly kind: "handler";
  readonly retry?: Retrying;
  readonly timeout?: TimeLimit;
  readonly cache?: Caching;
  /** What the handler `reads`, as a new object: `(s) => ({ text: s.text })`. It is called where all of it is present; without it the runtime picks by name, some 100 ns slower. */
  view?(state: State): object;
  /** `=> { … }` behind a plain function: its output as an update. */
  into?(output: unknown, state: State, scope: Scope): Update;
  /** For `asks P for T`. */
  readonly answer?: Answer;
}

/** `node a => { … }`. */
export interface UpdateNode<State, Update> extends NodeBase<State> {
  readonly kind: "update";
  update(state: State, scope: Scope): Update;
}

export interface AskNode<State, Update> extends NodeBase<State> {
  readonly kind: "ask";
  readonly answer: Answer;
  /** Milliseconds from the question on. */
  readonly timeout?: number;
  show(state: State, scope: Scope): unknown;
  update?(answer: unknown, state: State, scope: Scope): Update;
}

export interface SubgraphNode<State, Update> extends NodeBase<State> {
  readonly kind: "subgraph";
  readonly program: Subgraph;
  input(state: State, scope: Scope): object;
  update(output: unknown, state: State, scope: Scope): Update;
}
