/** The types of the functions that TypeScript supplies, and the constant that holds the imported ones. */
import type { FieldSymbol } from "../bind/symbols.ts";
import type { HandlerPlan, GraphPlan } from "../plan/plan.ts";
import type { ConstItem, InterfaceItem, Item, Property } from "./items.ts";
import { argsTypeText } from "./arrow.ts";
import { expressionText } from "./expression.ts";
import { NO_FACTS } from "./facts.ts";
import type { ModuleScope } from "./module-scope.ts";
import { plain } from "./origins.ts";
import { WIDTH } from "./rows.ts";
import type { Rows } from "./rows.ts";
import { docText, literalUnion, memberText, objectText, stringText } from "./text.ts";
import { typeText } from "./types.ts";

const MEMBER_INDENT = 2;

export function handlersType(plan: GraphPlan, scope: ModuleScope, rows: Rows): InterfaceItem {
  const { graph, handlers, subgraphHandlers } = plan;
  const own = handlers.map((handler) => handlerMember(handler, plan, scope));
  const below = subgraphHandlers.map(({ path, graph: subgraph, member }, index): Property => ({
    name: memberText(path),
    type: `${scope.graphName(subgraph, "handlers")}[${stringText(member)}]`,
    doc: index === 0 ? "What subgraphs leave open, by path." : undefined,
  }));
  return {
    kind: "interface",
    name: scope.declared(graph, "handlers"),
    properties: [...memberRows(own, rows), ...below],
    doc:
      own.length === 0 ? undefined : "The nodes that TypeScript implements. A result has exactly the declared writes.",
    exported: true,
  };
}

/** Neighbours whose lines fit are laid out here; a long list of functions is most of what Prettier would have to read. */
function memberRows(members: readonly HandlerMember[], rows: Rows): readonly Property[] {
  const texts = members.map(laidOut);
  if (texts.some((text) => text === undefined))
    return members.map(({ name, parameters, result, doc }) => ({
      name,
      type: `(${parameters.join(", ")}) => ${result}`,
      doc,
    }));
  return texts.length === 0 ? [] : [{ name: rows.members(texts.filter((text) => text !== undefined)) }];
}

interface HandlerMember {
  readonly name: string;
  readonly parameters: readonly string[];
  readonly result: string;
  readonly doc?: string | undefined;
}

/** On one line, or with a line for each parameter; absent if that is not enough. */
function laidOut({ name, parameters, result, doc }: HandlerMember): string | undefined {
  const comment = doc === undefined ? [] : [docText(doc)];
  const line = `${name}: (${parameters.join(", ")}) => ${result};`;
  if (plain(line).length + MEMBER_INDENT <= WIDTH) return [...comment, line].join("\n");
  const lines = [`${name}: (`, ...parameters.map((parameter) => `  ${parameter},`), `) => ${result};`];
  return lines.every((each) => plain(each).length + MEMBER_INDENT <= WIDTH)
    ? [...comment, ...lines].join("\n")
    : undefined;
}

/** The names of the handlers that `createX` must be given. */
export function suppliedNames({ handlers, subgraphHandlers }: GraphPlan): readonly string[] {
  return [
    ...handlers.filter((handler) => handler.late).map(({ node }) => node.name),
    ...subgraphHandlers.map(({ path }) => path),
  ];
}

export function suppliedHandlersType(plan: GraphPlan, scope: ModuleScope): readonly Item[] {
  const supplied = suppliedNames(plan);
  if (supplied.length === 0) return [];
  const handlers = scope.graphName(plan.graph, "handlers");
  const all = supplied.length === plan.handlers.length + plan.subgraphHandlers.length;
  return [
    {
      kind: "type",
      name: scope.declared(plan.graph, "suppliedHandlers"),
      type: all ? handlers : `Pick<${handlers}, ${literalUnion(supplied)}> & Partial<${handlers}>`,
      doc: `What \`${scope.graphName(plan.graph, "create")}\` needs${all ? "" : " and what it may replace"}.`,
      exported: true,
    },
  ];
}

function handlerMember(handler: HandlerPlan, plan: GraphPlan, scope: ModuleScope): HandlerMember {
  const { node, choice } = handler;
  const state = stateTypeText(handler, plan, scope);
  const result = resultTypeText(handler, plan, scope);
  const decided = choice === undefined ? result : gotoTypeText(choice.names, choice.many, result);
  return {
    name: scope.marked(memberText(node.name), node.node.name.span),
    parameters: [`state: ${state}`, `ctx: ${contextTypeText(handler, plan, scope)}`],
    result: `rt.Awaitable<${decided}>`,
    doc: node.doc,
  };
}

/** What a handler is given: what it reads, or the whole state. What is certainly there when it begins is there in its type. */
function stateTypeText({ node, certain }: HandlerPlan, { graph, mayBeAbsent }: GraphPlan, scope: ModuleScope): string {
  const state = scope.graphName(graph, "state");
  const some = (of: string, fields: readonly FieldSymbol[]): string =>
    `Pick<${of}, ${literalUnion(fields.map((field) => field.name))}>`;
  const filled = certain.filter((field) => field.optional && (!node.reads || node.reads.includes(field)));
  const present = filled.length === 0 ? [] : [`Required<${some(state, filled)}>`];
  if (node.reads) {
    const others = node.reads.filter((field) => !filled.includes(field));
    return [...(others.length > 0 || filled.length === 0 ? [some(state, others)] : []), ...present].join(" & ");
  }
  const written = certain.filter((field) => !field.optional);
  const unwritten = [...mayBeAbsent].filter((field) => !field.optional && !written.includes(field));
  if (written.length === 0) return [scope.graphName(graph, "values"), ...present].join(" & ");
  if (unwritten.length === 0) return [state, ...present].join(" & ");
  return [scope.graphName(graph, "values"), some(state, written), ...present].join(" & ");
}

function contextTypeText({ node, afterError }: HandlerPlan, { graph }: GraphPlan, scope: ModuleScope): string {
  const args = node.parameters.length === 0 ? "" : `, ${argsTypeText(node, { module: scope })}`;
  const parts = [`rt.NodeContext<${scope.graphName(graph, "types")}${args}>`];
  if (node.asks !== undefined)
    parts.push(`rt.Asking<${typeText(node.asks.payload, scope)}, ${typeText(node.asks.answer, scope)}>`);
  if (afterError !== "never") parts.push(afterError === "always" ? "rt.AfterError" : "Partial<rt.AfterError>");
  return parts.join(" & ");
}

/** What a handler resolves to: its writes, or, where an `=>` makes the update of it, whatever the imported function resolves to. */
function resultTypeText({ node }: HandlerPlan, { graph }: GraphPlan, scope: ModuleScope): string {
  if (node.update !== undefined) return outputTypeText(node.form, scope);
  if (node.writes.length === 0) return "void";
  const names = (mayLeaveOut: boolean): string =>
    literalUnion(node.writes.filter((write) => write.mayLeaveOut === mayLeaveOut).map(({ field }) => field.name));
  const optional = names(true);
  return `rt.Writes<${scope.graphName(graph, "writes")}, ${names(false)}${optional === "never" ? "" : `, ${optional}`}>`;
}

/** What the function of a handler node resolves to; a factory's function is its result. */
export function outputTypeText(form: HandlerPlan["node"]["form"], scope: ModuleScope): string {
  if (form.kind !== "handler" || form.import === undefined) return "unknown";
  const made = `ReturnType<typeof ${scope.value(form.import)}>`;
  return `Awaited<${form.factory === undefined ? made : `ReturnType<${made}>`}>`;
}

function gotoTypeText(names: readonly string[], many: boolean, update: string): string {
  const target = many ? `readonly (${literalUnion(names)})[]` : literalUnion(names);
  return update === "void" ? `rt.Goto<${target}>` : `rt.Goto<${target}, ${update}>`;
}

/** The constants with the imported handlers; `exact` refuses a key that a node does not write. None where nothing is imported. */
export function handlerConstants(
  plan: GraphPlan,
  scope: ModuleScope,
): { readonly name: string; readonly items: readonly ConstItem[] } {
  const imported = plan.handlers.filter((handler) => !handler.late);
  if (imported.length === 0) return { name: "{}", items: [] };
  const names = {
    imported: scope.graphLocal(plan.graph, "imported"),
    handlers: scope.graphLocal(plan.graph, "handlers"),
  };
  const type = scope.graphName(plan.graph, "handlers");
  const complete = imported.length === plan.handlers.length && plan.subgraphHandlers.length === 0;
  const hasFactory = imported.some(({ node }) => node.form.kind === "handler" && node.form.factory !== undefined);
  const wantedOf = (all: string): string =>
    // What comes first is reported first, and says more of a misspelt key.
    `rt.ExactImports<${type}, typeof ${names.imported}, keyof ${scope.graphName(plan.graph, "writes")}> & ${all}`;
  return {
    name: names.handlers,
    items: [
      {
        kind: "const",
        name: scope.marked(names.imported, plan.graph.node.name.span),
        value: objectText(imported.map(({ node }) => [node.name, implementationText(node, scope)])),
        pure: hasFactory ? "function" : undefined,
        declared: `{ ${imported.flatMap(({ node }) => importedTypeText(node, scope)).join("; ")} }`,
        doc: `The imported handlers; \`ExactImports\` refuses a key that the node does not write.${hasFactory ? " A factory is called once, here." : ""}`,
        exported: false,
      },
      {
        kind: "const",
        name: names.handlers,
        type: wantedOf(complete ? type : `Partial<${type}>`),
        value: names.imported,
        // Declarations have no values that could be compared, but a type argument is.
        declared: `rt.Fitting<${wantedOf(`Partial<${type}>`)}, typeof ${names.imported}>`,
        exported: false,
      },
    ],
  };
}

/** What TypeScript knows of an imported handler. What a factory returns depends on its argument, so that only its module can say it. */
function importedTypeText({ form, name, node }: HandlerPlan["node"], scope: ModuleScope): readonly string[] {
  if (form.kind !== "handler" || form.import === undefined || form.factory !== undefined) return [];
  return [`${scope.marked(memberText(name), node.name.span)}: typeof ${scope.value(form.import)}`];
}

function implementationText({ form, node }: HandlerPlan["node"], scope: ModuleScope): string {
  if (form.kind !== "handler" || form.import === undefined) return "undefined";
  const { span } = (node.kind === "Node" && node.implementation) || node;
  const name = scope.marked(scope.value(form.import), span);
  if (form.factory === undefined) return name;
  const { argument } = form.factory;
  const around = { module: scope, source: scope.module.source, args: "args", error: "error", facts: NO_FACTS };
  return `${name}(${argument === undefined ? "" : expressionText(argument, around)})`;
}
