import type * as ast from "../../ast/ast.ts";
import { childrenOf } from "../../ast/children.ts";
import { components } from "../../bind/components.ts";
import { writesOf } from "../../bind/effects.ts";
import type { FieldSymbol, GraphSymbol, NodeSymbol } from "../../bind/symbols.ts";
import { G604 } from "../../diagnostics/catalogue/g6.ts";
import { declaration } from "../places.ts";
import type { Point, WayPoint } from "../flow/points.ts";
import type { Rule } from "../rule.ts";
import type { Typing } from "../typing.ts";

/**
 * What decides whether a path leaves a cycle may change in it (G604). Only cycles are looked at whose every exit is an arm of a `match` or `when` on fields alone.
 * A cycle in which somebody is asked, or the run can be interrupted, is left alone: the state may be edited while it waits.
 */
export const cycleExits: Rule = ({ module, typing, report, doubts }) => {
  for (const graph of module.graphs) {
    const points = typing.dataFlows.get(graph)?.points.inOrder;
    const doubted = doubts(graph);
    if (!points || doubted.isLost || doubted.isWaitingUnknown) continue;
    for (const cycle of components(points, (point) => point.passages.map(({ to }) => to))) {
      if (cycle.length === 1 || cycle.some((point) => doubted.isOpaque(point))) continue;
      const nodes = cycle.flatMap((point) => (point.kind === "node" ? [point.node] : []));
      if (nodes.some((node) => mayWait(node, graph))) continue;
      const found = exitsOf(new Set(cycle), typing);
      if (!found) continue;
      const written = new Set(nodes.flatMap((node) => writesOf(node, graph).map(({ field }) => field)));
      if (found.fields.size === 0 || [...found.fields].some((field) => written.has(field) || doubted.isDoubtful(field)))
        continue;
      const [first] = nodes.toSorted((a, b) => a.index - b.index);
      if (!first) continue;
      const names = inOrder(cycle, first).map((node) => node.name);
      const related = [{ source: graph.source, span: declaration(first), message: "the cycle runs through this node" }];
      report(
        G604.unmoved(
          names,
          [...found.fields].map((field) => field.name),
        ),
        found.condition.span,
        { related },
      );
    }
  }
};

function mayWait(node: NodeSymbol, graph: GraphSymbol): boolean {
  const { interruptBefore, interruptAfter } = graph;
  if (node.form.kind === "subgraph") {
    const inner = node.form.graph;
    return [...inner.nodes.values()].some((one) => mayWait(one, inner));
  }
  return node.form.kind === "ask" || node.asks !== undefined || [...interruptBefore, ...interruptAfter].includes(node);
}

interface Exits {
  readonly fields: ReadonlySet<FieldSymbol>;
  readonly condition: ast.Expression;
}

/** What the exits of a cycle look at; nothing where one is not decided by fields alone, or there is none. */
function exitsOf(cycle: ReadonlySet<Point>, typing: Typing): Exits | undefined {
  const fields = new Set<FieldSymbol>();
  let condition: ast.Expression | undefined;
  for (const point of cycle) {
    const exits = point.passages.flatMap(({ to, by }) => (cycle.has(to) ? [] : [by]));
    if (exits.length === 0) continue;
    const deciding = exits.every((by) => by.kind === "choose") && point.kind === "way" ? decidedBy(point) : [];
    if (deciding.length === 0 || !deciding.every((one) => collectFields(one, typing, fields))) return undefined;
    condition ??= deciding[0];
  }
  return condition && { fields, condition };
}

function decidedBy({ way }: WayPoint): readonly ast.Expression[] {
  if (way.kind === "match") return [way.subject];
  return way.kind === "when" ? way.arms.flatMap(({ condition }) => condition ?? []) : [];
}

/** Whether an expression depends on nothing but fields, which are added. */
function collectFields(expression: ast.Expression, typing: Typing, fields: Set<FieldSymbol>): boolean {
  if (expression.kind === "Call" && expression.callee.name === "visits") return false;
  if (expression.kind === "Name") {
    const symbol = typing.names.get(expression);
    if (symbol?.kind === "field") fields.add(symbol);
    else if (symbol?.kind === "let") return collectFields(symbol.value, typing, fields);
    else if (symbol?.kind !== "variable") return false;
  }
  return childrenOf(expression).every((child) => collectFields(child, typing, fields));
}

/** The nodes of a cycle as a path runs through them, from one of them, as far as it is a ring. */
function inOrder(cycle: readonly Point[], first: NodeSymbol): readonly NodeSymbol[] {
  const inside = new Set(cycle);
  const found = new Set<NodeSymbol>();
  const seen = new Set<Point>();
  let at = cycle.find((point) => point.kind === "node" && point.node === first);
  while (at && !seen.has(at)) {
    seen.add(at);
    if (at.kind === "node") found.add(at.node);
    const next: Point | undefined = at.passages.find(({ to }) => inside.has(to) && !seen.has(to))?.to;
    at = next;
  }
  return [...found];
}
