/** The values of expressions that need no run: of defaults, and of conditions on them. */
import type * as ast from "../ast/ast.ts";
import { constantFunctions } from "./constant-functions.ts";

/** A value as generated modules hold it; absence is `undefined`. */
export type Constant =
  | string
  | number
  | boolean
  | bigint
  | null
  | undefined
  | RegExp
  | readonly Constant[]
  | { readonly [name: string]: Constant }
  | ConstantLambda;

export type ConstantLambda = (...values: readonly Constant[]) => Constant;

type Environment = Readonly<Record<string, Constant>>;

class NotConstant extends Error {}

/** The value of an expression; nothing where it is not known before a run, or cannot be computed. `names` are the values of names in it. */
export function evaluate(
  expression: ast.Expression,
  names: Environment = {},
): { readonly value: Constant } | undefined {
  try {
    return { value: valueOf(expression, names) };
  } catch {
    // Not constant, or wrong in a way that type checking reports.
    return undefined;
  }
}

function valueOf(expression: ast.Expression, names: Environment): Constant {
  const value = (inner: ast.Expression): Constant => valueOf(inner, names);
  switch (expression.kind) {
    case "StringLiteral":
    case "NumberLiteral":
    case "BigIntLiteral":
    case "BooleanLiteral":
      return expression.value;
    case "NullLiteral":
      return null;
    case "RegularExpression":
      return new RegExp(expression.pattern, expression.flags);
    case "Template":
      return expression.texts
        .map((text, index) => {
          const part = expression.expressions[index];
          return text.value + (part ? primitiveText(value(part)) : "");
        })
        .join("");
    case "Name":
      if (!Object.hasOwn(names, expression.name)) throw new NotConstant();
      return names[expression.name];
    case "Call":
      return callOf(expression, value);
    case "Access":
      return memberOf(value(expression.object), expression.member.name);
    case "Index":
      return memberOf(value(expression.object), value(expression.index));
    case "Unary":
      return expression.operator === "!" ? value(expression.operand) === false : negative(value(expression.operand));
    case "Binary":
      return binary(expression, value);
    case "Conditional":
      return value(expression.condition) === true ? value(expression.then) : value(expression.otherwise);
    case "ArrayExpression":
      return expression.items.flatMap((item) => (item.kind === "Spread" ? listOf(value(item.value)) : [value(item)]));
    case "ObjectExpression":
      return objectOf(expression, value);
    case "Lambda": {
      const parameters = expression.parameters.map((parameter) => parameter.name);
      return (...given) => {
        const inner = Object.fromEntries(parameters.map((name, index) => [name, given[index]]));
        return valueOf(expression.body, { ...names, ...inner });
      };
    }
  }
}

function callOf(call: ast.Call, value: (inner: ast.Expression) => Constant): Constant {
  const called = constantFunctions.get(call.callee.name) as ConstantLambda | undefined;
  if (!called) throw new NotConstant();
  return called(...call.arguments.map(value));
}

function memberOf(object: Constant, key: Constant): Constant {
  if (object === undefined || object === null) return undefined;
  if (typeof object !== "object" && typeof object !== "string") throw new NotConstant();
  const name = String(key);
  return Object.hasOwn(Object(object), name) ? (object as Readonly<Record<string, Constant>>)[name] : undefined;
}

function binary({ operator, left, right }: ast.Binary, value: (inner: ast.Expression) => Constant): Constant {
  const first = value(left);
  switch (operator) {
    case "&&":
      return first === true ? value(right) : false;
    case "||":
      return first === true ? true : value(right);
    case "??":
      return first ?? value(right);
    default:
      return operate(operator, first, value(right));
  }
}

function operate(operator: Exclude<ast.BinaryOperator, "&&" | "||" | "??">, a: Constant, b: Constant): Constant {
  if (operator === "==") return (a ?? null) === (b ?? null);
  if (operator === "!=") return (a ?? null) !== (b ?? null);
  if (operator === "+" && (typeof a === "string" || typeof b === "string")) return primitiveText(a) + primitiveText(b);
  if (typeof a === "bigint" && typeof b === "bigint") return bigintResult(operator, a, b);
  if (typeof a === "string" && typeof b === "string") return order(operator, a, b);
  if (typeof a !== "number" || typeof b !== "number") throw new NotConstant();
  switch (operator) {
    case "+":
      return a + b;
    case "-":
      return a - b;
    case "*":
      return a * b;
    case "/":
      return a / b;
    case "%":
      return a % b;
    default:
      return order(operator, a, b);
  }
}

function bigintResult(operator: string, a: bigint, b: bigint): Constant {
  switch (operator) {
    case "+":
      return a + b;
    case "-":
      return a - b;
    case "*":
      return a * b;
    case "/":
      return a / b;
    case "%":
      return a % b;
    default:
      return order(operator, a, b);
  }
}

function order<Value extends string | number | bigint>(operator: string, a: Value, b: Value): boolean {
  switch (operator) {
    case "<":
      return a < b;
    case "<=":
      return a <= b;
    case ">":
      return a > b;
    case ">=":
      return a >= b;
    default:
      throw new NotConstant();
  }
}

function negative(value: Constant): Constant {
  if (typeof value === "number" || typeof value === "bigint") return -value;
  throw new NotConstant();
}

/** What a template or `+` makes of a primitive; other values are written by the runtime. */
function primitiveText(value: Constant): string {
  if (value === null || ["string", "number", "boolean", "bigint"].includes(typeof value)) return String(value);
  throw new NotConstant();
}

function listOf(value: Constant): readonly Constant[] {
  if (Array.isArray(value)) return value as readonly Constant[];
  throw new NotConstant();
}

function objectOf(expression: ast.ObjectExpression, value: (inner: ast.Expression) => Constant): Constant {
  const entries = expression.properties.flatMap((property): readonly (readonly [string, Constant])[] => {
    if (property.kind === "Property") return [[property.name.name, value(property.value)]];
    if (property.kind === "ComputedProperty") return [[String(value(property.key)), value(property.value)]];
    return Object.entries(value(property.value) ?? {});
  });
  return Object.fromEntries(entries);
}
