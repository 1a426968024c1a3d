/** What a graph's module and its other readers (drawing, comparison, tools) need to know, decided once: plain data, no text of the output. */
import type { FieldSymbol, GraphSymbol, NodeSymbol } from "../bind/symbols.ts";
import { edgesOf } from "../bind/edges.ts";
import type { FlowEdge } from "../bind/edges.ts";
import type { Typing } from "../check/typing.ts";

import { asksOf } from "./asks.ts";
import type { AskPlan } from "./asks.ts";
import { describeFields, describeNodes } from "./describe.ts";
import type { FieldDescription, NodeDescription } from "./describe.ts";
import { handlersOf, subgraphHandlers } from "./handlers.ts";
import type { HandlerPlan, SubgraphHandler } from "./handlers.ts";
import { needsCheckpointer, requiresContext, subgraphsOf } from "./contents.ts";
import { fieldsThatMayBeAbsent } from "./absence.ts";
import { schemaHash } from "./schema-hash.ts";
import { visitedNodes } from "./visited.ts";

export interface GraphPlan {
  readonly graph: GraphSymbol;
  readonly schemaHash: string;
  readonly fields: readonly FieldDescription[];
  readonly nodes: readonly NodeDescription[];
  readonly edges: readonly FlowEdge[];
  /** The fields that a snapshot may lack. */
  readonly mayBeAbsent: ReadonlySet<FieldSymbol>;
  /** The nodes that TypeScript implements, in textual order. */
  readonly handlers: readonly HandlerPlan[];
  /** The handlers inside subgraphs that nobody imports, by path. */
  readonly subgraphHandlers: readonly SubgraphHandler[];
  /** Its own asks, then those of subgraphs by path. */
  readonly asks: readonly AskPlan[];
  /** The distinct graphs that its nodes run, in order of their first node. */
  readonly subgraphs: readonly GraphSymbol[];
  /** Whether a run can stop before its end by what the source says: an ask or a static interrupt, here or in a subgraph. */
  readonly needsCheckpointer: boolean;
  /** Whether an app can be made of the file alone: every handler is imported, no context is required and no checkpointer needed. */
  readonly complete: boolean;
  /** The nodes whose `visits` the source asks for. */
  readonly visited: readonly NodeSymbol[];
}

export type { AskPlan, FieldDescription, HandlerPlan, NodeDescription, SubgraphHandler };

/** Plans one graph of a module without errors. */
export function plan(graph: GraphSymbol, typing: Typing): GraphPlan {
  const mayBeAbsent = fieldsThatMayBeAbsent(graph);
  const handlers = handlersOf(graph, typing, mayBeAbsent);
  const below = subgraphHandlers(graph);
  const stops = needsCheckpointer(graph);
  const late = below.length > 0 || handlers.some((handler) => handler.late);
  return {
    graph,
    schemaHash: schemaHash(graph),
    fields: describeFields(graph),
    nodes: describeNodes(graph, typing),
    edges: edgesOf(graph),
    mayBeAbsent,
    handlers,
    subgraphHandlers: below,
    asks: asksOf(graph, typing),
    subgraphs: subgraphsOf(graph),
    needsCheckpointer: stops,
    complete: !late && !stops && !requiresContext(graph),
    visited: visitedNodes(graph, typing),
  };
}
