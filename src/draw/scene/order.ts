import type { Arrow, Item } from "./scene.ts";

/**
 * Items in the order in which paths come through: each behind all that lead to it, but for arrows that lead back. What is written first comes first
 * where paths part.
 */
export function inFlowOrder(items: readonly Item[], arrows: readonly Arrow[]): readonly Item[] {
  const targets = new Map<string, string[]>();
  for (const { from, to } of arrows) targets.set(from, [...(targets.get(from) ?? []), to]);
  const entered = new Set(arrows.map(({ to }) => to));
  const ids = items.map(({ id }) => id);
  const roots = ids.filter((id) => !entered.has(id));
  const seen = new Set<string>();
  const reached = finished(roots, targets, seen).toReversed();
  // What only cycles lead to comes last.
  const order = [...reached, ...finished(ids, targets, seen).toReversed()];
  const places = new Map(order.map((id, index) => [id, index]));
  return items.toSorted((a, b) => (places.get(a.id) ?? 0) - (places.get(b.id) ?? 0));
}

/** What was not `seen`, in the order in which a search in depth is done with it; the search takes the last first. */
function finished(
  roots: readonly string[],
  targets: ReadonlyMap<string, readonly string[]>,
  seen: Set<string>,
): readonly string[] {
  const done: string[] = [];
  const open: { readonly id: string; readonly left: string[] }[] = [];
  const enter = (id: string): void => {
    if (seen.has(id)) return;
    seen.add(id);
    open.push({ id, left: [...(targets.get(id) ?? [])] });
  };
  for (const root of roots.toReversed()) {
    enter(root);
    for (let top = open.at(-1); top; top = open.at(-1)) {
      const next = top.left.pop();
      if (next !== undefined) enter(next);
      else {
        done.push(top.id);
        open.pop();
      }
    }
  }
  return done;
}
