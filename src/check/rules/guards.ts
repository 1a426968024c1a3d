import type * as ast from "../../ast/ast.ts";
import type { GraphSymbol, NodeSymbol } from "../../bind/symbols.ts";
import { originOfType } from "../ranges/declared.ts";
import { GuardWalker } from "../ranges/guards.ts";
import type { Bound, Frame } from "../ranges/ids.ts";
import { graphFrame, Ranges } from "../ranges/ranges.ts";
import { World } from "../ranges/world.ts";
import type { Rule } from "../rule.ts";

/** Every condition can turn out true and false (G602), and a `when` leaves nothing over (G601). */
export const guards: Rule = (context) => {
  for (const graph of context.module.graphs) {
    const { span } = graph.node;
    const ranges = new Ranges(context.typing, span.end - span.start);
    const walker = new GuardWalker(ranges, context);
    const outside = graphFrame(graph);
    const unknown = (): Bound => ({ id: ranges.ids.fresh() });
    for (const edge of graph.node.statements) {
      if (edge.kind !== "Edge") continue;
      walker.edge(edge, edge.onError ? bind(outside, [["error", unknown()]]) : outside);
    }
    for (const node of graph.nodes.values()) {
      const names = ["error", ...node.parameters.map((parameter) => parameter.name)];
      const frame = bind(
        outside,
        names.map((name) => [name, unknown()]),
      );
      const { form, update } = node;
      if (form.kind === "ask" && form.show) walker.expression(form.show, frame, new World());
      if (form.kind === "subgraph" && form.input) walker.expression(form.input, frame, new World());
      if (update) walker.expression(update, bind(frame, resultOf(node, graph, unknown())), new World());
    }
  }
};

function bind(frame: Frame, names: Iterable<readonly [string, Bound]>): Frame {
  return { ...frame, names: new Map([...frame.names, ...names]) };
}

/** `answer` and `output`, where a node has them. Answers are checked when they are given. */
function resultOf({ form, node }: NodeSymbol, { source }: GraphSymbol, bound: Bound): readonly [string, Bound][] {
  if (form.kind === "update") return [];
  if (form.kind !== "ask") return [["output", bound]];
  const { span }: ast.TypeNode | ast.Identifier = node.kind === "Ask" ? node.answer : node.name;
  return [["answer", { ...bound, origin: originOfType(form.answer, { source, span }) }]];
}
