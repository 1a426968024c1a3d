/** The types that a module exports for a graph, and the file's own types. */
import type { FieldSymbol, TypeSymbol } from "../bind/symbols.ts";
import { isRequiredInput } from "../plan/absence.ts";
import type { GraphPlan } from "../plan/plan.ts";
import type { ObjectMember } from "../types/type.ts";
import type { InterfaceItem, Item, Property, TypeItem } from "./items.ts";
import type { ModuleScope } from "./module-scope.ts";
import { docText, literalUnion, memberText, stringText } from "./text.ts";
import { memberName, memberType, typeText } from "./types.ts";
import { inputTypeText, updateTypeText } from "./update-types.ts";

export function typeItem(symbol: TypeSymbol, scope: ModuleScope): Item {
  const { name, doc, type, node } = symbol;
  const declared = scope.marked(name, node.name.span);
  if (type.kind !== "object") return { kind: "type", name: declared, doc, type: typeText(type, scope), exported: true };
  return objectType(declared, memberProperties([...type.members.values()], scope), doc);
}

export function graphTypes(plan: GraphPlan, scope: ModuleScope): readonly Item[] {
  const { graph } = plan;
  const name = (what: Parameters<ModuleScope["graphName"]>[1]): string => scope.graphName(graph, what);
  const declared = (what: Parameters<ModuleScope["graphName"]>[1]): string => scope.declared(graph, what);
  const fields = [...graph.fields.values()];
  return [
    interfaceOf(
      declared("state"),
      fields.map((field) => fieldProperty(field, field.optional, scope)),
    ),
    valuesType(plan, scope),
    interfaceOf(
      declared("writes"),
      fields.map((field) => ({ name: fieldName(field, scope), type: updateTypeText(field, scope), readonly: true })),
      {
        doc: "What an update may hold, field by field; `undefined` clears an optional field, `set(value)` replaces a reduced one.",
      },
    ),
    interfaceOf(declared("update"), [], { extends: [`Partial<${name("writes")}>`] }),
    interfaceOf(
      declared("input"),
      fields
        .filter((field) => field.input)
        .map((field) => ({
          ...fieldProperty(field, !isRequiredInput(field), scope),
          type: inputTypeText(field, scope),
        })),
    ),
    objectType(
      declared("output"),
      fields.filter((field) => field.output).map((field) => fieldProperty(field, field.optional, scope)),
    ),
    contextType(plan, scope),
    interfaceOf(declared("events"), memberProperties(graph.events, scope)),
    { kind: "type", name: declared("node"), type: literalUnion([...graph.nodes.keys()]), exported: true },
    asksType(plan, scope),
    typesType(plan, scope),
  ];
}

function interfaceOf(
  name: string,
  properties: readonly Property[],
  more: { readonly doc?: string | undefined; readonly extends?: readonly string[] } = {},
): InterfaceItem {
  return { kind: "interface", name, properties, exported: true, ...more };
}

/** The type of values that updates may put into `json` and maps: no interface, since TypeScript takes none for a type with an index signature. */
function objectType(name: string, properties: readonly Property[], doc?: string): TypeItem {
  const members = properties.map(({ name: member, type = "unknown", optional, readonly, doc: about }) => {
    const text = `${readonly ? "readonly " : ""}${member}${optional ? "?" : ""}: ${type};`;
    return about === undefined ? text : `${docText(about)}\n${text}`;
  });
  const type = members.length === 0 ? "{}" : `{\n${members.join("\n")}\n}`;
  return { kind: "type", name, doc, type, exported: true };
}

function fieldProperty(field: FieldSymbol, optional: boolean, scope: ModuleScope): Property {
  return { name: fieldName(field, scope), type: typeText(field.type, scope), optional, readonly: true, doc: field.doc };
}

function fieldName({ name, node }: FieldSymbol, scope: ModuleScope): string {
  return scope.marked(memberText(name), node.name.span);
}

function memberProperties(members: readonly ObjectMember[], scope: ModuleScope): readonly Property[] {
  return members.map((member) => {
    const { type, optional } = memberType(member);
    return { name: memberName(member, scope), type: typeText(type, scope), optional, readonly: true, doc: member.doc };
  });
}

function valuesType({ graph, mayBeAbsent }: GraphPlan, scope: ModuleScope): InterfaceItem {
  const state = scope.graphName(graph, "state");
  const declared = scope.declared(graph, "values");
  const unfilled = [...mayBeAbsent].filter((field) => !field.optional);
  if (unfilled.length === 0) return interfaceOf(declared, [], { extends: [state] });
  const names = unfilled.map((field) => `\`${field.name}\``);
  const doc = `The state at any time: ${names.join(", ")} ${names.length === 1 ? "is" : "are"} absent until a node writes ${names.length === 1 ? "it" : "them"}.`;
  const omitted = literalUnion(unfilled.map((field) => field.name));
  const properties = unfilled.map((field) => ({ ...fieldProperty(field, true, scope), doc: undefined }));
  return interfaceOf(declared, properties, { doc, extends: [`Omit<${state}, ${omitted}>`] });
}

function contextType({ graph, subgraphs }: GraphPlan, scope: ModuleScope): InterfaceItem {
  const own = memberProperties(graph.context, scope);
  if (subgraphs.length === 0) return interfaceOf(scope.declared(graph, "context"), own);
  const names = subgraphs.map((subgraph) => `\`${subgraph.name}\``).join(", ");
  return interfaceOf(scope.declared(graph, "context"), own, {
    doc: `Its own context and that of ${names}.`,
    extends: subgraphs.map((subgraph) => scope.graphName(subgraph, "context")),
  });
}

/** A type and no interface: `rt.Interrupted` asks for an index signature. */
function asksType({ graph, asks }: GraphPlan, scope: ModuleScope): TypeItem {
  const members = asks.map((ask) => {
    if (ask.kind === "subgraph")
      return `readonly ${memberText(ask.name)}: ${scope.graphName(ask.graph, "asks")}[${stringText(ask.member)}];`;
    const name = scope.marked(memberText(ask.name), ask.node.node.name.span);
    const payload = ask.payload === undefined ? "null" : typeText(ask.payload, scope);
    const member = `readonly ${name}: { readonly payload: ${payload}; readonly answer: ${typeText(ask.answer, scope)} };`;
    return ask.node.doc === undefined ? member : `${docText(ask.node.doc)}\n${member}`;
  });
  const type = members.length === 0 ? "{}" : `{\n${members.join("\n")}\n}`;
  return { kind: "type", name: scope.declared(graph, "asks"), type, exported: true };
}

function typesType(plan: GraphPlan, scope: ModuleScope): InterfaceItem {
  const { graph } = plan;
  const name = (what: Parameters<ModuleScope["graphName"]>[1]): string => scope.graphName(graph, what);
  const result = plan.needsCheckpointer ? `${name("output")} | rt.Interrupted<${name("asks")}>` : name("output");
  const parts = [
    "state",
    "values",
    "update",
    "input",
    "output",
    "result",
    "context",
    "events",
    "asks",
    "node",
  ] as const;
  const properties = parts.map((part) => ({ name: part, type: part === "result" ? result : name(part) }));
  return interfaceOf(scope.declared(graph, "types"), properties, {
    doc: `The types of this graph under one name: \`App<${name("types")}>\`.`,
  });
}
