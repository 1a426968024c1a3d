import type { Chain, Choices, Edge, GroupMember, MatchArm, Step, WhenArm } from "../ast.ts";
import { block, commaList, group, indent, join, line, type Doc, type Printing } from "./docs.ts";
import { beginsWithBrace, expression, literal } from "./expressions.ts";

export function edge(printing: Printing, node: Edge): Doc {
  const sources = node.sources.map(({ name }) => name).join(", ");
  return [sources, node.onError ? " on error" : "", " -> ", chain(printing, node.chain)];
}

function chain(printing: Printing, node: Chain): Doc {
  const steps = node.steps.map((one) => step(printing, one));
  const bound = node.bound ? ` max ${node.bound.max.text} then ${node.bound.otherwise.name}` : "";
  const [first = "", ...rest] = steps;
  // A way with one block in it looks best unbroken: the block breaks, not the arrows.
  const breaks = rest.length > 2 && node.steps.every(({ kind }) => kind === "Target");
  const arrow: Doc = breaks ? [line, "-> "] : " -> ";
  const ways = rest.map((one) => [arrow, one]);
  return printing.around(node, breaks ? group([first, indent(ways), bound]) : [first, ways, bound]);
}

function step(printing: Printing, node: Step): Doc {
  return printing.around(node, plainStep(printing, node));
}

function plainStep(printing: Printing, node: Step): Doc {
  switch (node.kind) {
    case "Target": {
      const list = node.arguments?.map((argument) => expression(printing, argument));
      return [node.name.name, list ? commaList("(", list, ")") : ""];
    }
    case "Group":
      return commaList(
        "[",
        node.members.map((member) => groupMember(printing, member)),
        "]",
      );
    case "Match": {
      const subject = expression(printing, node.subject);
      const safe = beginsWithBrace(node.subject) ? ["(", subject, ")"] : subject;
      return ["match ", safe, " ", block(node.arms.map((arm) => matchArm(printing, arm)))];
    }
    case "When":
      return ["when ", block(node.arms.map((arm) => whenArm(printing, arm)))];
    case "Route":
      return ["route ", node.router.name, " ", choices(printing, node.choices)];
    case "Goto":
      return ["goto ", choices(printing, node.choices)];
  }
}

function groupMember(printing: Printing, node: GroupMember): Doc {
  const { map, condition } = node;
  const over = map ? [" for ", map.variable.name, " in ", expression(printing, map.list)] : "";
  return printing.around(node, [
    chain(printing, node.chain),
    over,
    condition ? [" if ", expression(printing, condition)] : "",
  ]);
}

function matchArm(printing: Printing, node: MatchArm): Doc {
  const patterns = node.patterns ? join(", ", node.patterns.map(literal)) : "else";
  return printing.around(node, [patterns, " -> ", chain(printing, node.chain)]);
}

function whenArm(printing: Printing, node: WhenArm): Doc {
  const condition = node.condition ? expression(printing, node.condition) : "else";
  return printing.around(node, [condition, " -> ", chain(printing, node.chain)]);
}

function choices(printing: Printing, node: Choices): Doc {
  const targets = node.targets.map(({ name }) => name);
  return printing.around(node, node.many ? commaList("[", targets, "]") : block(targets));
}
