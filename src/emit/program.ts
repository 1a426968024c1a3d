/** The constants of a graph behind its types: schemas, description, handlers, and the program that the runtime executes. */
import type { GraphPlan } from "../plan/plan.ts";
import { expressionText } from "./expression.ts";
import { NO_FACTS } from "./facts.ts";
import { foldLines } from "./fold.ts";
import type { ConstItem } from "./items.ts";
import { nodeProperty } from "./nodes.ts";
import type { NodePrinter } from "./nodes.ts";
import { WIDTH } from "./rows.ts";
import type { Rows } from "./rows.ts";
import type { SchemaPrinter } from "./schemas.ts";
import type { GraphScope } from "./surroundings.ts";
import { accessText, arrayText, keyText, numberText, objectText, pickText, stringText } from "./text.ts";

/** The nodes' numbers by name. */
export function numbersConstant({ graph }: GraphPlan, { at }: GraphScope, rows: Rows): ConstItem {
  const numbers = [...graph.nodes.values()].map((node) => `${keyText(node.name)}: ${node.index}`);
  const line = `{ ${numbers.join(", ")} }`;
  const value = line.length < 90 ? line : rows.object(numbers, 2);
  return { kind: "const", name: at, value: `${value} as const`, doc: "The nodes' numbers.", exported: false };
}

export function programConstant(
  plan: GraphPlan,
  handlers: string,
  printer: NodePrinter,
  schemas: SchemaPrinter,
  rows: Rows,
): ConstItem {
  const { graph } = plan;
  const { module, at } = printer.graph;
  const { flow } = graph;
  const number = (name: string): string => accessText(at, name);
  const numbers = (nodes: readonly { readonly name: string }[]): string | undefined =>
    nodes.length === 0 ? undefined : arrayText(nodes.map((node) => number(node.name)));
  const nodes = [...graph.nodes.values()].map((node) => nodeProperty(node, printer));
  const members: readonly (readonly [name: string, value: string | undefined])[] = [
    ["graph", module.graphName(graph, "description")],
    ["schemas", module.graphName(graph, "schemas")],
    ["context", requiredContext(plan)],
    ["events", eventsText(plan, printer.graph, schemas)],
    ["counters", flow.counters === 0 ? undefined : String(flow.counters)],
    ["visited", `${arrayText(plan.visited.map((node) => number(node.name)))}`],
    ["interruptBefore", numbers(graph.interruptBefore)],
    ["interruptAfter", numbers(graph.interruptAfter)],
    ["migrations", migrationsText(plan, printer.graph)],
  ];
  const plain = members.flatMap(([name, value]) => (value === undefined ? [] : [`${name}: ${value},`]));
  const type = `rt.Program<${module.graphName(graph, "state")}, ${module.graphName(graph, "update")}>`;
  const indent = memberIndent(`export const ${module.graphName(graph, "program")}: ${type} = `, type);
  const fold = foldLines([...graph.fields.values()], printer.graph, indent + 2);
  const parameters = fold.length === 0 ? "" : "draft, update";
  const text = [
    [handlers === "handlers" ? "handlers," : `handlers: ${handlers},`, ...plain].join("\n"),
    `defaults: () => (${defaultsText(plan, printer.graph)}),`,
    fold.length === 0 ? "fold() {}," : `fold(${parameters}) {\n${fold.join("\n")}\n},`,
    ...(graph.fields.size === 0 ? [] : [`copy: (draft) => (${pickText("draft", [...graph.fields.values()])}),`]),
    `start: ${flow.start === undefined ? "rt.end" : printer.ways.text(flow.start, [])},`,
    `nodes: ${rows.object(nodes, indent + 2).replace(/^{ /, "{\n")},`,
  ];
  return {
    kind: "const",
    name: module.declared(graph, "program"),
    type,
    value: `{\n${text.join("\n\n")}\n}`,
    pure: "typed",
    doc: "What the runtime executes; for graphs that contain this one.",
    exported: true,
  };
}

/** How far from the left the program's members stand: where the first line is too long, Prettier goes on below it. */
function memberIndent(head: string, type: string): number {
  return `${head}/* @__PURE__ */ rt.define((): ${type} => ({`.length > WIDTH ? 4 : 2;
}

/** Its own members; the runtime knows what subgraphs need from their programs. */
function requiredContext({ graph }: GraphPlan): string | undefined {
  const required = graph.context.filter((member) => !member.optional);
  return required.length === 0 ? undefined : arrayText(required.map((member) => stringText(member.name)));
}

function eventsText({ graph }: GraphPlan, { module }: GraphScope, schemas: SchemaPrinter): string | undefined {
  if (graph.events.length === 0) return undefined;
  return `rt.events<${module.graphName(graph, "events")}>(${schemas.members(graph.events, graph.source)})`;
}

function defaultsText({ graph }: GraphPlan, { module }: GraphScope): string {
  const around = { module, source: graph.source, args: "args", error: "error", facts: NO_FACTS };
  return objectText(
    [...graph.fields.values()].map((field) => [
      field.name,
      field.default === undefined ? undefined : expressionText(field.default, around),
    ]),
  );
}

function migrationsText({ graph }: GraphPlan, { module }: GraphScope): string | undefined {
  if (graph.migrations.length === 0) return undefined;
  const members = graph.migrations.map(({ from, using }) => `${numberText(from)}: ${module.value(using)}`);
  return `{ ${members.join(", ")} }`;
}
