import type { Flow, FlowMember, GroupWay } from "../../bind/flow.ts";
import type { GraphSymbol, NodeSymbol } from "../../bind/symbols.ts";
import { groupsOf } from "../../bind/walk.ts";
import { G404 } from "../../diagnostics/catalogue/g4.ts";
import type { Message } from "../../diagnostics/diagnostic.ts";
import { MissedWrites } from "../flow/missed-write.ts";
import type { Rule } from "../rule.ts";

/** What must be there has been written on every path to where it is read (G404). Each field is reported once, where a path reads it first. */
export const readBeforeWrite: Rule = (context) => {
  const { module, report, unwritten } = context;
  for (const graph of module.graphs) {
    const misses = new MissedWrites(graph);
    const siblings = new Siblings(graph);
    for (const [field, read] of unwritten(graph).reads) {
      const missed = misses.of(field, read.steps);
      const { point } = read.goal;
      const reader = point.kind === "node" ? point.node : undefined;
      const path = misses.text(read.steps, reader?.name);
      const { node, why } = missed;
      let message: Message;
      if (node && why === "failed") message = G404.failed(field.name, node.name, path);
      else if (node && why === "left out") message = G404.leftOut(field.name, node.name, path);
      else if (node && reader && siblings.are(node, reader)) message = G404.sibling(field.name, node.name, path);
      else if (context.typing.dataFlows.get(graph)?.isPossible(point, field))
        message = G404.notOnPath(field.name, path);
      else message = G404.nothingBefore(field.name, path);
      report(message, read.goal.span, { related: [{ source: graph.source, ...missed.at }] });
    }
  }
};

/** Which nodes lie in different members of one group. */
class Siblings {
  readonly #flow: Flow;
  #groups: ReadonlyMap<FlowMember, GroupWay> | undefined;

  constructor({ flow }: GraphSymbol) {
    this.#flow = flow;
  }

  are(one: NodeSymbol, other: NodeSymbol): boolean {
    const [mine = [], theirs = []] = [this.#flow.places.get(one), this.#flow.places.get(other)];
    const depth = mine.findIndex((member, index) => member !== theirs[index]);
    const [first, second] = [mine[depth], theirs[depth]];
    if (!first || !second) return false;
    this.#groups ??= new Map(
      [...groupsOf(this.#flow)].flatMap((group) => group.members.map((member) => [member, group])),
    );
    return this.#groups.get(first) === this.#groups.get(second);
  }
}
