/** What the client of LangGraph reads: names and shapes are those of its types, with snake_case members. */

/** Names one checkpoint. `checkpoint_ns` is empty for the graph itself, `"review|draft"` for a subgraph inside a subgraph. */
export interface Checkpoint {
  readonly thread_id: string;
  readonly checkpoint_ns: string;
  readonly checkpoint_id: string;
  readonly checkpoint_map: null;
}

/** A question that waits. The client's type has neither `name`, which is the ask's, nor `deadline`. */
export interface Interrupt {
  readonly id: string;
  readonly value: unknown;
  readonly name: string;
  readonly when: "during";
  readonly resumable: true;
  readonly ns: readonly string[];
  readonly namespace: readonly string[];
  /** The JSON Schema of the answer. */
  readonly response_schema?: unknown;
  readonly deadline?: Date;
}

/** What runs next, waits or has failed, at one path of the graph. */
export interface Task {
  readonly id: string;
  readonly name: string;
  /** JSON of `{ error, message }`, which the client's hooks read. */
  readonly error: string | null;
  readonly interrupts: readonly Interrupt[];
  /** Where the state of the subgraph is, if the node runs one. */
  readonly checkpoint: Checkpoint | null;
  readonly state: ThreadState | null;
}

export interface ThreadState {
  readonly values: object;
  readonly next: readonly string[];
  readonly tasks: readonly Task[];
  readonly interrupts: readonly Interrupt[];
  /** `null` for a thread that nothing has run on. */
  readonly checkpoint: Checkpoint | null;
  readonly metadata: object;
  readonly created_at: Date | null;
  readonly parent_checkpoint: Checkpoint | null;
}

export type ThreadStatus = "idle" | "busy" | "interrupted" | "error";

export interface Thread {
  readonly thread_id: string;
  readonly created_at: Date;
  readonly updated_at: Date;
  readonly state_updated_at: Date;
  readonly metadata: object;
  readonly status: ThreadStatus;
  readonly values: object | null;
  /** By the id of the task that waits. */
  readonly interrupts: { readonly [task: string]: readonly Interrupt[] };
  readonly config: object;
  readonly error: unknown;
}

export type RunStatus = "pending" | "running" | "error" | "success" | "timeout" | "interrupted";

export interface Run {
  readonly run_id: string;
  readonly thread_id: string;
  readonly assistant_id: string;
  readonly created_at: Date;
  readonly updated_at: Date;
  readonly status: RunStatus;
  readonly metadata: object;
  readonly multitask_strategy: string;
}

/** One event of a stream: what stands behind `event:` and `data:`. */
export interface Part {
  readonly event: string;
  readonly data: unknown;
}
