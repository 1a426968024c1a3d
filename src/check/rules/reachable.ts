import type * as ast from "../../ast/ast.ts";
import type { GraphSymbol } from "../../bind/symbols.ts";
import { G501 } from "../../diagnostics/catalogue/g5.ts";
import type { Report } from "../../diagnostics/diagnostic.ts";
import { looseEnds } from "../loose-ends.ts";
import { declaration, firstLine } from "../places.ts";
import type { Rule } from "../rule.ts";

/** Every node is reached from `start` (G501). */
export const reachable: Rule = ({ module, report, lacksArm }) => {
  for (const graph of module.graphs) {
    behindEnd(graph, report);
    unreached(graph, lacksArm(graph), report);
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
function unreached(graph: GraphSymbol, lacksArm: boolean, report: Report): void {
  const { unreached: stretches, missingTarget } = looseEnds(graph, lacksArm);
  // The edge to it is missing where something has no way out (G502).
  if (missingTarget) return;
  const { written, falls, stops, errorEdges, unknown, meant } = graph.flow.findings;
  // Each unknown name that no node is close to may be the one that should lead there (G201), and an error edge of `start` a way (G607).
  if (stretches.length <= unknown.length - meant.size || graph.node.statements.some(isRecoveryOfStart)) return;
  for (const stretch of stretches) {
    const [first] = stretch;
    const isNamed = [written, falls, stops, errorEdges].some((map) => map.has(first));
    const message = isNamed ? G501.never(first.name) : G501.neverNamed(first.name);
    report(stretch.length > 1 ? G501.cycle(stretch.map((node) => node.name)) : message, declaration(first));
  }
}

function isRecoveryOfStart(statement: ast.Statement): boolean {
  return statement.kind === "Edge" && statement.onError && statement.sources.some(({ name }) => name === "start");
}
