import type {
  Binary,
  BinaryOperator,
  Expression,
  Literal,
  ObjectExpression,
  Property,
  Spread,
} from "../../../../src/ast/ast.ts";
import { binding } from "../../../../src/ast/precedence.ts";
import { commaList, group, indent, line, literalline, type Doc } from "./docs.ts";

/** How strongly the outermost operator of an expression binds; binary operators lie between 2 and 8. */
function strength(node: Expression): number {
  switch (node.kind) {
    case "Lambda":
      return 0;
    case "Conditional":
      return 1;
    case "Binary":
      return 1 + binding(node.operator);
    case "Unary":
      return unary;
    case "NumberLiteral":
      return node.text.startsWith("-") ? unary : primary;
    case "BigIntLiteral":
      return node.value < 0n ? unary : primary;
    default:
      return primary;
  }
}
const unary = 9;
const primary = 10;

export function expression(node: Expression): Doc {
  return plain(node);
}

function plain(node: Expression): Doc {
  const print = (child: Expression): Doc => expression(child);
  switch (node.kind) {
    case "Name":
      return node.name;
    case "RegularExpression":
      return `/${node.pattern}/${node.flags}`;
    case "Template":
      return [
        "`",
        node.texts.map(({ raw }, i) => {
          const inside = node.expressions[i];
          return [verbatim(raw), inside ? ["${", print(inside), "}"] : ""];
        }),
        "`",
      ];
    case "Call":
      return [node.callee.name, commaList("(", node.arguments.map(print), ")")];
    case "Access":
      return [inner(node.object, objectStrength(node.object)), node.optional ? "?." : ".", node.member.name];
    case "Index":
      return [inner(node.object, primary), "[", print(node.index), "]"];
    case "Unary":
      return [node.operator, inner(node.operand, unary)];
    case "Binary":
      return binary(node);
    case "Conditional":
      return group([
        inner(node.condition, 2),
        indent([line, "? ", inner(node.then, 1), line, ": ", inner(node.otherwise, 1)]),
      ]);
    case "ArrayExpression":
      return commaList(
        "[",
        node.items.map((item) => listItem(item)),
        "]",
      );
    case "ObjectExpression":
      return object(node);
    case "Lambda": {
      const names = node.parameters.map(({ name }) => name);
      return [names.length === 1 ? (names[0] as string) : `(${names.join(", ")})`, " => ", inner(node.body, 1)];
    }
    default:
      return literal(node);
  }
}

/** `1.a` would be a bad number. */
function objectStrength(node: Expression): number {
  return node.kind === "NumberLiteral" ? primary + 1 : primary;
}

function inner(node: Expression, atLeast: number): Doc {
  return strength(node) < atLeast ? ["(", expression(node), ")"] : expression(node);
}

const comparison = new Set<BinaryOperator>(["==", "!=", "<", "<=", ">", ">="]);

function binary(node: Binary): Doc {
  const own = strength(node);
  const left = inner(node.left, mixes(node, node.left) ? primary + 1 : comparison.has(node.operator) ? own + 1 : own);
  const right = inner(node.right, mixes(node, node.right) ? primary + 1 : own + 1);
  return group([left, " ", node.operator, indent([line, right])]);
}

/** Whether `??` stands beside `||` or `&&`: that needs parentheses, whatever binds more strongly. */
function mixes(outer: Binary, side: Expression): boolean {
  if (side.kind !== "Binary") return false;
  const logic = (operator: BinaryOperator) => operator === "||" || operator === "&&";
  return (outer.operator === "??" && logic(side.operator)) || (side.operator === "??" && logic(outer.operator));
}

function listItem(item: Expression | Spread): Doc {
  return item.kind === "Spread" ? spread(item) : expression(item);
}

function spread(node: Spread): Doc {
  return ["...", expression(node.value)];
}

export function object(node: ObjectExpression): Doc {
  const items = node.properties.map((item): Doc => {
    if (item.kind === "Spread") return spread(item);
    const value = () => expression(item.value);
    if (item.kind === "ComputedProperty") return ["[", expression(item.key), "]: ", value()];
    return item.shorthand ? item.name.name : property(item, value());
  });
  return commaList("{", items, "}", line);
}

function property(node: Property, value: Doc): Doc {
  return [keyText(node.name.name), ": ", value];
}

/** A member's or a property's name: a word as it is, anything else as a string. */
export function keyText(name: string): string {
  return /^[$_\p{ID_Start}][$\u200c\u200d\p{ID_Continue}]*$/u.test(name) ? name : JSON.stringify(name);
}

export function literal(node: Literal): string {
  switch (node.kind) {
    case "StringLiteral":
      return JSON.stringify(node.value);
    case "NumberLiteral":
      return node.text;
    case "BigIntLiteral":
      return `${node.value}n`;
    case "BooleanLiteral":
      return String(node.value);
    case "NullLiteral":
      return "null";
  }
}

/** The text of a template keeps its own lines. */
function verbatim(text: string): Doc {
  return text.split("\n").flatMap((part, i): Doc[] => (i === 0 ? [part] : [literalline, part]));
}

/** Whether the text of an expression begins with `{`, where a block would be read. */
export function beginsWithBrace(node: Expression): boolean {
  switch (node.kind) {
    case "ObjectExpression":
      return true;
    case "Access":
    case "Index":
      return beginsWithBrace(node.object);
    case "Binary":
      return beginsWithBrace(node.left);
    case "Conditional":
      return beginsWithBrace(node.condition);
    default:
      return false;
  }
}
