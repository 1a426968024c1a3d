/** Where all paths from a node meet again. */
import type { DrawnEdge } from "./graph.ts";

/**
 * Immediate post-dominators, found from the ends backwards as Cooper, Harvey and Kennedy do ("A Simple, Fast Dominance Algorithm", 2001). Where paths end in different
 * places, or nowhere, they meet nowhere.
 */
export function meetingPoints(out: ReadonlyMap<string, readonly Pick<DrawnEdge, "to">[]>): Map<string, string> {
  const names = [...new Set([...out.keys(), ...[...out.values()].flat().map((edge) => edge.to)])];
  const numbers = new Map(names.map((name, number) => [name, number]));
  // Behind the places where paths end there is one more, with the last number.
  const exit = names.length;
  const after = names.map((name) => out.get(name)?.map(({ to }) => numbers.get(to) ?? exit) ?? [exit]);
  const order = backwards(after, exit);
  const ranks = new Map(order.map((node, rank) => [node, rank]));
  const rankOf = (node: number): number => ranks.get(node) ?? -1;
  const nearest = new Map([[exit, exit]]);
  const common = (one: number, other: number): number => {
    while (one !== other) {
      while (rankOf(one) > rankOf(other)) one = nearest.get(one) ?? exit;
      while (rankOf(other) > rankOf(one)) other = nearest.get(other) ?? exit;
    }
    return one;
  };
  for (let changed = true; changed;) {
    changed = false;
    for (const node of order) {
      const known = node === exit ? [] : (after[node] ?? []).filter((target) => nearest.has(target));
      if (known.length === 0) continue;
      const meeting = known.reduce(common);
      changed ||= nearest.get(node) !== meeting;
      nearest.set(node, meeting);
    }
  }
  const meetings = [...nearest].filter(([node, meeting]) => node !== exit && meeting !== exit);
  return new Map(meetings.map(([node, meeting]) => [names[node] ?? "", names[meeting] ?? ""]));
}

/** The nodes from which paths come to an exit, each before most of those that come to it: a post-order from there, backwards. */
function backwards(after: readonly (readonly number[])[], exit: number): readonly number[] {
  const before: number[][] = Array.from({ length: exit + 1 }, () => []);
  for (const [node, targets] of after.entries()) for (const target of targets) before[target]?.push(node);
  const seen = new Set([exit]);
  const found: number[] = [];
  const open = [{ node: exit, sources: (before[exit] ?? []).values() }];
  for (let last = open.at(-1); last; last = open.at(-1)) {
    const next = last.sources.next().value;
    if (next === undefined) {
      found.push(last.node);
      open.pop();
    } else if (!seen.has(next)) {
      seen.add(next);
      open.push({ node: next, sources: (before[next] ?? []).values() });
    }
  }
  return found.toReversed();
}
