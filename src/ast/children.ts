import type * as ast from "./ast.ts";

/** The expressions directly below one, in textual order. */
export function childrenOf(expression: ast.Expression): readonly ast.Expression[] {
  switch (expression.kind) {
    case "Template":
      return expression.expressions;
    case "Call":
      return expression.arguments;
    case "Access":
      return [expression.object];
    case "Index":
      return [expression.object, expression.index];
    case "Unary":
      return [expression.operand];
    case "Binary":
      return [expression.left, expression.right];
    case "Conditional":
      return [expression.condition, expression.then, expression.otherwise];
    case "ArrayExpression":
      return expression.items.map((item) => (item.kind === "Spread" ? item.value : item));
    case "ObjectExpression":
      return expression.properties.flatMap((property) =>
        property.kind === "ComputedProperty" ? [property.key, property.value] : [property.value],
      );
    case "Lambda":
      return [expression.body];
    default:
      return [];
  }
}
