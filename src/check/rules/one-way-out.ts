import type { Exit, Way } from "../../bind/flow.ts";
import { different } from "../../bind/link/exits.ts";
import type { GraphSymbol, NodeSymbol } from "../../bind/symbols.ts";
import { G502 } from "../../diagnostics/catalogue/g5.ts";
import { G608 } from "../../diagnostics/catalogue/g6.ts";
import type { Message, Report } from "../../diagnostics/diagnostic.ts";
import { firstLine } from "../places.ts";
import type { Rule } from "../rule.ts";

/** Every node, and `start`, has exactly one way out, and at most one error edge (G502, G608). */
export const oneWayOut: Rule = ({ module, report }) => {
  for (const graph of module.graphs) {
    twoWays(graph, report);
    if (!graph.node.incomplete) noWay(graph, report);
  }
};

function twoWays(graph: GraphSymbol, report: Report): void {
  const { starts, written, falls, errorEdges, crossings } = graph.flow.findings;
  const { source } = graph;
  const say = (exits: readonly Exit[], message: Message, here: string): void => {
    const [first, second, ...more] = exits;
    if (!first || !second) return;
    const related = [first, ...more].map(({ at }) => ({ source, span: at.span, message: here }));
    report(message, second.at.span, { related });
  };
  const sayWays = (name: string, exits: readonly Exit[]): void => {
    const distinct = different(exits, source);
    const isRepeated = distinct.length === 1;
    const targets = distinct.map(({ way }) => targetName(way));
    const message = isRepeated ? G608.sameTwice(name) : G608.ways(name, targets);
    say(isRepeated ? exits : distinct, message, isRepeated ? "it is written here as well" : "this is another");
  };

  sayWays("start", starts);
  for (const [node, exits] of written) if (isDeclared(node)) sayWays(node.name, exits);
  for (const [node, exits] of errorEdges) {
    if (isDeclared(node)) say(exits, G608.errorEdges(node.name), "this is another");
  }
  // A node that lies in two places goes on differently in each; the places are what is wrong then.
  const crossed = new Set(crossings.map(({ what }) => what));
  for (const [node, exits] of falls) {
    if (!isDeclared(node) || written.has(node) || crossed.has(node)) continue;
    say(exits, G608.falls(node.name), "here it goes on with what follows here");
  }
}

function noWay(graph: GraphSymbol, report: Report): void {
  const { written, falls, stops, openGroups, crossings, meant } = graph.flow.findings;
  const { source } = graph;
  // Several nodes at the ends of one branch lack one thing: what follows the branch.
  const inBranch = new Map<object, NodeSymbol[]>();
  for (const node of graph.nodes.values()) {
    const stop = stops.get(node)?.[0];
    if (!stop || written.has(node) || falls.has(node) || meant.has(node)) continue;
    const key = stop.branch ?? stop;
    const together = inBranch.get(key);
    if (together) together.push(node);
    else inBranch.set(key, [node]);
  }
  for (const nodes of inBranch.values()) {
    const [first] = nodes;
    const stop = first && stops.get(first)?.[0];
    if (!stop) continue;
    if (nodes.length === 1 || !stop.branch) report(G502.node(first.name), stop.at.span);
    else {
      const related = nodes.flatMap((node) => {
        const at = stops.get(node)?.[0]?.at;
        return at ? [{ source, span: at.span, message: `\`${node.name}\` stops here` }] : [];
      });
      const names = nodes.map(({ name }) => name);
      report(G502.branch(names), firstLine(stop.branch.span, source), { related });
    }
  }

  // Members that go on together behind a group say already what is wrong with it.
  const crossed = new Set(crossings.flatMap(({ first, second }) => [...first.groups, ...second.groups]));
  for (const group of openGroups) {
    if (!crossed.has(group)) report(G502.group(), firstLine(group.at.span, source));
  }
}

function isDeclared(node: NodeSymbol): boolean {
  return node.index >= 0;
}

function targetName(way: Way): string {
  if (way.kind === "node") return way.node.name;
  return way.kind === "end" ? "end" : "…";
}
