import type * as ast from "../ast/ast.ts";
import { G202 } from "../diagnostics/catalogue/g2.ts";
import { G304 } from "../diagnostics/catalogue/g3.ts";
import { G506 } from "../diagnostics/catalogue/g5.ts";
import { insertion } from "../diagnostics/mend.ts";
import { importedFunction } from "./functions.ts";
import { firstHere, NameTable } from "./names.ts";
import { bindHandlerOptions, durationOf, handlerOptionNames, sortOptions } from "./options.ts";
import type { HandlerOptions, OptionName, OptionScope, WrittenOptions } from "./options.ts";
import { docOf, isBroken } from "./scope.ts";
import type { LetSymbol, NodeForm, NodeSymbol, ParameterSymbol } from "./symbols.ts";
import { resolveType } from "./type-node.ts";

/** What binding nodes needs to know of the graph. */
export interface NodeScope extends OptionScope {
  readonly lets: ReadonlyMap<string, LetSymbol>;
  readonly defaults: HandlerOptions;
}

/** The nodes and asks of a graph, in textual order. */
export function bindNodes(scope: NodeScope): ReadonlyMap<string, NodeSymbol> {
  const nodes = new Map<string, NodeSymbol>();
  const names = new NameTable(scope.file);
  for (const statement of scope.graph.statements) {
    if (statement.kind !== "Node" && statement.kind !== "Ask") continue;
    const node =
      statement.kind === "Ask" ? bindAsk(statement, nodes.size, scope) : bindNode(statement, nodes.size, scope);
    if (names.add("node", statement.name)) nodes.set(node.name, node);
  }
  return nodes;
}

function bindAsk(node: ast.Ask, index: number, scope: NodeScope): NodeSymbol {
  const options = sortOptions(node.options, askOptions, "an ask", scope.file);
  const show = options.show ? { show: options.show.payload } : {};
  const form: NodeForm = { kind: "ask", answer: resolveType(node.answer, scope.file), ...show };
  const timeout = options.timeout ? { timeout: durationOf("timeout", options.timeout, scope.file) } : {};
  return { ...common(node, index, scope), form, writes: [], ...timeout };
}

const askOptions: ReadonlySet<OptionName> = new Set(["show", "timeout"]);
const subgraphOptions: ReadonlySet<OptionName> = new Set(["in"]);
const allOptions: ReadonlySet<OptionName> = new Set([...handlerOptionNames, "in", "show"]);

function bindNode(node: ast.Node, index: number, scope: NodeScope): NodeSymbol {
  const base = common(node, index, scope);
  const form = formOf(node, scope);
  const { file } = scope;
  if (!form) {
    // What the node runs is not known and reported; so nothing is said of its options either.
    sortOptions(node.options, allOptions, "", file);
    file.unsound.push(node.span);
    return { ...base, form: { kind: "handler" }, writes: [] };
  }
  switch (form.kind) {
    case "update": {
      const meant = functionMeant(node, scope);
      if (meant) {
        const options = sortOptions(node.options, handlerOptionNames, "a node that TypeScript implements", file);
        return { ...base, form: meant, ...bindHandlerOptions(options, scope), writes: [] };
      }
      sortOptions(node.options, new Set(), "a pure update", file);
      return { ...base, form, writes: [] };
    }
    case "subgraph": {
      const options = sortOptions(node.options, subgraphOptions, "a node that runs a graph", file);
      return { ...base, form: options.in ? { ...form, input: options.in.input } : form, writes: [] };
    }
    default: {
      const options = sortOptions(node.options, handlerOptionNames, "a node that TypeScript implements", file);
      return { ...base, form, ...handlerSettings(node, options, scope) };
    }
  }
}

/** The function of its own name that a node with an update and with options of a handler was to run; that it does not is reported. */
function functionMeant({ name, options: [option] }: ast.Node, { file }: NodeScope): NodeForm | undefined {
  const imported = file.imports.get(name.name);
  if (!option || option.kind === "InOption" || option.kind === "ShowOption") return undefined;
  if (!imported || imported.graph || imported.type || imported.typeOnly || isBroken(imported)) return undefined;
  const found = importedFunction(name, file);
  if (!found) return undefined;
  const fixes = [insertion(name.span.end, ` = ${name.name}`)];
  file.report(G506.noFunction(name.name), name.span, { fixes });
  return { kind: "handler", import: found };
}

function handlerSettings(
  node: ast.Node,
  options: WrittenOptions,
  scope: NodeScope,
): HandlerOptions & Pick<NodeSymbol, "writes"> {
  const { report } = scope.file;
  const own = bindHandlerOptions(options, scope);
  const bound = { ...scope.defaults, ...own };
  const cacheOrAsks = options.cache ?? options.asks;
  if (bound.cache !== undefined && bound.asks && cacheOrAsks) {
    report(G506.excludes("cache", "`asks`", "a cached step cannot wait for an answer"), cacheOrAsks.span);
  }
  if (!node.update) return { ...bound, writes: bound.writes ?? [] };
  // Where the update writes what `writes` does not name, that is the mistake (G408).
  if (options.writes && !writesOutside(node.update, options.writes)) {
    report(G506.excludes("writes", "`=>`", "what the node writes stands in the update"), options.writes.span);
  }
  return { ...bound, writes: [] };
}

/** Whether an update writes a field that `writes` does not name. */
export function writesOutside(update: ast.ObjectExpression, { fields }: ast.WritesOption): boolean {
  return update.properties.some(
    (property) => property.kind === "Property" && !fields.some(({ name }) => name.name === property.name.name),
  );
}

function common(node: ast.Node | ast.Ask, index: number, scope: NodeScope) {
  return {
    kind: "node",
    name: node.name.name,
    ...docOf(node),
    index,
    parameters: bindParameters(node.parameters ?? [], scope),
    ...(node.update && { update: node.update }),
    node,
  } as const;
}

function bindParameters(
  nodes: readonly ast.Parameter[],
  { file, fields, lets }: NodeScope,
): readonly ParameterSymbol[] {
  const names = new NameTable(file);
  return nodes.flatMap((node): readonly ParameterSymbol[] => {
    const { name } = node.name;
    const type = resolveType(node.type, file);
    if (!names.add("parameter", node.name)) return [];
    const shadowed = fields.get(name) ?? lets.get(name);
    if (shadowed) {
      const related = [firstHere(file, shadowed.node.name)];
      file.report(G202.shadows("parameter", name, `a ${shadowed.kind}`), node.name.span, { related });
    }
    return [{ kind: "parameter", name, type, node }];
  });
}

/** What runs a node; nothing where that is not known, which is reported. */
function formOf(node: ast.Node, { file }: NodeScope): NodeForm | undefined {
  const { implementation, update } = node;
  const name = implementation?.name ?? node.name;
  const imported = file.imports.get(name.name);
  if (!implementation && update) return { kind: "update" };
  if (!implementation && !imported) return { kind: "handler" };
  const graph = imported?.graph ?? (implementation && file.graphs.get(name.name));
  if (graph) {
    if (imported) file.used.add(imported);
    if (implementation?.factory) file.report(G304.factoryOfGraph(name.name), implementation.span);
    return { kind: "subgraph", graph, ...(imported?.graph && { import: imported }) };
  }
  const found = importedFunction(name, file);
  if (!found || isBroken(found)) return undefined;
  return { kind: "handler", import: found, ...(implementation?.factory && { factory: implementation.factory }) };
}
