/** Inline reducers: `(current, update) => …`. */
import type * as ast from "../../ast/ast.ts";
import type { GraphSymbol, ReducerSymbol } from "../../bind/symbols.ts";
import { G202 } from "../../diagnostics/catalogue/g2.ts";
import { G403 } from "../../diagnostics/catalogue/g4.ts";
import { lambdaType, unknownType } from "../../types/make.ts";
import { valueType } from "../../types/members.ts";
import type { Type } from "../../types/type.ts";
import { lambdaScope } from "../expressions/calls.ts";
import type { Checker } from "../expressions/checker.ts";
import { fit, placeOf } from "../expressions/fit.ts";
import { closedScope } from "../expressions/scope.ts";

export function checkInlineReducers(graph: GraphSymbol, checker: Checker): void {
  for (const field of graph.fields.values()) {
    if (field.reducer) checkReducer(field.reducer, field.type, graph, checker);
  }
}

function checkReducer(reducer: ReducerSymbol, type: Type, graph: GraphSymbol, checker: Checker): void {
  if (reducer.kind === "mergeWith") checkReducer(reducer.reduce, valueType(type) ?? unknownType, graph, checker);
  if (reducer.kind === "inline") checkLambda(reducer.lambda, type, graph, checker);
}

/** The parameters and the result are all of the field's type. */
function checkLambda(lambda: ast.Lambda, type: Type, graph: GraphSymbol, checker: Checker): void {
  const { parameters, body } = lambda;
  const scope = lambdaScope(
    lambda,
    parameters.map(() => type),
    closedScope("reducer"),
    checker,
  );
  const before = checker.mistakes;
  if (parameters.length !== 2) checker.report(G403.parameters(parameters.length), lambda.span);
  for (const parameter of parameters) {
    const hidden = graph.fields.get(parameter.name) ?? graph.lets.get(parameter.name);
    if (!hidden) continue;
    const related = [{ source: graph.source, span: hidden.node.name.span, message: "it is declared here first" }];
    const message = G202.shadows("parameter", parameter.name, `a ${hidden.kind}`);
    checker.report(message, parameter.span, { related });
  }
  // What its parameters are is not known then, and so neither what names in it stand for nor what it gives.
  if (checker.mistakes > before) {
    checker.record(lambda, lambdaType(unknownType));
    return;
  }
  const place = { ...placeOf("the reducer"), mismatch: reducerMismatch };
  checker.record(lambda, lambdaType(fit(body, type, place, scope, checker)));
}

function reducerMismatch(_: string, expected: string, found: string) {
  return G403.result(expected, found);
}
