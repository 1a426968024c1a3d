/** Nodes that come one after the other, and now the other way round. */
import type { NodeSymbol } from "../bind/symbols.ts";
import { addAll, addBit, hasBit, noBits, type Bits } from "../check/flow/bits.ts";
import { pointsOf } from "../check/flow/points.ts";
import { G804 } from "../diagnostics/catalogue/g8.ts";
import type { Comparison, Side } from "./comparison.ts";

/** Reports each node that has moved past others once, those that have moved past most first. */
export function changedOrder(comparison: Comparison): void {
  const { old, new: now } = comparison;
  const names = [...old.graph.nodes.keys()].filter((name) => now.graph.nodes.has(name));
  const [before, after] = [successors(old, names), successors(now, names)];
  const swapped = new Map<number, Set<number>>();
  const isBehind = (all: readonly Bits[], one: number, other: number): boolean =>
    hasBit(all[one] as Bits, other) && !hasBit(all[other] as Bits, one);
  for (const one of names.keys()) {
    // What can follow a node as before has not moved past it.
    if ((before[one] as Bits).every((word, index) => word === after[one]?.[index])) continue;
    for (const other of names.keys()) {
      if (!isBehind(before, one, other) || !isBehind(after, other, one)) continue;
      if (isOfOneGroup(old, names[one], names[other])) continue;
      swapped.set(one, (swapped.get(one) ?? new Set()).add(other));
      swapped.set(other, (swapped.get(other) ?? new Set()).add(one));
    }
  }
  while (swapped.size > 0) {
    const [moved, others] = [...swapped].reduce((most, entry) => (entry[1].size > most[1].size ? entry : most));
    const [other] = others as ReadonlySet<number> & Iterable<number>;
    report(comparison, names[moved] ?? "", names[other ?? 0] ?? "", isBehind(before, moved, other ?? 0));
    swapped.delete(moved);
    for (const [node, rest] of swapped) if (rest.delete(moved) && rest.size === 0) swapped.delete(node);
  }
}

function report(comparison: Comparison, moved: string, other: string, wasFirst: boolean): void {
  const nodeOf = ({ graph }: Side, name: string): NodeSymbol | undefined => graph.nodes.get(name);
  const [after, before] = [nodeOf(comparison.new, moved), nodeOf(comparison.old, moved)];
  if (!after || !before) return;
  comparison.report(
    "breaks waiting runs",
    wasFirst ? G804.reordered(moved, other) : G804.reordered(other, moved),
    comparison.now(after.node.name.span),
    comparison.was(before.node.name.span, "it has another place here"),
  );
}

/** What leads through a group to a node is compared there. */
function isOfOneGroup({ graph }: Side, one = "", other = ""): boolean {
  const [first, second] = [one, other].map((name) => {
    const node = graph.nodes.get(name);
    return node && graph.flow.places.get(node)?.[0];
  });
  return first !== undefined && first === second;
}

/** For each of the named nodes, which of them a run can come to behind it. */
function successors({ graph }: Side, names: readonly string[]): readonly Bits[] {
  const { inOrder, nodes } = pointsOf(graph.flow);
  const numbers = new Map(names.map((name, number) => [name, number]));
  const reached = inOrder.map(() => noBits(names.length));
  for (let isOpen = true; isOpen;) {
    isOpen = false;
    for (const point of inOrder.toReversed()) {
      const own = reached[point.index] as Bits;
      const before = own.slice();
      for (const { to } of point.passages) {
        addAll(own, reached[to.index] as Bits);
        const number = to.kind === "node" ? numbers.get(to.node.name) : undefined;
        if (number !== undefined) addBit(own, number);
      }
      isOpen ||= own.some((word, index) => word !== before[index]);
    }
  }
  return names.map((name) => {
    const node = graph.nodes.get(name);
    const point = node && nodes.get(node);
    return (point && reached[point.index]) ?? noBits(names.length);
  });
}
