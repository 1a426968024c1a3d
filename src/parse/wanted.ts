import type { TokenType } from "chevrotain";
import { BigInteger, Duration, Name, NodeName, Num, P, Str, TickEnd, Word } from "../../grammar/tokens.ts";
import type { Place } from "./slips/slips.ts";

/** What each rule is called in a message, for the places where one of several things could stand. */
const rules: Readonly<Record<string, string>> = {
  file: "an import, a type or a graph",
  declaration: "an import, a type or a graph",
  body: "a statement of the graph or `}`",
  statement: "a statement of the graph",
  typeDeclaration: "a type behind `=`, or members in braces,",
  simpleType: "a type",
  member: "a name",
  literal: "a literal",
  interrupt: "`before` or `after`",
  nodeOption: "an option",
  retry: "the number of attempts",
  retrySetting: "a setting of `retry`",
  source: "the name of a node, or `start`",
  step: "a step (a node, `end`, a group or a branch)",
  target: "the name of a node, or `end`",
  choices: "a list of targets in braces or brackets",
  choice: "the name of a node, or `end`",
  match: "an expression",
  matchArm: "a pattern or `else`",
  whenArm: "a condition or `else`",
  operator: "an operator",
  operand: "an expression",
  primary: "an expression",
  argument: "an argument",
  access: "a name",
  property: "a property",
  reducer: "a reducer",
  lambda: "a parameter",
  template: "text or an expression",
};

/** Signs whose meaning depends on the rule that wants them. */
const signs: Readonly<Record<string, string>> = {
  "state }": "a field or `}`",
  "objectType }": "a member or `}`",
  "nodeOptions }": "an option or `}`",
  "retry }": "a setting or `}`",
  "match }": "an arm or `}`",
  "when }": "an arm or `}`",
  "graph }": "a statement of the graph or `}`",
  "object }": "`,` or `}`",
  "list ]": "`,` or `]`",
  "group ]": "`,` or `]`",
  "tupleType ]": "`,` or `]`",
  "arguments )": "`,` or `)`",
  "parameters )": "`,` or `)`",
  "typeName >": "`,` or `>`",
  "import }": "`,` or `}`",
  "field :": "`:` and the type of the field",
  "member :": "`:` and a type",
  "parameter :": "`:` and a type",
  "ask :": "`:` and the type of the answer",
  "edge ->": "`->` and the next step",
  "matchArm ->": "`->` and the next step",
  "whenArm ->": "`->` and the next step",
  "expression :": "`:` and the other value",
  "arrayType ]": "`]`",
};

const classes = new Map<TokenType, string>([
  [Word, "a name"],
  [Name, "a name"],
  [NodeName, "the name of a node"],
  [Str, "a text in quotes"],
  [Num, "a number"],
  [BigInteger, "a number"],
  [Duration, "a duration such as `30s`"],
  [TickEnd, "a backtick"],
]);

/** What could have stood at a place, in words. */
export function wantedAt({ rule, wanted, afterExpression }: Place): string {
  if (!wanted) return rules[rule] ?? "something else";
  const label = wanted.LABEL ?? wanted.name;
  const known = signs[`${rule} ${label}`] ?? classes.get(wanted) ?? `\`${label}\``;
  return afterExpression && wanted !== P.LCurly && !known.startsWith("`,`") && !known.includes(" or ")
    ? `an operator or ${known}`
    : known;
}
