/** Finds the parts of a graph in the module that graphc would make. */
import type { ts } from "ts-morph";
import type { GraphSymbol, NodeSymbol } from "../bind/symbols.ts";
import { exportedNames } from "../plan/names.ts";
import type { View } from "./view.ts";

/** The constants of a graph: between its first type and its program, which stand in this order. */
function constantsOf(graph: GraphSymbol, { file, ts }: View): readonly ts.VariableDeclaration[] {
  const { state, program } = exportedNames(graph.name);
  const found: ts.VariableDeclaration[] = [];
  let isInside = false;
  for (const statement of file.statements) {
    if (ts.isInterfaceDeclaration(statement) && statement.name.text === state) isInside = true;
    if (!isInside || !ts.isVariableStatement(statement)) continue;
    found.push(...statement.declarationList.declarations);
    if (found.some(({ name }) => ts.isIdentifier(name) && name.text === program)) break;
  }
  return found;
}

/** The program of a graph. */
export function programOf(graph: GraphSymbol, view: View): ts.ObjectLiteralExpression | undefined {
  const { program } = exportedNames(graph.name);
  const constant = constantsOf(graph, view).find(({ name }) => view.ts.isIdentifier(name) && name.text === program);
  return constant === undefined ? undefined : objectOf(constant, view);
}

/** The call that makes a node's handler. */
export function factoryCall(graph: GraphSymbol, { name, form }: NodeSymbol, view: View): ts.CallExpression | undefined {
  const { ts } = view;
  const factory = form.kind === "handler" ? form.import?.name : undefined;
  for (const constant of constantsOf(graph, view)) {
    const value = propertyOf(objectOf(constant, view), name, view)?.initializer;
    if (value === undefined || !ts.isCallExpression(value)) continue;
    if (ts.isIdentifier(value.expression) && value.expression.text === factory) return value;
  }
  return undefined;
}

/** The object that a constant is made of: `{ … }`, or `rt.define(() => ({ … }))`. */
function objectOf({ initializer }: ts.VariableDeclaration, { ts }: View): ts.ObjectLiteralExpression | undefined {
  let value = initializer;
  if (value !== undefined && ts.isCallExpression(value)) value = value.arguments[0];
  if (value !== undefined && ts.isArrowFunction(value) && !ts.isBlock(value.body)) value = value.body;
  while (value !== undefined && ts.isParenthesizedExpression(value)) value = value.expression;
  return value !== undefined && ts.isObjectLiteralExpression(value) ? value : undefined;
}

export function propertyOf(
  object: ts.ObjectLiteralExpression | undefined,
  name: string,
  { ts }: View,
): ts.PropertyAssignment | undefined {
  const found = object?.properties.find(
    (one) =>
      ts.isPropertyAssignment(one) &&
      (ts.isIdentifier(one.name) || ts.isStringLiteral(one.name)) &&
      one.name.text === name,
  );
  return found !== undefined && ts.isPropertyAssignment(found) ? found : undefined;
}
