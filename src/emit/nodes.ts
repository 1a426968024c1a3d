/** The nodes of a program. */
import type * as ast from "../ast/ast.ts";
import type { FieldSymbol, NodeSymbol, RetryPolicy } from "../bind/symbols.ts";
import { returnedFields } from "../bind/effects.ts";
import { arrowText } from "./arrow.ts";
import type { ArrowShape } from "./arrow.ts";
import { expressionText, objectExpressionText } from "./expression.ts";
import { outputTypeText } from "./handlers.ts";
import { CONDITIONAL } from "./precedence.ts";
import type { GraphScope, Surroundings } from "./surroundings.ts";
import { arrayText, keyText, numberText, objectText, pickText, propertyText, stringText } from "./text.ts";
import { typeText } from "./types.ts";
import { NO_USES, usesOf } from "./uses.ts";
import { SHORT } from "./way-shapes.ts";
import type { WayPrinter } from "./ways.ts";

export interface NodePrinter {
  readonly graph: GraphScope;
  readonly ways: WayPrinter;
  /** The schema of what a node's ask takes. */
  readonly answers: ReadonlyMap<NodeSymbol, string>;
}

/** `name: { kind: …, … }`. */
export function nodeProperty(node: NodeSymbol, printer: NodePrinter): string {
  const { flow } = printer.graph.graph;
  const members = flow.places.get(node) ?? [];
  const out = flow.out.get(node);
  const onError = flow.onError.get(node);
  const text = objectText([
    ["kind", stringText(node.form.kind)],
    ...formMembers(node, printer),
    ["out", out === undefined ? "rt.end" : printer.ways.text(out, members)],
    ["onError", onError === undefined ? undefined : printer.ways.text(onError, members)],
  ]);
  const { module } = printer.graph;
  return module.marked(`${keyText(node.name)}: ${text}`, node.node.name.span);
}

type Members = readonly (readonly [name: string, value: string | undefined])[];

function formMembers(node: NodeSymbol, printer: NodePrinter): Members {
  const { form } = node;
  switch (form.kind) {
    case "handler":
      return [
        ["retry", made("retry", node.retry === undefined ? undefined : retryText(node.retry))],
        ["timeout", made("timeout", milliseconds(node.timeout))],
        ["cache", made("cache", milliseconds(node.cache))],
        ["view", node.reads === undefined ? undefined : viewText(node.reads)],
        ["into", updateFunction(node, printer, "output", outputTypeText(form, printer.graph.module))],
        ["answer", made("answer", printer.answers.get(node))],
      ];
    case "update":
      return [["update", updateFunction(node, printer)]];
    case "ask":
      return [
        ["answer", made("answer", printer.answers.get(node))],
        ["timeout", milliseconds(node.timeout)],
        ["show", form.show === undefined ? "() => null" : expressionFunction(form.show, node, printer)],
        ["update", updateFunction(node, printer, "answer", typeText(form.answer, printer.graph.module))],
      ];
    case "subgraph": {
      const { module } = printer.graph;
      const output = module.graphName(form.graph, "output");
      const input =
        form.input === undefined
          ? "() => ({})"
          : expressionFunction(form.input, node, printer, module.graphName(form.graph, "input"));
      return [
        ["program", made("subgraph", module.graphName(form.graph, "program"))],
        ["input", input],
        ["update", updateFunction(node, printer, "output", output) ?? returnedText(node, printer, output)],
      ];
    }
  }
}

/** What brings code of the runtime is made by a function of it, so that a bundle has only what its graphs use. */
function made(maker: string, text: string | undefined): string | undefined {
  return text === undefined ? undefined : `rt.${maker}(${text})`;
}

/** What a handler reads, written out: the runtime would pick it by name otherwise, which takes longer. Many fields are left to it, so that nodes stay short. */
function viewText(reads: readonly FieldSymbol[]): string | undefined {
  const text = `(state) => (${pickText("state", reads)})`;
  return reads.length === 0 || text.length > SHORT ? undefined : text;
}

/** `=> { … }` as a function, with what comes before the state where something does. */
function updateFunction(node: NodeSymbol, printer: NodePrinter, first?: string, type?: string): string | undefined {
  const { update } = node;
  if (update === undefined) return undefined;
  const used = mentions(update, first, printer);
  const shape: ArrowShape = {
    graph: printer.graph,
    uses: usesOf([update], printer.graph),
    node,
    ...(first === undefined ? {} : { first: { name: first, used, ...(used && type !== undefined ? { type } : {}) } }),
  };
  return arrowText(shape, (around) => ({ expression: updateText(update, around) }));
}

/** The fields of an update are written out even where their value may be absent: that clears them. */
function updateText(update: ast.ObjectExpression, around: Surroundings): string {
  const properties = update.properties.map((property) => {
    if (property.kind !== "Property")
      return objectExpressionText({ ...update, properties: [property] }, around)
        .slice(1, -1)
        .trim();
    const text = propertyText(property.name.name, fieldText(property, around));
    return around.module.marked(text, property.name.span, around.source);
  });
  return properties.length === 0 ? "{}" : `{ ${properties.join(", ")} }`;
}

/** Inside an update that is merged, an absent member removes one; it is written out as well. */
function fieldText({ name, value }: ast.Property, around: Surroundings): string {
  const reducer = around.graph?.graph.fields.get(name.name)?.reducer;
  const merges = reducer?.kind === "builtin" && (reducer.name === "merge" || reducer.name === "deepMerge");
  if (merges && value.kind === "ObjectExpression") return updateText(value, around);
  return expressionText(value, around);
}

function expressionFunction(
  expression: ast.Expression,
  node: NodeSymbol,
  printer: NodePrinter,
  returns?: string,
): string {
  const shape = {
    graph: printer.graph,
    uses: usesOf([expression], printer.graph),
    node,
    ...(returns === undefined ? {} : { returns }),
  };
  return arrowText(shape, (around) => ({ expression: expressionText(expression, around, CONDITIONAL) }));
}

/** Without `=>`, the outputs of the same name and type come back. */
function returnedText(node: NodeSymbol, { graph }: NodePrinter, output: string): string {
  if (node.form.kind !== "subgraph") return "() => ({})";
  const fields = returnedFields(graph.graph, node.form.graph);
  if (fields.length === 0) return "() => ({})";
  const first = { name: "output", type: output, used: true };
  return arrowText({ graph, uses: NO_USES, first }, () => ({ expression: pickText("output", fields) }));
}

function mentions(expression: ast.Expression, special: string | undefined, { graph }: NodePrinter): boolean {
  return special !== undefined && usesOf([expression], graph).specials.has(special);
}

function retryText({ attempts, delay, factor, maxDelay, jitter, on }: RetryPolicy): string {
  return objectText([
    ["attempts", String(attempts)],
    ["delay", milliseconds(delay)],
    ["factor", factor === undefined ? undefined : String(factor)],
    ["maxDelay", milliseconds(maxDelay)],
    ["jitter", jitter === undefined ? undefined : String(jitter)],
    ["on", on === undefined ? undefined : arrayText(on.map(stringText))],
  ]);
}

function milliseconds(value: number | undefined): string | undefined {
  return value === undefined ? undefined : numberText(value);
}
