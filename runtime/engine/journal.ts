import type { NodeFailure } from "../types/handlers.ts";
import type { Fresh, Next } from "./park.ts";
import type { Node } from "./table.ts";
import type { Path, Routing } from "./path.ts";
import type { Run } from "./run.ts";
import type { Split } from "./members.ts";
import type { Values } from "./values.ts";

export type Said = string | readonly string[];

/** What a finished step leaves: all that is needed to take it again without running the node. */
export interface Done {
  readonly update?: Values | undefined;
  /** Set if the node failed and its error edge was taken. */
  readonly error?: NodeFailure | undefined;
  /** Where the handler's `goto` went. */
  readonly goto?: Said | undefined;
  /** What the routers on its way out said. */
  readonly said?: readonly Said[] | undefined;
  /** Set if the handler's result was kept while the way out could not be evaluated: it is evaluated again. */
  readonly kept?: boolean | undefined;
  /** The number of steps on the chain after it. */
  readonly index: number;
}

/** A question that was asked. */
export interface Question {
  readonly id: string;
  readonly payload: unknown;
  readonly deadline?: Date | undefined;
}

/** Why a path went no further. */
export type Halt = "ready" | "waiting" | "failed" | "joined";

/** What a run remembers of its steps, and what it knows of those that were done before it. A run without one remembers nothing. */
export interface Journal {
  /** Whether nothing is run: paths are followed as far as the log goes, to be shown. */
  readonly inspecting: boolean;
  /** Whether any step is known from before, so that it is worth asking. */
  readonly knows: boolean;
  /** Called when a path comes to a node: takes the step again if it is known from before, or stops the path, or says that the node is to be run. */
  approach(run: Run, path: Path, node: Node): Next | Fresh;
  /** Called before a node is run: what must be stored first is stored. */
  flush(): Promise<void> | undefined;
  /** The step that the path would run, if it is known from before. */
  recall(path: Path, node: Node): Done | undefined;
  /** What the routers on a way said that no node's step stores, if they were asked before. */
  recallWay(path: Path): readonly Said[] | undefined;
  saveWay(path: Path, number: number, said: readonly Said[]): Promise<void> | undefined;
  /** A step is complete; `index` was the number of steps on its chain before it. `routing` is there unless it went straight to a node. */
  done(path: Path, node: Node, index: number, done: Done, routing: Routing | undefined): Promise<void> | undefined;
  /** What the members of a group wrote was folded into the state of a path outside of all groups. */
  folded(path: Path, updates: readonly Values[]): void;
  /** Keeps the result of a node whose way out could not be evaluated. */
  keep(path: Path, node: Node, done: Done): void;
  question(path: Path, node: Node, ask: number): Question | undefined;
  /** Asks. @throws NotStorableError */
  ask(path: Path, node: Node, ask: number, payload: unknown, timeout: number | undefined): Question;
  answer(path: Path, node: Node, ask: number): { readonly value: unknown } | undefined;
  /** Whether the step that the path would run has asked, and no answer has come since. */
  asks(path: Path, node: Node): boolean;
  /** The result of an effect that has been run, as `{ value }`. */
  effect(path: Path, node: Node, index: number, key: string): { readonly value: unknown } | undefined;
  saveEffect(path: Path, node: Node, index: number, key: string, value: unknown): Promise<void> | undefined;
  /** Whether a static interrupt has stopped the path here before, so that it goes on now. */
  passes(path: Path, node: Node): boolean;
  /** A static interrupt stops the path before a node. */
  stop(path: Path, node: Node | undefined): void;
  /** Stops the path if a static interrupt stands behind the node that it has completed, and says whether it did. */
  stopsAfter(run: Run, path: Path, node: Node): boolean;
  /** A group is looked at while some of its members have ended and others have not. */
  joined(split: Split): void;
  /** The path failed, or goes no further for another reason. */
  parked(path: Path, node: Node | undefined, why: Halt, error: unknown): void;
}
