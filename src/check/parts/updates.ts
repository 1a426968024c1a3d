/** What stands behind `=>`. */
import type * as ast from "../../ast/ast.ts";
import type { FieldSymbol, GraphSymbol } from "../../bind/symbols.ts";
import { G304 } from "../../diagnostics/catalogue/g3.ts";
import { G407 } from "../../diagnostics/catalogue/g4.ts";
import type { Fix } from "../../diagnostics/diagnostic.ts";
import { memberOf, objectOf, orAbsent } from "../../types/make.ts";
import type { Type } from "../../types/type.ts";
import type { Checker } from "../expressions/checker.ts";
import { fit, fitSides, placeOf } from "../expressions/fit.ts";
import type { Scope } from "../expressions/scope.ts";
import { functions } from "../functions.ts";

/** Checks an update: it names fields, one by one, and each value fits its field. */
export function checkUpdate(update: ast.ObjectExpression, graph: GraphSymbol, scope: Scope, checker: Checker): void {
  const seen = new Map<string, Type>();
  for (const property of update.properties) {
    if (property.kind !== "Property") {
      checker.report(G407.notNamed(), property.span);
      // A bare name is mostly `state`, or another that stands for it.
      if (property.value.kind !== "Name") checker.check(property.value, scope);
      continue;
    }
    const { name, span } = property.name;
    const field = graph.fields.get(name);
    if (seen.has(name)) checker.report(G407.twice(name), span);
    if (field) seen.set(name, fitField(property.value, field, scope, checker));
    else {
      if (graph.lets.has(name)) checker.report(G407.let(name), span);
      else if (!graph.node.incomplete) {
        const known = checker.module.unknown.candidates(graph.node, "value", name, span, () => graph.fields.keys());
        if (known) checker.report(G407.unknown(name, known), span);
      }
      // The shorthand of an unknown field is an unknown name as well; one report is enough.
      const { value } = property;
      if (property.shorthand) continue;
      const isSet = value.kind === "Call" && value.callee.name === "set";
      for (const part of isSet ? value.arguments : [value]) checker.check(part, scope);
    }
  }
  checker.record(update, objectOf([...seen].map(([name, type]) => memberOf(name, type))));
}

/** Checks the value that an update gives a field: what its reducer folds, or `set(value)`. */
function fitField(value: ast.Expression, field: FieldSymbol, scope: Scope, checker: Checker): Type {
  const taken = takes(field, field.updateType);
  if (value.kind === "Conditional")
    return fitSides(value, taken, scope, checker, (side, inner) => fitField(side, field, inner, checker));
  if (value.kind === "Call" && value.callee.name === "set") return fitSet(value, field, scope, checker);
  return fit(value, taken, placeOf(`\`${field.name}\``), scope, checker);
}

function takes(field: FieldSymbol, type: Type): Type {
  return field.optional ? orAbsent(type) : type;
}

/** The value of a `set` without the call. */
function bareValue({ arguments: [value, ...more], span }: ast.Call): readonly Fix[] {
  if (!value || more.length > 0) return [];
  const edits = [
    { span: { start: span.start, end: value.span.start }, text: "" },
    { span: { start: value.span.end, end: span.end }, text: "" },
  ];
  return [{ title: "write the value alone", safe: true, edits }];
}

function fitSet(call: ast.Call, field: FieldSymbol, scope: Scope, checker: Checker): Type {
  const [value, ...more] = call.arguments;
  if (!field.node.reduce) checker.report(G304.setUnreduced(field.name), call.callee.span, { fixes: bareValue(call) });
  else if (!value || more.length > 0) {
    checker.report(G304.count("set", functions.get("set")?.signature ?? "", call.arguments.length), call.span);
  }
  if (value) fit(value, takes(field, field.type), placeOf(`\`${field.name}\``), scope, checker);
  for (const argument of more) checker.check(argument, scope);
  return checker.record(call, field.type);
}
