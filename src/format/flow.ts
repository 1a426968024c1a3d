import type { Choices, Edge, Expression, GroupMember, MatchArm, Step, WhenArm } from "../ast/ast.ts";
import { chain } from "./chain.ts";
import { group, indent, line, type Doc } from "./docs.ts";
import { expression, operand } from "./expressions.ts";
import { callArguments } from "./arguments.ts";
import { block, brackets, commaSeparated, list, type ListStyle } from "./lists.ts";
import { literal } from "./literals.ts";
import type { Pen } from "./pen.ts";

export function edge(pen: Pen, node: Edge): Doc {
  const sources = commaSeparated(pen, node.sources, ({ name }) => pen.token(name));
  const onError = node.onError ? [pen.token(" on"), pen.token(" error")] : "";
  return chain(pen, node.chain, [sources, onError]);
}

/**
 * One step of a chain: what stands before its brackets, and the brackets with what is in them. The chain chooses its layout by the width of the
 * heads; so only the width may break them, or a text would be laid out differently a second time.
 */
export interface StepDoc {
  readonly head: Doc;
  readonly brackets?: Doc;
}

const groupStyle: ListStyle = { ...brackets, asWritten: true };

export function step(pen: Pen, node: Step): StepDoc {
  switch (node.kind) {
    case "Target": {
      const name = pen.token(node.name.name);
      const values = node.arguments;
      return { head: [name, values ? pen.byWidth(() => callArguments(pen, values)) : ""] };
    }
    case "Group":
      return { head: "", brackets: list(pen, groupStyle, node.members, (one) => groupMember(pen, one)) };
    case "Match": {
      const head = [pen.token("match"), pen.space(), pen.byWidth(() => subject(pen, node.subject))];
      return { head, brackets: list(pen, block, node.arms, (arm) => matchArm(pen, arm)) };
    }
    case "When":
      return { head: pen.token("when"), brackets: list(pen, block, node.arms, (arm) => whenArm(pen, arm)) };
    case "Route":
      return { head: [pen.token("route"), pen.token(` ${node.router.name}`)], brackets: choices(pen, node.choices) };
    case "Goto":
      return { head: pen.token("goto"), brackets: choices(pen, node.choices) };
  }
}

/** A subject that begins with `{` would be read as the block of the arms. */
function subject(pen: Pen, node: Expression): Doc {
  const doc = operand(pen, node, undefined);
  return beginsWithBrace(node) ? ["(", doc, ")"] : doc;
}

function beginsWithBrace(node: Expression): boolean {
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

function groupMember(pen: Pen, node: GroupMember): Doc {
  const { map, condition } = node;
  const way = chain(pen, node.chain);
  const over = map && [
    pen.between(line),
    [pen.token("for"), pen.token(` ${map.variable.name}`), pen.token(" in"), pen.space(), expression(pen, map.list)],
  ];
  const only = condition && [pen.between(line), pen.token("if"), pen.space(), expression(pen, condition)];
  return [way, over || only ? group(indent([over ?? "", only ?? ""])) : ""];
}

function matchArm(pen: Pen, node: MatchArm): Doc {
  const patterns = node.patterns
    ? commaSeparated(pen, node.patterns, (pattern) => literal(pen, pattern))
    : pen.token("else");
  return [patterns, pen.token(" ->"), pen.space(), chain(pen, node.chain)];
}

function whenArm(pen: Pen, node: WhenArm): Doc {
  const condition = node.condition ? expression(pen, node.condition) : pen.token("else");
  return [condition, pen.token(" ->"), pen.space(), chain(pen, node.chain)];
}

function choices(pen: Pen, node: Choices): Doc {
  const style = node.many ? { ...groupStyle, open: " [" } : block;
  return list(pen, style, node.targets, ({ name }) => pen.token(name));
}
