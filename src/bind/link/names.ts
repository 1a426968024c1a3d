import type * as ast from "../../ast/ast.ts";
import { G201 } from "../../diagnostics/catalogue/g2.ts";
import type { Message, Report } from "../../diagnostics/diagnostic.ts";
import type { ImportSymbol, NodeSymbol } from "../symbols.ts";
import { namesInFlow, routersInFlow } from "./chains.ts";
import type { FlowNames } from "./ways.ts";

/**
 * Looks up the nodes and routers that the edges name. An unknown name is reported where it stands first, and stands for a node or an import of its own, so
 * that the flow around it is still known. Nothing is reported where a declaration could not be read.
 */
export function flowNames(
  graph: ast.Graph,
  nodes: ReadonlyMap<string, NodeSymbol>,
  imports: ReadonlyMap<string, ImportSymbol>,
  report: Report,
): FlowNames {
  const unknownNodes = new Map<string, NodeSymbol>();
  for (const name of namesInFlow(graph)) {
    if (name.name === "end" || nodes.has(name.name) || unknownNodes.has(name.name)) continue;
    unknownNodes.set(name.name, standInNode(name));
    if (name.name !== "start" && !graph.incomplete) report(G201.node(name.name, nodes.keys()), name.span);
  }

  const unusable = new Map<string, ImportSymbol>();
  for (const name of routersInFlow(graph)) {
    if (unusable.has(name.name)) continue;
    const message = notARouter(name.name, imports);
    if (!message) continue;
    unusable.set(name.name, imports.get(name.name) ?? standInImport(name));
    report(message, name.span);
  }

  return {
    node: (name) => nodes.get(name.name) ?? unknownNodes.get(name.name) ?? standInNode(name),
    router: (name) => imports.get(name.name) ?? unusable.get(name.name) ?? standInImport(name),
  };
}

function notARouter(name: string, imports: ReadonlyMap<string, ImportSymbol>): Message | undefined {
  const symbol = imports.get(name);
  if (!symbol) {
    const values = [...imports.values()].filter((other) => !other.typeOnly && !other.graph && !other.type);
    return G201.notImported(
      name,
      values.map((other) => other.name),
    );
  }
  if (symbol.graph) return G201.graphAsFunction(name);
  if (symbol.type) return G201.declaredTypeAsFunction(name);
  return symbol.typeOnly ? G201.typeAsValue(name, symbol.specifier) : undefined;
}

function standInNode(name: ast.Identifier): NodeSymbol {
  const node: ast.Node = { kind: "Node", span: name.span, name, options: [] };
  return { kind: "node", name: name.name, index: -1, form: { kind: "handler" }, parameters: [], writes: [], node };
}

function standInImport(name: ast.Identifier): ImportSymbol {
  const node: ast.ImportName = { kind: "ImportName", span: name.span, imported: name, local: name };
  return { kind: "import", name: name.name, imported: name.name, specifier: "", typeOnly: false, node };
}
