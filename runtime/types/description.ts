/** Attempt n waits `min(delay * factor ** (n - 2), maxDelay)`, with jitter a random part of it. */
export interface RetryPolicy {
  /** All tries together; 1 is none again. */
  readonly attempts: number;
  readonly delay?: number;
  readonly factor?: number;
  readonly maxDelay?: number;
  readonly jitter?: boolean;
  /** Only errors whose `name` is one of these. Default: all but `AbortError` and this package's own refusals. */
  readonly on?: readonly string[];
}

/** The frozen description of a graph: plain data that tools draw from. */
export interface Graph {
  readonly name: string;
  readonly doc?: string;
  readonly version: number;
  /** Changes when a stored state could no longer be read as it is. */
  readonly schemaHash: string;
  readonly limit: number;
  readonly fields: readonly GraphField[];
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
}

export interface GraphField {
  readonly name: string;
  readonly doc?: string;
  /** As in the source: `"string[]"`. */
  readonly type: string;
  readonly input?: true;
  readonly output?: true;
  readonly ephemeral?: true;
  readonly optional?: true;
  /** As in the source: `"append"`, `"mergeWith(add)"`, or the imported function's name. */
  readonly reduce?: string;
}

export interface GraphNode {
  readonly name: string;
  readonly doc?: string;
  readonly kind: "handler" | "update" | "ask" | "subgraph";
  readonly params?: readonly string[];
  /** Absent: the whole state. */
  readonly reads?: readonly string[];
  readonly writes?: readonly string[];
  /** Those of `writes` that may be left out. */
  readonly mayLeaveOut?: readonly string[];
  /** The graph that a subgraph node runs. */
  readonly graph?: Graph;
}

/** `from` and `to` are node names, `"start"` or `"end"`; `label` is the arm, condition or bound as in the source. */
export interface GraphEdge {
  readonly from: string;
  readonly to: string;
  readonly kind: "next" | "branch" | "fork" | "join" | "goto" | "route" | "error" | "bound";
  readonly label?: string;
}
