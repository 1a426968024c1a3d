import type { Chain, Choices, Edge, GroupMember, MatchArm, Step, WhenArm } from "../../../../src/ast/ast.ts";
import { block, commaList, group, indent, join, line, type Doc } from "./docs.ts";
import { beginsWithBrace, expression, literal } from "./expressions.ts";

export function edge(node: Edge): Doc {
  const sources = node.sources.map(({ name }) => name).join(", ");
  return [sources, node.onError ? " on error" : "", " -> ", chain(node.chain)];
}

function chain(node: Chain): Doc {
  const steps = node.steps.map((one) => step(one));
  const bound = node.bound ? ` max ${node.bound.max.text} then ${node.bound.otherwise.name}` : "";
  const [first = "", ...rest] = steps;
  // A way with one block in it looks best unbroken: the block breaks, not the arrows.
  const breaks = rest.length > 2 && node.steps.every(({ kind }) => kind === "Target");
  const arrow: Doc = breaks ? [line, "-> "] : " -> ";
  const ways = rest.map((one) => [arrow, one]);
  return breaks ? group([first, indent(ways), bound]) : [first, ways, bound];
}

function step(node: Step): Doc {
  return plainStep(node);
}

function plainStep(node: Step): Doc {
  switch (node.kind) {
    case "Target": {
      const list = node.arguments?.map((argument) => expression(argument));
      return [node.name.name, list ? commaList("(", list, ")") : ""];
    }
    case "Group":
      return commaList(
        "[",
        node.members.map((member) => groupMember(member)),
        "]",
      );
    case "Match": {
      const subject = expression(node.subject);
      const safe = beginsWithBrace(node.subject) ? ["(", subject, ")"] : subject;
      return ["match ", safe, " ", block(node.arms.map((arm) => matchArm(arm)))];
    }
    case "When":
      return ["when ", block(node.arms.map((arm) => whenArm(arm)))];
    case "Route":
      return ["route ", node.router.name, " ", choices(node.choices)];
    case "Goto":
      return ["goto ", choices(node.choices)];
  }
}

function groupMember(node: GroupMember): Doc {
  const { map, condition } = node;
  const over = map ? [" for ", map.variable.name, " in ", expression(map.list)] : "";
  return [chain(node.chain), over, condition ? [" if ", expression(condition)] : ""];
}

function matchArm(node: MatchArm): Doc {
  const patterns = node.patterns ? join(", ", node.patterns.map(literal)) : "else";
  return [patterns, " -> ", chain(node.chain)];
}

function whenArm(node: WhenArm): Doc {
  const condition = node.condition ? expression(node.condition) : "else";
  return [condition, " -> ", chain(node.chain)];
}

function choices(node: Choices): Doc {
  const targets = node.targets.map(({ name }) => name);
  return node.many ? commaList("[", targets, "]") : block(targets);
}
