/** The expressions of nodes: what factories are called with, what asks show, what subgraphs are given, and updates. */
import type * as ast from "../../ast/ast.ts";
import type { GraphSymbol, NodeSymbol } from "../../bind/symbols.ts";
import { enteredOnError } from "../../bind/walk.ts";
import { G407 } from "../../diagnostics/catalogue/g4.ts";
import { intType, jsonType, mapOf, memberOf, objectOf, orAbsent, stringType, unknownType } from "../../types/make.ts";
import type { Type } from "../../types/type.ts";
import type { Checker } from "../expressions/checker.ts";
import { fit, placeOf } from "../expressions/fit.ts";
import { closedScope, graphScope, type Scope } from "../expressions/scope.ts";
import type { DataFlow } from "../flow/data-flow.ts";
import { checkUpdate } from "./updates.ts";

/** What `error` is behind an error edge. */
export const errorType: Type = objectOf([
  memberOf("name", stringType),
  memberOf("message", stringType),
  memberOf("node", stringType),
  memberOf("attempts", intType),
  memberOf("args", mapOf(jsonType)),
]);

export function checkNodes(graph: GraphSymbol, dataFlow: DataFlow, checker: Checker): void {
  const onError = enteredOnError(graph.flow);
  const outside = graphScope(graph, "flow");
  for (const node of graph.nodes.values()) {
    const scope: Scope = {
      ...outside,
      parameters: node.parameters,
      specials: errorIn(node, graph, onError.get(node)),
      proven: dataFlow.before(node),
    };
    checkForm(node, graph, scope, checker);
    if (!node.update) continue;
    const inUpdate: Scope = { ...scope, place: "update", specials: { ...scope.specials, ...specialsOf(node) } };
    checkUpdate(node.update, graph, inUpdate, checker);
  }
}

/** `error` in a node. How a node is entered that no edge names as it should is not known; the edge is reported. */
function errorIn(
  node: NodeSymbol,
  { flow: { places, findings } }: GraphSymbol,
  entered: "always" | "sometimes" | undefined,
): Scope["specials"] {
  if (entered) return { error: entered === "always" ? errorType : orAbsent(errorType) };
  return findings.meant.has(node) || !places.has(node) ? { error: unknownType } : {};
}

function checkForm({ form }: NodeSymbol, graph: GraphSymbol, scope: Scope, checker: Checker): void {
  switch (form.kind) {
    case "handler":
      if (form.factory?.argument) checker.check(form.factory.argument, closedScope("factory"));
      return;
    case "ask":
      if (form.show) checker.checkKept(form.show, scope);
      return;
    case "subgraph":
      if (form.input) checkInput(form.input, form.graph, scope, checker);
      return;
    case "update":
      return;
  }
}

/** Checks the types of the inputs; which are needed, and which there are, is a rule's business. */
function checkInput(input: ast.ObjectExpression, inner: GraphSymbol, scope: Scope, checker: Checker): void {
  for (const property of input.properties) {
    if (property.kind !== "Property") {
      checker.report(G407.inputNotNamed(inner.name), property.span);
      checker.check(property.value, scope);
      continue;
    }
    const field = inner.fields.get(property.name.name);
    if (!field?.input) {
      checker.check(property.value, scope);
      continue;
    }
    const mayLeaveOut = field.optional || field.default !== undefined;
    const type = mayLeaveOut ? orAbsent(field.updateType) : field.updateType;
    fit(property.value, type, placeOf(`the input \`${field.name}\` of \`${inner.name}\``), scope, checker);
  }
  checker.record(input, objectOf([]));
}

/** `answer` or `output` in the update of a node. */
export function specialsOf({ form, node }: NodeSymbol): Scope["specials"] {
  switch (form.kind) {
    case "ask":
      return { answer: form.answer };
    case "subgraph":
      return { output: outputOf(form.graph) };
    case "handler":
      if (form.import) return { output: { kind: "opaque", import: form.import, of: "result" } };
      // What the node runs was not found, which is reported.
      return node.kind === "Node" && node.implementation ? { output: unknownType } : {};
    case "update":
      return {};
  }
}

/** What a graph gives: its output fields, as far as they are known. */
function outputOf(graph: GraphSymbol): Type {
  if (graph.node.incomplete) return unknownType;
  const fields = [...graph.fields.values()].filter((field) => field.output);
  return objectOf(fields.map((field) => memberOf(field.name, field.type, field.optional)));
}
