import type { Way } from "../../bind/flow.ts";
import type { GraphSymbol, NodeSymbol } from "../../bind/symbols.ts";
import { partsOf } from "../../bind/walk.ts";
import { G501 } from "../../diagnostics/catalogue/g5.ts";
import type { Report } from "../../diagnostics/diagnostic.ts";
import { components } from "../components.ts";
import { declaration, firstLine } from "../places.ts";
import type { Rule } from "../rule.ts";

/** Every node is reached from `start` (G501). */
export const reachable: Rule = ({ module, report }) => {
  for (const graph of module.graphs) {
    behindEnd(graph, report);
    if (graph.flow.start && !graph.node.incomplete) unreached(graph, report);
  }
};

function behindEnd({ flow, source }: GraphSymbol, report: Report): void {
  for (const { at, way } of flow.findings.behindEnd) {
    const what = way.kind === "node" ? `\`${way.node.name}\`` : "this step";
    const place = way.kind === "bound" ? way.at.otherwise : (way.at ?? at);
    report(G501.behindEnd(what), firstLine(place.span, source), {
      related: [{ source, span: at.span, message: "the path ends here" }],
    });
  }
}

/** Of unreached nodes that follow each other, the first one is said. */
function unreached({ nodes, flow }: GraphSymbol, report: Report): void {
  const { places, findings } = flow;
  const left = new Set([...nodes.values()].filter((node) => !places.has(node) && !findings.reachedOtherwise.has(node)));
  const next = new Map<NodeSymbol, readonly NodeSymbol[]>();
  for (const node of left) {
    const exits = [findings.written, findings.falls, findings.errorEdges].flatMap((map) => map.get(node) ?? []);
    next.set(
      node,
      nodesIn(exits.map((exit) => exit.way)).filter((target) => left.has(target)),
    );
  }

  const led = new Set<NodeSymbol>();
  const stretches = components(left, (node) => next.get(node) ?? []).toReversed();
  for (const stretch of stretches) {
    const isLed = stretch.some((node) => led.has(node));
    for (const node of stretch) for (const target of next.get(node) ?? []) led.add(target);
    const [first, ...more] = stretch.toSorted((a, b) => a.index - b.index);
    if (isLed || !first) continue;
    const { written, falls, stops, errorEdges } = findings;
    const isNamed = [written, falls, stops, errorEdges].some((map) => map.has(first));
    const message = isNamed ? G501.never(first.name) : G501.neverNamed(first.name);
    const names = [first, ...more].map((node) => node.name);
    report(more.length > 0 ? G501.cycle(names) : message, declaration(first));
  }
}

function nodesIn(ways: readonly Way[]): readonly NodeSymbol[] {
  const found: NodeSymbol[] = [];
  for (const part of partsOf(...ways)) if (part.kind === "node") found.push(part.node);
  return found;
}
