import type * as ast from "../../ast/ast.ts";
import { G201 } from "../../diagnostics/catalogue/g2.ts";
import { suggest } from "../../diagnostics/suggest.ts";
import type { ImportSymbol, NodeSymbol } from "../symbols.ts";
import type { FileScope } from "../scope.ts";
import { namesInFlow, routersInFlow } from "./chains.ts";
import { wordsMeant } from "./words.ts";
import type { FlowNames } from "./ways.ts";

/** Finds the imported function that a router's name stands for, and reports a name that stands for none. */
export type RouterLookup = (name: ast.Identifier) => ImportSymbol | undefined;

/**
 * Looks up the nodes and routers that the edges name, each name once. An unknown node is reported where it is named first, unless a declaration could not be
 * read. What is unknown stands for a node or an import of its own, so that the flow around it is still known.
 */
export function flowNames(
  graph: ast.Graph,
  nodes: ReadonlyMap<string, NodeSymbol>,
  routerOf: RouterLookup,
  scope: Pick<FileScope, "report" | "source" | "unknown">,
): FlowNames {
  const { report } = scope;
  const unknown = new Map<string, NodeSymbol>();
  const meant = new Set<NodeSymbol>();
  const words = wordsMeant(graph, nodes);
  for (const name of namesInFlow(graph)) {
    if (name.name === "start" || name.name === "end" || nodes.has(name.name) || unknown.has(name.name)) continue;
    unknown.set(name.name, standInNode(name));
    const word = words.get(name.name);
    if (word) {
      if (!graph.incomplete) report(G201.wordOfFlow(name.name, word), name.span);
      continue;
    }
    const known = [...(scope.unknown.candidates(graph, "node", name.name, name.span, () => nodes.keys()) ?? [])];
    const close = nodes.get(suggest(name.name, known) ?? "");
    if (close) meant.add(close);
    // That it is in quotes has been reported.
    const isQuoted = /["']/.test(scope.source.text.charAt(name.span.start));
    if (!graph.incomplete && !isQuoted) report(G201.node(name.name, known), name.span);
  }
  const routers = new Map<string, ImportSymbol>();
  for (const name of routersInFlow(graph)) {
    if (!routers.has(name.name)) routers.set(name.name, routerOf(name) ?? standInImport(name));
  }
  const unresolved = [...unknown].filter(([name]) => !words.has(name));
  return {
    word: ({ name }) => (name === "start" || name === "end" ? name : words.get(name)),
    node: (name) => nodes.get(name.name) ?? unknown.get(name.name) ?? standInNode(name),
    router: (name) => routers.get(name.name) ?? standInImport(name),
    unknown: unresolved.map(([, node]) => node),
    meant,
  };
}

function standInNode(name: ast.Identifier): NodeSymbol {
  const node: ast.Node = { kind: "Node", span: name.span, name, options: [] };
  return { kind: "node", name: name.name, index: -1, form: { kind: "handler" }, parameters: [], writes: [], node };
}

function standInImport(name: ast.Identifier): ImportSymbol {
  const node: ast.ImportName = { kind: "ImportName", span: name.span, imported: name, local: name };
  return { kind: "import", name: name.name, imported: name.name, specifier: "", file: "", typeOnly: false, node };
}
