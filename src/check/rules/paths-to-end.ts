import type { GraphSymbol, NodeSymbol } from "../../bind/symbols.ts";
import { goesOnTo, partsOf } from "../../bind/walk.ts";
import { G503 } from "../../diagnostics/catalogue/g5.ts";
import { G603 } from "../../diagnostics/catalogue/g6.ts";
import type { Report } from "../../diagnostics/diagnostic.ts";
import type { Span } from "../../source/source.ts";
import { components } from "../../bind/components.ts";
import { declaration } from "../places.ts";
import type { Rule } from "../rule.ts";

/** From every node some path leads to the end of the run or of its member (G603 where a single cycle has no way out of it, else G503). */
export const pathsToEnd: Rule = ({ module, report, lacksArm }) => {
  for (const graph of module.graphs) if (!graph.node.incomplete && !lacksArm(graph)) check(graph, report);
};

function check(graph: GraphSymbol, report: Report): void {
  const { flow } = graph;
  // Where something else is wrong already, a way that is missing may be the way to the end.
  const doubtful = new Set<unknown>();
  for (const { what, first, second } of flow.findings.crossings) doubtful.add(what).add(first.from).add(second.from);
  const next = new Map<NodeSymbol, ReadonlySet<NodeSymbol>>();
  const ending = new Set<NodeSymbol>();
  for (const node of flow.places.keys()) {
    const out = flow.out.get(node);
    const recovery = flow.onError.get(node);
    const targets = new Set<NodeSymbol>();
    if (!out || doubtful.has(node)) ending.add(node);
    for (const target of goesOnTo(...(out ? [out] : []), ...(recovery ? [recovery] : []))) {
      if (target.kind === "node" && target.node.index >= 0) targets.add(target.node);
      else ending.add(node);
    }
    next.set(node, targets);
  }

  for (const nodes of components(next.keys(), (node) => next.get(node) ?? [])) {
    const inside = new Set(nodes);
    const isLeft = nodes.some((node) => ending.has(node) || [...(next.get(node) ?? [])].some((to) => !inside.has(to)));
    if (isLeft) continue;
    const isRing = nodes.every((node) => next.get(node)?.size === 1);
    if (isRing) sayCycle(graph, inOrder(inside, next), report);
    else {
      const inText = nodes.toSorted((a, b) => a.index - b.index);
      const [first] = inText;
      if (first) report(G503.none(inText.map((node) => node.name)), declaration(first));
    }
  }
}

/** The nodes of a cycle in the order in which a path runs through them, from the one that is declared first. */
function inOrder(
  nodes: ReadonlySet<NodeSymbol>,
  next: ReadonlyMap<NodeSymbol, ReadonlySet<NodeSymbol>>,
): readonly NodeSymbol[] {
  const found = new Set<NodeSymbol>();
  let [node] = [...nodes].toSorted((a, b) => a.index - b.index);
  while (node && !found.has(node)) {
    found.add(node);
    [node] = next.get(node) ?? [];
  }
  return [...found];
}

function sayCycle({ flow }: GraphSymbol, nodes: readonly NodeSymbol[], report: Report): void {
  const [first] = nodes;
  const last = nodes.at(-1);
  if (!first || !last) return;
  const names = nodes.map((node) => node.name);
  const message = nodes.length === 1 ? G603.itself(first.name) : G603.cycle(names);
  report(message, closing(first) ?? declaration(first));

  /** Where the last node of the cycle names the first. */
  function closing(target: NodeSymbol): Span | undefined {
    const out = flow.out.get(last as NodeSymbol);
    for (const part of out ? partsOf(out) : []) if (part.kind === "node" && part.node === target) return part.at.span;
    return undefined;
  }
}
