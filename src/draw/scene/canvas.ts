import type { Arrow, ArrowKind, Box, Card, Content, StateTable } from "./scene.ts";
import { withOwnEnds } from "./ends.ts";
import { inFlowOrder } from "./order.ts";

type BoxFrame = Omit<Box, "content">;

/** A content while it is drawn. Arrows between the same two items become one, with a line of its label for each. */
export class Canvas {
  readonly #items: (Card | StateTable | { readonly frame: BoxFrame; readonly inside: Canvas })[] = [];
  readonly #arrows = new Map<string, Omit<Arrow, "label"> & { readonly labels: Set<string> }>();

  add(item: Card | StateTable): void {
    this.#items.push(item);
  }

  addFirst(item: Card): void {
    this.#items.unshift(item);
  }

  addBox(frame: BoxFrame): Canvas {
    const inside = new Canvas();
    this.#items.push({ frame, inside });
    return inside;
  }

  arrow(from: string, to: string, kind: ArrowKind, label: string): void {
    const key = JSON.stringify([from, to, kind]);
    const arrow = this.#arrows.get(key) ?? { from, to, kind, labels: new Set() };
    if (label !== "") arrow.labels.add(label);
    this.#arrows.set(key, arrow);
  }

  /** Whether an arrow leads to an item. */
  leadsTo(id: string): boolean {
    return [...this.#arrows.values()].some((arrow) => arrow.to === id);
  }

  content(): Content {
    const items = this.#items.map((item) =>
      "frame" in item ? { ...item.frame, content: item.inside.content() } : item,
    );
    const arrows = [...this.#arrows.values()].map(({ labels, ...arrow }) =>
      labels.size === 0 ? arrow : { ...arrow, label: [...labels].join("\n") },
    );
    const ended = withOwnEnds(items, arrows);
    return { items: inFlowOrder(ended.items, ended.arrows), arrows: ended.arrows };
  }
}
