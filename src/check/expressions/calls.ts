/** Calls of the language's functions. */
import type * as ast from "../../ast/ast.ts";
import { G201, G202 } from "../../diagnostics/catalogue/g2.ts";
import { G304 } from "../../diagnostics/catalogue/g3.ts";
import { G609 } from "../../diagnostics/catalogue/g6.ts";
import { lambdaType, patternType, unknownType } from "../../types/make.ts";
import { describe } from "../../types/print.ts";
import type { Type } from "../../types/type.ts";
import { functions, type LanguageFunction, type Overload, type Parameter } from "../functions.ts";
import { expectShape, matchShape, shapeType, type Bindings, type Shape } from "../shapes.ts";
import type { Checker } from "./checker.ts";
import { whatIs } from "./names.ts";
import { hiddenBy, lookUp, withVariable, type Scope } from "./scope.ts";

/** `expected` is the type that the place of the call takes: it decides whether a lambda's `[a, b]` is a tuple. */
export function checkCall(expression: ast.Call, scope: Scope, checker: Checker, expected?: Type): Type {
  const { callee } = expression;
  const called = functions.get(callee.name);
  if (!called) {
    checker.report(unknownFunction(callee.name, scope, checker), callee.span);
    for (const argument of expression.arguments) if (argument.kind !== "Lambda") checker.check(argument, scope);
    return unknownType;
  }
  if (called.name === "set") {
    checker.report(scope.place === "update" ? G304.setHere() : G609.set(), callee.span);
    for (const argument of expression.arguments) checker.check(argument, scope);
    return unknownType;
  }
  const result = callResult(expression, called, scope, checker, expected);
  if (!called.only || mayStandIn(called, scope)) return result;
  checker.report(G609.notRepeatable(called.name), callee.span);
  return unknownType;
}

function unknownFunction(name: string, scope: Scope, { module }: Checker) {
  const found = lookUp(scope, name);
  if (found) return G201.notAFunction(name, whatIs(found.symbol));
  const imported = module.imports.get(name);
  return imported ? G201.notAFunction(name, "an import") : G201.function(name, functions.keys());
}

function mayStandIn({ only }: LanguageFunction, { place }: Scope): boolean {
  if (place === "update") return true;
  return only === "graphs" && (place === "flow" || place === "let");
}

function callResult(
  expression: ast.Call,
  called: LanguageFunction,
  scope: Scope,
  checker: Checker,
  expected: Type | undefined,
): Type {
  const given = expression.arguments;
  const before = checker.mistakes;
  const fitting = called.overloads.filter(({ parameters }) => takesCount(parameters, given.length));
  // Of arguments that are too many or too few, it is not known what they were meant to be.
  const types = checker.behind(fitting.length === 0 ? "doubtful" : "right", () =>
    given.map((argument) => argumentType(argument, called, scope, checker)),
  );
  if (fitting.length === 0) {
    checker.report(G304.count(called.name, called.signature, given.length), expression.span);
    checkLambdas(given, types, scope, checker);
    return unknownType;
  }
  // Of what has no type, it is not known which of several is called.
  const isOpen =
    (scope.incomplete || checker.mistakes > before) &&
    types.some((type, index) => type.kind === "unknown" && given[index]?.kind !== "Lambda");
  let furthest = { overload: fitting[0] as Overload, at: -1 };
  for (const overload of fitting) {
    const bindings: Bindings = new Map();
    const at = firstMismatch(overload, given, types, bindings);
    if (at === undefined && isOpen && fitting.length > 1) {
      checkLambdas(given, types, scope, checker);
      return unknownType;
    }
    if (at === undefined) return resultOf(expression, called, overload, types, bindings, scope, checker, expected);
    if (at > furthest.at) furthest = { overload, at };
  }
  const wrong = given[furthest.at];
  if (wrong && checker.mistakes === before)
    checker.report(G304.kind(called.name, called.signature, describeArgument(wrong, types[furthest.at])), wrong.span);
  checkLambdas(given, types, scope, checker);
  return unknownType;
}

/** The type of an argument; lambdas wait until it is known what they are called with. */
function argumentType(argument: ast.Expression, called: LanguageFunction, scope: Scope, checker: Checker): Type {
  if (argument.kind === "Lambda") return lambdaType(unknownType);
  if (argument.kind === "RegularExpression") return checker.record(argument, patternType);
  if (called.name === "visits") return argument.kind === "Name" ? unknownType : checker.check(argument, scope);
  return checker.checkPresent(argument, scope);
}

function takesCount(parameters: readonly Parameter[], count: number): boolean {
  const least = parameters.filter((parameter) => !parameter.optional && !parameter.rest).length;
  return count >= least && (count <= parameters.length || parameters.at(-1)?.rest === true);
}

function parameterAt(parameters: readonly Parameter[], index: number): Shape {
  const last = parameters.at(-1);
  return (parameters[index] ?? (last as Parameter)).type;
}

/** The place of the first argument that an overload does not take. */
function firstMismatch(
  { parameters }: Overload,
  given: readonly ast.Expression[],
  types: readonly Type[],
  bindings: Bindings,
): number | undefined {
  for (const [index, argument] of given.entries()) {
    const shape = parameterAt(parameters, index);
    const isSyntax = argument.kind === "Lambda" || argument.kind === "RegularExpression" || shape.kind === "nodeName";
    const fits = isSyntax ? fitsSyntax(shape, argument) : matchShape(shape, types[index] ?? unknownType, bindings);
    if (!fits) return index;
  }
  return undefined;
}

function fitsSyntax(shape: Shape, argument: ast.Expression): boolean {
  if (shape.kind === "nodeName") return argument.kind === "Name";
  return shape.kind === (argument.kind === "Lambda" ? "lambda" : "pattern");
}

function describeArgument(argument: ast.Expression, type: Type | undefined): string {
  if (argument.kind === "Lambda") return "a function";
  return argument.kind === "RegularExpression" ? "a regular expression" : describe(type ?? unknownType);
}

function resultOf(
  expression: ast.Call,
  called: LanguageFunction,
  overload: Overload,
  types: readonly Type[],
  bindings: Bindings,
  scope: Scope,
  checker: Checker,
  expected: Type | undefined,
): Type {
  const hints = hintsOf(overload, expected);
  for (const [index, argument] of expression.arguments.entries()) {
    const shape = parameterAt(overload.parameters, index);
    if (shape.kind === "nodeName" && argument.kind === "Name") checkNodeName(argument, scope, checker);
    if (shape.kind === "lambda" && argument.kind === "Lambda") {
      const result = checkLambda(argument, shape, bindings, hints, called, scope, checker);
      checker.record(argument, lambdaType(result));
    }
  }
  const { result } = overload;
  return typeof result === "function" ? result(bindings, types) : shapeType(result, bindings);
}

/** What variables must stand for so that a call gives the expected type. Only results of lambdas heed it: TypeScript looks no further ahead, either. */
function hintsOf({ result }: Overload, expected: Type | undefined): Bindings {
  const hints: Bindings = new Map();
  if (expected && typeof result !== "function") expectShape(result, expected, hints);
  return hints;
}

function checkNodeName(name: ast.Name, scope: Scope, checker: Checker): void {
  if (!scope.graph || scope.graph.nodes.has(name.name) || scope.incomplete) return;
  const { nodes } = scope.graph;
  const known = checker.module.unknown.candidates(scope.graph.node, "node", name.name, name.span, () => nodes.keys());
  if (known) checker.report(G201.node(name.name, known), name.span);
}

/** Checks a lambda that is called with values of known types; gives the type of its result. */
function checkLambda(
  lambda: ast.Lambda,
  shape: Extract<Shape, { kind: "lambda" }>,
  bindings: Bindings,
  hints: Bindings,
  called: LanguageFunction,
  scope: Scope,
  checker: Checker,
): Type {
  const { parameters, body } = lambda;
  if (parameters.length > shape.parameters.length) {
    const extra = parameters[shape.parameters.length];
    checker.report(G304.lambdaParameters(shape.parameters.length, parameters.length), (extra ?? lambda).span);
  }
  const types = parameters.map((_, index) => {
    const parameter = shape.parameters[index];
    return parameter ? shapeType(parameter, bindings) : unknownType;
  });
  const inner = lambdaScope(lambda, types, scope, checker);
  if (shape.result.kind === "is") {
    checker.checkCondition(body, inner, `the condition of \`${called.name}\``);
    return shape.result.type;
  }
  const result =
    shape.result.kind === "any"
      ? checker.checkKept(body, inner, hints.get(shape.result.name))
      : checker.checkPresent(body, inner);
  if (!matchShape(shape.result, result, bindings)) {
    checker.report(G304.kind(called.name, called.signature, describe(result)), body.span);
  }
  return result;
}

/** The scope of a lambda's body. Its parameters may not hide anything; which of the two a hidden name is meant to be there is not known. */
export function lambdaScope(lambda: ast.Lambda, types: readonly Type[], scope: Scope, checker: Checker): Scope {
  let inner = scope;
  for (const [index, parameter] of lambda.parameters.entries()) {
    const hidden = hiddenBy(inner, parameter.name);
    if (hidden) {
      const at = hidden.kind === "variable" ? hidden.node : hidden.node.name;
      const related = [{ source: checker.module.source, span: at.span, message: "it is declared here first" }];
      checker.report(G202.shadows("parameter", parameter.name, whatIs(hidden)), parameter.span, { related });
    }
    inner = withVariable(inner, parameter, (hidden ? undefined : types[index]) ?? unknownType, "lambda");
  }
  return inner;
}

/** Looks at lambdas in a call that is wrong anyway, for what is wrong in themselves. */
function checkLambdas(given: readonly ast.Expression[], types: readonly Type[], scope: Scope, checker: Checker): void {
  for (const [index, argument] of given.entries()) {
    if (argument.kind !== "Lambda") continue;
    checker.check(argument.body, lambdaScope(argument, [], scope, checker));
    checker.record(argument, types[index] ?? unknownType);
  }
}
