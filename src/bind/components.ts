/**
 * The strongly connected components of a graph, each before those that lead to it (Tarjan 1972). Without recursion: flows may be
 * thousands of nodes long.
 */
export function components<N>(nodes: Iterable<N>, next: (node: N) => Iterable<N>): readonly (readonly N[])[] {
  const found: N[][] = [];
  const numbers = new Map<N, number>();
  const lowest = new Map<N, number>();
  const pending: N[] = [];
  const isPending = new Set<N>();
  const open: { readonly node: N; readonly rest: Iterator<N> }[] = [];

  const enter = (node: N): void => {
    numbers.set(node, numbers.size);
    lowest.set(node, numbers.size - 1);
    pending.push(node);
    isPending.add(node);
    open.push({ node, rest: next(node)[Symbol.iterator]() });
  };
  const lower = (node: N, to: number): void => {
    lowest.set(node, Math.min(lowest.get(node) as number, to));
  };

  for (const root of nodes) {
    if (numbers.has(root)) continue;
    enter(root);
    for (let frame = open.at(-1); frame; frame = open.at(-1)) {
      const { node, rest } = frame;
      const step = rest.next();
      if (!step.done) {
        if (!numbers.has(step.value)) enter(step.value);
        else if (isPending.has(step.value)) lower(node, numbers.get(step.value) as number);
        continue;
      }
      open.pop();
      const parent = open.at(-1);
      if (parent) lower(parent.node, lowest.get(node) as number);
      if (lowest.get(node) === numbers.get(node)) {
        const component = pending.splice(pending.lastIndexOf(node));
        for (const member of component) isPending.delete(member);
        found.push(component);
      }
    }
  }
  return found;
}
