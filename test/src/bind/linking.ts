/** Links the graphs of a text without binding anything but its nodes and imports, and prints flows compactly. */
import type * as ast from "../../../src/ast/ast.ts";
import type { Flow, FlowMember, Way } from "../../../src/bind/flow.ts";
import { linkFlow } from "../../../src/bind/link.ts";
import { UnknownNames } from "../../../src/bind/unknown-names.ts";
import type { GraphSymbol, ImportSymbol, Module, NodeForm, NodeSymbol } from "../../../src/bind/symbols.ts";
import { reporter, type Diagnostic } from "../../../src/diagnostics/diagnostic.ts";
import { parse } from "../../../src/parse/parse.ts";
import type { Source } from "../../../src/source/source.ts";
import { unknownType } from "../../../src/types/make.ts";

export interface Linked {
  readonly module: Module;
  readonly diagnostics: readonly Diagnostic[];
}

export function link(text: string): Linked {
  const source: Source = { path: "test.graph", text };
  const parsed = parse(source);
  const diagnostics: Diagnostic[] = [...parsed.diagnostics];
  const report = reporter(source, diagnostics);
  const unknown = new UnknownNames();
  const imports = new Map<string, ImportSymbol>();
  for (const declaration of parsed.file.declarations) {
    if (declaration.kind !== "Import") continue;
    const { typeOnly } = declaration;
    for (const node of declaration.names) {
      const specifier = declaration.from.value;
      const symbol: ImportSymbol = {
        kind: "import",
        name: node.local.name,
        imported: node.imported.name,
        specifier,
        file: source.path,
        typeOnly,
        node,
      };
      imports.set(symbol.name, symbol);
    }
  }
  const graphs = parsed.file.declarations
    .filter((declaration): declaration is ast.Graph => declaration.kind === "Graph")
    .map((graph): GraphSymbol => {
      const nodes = nodesOf(graph);
      const flow = linkFlow(graph, nodes, ({ name }) => imports.get(name), { report, source, unknown });
      const none = { context: [], events: [], fields: new Map(), lets: new Map(), migrations: [] };
      const settings = { limit: 100, version: 1, interruptBefore: [], interruptAfter: [] };
      return { kind: "graph", name: graph.name.name, node: graph, source, nodes, flow, ...none, ...settings };
    });
  return {
    module: { source, ast: parsed.file, imports, types: new Map(), graphs, used: new Set(), unknown, faults: [] },
    diagnostics,
  };
}

/** The only graph of a text that has nothing wrong with its names and its syntax. */
export function linkOne(text: string): GraphSymbol {
  const { module, diagnostics } = link(text);
  const [graph] = module.graphs;
  if (diagnostics.length > 0 || !graph) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  return graph;
}

function nodesOf(graph: ast.Graph): ReadonlyMap<string, NodeSymbol> {
  const nodes = new Map<string, NodeSymbol>();
  for (const node of graph.statements) {
    if (node.kind !== "Node" && node.kind !== "Ask") continue;
    const parameters = (node.parameters ?? []).map(
      (parameter) => ({ kind: "parameter", name: parameter.name.name, type: unknownType, node: parameter }) as const,
    );
    const { name } = node.name;
    const { update } = node;
    const index = nodes.size;
    nodes.set(name, {
      kind: "node",
      name,
      index,
      form: formOf(node),
      parameters,
      writes: [],
      ...(update && { update }),
      node,
    });
  }
  return nodes;
}

function formOf(node: ast.Node | ast.Ask): NodeForm {
  if (node.kind === "Ask") return { kind: "ask", answer: unknownType };
  return node.update && !node.implementation ? { kind: "update" } : { kind: "handler" };
}

/** The ways of a flow, one a line: `a: …` the way out, `a!: …` the error edge. The end of a member that is not written prints as `.`. */
export function printFlow({ flow, nodes, source }: GraphSymbol): string {
  const lines: string[] = [];
  if (flow.start) lines.push(`start: ${printWay(flow.start, source)}`);
  for (const node of nodes.values()) {
    const out = flow.out.get(node);
    const recovery = flow.onError.get(node);
    if (out) lines.push(`${node.name}: ${printWay(out, source)}`);
    if (recovery) lines.push(`${node.name}!: ${printWay(recovery, source)}`);
  }
  return lines.join("\n");
}

/** Where the nodes lie: `a: 0 / 2` is the third member of a group in the first member of a group. */
export function printPlaces({ places }: Flow): string {
  return [...places]
    .map(([node, place]) => `${node.name}: ${place.map((member) => member.index).join(" / ")}`)
    .join("\n");
}

export function printWay(way: Way, source: Source): string {
  const text = ({ span }: Pick<ast.Expression, "span">): string => source.text.slice(span.start, span.end);
  const print = (inner: Way): string => printWay(inner, source);
  const targets = (list: readonly { readonly name: string; readonly way: Way }[]): string =>
    list.map((target) => `${target.name}: ${print(target.way)}`).join(", ");
  switch (way.kind) {
    case "node":
      return way.node.name + (way.arguments.length > 0 ? `(${way.arguments.map(text).join(", ")})` : "");
    case "end":
      return way.at ? "end" : ".";
    case "group": {
      const by = way.router ? `route ${way.router.name} ` : way.chosenByHandler ? "goto " : "";
      const member = ({ way: inside, map, condition }: FlowMember): string =>
        print(inside) +
        (map ? ` for ${map.variable.name} in ${text(map.list)}` : "") +
        (condition ? ` if ${text(condition)}` : "");
      return `${by}[${way.members.map(member).join(", ")}] -> ${print(way.then)}`;
    }
    case "match": {
      const arms = way.arms.map((arm) => `${arm.patterns?.map(text).join(", ") ?? "else"} -> ${print(arm.way)}`);
      return `match ${text(way.subject)} { ${arms.join(", ")} }`;
    }
    case "when": {
      const arms = way.arms.map((arm) => `${arm.condition ? text(arm.condition) : "else"} -> ${print(arm.way)}`);
      return `when { ${arms.join(", ")} }`;
    }
    case "route":
      return `route ${way.router.name} { ${targets(way.targets)} }`;
    case "goto":
      return `goto { ${targets(way.targets)} }`;
    case "bound":
      return `#${way.counter}(${print(way.way)} max ${way.max} then ${print(way.otherwise)})`;
  }
}
