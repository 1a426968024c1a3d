import type { Arrival, Crossing } from "../../bind/flow.ts";
import { G605 } from "../../diagnostics/catalogue/g6.ts";
import type { Message } from "../../diagnostics/diagnostic.ts";
import type { Source } from "../../source/source.ts";
import { firstLine, memberText, nodeOrStep } from "../places.ts";
import type { Rule } from "../rule.ts";

/** A node lies outside all groups, or in one member of one group (G605). Of two places, one around the other, G606 speaks. */
export const onePlace: Rule = ({ module, report }) => {
  for (const { flow, source } of module.graphs) {
    for (const crossing of flow.findings.crossings) {
      const [first, second] = inTextualOrder(crossing);
      const message = messageFor({ ...crossing, first, second }, source);
      if (!message) continue;
      // Where one edge of several nodes leads there, those nodes tell the places apart.
      const others = first.at === second.at ? [first.fromAt, second.fromAt] : [first.at];
      const related = others.map((at, index) => ({
        source,
        span: firstLine(at.span, source),
        message: `${comesFrom(index === 0 ? first : second)} leads there`,
      }));
      report(message, firstLine(second.at.span, source), { related });
    }
  }
};

function inTextualOrder({ first, second }: Crossing): readonly [Arrival, Arrival] {
  const at = (arrival: Arrival) => (first.at === second.at ? arrival.fromAt : arrival.at).span.start;
  return at(first) <= at(second) ? [first, second] : [second, first];
}

function messageFor({ what, first, second }: Crossing, source: Source): Message | undefined {
  const depth = sharedDepth({ first, second });
  const [one, other, group] = [first.place[depth], second.place[depth], first.groups[depth]];
  if (!one || !other || !group) return undefined;
  const members = [memberText(one, source), memberText(other, source)] as const;
  const name = nodeOrStep(what);
  if (group !== second.groups[depth]) return G605.twoGroups(name, ...members);
  if (first.onError && second.onError) return G605.recovery(name, ...members);
  if (what.kind === "node" && what.parameters.length > 0) {
    const [, ...others] = what.parameters.map((parameter) => parameter.name);
    return G605.oneEach(name, ...members, `${what.name}(${["item", ...others].join(", ")})`);
  }
  const text = source.text.slice(group.at.span.start, group.at.span.end);
  return G605.oneGroup(name, ...members, text.length <= 40 && !/[\r\n]/.test(text) ? text : "[…]");
}

/** How many members two arrivals have in common, from outside. */
export function sharedDepth({ first, second }: Pick<Crossing, "first" | "second">): number {
  let depth = 0;
  while (first.place[depth] && first.place[depth] === second.place[depth]) depth++;
  return depth;
}

function comesFrom(arrival: Arrival): string {
  return arrival.from ? `\`${arrival.from.name}\`` : "`start`";
}
