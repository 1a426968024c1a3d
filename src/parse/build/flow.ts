import type {
  ChainCstNode,
  ChoiceCstNode,
  ChoicesCstNode,
  EdgeCstNode,
  GroupMemberCstNode,
  MatchArmCstNode,
  StepCstNode,
  WhenArmCstNode,
} from "../../../grammar/cst.ts";
import type * as ast from "../../ast/ast.ts";
import { G101 } from "../../diagnostics/catalogue/g1.ts";
import { insertion } from "../../diagnostics/mend.ts";
import { spanOfToken } from "../token.ts";
import { covering, declared, identifier, only, spanOf, type Building } from "./building.ts";
import { argumentsOf, expression } from "./expressions.ts";
import { number } from "./literals.ts";
import { literal } from "./types.ts";

export function edge(building: Building, node: EdgeCstNode): ast.Edge {
  const { source, onWord, chain: way } = node.children;
  return {
    kind: "Edge",
    sources: source.map(({ children }) => identifier(only(children.name))),
    onError: onWord !== undefined,
    chain: chain(building, only(way)),
    span: spanOf(node),
  };
}

function chain(building: Building, node: ChainCstNode): ast.Chain {
  const { step: steps, bound: limit } = node.children;
  const bound = limit && only(limit);
  return {
    kind: "Chain",
    steps: steps.map((one) => step(building, one)),
    ...(bound && {
      bound: {
        kind: "Bound",
        max: number(only(bound.children.Number)),
        otherwise: choice(only(bound.children.choice)),
        span: spanOf(bound),
      },
    }),
    span: spanOf(node),
  };
}

function choice(node: ChoiceCstNode): ast.Identifier {
  return identifier(only(node.children.name));
}

function step(building: Building, node: StepCstNode): ast.Step {
  const { target, group, match, when, route, goto } = node.children;
  const span = spanOf(node);
  if (target) {
    const { NodeName, arguments: list, endWord } = only(target).children;
    const name = identifier(only(NodeName ?? endWord));
    return { kind: "Target", name, ...(list && { arguments: argumentsOf(building, only(list)) }), span };
  }
  if (group) {
    const members = only(group).children.groupMember.map((member) => groupMember(building, member));
    return { kind: "Group", members, span };
  }
  if (match) {
    const { expression: subject, matchArm: arms = [] } = only(match).children;
    return {
      kind: "Match",
      subject: expression(building, only(subject)),
      arms: arms.map((arm) => matchArm(building, arm)),
      span,
    };
  }
  if (when) {
    return { kind: "When", arms: whenArms(building, only(when).children.whenArm ?? []), span };
  }
  if (goto) return { kind: "Goto", choices: choices(only(only(goto).children.choices)), span };
  const { Name, choices: targets } = only(route).children;
  return { kind: "Route", router: identifier(only(Name)), choices: choices(only(targets)), span };
}

function groupMember(building: Building, node: GroupMemberCstNode): ast.GroupMember {
  const { chain: way, forWord, Name, list, condition } = node.children;
  const map = (): ast.MemberMap => ({
    kind: "MemberMap",
    variable: declared(building, only(Name)),
    list: expression(building, only(list)),
    span: { start: only(forWord).startOffset, end: spanOf(only(list)).end },
  });
  return {
    kind: "GroupMember",
    chain: chain(building, only(way)),
    ...(forWord && { map: map() }),
    ...(condition && { condition: expression(building, only(condition)) }),
    span: spanOf(node),
  };
}

function matchArm(building: Building, node: MatchArmCstNode): ast.MatchArm {
  const { literal: patterns, chain: way } = node.children;
  return {
    kind: "MatchArm",
    ...(patterns && { patterns: patterns.map((pattern) => literal(building, pattern)) }),
    chain: chain(building, only(way)),
    span: armSpan(node),
  };
}

/** The arms, of which the last without `else` may go on behind `end`: what follows there is the way that `else` was to take. */
function whenArms(building: Building, nodes: readonly WhenArmCstNode[]): readonly ast.WhenArm[] {
  const arms = nodes.map((node) => whenArm(building, node));
  const [last, node] = [arms.at(-1), nodes.at(-1)];
  if (!last?.condition || !node) return arms;
  const { steps, ...rest } = last.chain;
  const behind = steps.findIndex((one) => one.kind === "Target" && one.name.name === "end") + 1;
  const [first, end] = [steps[behind], steps[behind - 1]];
  const arrow = only(node.children.chain).children.Arrow?.[behind - 1];
  if (!first || !end || !arrow) return arms;
  const span = spanOfToken(arrow);
  const fixes = [insertion(end.span.end, " else")];
  building.report(G101.missing({ sign: "`else`", before: `\`-> ${nameOf(first)}\`` }), span, { fixes });
  const before = { start: rest.span.start, end: end.span.end };
  const after = { start: first.span.start, end: rest.span.end };
  return [
    ...arms.slice(0, -1),
    {
      ...last,
      chain: { kind: "Chain", steps: steps.slice(0, behind), span: before },
      span: covering(last.span, before),
    },
    { kind: "WhenArm", chain: { ...rest, steps: steps.slice(behind), span: after }, span: covering(span, after) },
  ];
}

function nameOf(step: ast.Step): string {
  return step.kind === "Target" ? step.name.name : "…";
}

function whenArm(building: Building, node: WhenArmCstNode): ast.WhenArm {
  const { expression: condition, chain: way } = node.children;
  return {
    kind: "WhenArm",
    ...(condition && { condition: expression(building, only(condition)) }),
    chain: chain(building, only(way)),
    span: armSpan(node),
  };
}

/** An arm ends with its chain, before the separator. */
function armSpan(node: MatchArmCstNode | WhenArmCstNode): ast.MatchArm["span"] {
  return { start: spanOf(node).start, end: spanOf(only(node.children.chain)).end };
}

function choices(node: ChoicesCstNode): ast.Choices {
  return {
    kind: "Choices",
    many: node.children.LBracket !== undefined,
    targets: (node.children.choice ?? []).map(choice),
    span: spanOf(node),
  };
}
