/** What planning asks of the linked flow beside `bind/walk.ts`. */
import type { FlowMember, Way } from "../bind/flow.ts";
import { partsOf, waysOf } from "../bind/walk.ts";
import type { GraphSymbol } from "../bind/symbols.ts";
import type * as ast from "../ast/ast.ts";

/** What the handler in front of a way chooses, if it does: `goto { … }` one name, `goto [ … ]` any number of names. */
export interface HandlerChoice {
  readonly many: boolean;
  readonly names: readonly string[];
}

export function handlerChoice(way: Way | undefined): HandlerChoice | undefined {
  if (way?.kind === "goto") return { many: false, names: way.targets.map((target) => target.name) };
  if (way?.kind === "group" && way.chosenByHandler) return { many: true, names: way.members.map(memberName) };
  return undefined;
}

/** How a router or a handler names a member. */
export function memberName(member: FlowMember): string {
  return member.way.kind === "node" ? member.way.node.name : "end";
}

/** The expressions that stand in one part of a way itself, not in the ways below it. */
export function partExpressions(part: Way): readonly ast.Expression[] {
  switch (part.kind) {
    case "node":
      return part.arguments;
    case "match":
      return [part.subject];
    case "when":
      return part.arms.map((arm) => arm.condition).filter((condition) => condition !== undefined);
    case "group":
      return part.members
        .flatMap(({ map, condition }) => [map?.list, condition])
        .filter((expression) => expression !== undefined);
    default:
      return [];
  }
}

/** Every expression in the flow of a graph, once. */
export function flowExpressions(graph: GraphSymbol): readonly ast.Expression[] {
  return [...partsOf(...waysOf(graph.flow))].flatMap(partExpressions);
}
