import type * as ast from "../../ast/ast.ts";
import { returnedFields } from "../../bind/effects.ts";
import type { FieldSymbol, GraphSymbol, NodeSymbol } from "../../bind/symbols.ts";
import { G507 } from "../../diagnostics/catalogue/g5.ts";
import type { Fix, Report } from "../../diagnostics/diagnostic.ts";
import { insertion, replacement } from "../../diagnostics/mend.ts";
import { sameType } from "../../types/key.ts";
import { declaration, firstLine, isInside } from "../places.ts";
import type { Rule } from "../rule.ts";
import type { Typing } from "../typing.ts";

/** A node that runs a graph gives it every input that it needs, and says what comes back where that is not plain (G507). */
export const subgraphMapping: Rule = ({ module, typing, report }) => {
  for (const graph of module.graphs) {
    for (const node of graph.nodes.values()) {
      if (node.form.kind !== "subgraph" || node.form.graph.node.incomplete) continue;
      if (node.form.graph === graph) continue;
      checkInput(node, node.form.graph, graph, report);
      if (!node.update) checkResult(node, node.form.graph, graph, typing, report);
    }
  }
};

function checkInput(node: NodeSymbol, inner: GraphSymbol, outer: GraphSymbol, report: Report): void {
  const properties = inputOf(node)?.properties ?? [];
  const given = new Set<string>();
  let misnamed = false;
  const inputs = [...inner.fields.values()].filter((field) => field.input);
  for (const property of properties) {
    if (property.kind !== "Property") continue;
    const { name, span } = property.name;
    given.add(name);
    if (inner.fields.get(name)?.input) continue;
    const known = inputs.map((field) => field.name);
    report(G507.notInput(inner.name, name, known), span);
    misnamed = true;
  }
  // An input under a wrong name is most likely the one that is missing.
  if (misnamed) return;
  // What a spread or a computed name brings is checked with the types.
  if (properties.some((property) => property.kind !== "Property")) return;
  const missing = inputs.filter((field) => !field.optional && !field.default && !given.has(field.name));
  if (missing.length === 0) return;
  const span = inputOf(node)?.span ?? implementationOf(node);
  const names = missing.map((field) => field.name);
  const fixes = inputFixes(node, missing, outer);
  report(G507.missing(inner.name, names, given.size > 0), firstLine(span, outer.source), { fixes });
}

/** Offers to pass on the fields that have the names of the inputs and their types, if all have. */
function inputFixes(node: NodeSymbol, missing: readonly FieldSymbol[], outer: GraphSymbol): readonly Fix[] {
  const isThere = ({ name, type }: FieldSymbol): boolean => {
    const field = outer.fields.get(name);
    return field !== undefined && sameType(field.type, type);
  };
  const implementation = node.node.kind === "Node" ? node.node.implementation : undefined;
  if (!implementation || !missing.every(isThere)) return [];
  const names = missing.map(({ name }) => name).join(", ");
  const input = inputOf(node);
  const last = input?.properties.at(-1);
  if (input && last) return [insertion(last.span.end, `, ${names}`)];
  if (input) return [replacement(input.span, `{ ${names} }`)];
  const text = outer.source.text.slice(implementation.span.end, node.node.span.end);
  const braces = /^\s*\{\s*\}/.exec(text)?.[0];
  const start = implementation.span.end;
  if (braces) return [replacement({ start, end: start + braces.length }, ` { in { ${names} } }`)];
  return /^\s*\{/.test(text) ? [] : [insertion(start, ` { in { ${names} } }`)];
}

function checkResult(node: NodeSymbol, inner: GraphSymbol, outer: GraphSymbol, typing: Typing, report: Report): void {
  const outputs = [...inner.fields.values()].filter((field) => field.output);
  const back = returnedFields(outer, inner);
  if (outputs.length > 0 && back.length === 0 && !outer.node.incomplete) {
    const absent = outputs.find(({ name, type }) => {
      const field = outer.fields.get(name);
      return field !== undefined && sameType(field.updateType, type);
    });
    report(G507.nothingBack(inner.name, absent?.name), implementationOf(node));
  }
  for (const field of back) {
    const passed = inputOf(node)?.properties.find(
      (property) => property.kind === "Property" && property.name.name === field.name,
    );
    if (!field.reducer || !inner.fields.get(field.name)?.input || !passed || !mentions(passed, field, typing)) continue;
    report(G507.doubling(field.name), passed.span);
  }
}

function mentions(part: ast.AnyNode, field: FieldSymbol, typing: Typing): boolean {
  for (const [name, symbol] of typing.names) if (symbol === field && isInside(name.span, part.span)) return true;
  return false;
}

function inputOf(node: NodeSymbol): ast.ObjectExpression | undefined {
  return node.form.kind === "subgraph" ? node.form.input : undefined;
}

function implementationOf(node: NodeSymbol): ast.Identifier["span"] {
  return (node.node.kind === "Node" && node.node.implementation?.span) || declaration(node);
}
