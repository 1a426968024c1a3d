import type { PlacedCard, Rectangle } from "../layout/picture.ts";
import { short } from "../layout/line.ts";
import { element } from "./markup.ts";

/** The outline of a card, and what belongs to it. */
export function cardShapes(card: PlacedCard): readonly string[] {
  const { kind, failed } = card.card;
  const { x, y, height } = card;
  const className = `shape ${kind}${failed ? " failed" : ""}`;
  switch (kind) {
    case "start":
    case "end":
      return [rectangle(card, className, height / 2)];
    case "entry":
      return [dot(card, className, 5)];
    case "exit":
      return [dot(card, className, 5.5), dot(card, "dot", 2.5)];
    case "handler":
      return [rectangle(card, className, 8)];
    case "update":
      return [rectangle(card, className, 2)];
    case "ask":
      return [rectangle(card, className, Math.min(height / 2, 24)), person(x + 23, y + height / 2)];
    case "subgraph":
      return [rectangle(card, className, 8), rectangle(inset(card, 4), "inner subgraph", 5)];
    case "choice":
      return [element("polygon", { class: className, points: hexagon(card) })];
  }
}

export function rectangle({ x, y, width, height }: Rectangle, className: string, radius: number): string {
  return element("rect", {
    class: className,
    x: short(x),
    y: short(y),
    width: short(width),
    height: short(height),
    rx: short(radius),
  });
}

export function inset({ x, y, width, height }: Rectangle, by: number): Rectangle {
  return { x: x + by, y: y + by, width: width - 2 * by, height: height - 2 * by };
}

function dot({ x, y, width, height }: Rectangle, className: string, radius: number): string {
  return element("circle", { class: className, cx: short(x + width / 2), cy: short(y + height / 2), r: radius });
}

/** Head and shoulders. */
function person(x: number, y: number): string {
  return (
    element("circle", { class: "person", cx: short(x), cy: short(y - 4.5), r: 3.6 }) +
    element("path", { class: "person", d: `M${short(x - 6.5)} ${short(y + 7.5)}a6.5 6.5 0 0 1 13 0z` })
  );
}

/** A diamond where it is as wide as high. */
function hexagon({ x, y, width, height }: Rectangle): string {
  const corner = Math.min(height, width, 32) / 2;
  const middle = y + height / 2;
  return [
    [x, middle],
    [x + corner, y],
    [x + width - corner, y],
    [x + width, middle],
    [x + width - corner, y + height],
    [x + corner, y + height],
  ]
    .map(([left = 0, top = 0]) => `${short(left)},${short(top)}`)
    .join(" ");
}
