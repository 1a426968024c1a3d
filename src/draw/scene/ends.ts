import type { Arrow, Item } from "./scene.ts";

/** So many ways are led to one end; lines of more would cross the whole drawing, and each item has an end of its own. */
const mostTogether = 3;

/** Gives what leads to an end that has many ways an end beside it. */
export function withOwnEnds(
  items: readonly Item[],
  arrows: readonly Arrow[],
): { readonly items: readonly Item[]; readonly arrows: readonly Arrow[] } {
  const crowded = items.filter(
    (item) => (item.kind === "end" || item.kind === "exit") && sourcesOf(item.id, arrows).length > mostTogether,
  );
  const copies = crowded.flatMap((item) =>
    sourcesOf(item.id, arrows).map((from) => ({ ...item, id: ownEnd(item.id, from) })),
  );
  const ids = new Set(crowded.map(({ id }) => id));
  return {
    items: [...items.filter(({ id }) => !ids.has(id)), ...copies],
    arrows: arrows.map((arrow) => (ids.has(arrow.to) ? { ...arrow, to: ownEnd(arrow.to, arrow.from) } : arrow)),
  };
}

const sourcesOf = (id: string, arrows: readonly Arrow[]): readonly string[] => [
  ...new Set(arrows.filter(({ to }) => to === id).map(({ from }) => from)),
];

const ownEnd = (end: string, from: string): string => `${end} of ${from}`;
