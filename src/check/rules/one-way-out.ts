import type { Exit, Way } from "../../bind/flow.ts";
import { different } from "../../bind/link/exits.ts";
import type { GraphSymbol, NodeSymbol } from "../../bind/symbols.ts";
import { G502 } from "../../diagnostics/catalogue/g5.ts";
import { G608 } from "../../diagnostics/catalogue/g6.ts";
import type { Message, Report } from "../../diagnostics/diagnostic.ts";
import { looseEnds } from "../loose-ends.ts";
import { insertion } from "../../diagnostics/mend.ts";
import { firstLine } from "../places.ts";
import type { Rule } from "../rule.ts";

/** Every node, and `start`, has exactly one way out, and at most one error edge (G502, G608). */
export const oneWayOut: Rule = ({ module, report, lacksArm }) => {
  for (const graph of module.graphs) {
    twoWays(graph, report);
    noWay(graph, lacksArm(graph), report);
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
    const decides = distinct.some(({ way }) => way.kind === "goto");
    const message = isRepeated
      ? G608.sameTwice(name)
      : decides
        ? G608.besideGoto(
            name,
            targets.filter((target) => target !== "…"),
          )
        : G608.ways(name, targets);
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

function noWay(graph: GraphSymbol, lacksArm: boolean, report: Report): void {
  const { nodes, groups, missingTarget } = looseEnds(graph, lacksArm);
  const { source } = graph;
  const next = missingTarget?.name ?? "end";
  for (const together of nodes) {
    const stops = together.flatMap((node) => graph.flow.findings.stops.get(node)?.[0] ?? []);
    const [stop] = stops;
    if (together.length > 1 && stop?.branch) {
      const names = together.map(({ name }) => name);
      const related = stops.map(({ at }) => ({ source, span: at.span, message: `\`${at.name}\` stops here` }));
      const fixes = [insertion(stop.branch.span.end, ` -> ${next}`)];
      report(G502.branch(names, next), firstLine(stop.branch.span, source), { related, fixes });
    } else if (stop) {
      // Arguments, which may be many, stand between a name and what is missing.
      const fixes = source.text[stop.at.span.end] === "(" ? [] : [insertion(stop.at.span.end, ` -> ${next}`)];
      report(G502.node(together[0].name, next), stop.at.span, { fixes });
    }
  }
  for (const group of groups) {
    const fixes = [insertion(group.at.span.end, ` -> ${next}`)];
    report(G502.group(next), firstLine(group.at.span, source), { fixes });
  }
}

function isDeclared(node: NodeSymbol): boolean {
  return node.index >= 0;
}

function targetName(way: Way): string {
  if (way.kind === "node") return way.node.name;
  return way.kind === "end" ? "end" : "…";
}
