import type { Arrival, Crossing } from "../../bind/flow.ts";
import { G605 } from "../../diagnostics/catalogue/g6.ts";
import { firstLine, memberText, nodeOrStep } from "../places.ts";
import type { Rule } from "../rule.ts";

/** A node lies outside all groups, or in one member of one group (G605). Of two places, one around the other, G606 speaks. */
export const onePlace: Rule = ({ module, report }) => {
  for (const { flow, source } of module.graphs) {
    for (const { what, first, second } of flow.findings.crossings) {
      const depth = sharedDepth({ first, second });
      const [one, other] = [first.place[depth], second.place[depth]];
      if (!one || !other) continue;
      const name = nodeOrStep(what);
      const isOneGroup = first.groups[depth] === second.groups[depth];
      const say = !isOneGroup ? G605.twoGroups : first.onError && second.onError ? G605.recovery : G605.oneGroup;
      const message = say(name, memberText(one, source), memberText(other, source));

      if (first.at === second.at) {
        // One edge of several nodes: they tell the places apart.
        const related = [first, second].map((arrival) => ({
          source,
          span: arrival.fromAt.span,
          message: `${comesFrom(arrival)} leads there`,
        }));
        report(message, firstLine(second.at.span, source), { related });
      } else {
        const span = firstLine(first.at.span, source);
        report(message, firstLine(second.at.span, source), {
          related: [{ source, span, message: `${comesFrom(first)} leads there` }],
        });
      }
    }
  }
};

/** How many members two arrivals have in common, from outside. */
export function sharedDepth({ first, second }: Pick<Crossing, "first" | "second">): number {
  let depth = 0;
  while (first.place[depth] && first.place[depth] === second.place[depth]) depth++;
  return depth;
}

function comesFrom(arrival: Arrival): string {
  return arrival.from ? `\`${arrival.from.name}\`` : "`start`";
}
