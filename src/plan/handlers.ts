/** The functions that TypeScript supplies: which nodes they run, what they are given, and which of them the file leaves open. */
import type { FieldSymbol, GraphSymbol, NodeSymbol } from "../bind/symbols.ts";
import type { Typing } from "../check/typing.ts";
import { enteredOnError } from "../bind/walk.ts";
import { handlerChoice } from "./ways.ts";
import type { HandlerChoice } from "./ways.ts";

export interface HandlerPlan {
  readonly node: NodeSymbol;
  /** Nothing of this name is imported: `createX` takes it. */
  readonly late: boolean;
  /** What it chooses with `goto`. */
  readonly choice?: HandlerChoice;
  /** Whether error edges enter the node: they alone, they among others, or none. */
  readonly afterError: "always" | "sometimes" | "never";
  /** Of the fields that a snapshot may lack, those that are there whenever the node begins. */
  readonly certain: readonly FieldSymbol[];
}

export function handlersOf(
  graph: GraphSymbol,
  typing: Typing,
  mayBeAbsent: ReadonlySet<FieldSymbol>,
): readonly HandlerPlan[] {
  const dataFlow = typing.dataFlows.get(graph);
  const afterError = enteredOnError(graph.flow);
  return [...graph.nodes.values()].flatMap((node) => {
    if (node.form.kind !== "handler") return [];
    const choice = handlerChoice(graph.flow.out.get(node));
    return [
      {
        node,
        late: node.form.import === undefined,
        ...(choice === undefined ? {} : { choice }),
        afterError: afterError.get(node) ?? "never",
        certain: [...mayBeAbsent].filter((field) => dataFlow?.before(node).has(field) === true),
      } satisfies HandlerPlan,
    ];
  });
}

/** A handler that a subgraph leaves open: `helpdesk/refunds` is member `refunds` of the handlers of the graph that `helpdesk` runs. */
export interface SubgraphHandler {
  readonly path: string;
  readonly graph: GraphSymbol;
  readonly member: string;
}

export function subgraphHandlers(graph: GraphSymbol): readonly SubgraphHandler[] {
  return [...graph.nodes.values()].flatMap((node) => {
    const { form } = node;
    if (form.kind !== "subgraph") return [];
    return openHandlers(form.graph).map((member) => ({ path: `${node.name}/${member}`, graph: form.graph, member }));
  });
}

/** The names of the handlers that a graph leaves open, those of its subgraphs by path. */
function openHandlers(graph: GraphSymbol): readonly string[] {
  const own = [...graph.nodes.values()].filter(({ form }) => form.kind === "handler" && form.import === undefined);
  return [...own.map((node) => node.name), ...subgraphHandlers(graph).map((handler) => handler.path)];
}
