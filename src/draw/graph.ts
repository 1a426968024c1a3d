/** What a drawing needs of a graph. The description in a generated module fits, and so does what `graphc` knows of a source. */
export interface DrawnGraph {
  readonly name: string;
  readonly doc?: string;
  readonly nodes: readonly DrawnNode[];
  readonly edges: readonly DrawnEdge[];
}

export interface DrawnNode {
  readonly name: string;
  readonly kind: string;
  /** The graph that a subgraph node runs. */
  readonly graph?: DrawnGraph;
  /** Where a run pauses at the node, as `interrupt` has it. Descriptions in generated modules do not say. */
  readonly pauses?: readonly ("before" | "after")[];
}

/** `from` and `to` are nodes' names, `"start"` or `"end"`. */
export interface DrawnEdge {
  readonly from: string;
  readonly to: string;
  readonly kind: string;
  readonly label?: string;
}
