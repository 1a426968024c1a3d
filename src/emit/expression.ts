/** Expressions of the language as plain TypeScript, with the parentheses that precedence needs. */
import type * as ast from "../ast/ast.ts";
import type { Type } from "../types/type.ts";
import { walkExpression } from "../plan/expressions.ts";
import { asserted, typeOf } from "./assertions.ts";
import { alternatives, isMissing, mayBeAbsent } from "../types/parts.ts";
import { functionText } from "./functions.ts";
import { NO_FACTS, allOf, factsAfter } from "./facts.ts";
import type { Facts } from "./facts.ts";
import { plain } from "./origins.ts";
import {
  BINARY,
  COALESCE,
  CONDITIONAL,
  EQUAL,
  LAMBDA,
  MEMBER,
  PRIMARY,
  UNARY,
  atLeast,
  printed,
} from "./precedence.ts";
import type { Printed } from "./precedence.ts";
import type { Surroundings } from "./surroundings.ts";
import { accessText, bodyText, propertyText, stringText } from "./text.ts";
import { present, textForm } from "./type-facts.ts";

/** The text of an expression; `level` is how tightly it must bind where it stands. */
export function expressionText(expression: ast.Expression, around: Surroundings, level: number = CONDITIONAL): string {
  return atLeast(level, print(expression, around));
}

function withFacts(around: Surroundings, ...facts: readonly Facts[]): Surroundings {
  return { ...around, facts: allOf(around.facts, ...facts) };
}

/** The text of an expression, which begins where the expression does. */
export function print(expression: ast.Expression, around: Surroundings): Printed {
  const { text, level } = unmarked(expression, around);
  return { text: around.module.marked(text, expression.span, around.source), level };
}

function unmarked(expression: ast.Expression, around: Surroundings): Printed {
  switch (expression.kind) {
    case "StringLiteral":
      return printed(stringText(expression.value));
    case "NumberLiteral":
      return printed(expression.text, expression.value < 0 || expression.text.startsWith("-") ? UNARY : PRIMARY);
    case "BigIntLiteral":
      return printed(`${expression.value}n`, expression.value < 0n ? UNARY : PRIMARY);
    case "BooleanLiteral":
      return printed(String(expression.value));
    case "NullLiteral":
      return printed("null");
    case "RegularExpression":
      return patternText(expression);
    case "Template":
      return templateText(expression, around);
    case "Name":
      return asserted(nameText(expression, around), expression, around);
    case "Call":
      return callText(expression, around);
    case "Access":
      return asserted(memberText(expression, around), expression, around);
    case "Index":
      return asserted(indexText(expression, around), expression, around);
    case "Unary": {
      const operand = expressionText(expression.operand, around, UNARY);
      return printed(
        plain(operand).startsWith("-") && expression.operator === "-" ? `-(${operand})` : expression.operator + operand,
        UNARY,
      );
    }
    case "Binary":
      return binaryText(expression, around);
    case "Conditional": {
      const { typing } = around.module;
      const condition = expressionText(expression.condition, around, COALESCE);
      const then = expressionText(expression.then, withFacts(around, factsAfter(expression.condition, true, typing)));
      const otherwise = expressionText(
        expression.otherwise,
        withFacts(around, factsAfter(expression.condition, false, typing)),
      );
      return printed(`${condition} ? ${then} : ${otherwise}`, CONDITIONAL);
    }
    case "ArrayExpression":
      return printed(`[${listText(expression.items, around, itemText)}]`);
    case "ObjectExpression":
      // Before a dot it needs parentheses, as nothing else that binds so tightly does.
      return printed(objectExpressionText(expression, around), UNARY);
    case "Lambda":
      return printed(lambdaText(expression, around), LAMBDA);
  }
}

// ── Names and members ────────────────────────────────────────────────────────────────────────────────────────────────

function nameText(name: ast.Name, around: Surroundings): Printed {
  const symbol = around.module.typing.names.get(name);
  switch (symbol?.kind) {
    case "field":
      return printed(`state.${name.name}`);
    case "parameter":
      return printed(`${around.args}.${name.name}`);
    case "let": {
      const called = around.graph?.lets.get(symbol);
      return printed(`${called?.name ?? name.name}(${called?.needsScope === true ? "state, scope" : "state"})`);
    }
    case "special":
      return printed(name.name === "error" ? around.error : name.name);
    default:
      return printed(around.module.variable(name.name));
  }
}

function memberText(expression: ast.Access, around: Surroundings): Printed {
  const object = expressionText(expression.object, around, MEMBER);
  const { name, span } = expression.member;
  if (present(typeOf(expression.object, around)).kind !== "map") {
    const member = around.module.marked(name, span, around.source);
    return printed(expression.optional ? `${object}?.${member}` : `${object}.${member}`, MEMBER);
  }
  if (name in Object.prototype) return printed(`rt.lookup(${object}, ${stringText(name)})`);
  return printed(`${object}${expression.optional ? "?." : ""}[${stringText(name)}]`, MEMBER);
}

function indexText({ object: of, index }: ast.Index, around: Surroundings): Printed {
  const object = expressionText(of, around, MEMBER);
  const isMap = present(typeOf(of, around)).kind === "map";
  const key = index.kind === "StringLiteral" ? index.value : undefined;
  if (isMap && (key === undefined || key in Object.prototype))
    return printed(`rt.lookup(${object}, ${expressionText(index, around)})`);
  if (!isMap && key !== undefined) return printed(accessText(object, key), MEMBER);
  return printed(`${object}[${expressionText(index, around)}]`, MEMBER);
}

// ── Operators ────────────────────────────────────────────────────────────────────────────────────────────────────────

function binaryText(expression: ast.Binary, around: Surroundings): Printed {
  const { operator, left, right } = expression;
  if (operator === "==" || operator === "!=") return equalityText(expression, around);
  const level = BINARY[operator];
  const { typing } = around.module;
  const facts = operator === "&&" || operator === "||" ? factsAfter(left, operator === "&&", typing) : NO_FACTS;
  const side = (operand: ast.Expression, least: number, known: Surroundings): string => {
    const text = print(operand, known);
    const mixed =
      operator === "??" && operand.kind === "Binary" && (operand.operator === "||" || operand.operator === "&&");
    return mixed ? `(${text.text})` : atLeast(least, text);
  };
  const associative = operator === "&&" || operator === "||" || operator === "??";
  if (operator === ">" && around.isBehindLess === true)
    return printed(`${side(right, level, around)} < ${side(left, level + 1, around)}`, level);
  const behind = operator === "<" ? behindLess(around) : withFacts(around, facts);
  return printed(
    `${side(left, level, around)} ${operator} ${side(right, associative ? level : level + 1, behind)}`,
    level,
  );
}

/** Absent and null are one to `==`: against `null` TypeScript's own `==` says that, elsewhere it matters only where one side may be the one and the other the other. */
function equalityText({ operator, left, right }: ast.Binary, around: Surroundings): Printed {
  const leftText = expressionText(left, around, EQUAL + 1);
  const rightText = expressionText(right, around, EQUAL + 1);
  if (left.kind === "NullLiteral" || right.kind === "NullLiteral")
    return printed(`${leftText} ${operator} ${rightText}`, EQUAL);
  const kinds = new Set([left, right].map((side) => missingKinds(typeOf(side, around))));
  if (!kinds.has("") && (kinds.size > 1 || kinds.has("absent null"))) {
    return printed(
      `(${expressionText(left, around, COALESCE)} ?? null) ${operator}= (${expressionText(right, around, COALESCE)} ?? null)`,
      EQUAL,
    );
  }
  return printed(`${leftText} ${operator}= ${rightText}`, EQUAL);
}

function missingKinds(type: Type): string {
  const kinds = alternatives(type)
    .filter(isMissing)
    .map((each) => (each.kind === "absent" ? "absent" : "null"));
  return [...new Set(kinds)].toSorted().join(" ");
}

function callText({ callee, arguments: given }: ast.Call, around: Surroundings): Printed {
  const [first] = given;
  const at = (index: number): ast.Expression => {
    const argument = given[index];
    if (argument === undefined) throw new Error(`The call of ${callee.name} has no argument ${index + 1}.`);
    return argument;
  };
  return functionText(callee.name, {
    size: given.length,
    ...(first?.kind === "Name" && { name: first.name }),
    at: around.graph?.at ?? "at",
    text: (index, level = LAMBDA) => expressionText(at(index), around, level),
    list: (from) => listText(given.slice(from), around, (argument, known) => expressionText(argument, known, LAMBDA)),
    readable: (index) => readableText(at(index), around),
    type: (index) => typeOf(at(index), around),
    marked: (text) => around.module.marked(text, callee.span, around.source),
  });
}

// ── Literals with parts ──────────────────────────────────────────────────────────────────────────────────────────────

/** TypeScript refuses the flags of newer JavaScript in literals where the project's target is older. */
function patternText({ pattern, flags }: ast.RegularExpression): Printed {
  if (!flags.includes("v") && !flags.includes("s")) return printed(`/${pattern}/${flags}`);
  return printed(`new RegExp(${stringText(pattern)}, ${stringText(flags)})`);
}

function templateText({ texts, expressions }: ast.Template, around: Surroundings): Printed {
  const parts = texts.map(({ raw }, index) => {
    const expression = expressions[index];
    return expression === undefined ? raw : `${raw}\${${readableText(expression, around)}}`;
  });
  return printed(`\`${parts.join("")}\``);
}

/** An expression as a part of a template: dates, objects and what only TypeScript knows need a function to be written the same everywhere. */
export function readableText(expression: ast.Expression, around: Surroundings): string {
  const text = print(expression, around);
  switch (textForm(typeOf(expression, around))) {
    case "date":
      return `${atLeast(MEMBER, text)}.toISOString()`;
    case "other":
      return `rt.toText(${text.text})`;
    case "plain":
      return text.text;
  }
}

/** Parts beside each other, with commas between them. */
function listText<Part>(
  parts: readonly Part[],
  around: Surroundings,
  print: (part: Part, around: Surroundings) => string,
): string {
  let known = around;
  const texts = parts.map((part) => {
    const text = print(part, known);
    if (known === around && plain(text).includes(" < ")) known = behindLess(around);
    return text;
  });
  return texts.join(", ");
}

/** What is around a part that stands behind a `<` without a parenthesis, or anything else that ends type arguments, between them. */
function behindLess(around: Surroundings): Surroundings {
  return { ...around, isBehindLess: true };
}

function itemText(item: ast.Expression | ast.Spread, around: Surroundings): string {
  return item.kind === "Spread" ? `...${expressionText(item.value, around)}` : expressionText(item, around);
}

/** An object literal. Members that may be absent are left out where they are: TypeScript and storage tell `undefined` from absence. */
export function objectExpressionText(expression: ast.ObjectExpression, around: Surroundings): string {
  const text = listText(expression.properties, around, (property, known) => {
    if (property.kind === "Spread") return `...${expressionText(property.value, known)}`;
    // Behind its name and a colon no type arguments end.
    const value = expressionText(property.value, around);
    const member =
      property.kind === "Property"
        ? around.module.marked(propertyText(property.name.name, value), property.name.span, around.source)
        : `[${expressionText(property.key, known)}]: ${value}`;
    return mayBeAbsent(typeOf(property.value, around)) ? `...rt.present({ ${member} })` : member;
  });
  return text === "" ? "{}" : `{ ${text} }`;
}

/** A parameter that is not used is left out where none behind it is, else it gets the underscore that TypeScript asks for. */
function lambdaText({ parameters, body }: ast.Lambda, around: Surroundings): string {
  const used = new Set<string>();
  walkExpression(body, (part) => {
    if (part.kind === "Name") used.add(part.name);
  });
  const names = parameters.map(({ name }) => (used.has(name) ? around.module.variable(name) : `_${name}`));
  const last = parameters.findLastIndex(({ name }) => used.has(name));
  const text = expressionText(body, { ...around, facts: NO_FACTS }, CONDITIONAL);
  return `(${names.slice(0, last + 1).join(", ")}) => ${bodyText(text)}`;
}
