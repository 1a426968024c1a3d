import type { Answers, Interrupt } from "./interrupts.ts";
import type { CheckpointSource } from "./state.ts";
import type { GraphTypes } from "./graph-types.ts";

export type StreamMode = "values" | "updates" | "steps" | "events" | "checkpoints" | "interrupts";

export interface StreamOptions<T extends GraphTypes> {
  /** What is yielded. Default: `["updates", "events", "interrupts"]`; `done` always comes. */
  readonly modes?: readonly StreamMode[];
  /** Whether events of subgraphs come too, as `{ type: "subgraph" }`. Default: false. Their asks always come as `interrupt`. */
  readonly subgraphs?: boolean;
  /** With input `null`: answers, as for `resume`. */
  readonly answers?: Answers<T["asks"]>;
}

/** Where an event happened. `seq` counts from 1 without gaps over all modes asked for. */
export interface EventPosition {
  readonly seq: number;
  readonly step: number;
  readonly path: string;
}

/** What `stream` yields; narrows on `type`, custom events also on `name`, interrupts on `interrupt.name`. */
export type StreamEvent<T extends GraphTypes> =
  | (EventPosition & { readonly type: "values"; readonly values: T["values"] })
  | (EventPosition & { readonly type: "update"; readonly node: T["node"]; readonly update: T["update"] })
  | (EventPosition & StepEvent<T["node"]>)
  | (EventPosition & CustomEvent<T["events"]>)
  | (EventPosition & {
      readonly type: "checkpoint";
      readonly checkpointId: string;
      readonly parentId?: string;
      readonly source: CheckpointSource;
    })
  | (EventPosition & { readonly type: "interrupt"; readonly interrupt: Interrupt<T["asks"]> })
  | (EventPosition & { readonly type: "subgraph"; readonly node: T["node"]; readonly event: StreamEvent<GraphTypes> })
  | (EventPosition & { readonly type: "done"; readonly output: T["result"] });

export type StepEvent<Node extends string> =
  | { readonly type: "step"; readonly phase: "start"; readonly node: Node; readonly attempt: number }
  | {
      readonly type: "step";
      readonly phase: "finish";
      readonly node: Node;
      readonly attempt: number;
      readonly duration: number;
    }
  | {
      readonly type: "step";
      readonly phase: "retry";
      readonly node: Node;
      readonly attempt: number;
      readonly error: unknown;
      readonly delay: number;
    }
  | {
      readonly type: "step";
      readonly phase: "error";
      readonly node: Node;
      readonly attempt: number;
      readonly error: unknown;
    };

export type CustomEvent<Events> = {
  [Name in keyof Events]: { readonly type: "event"; readonly name: Name; readonly data: Events[Name] };
}[keyof Events];
