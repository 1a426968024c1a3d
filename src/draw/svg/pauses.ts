import type { Rectangle } from "../layout/picture.ts";
import { element } from "./markup.ts";
import { rectangle } from "./shapes.ts";

/** Marks on the upper edge of a shape where a run stops before it, on the lower one where it stops behind. */
export function pauseMarks(shape: Rectangle, pauses: readonly ("before" | "after")[]): readonly string[] {
  return pauses.map((side) => pauseMark(shape.x + 16, side === "before" ? shape.y : shape.y + shape.height, side));
}

function pauseMark(x: number, y: number, side: "before" | "after"): string {
  const bar = (left: number): string => rectangle({ x: x + left, y: y - 3.5, width: 2.2, height: 7 }, "pause-bar", 0.6);
  return element(
    "g",
    { role: "graphics-symbol", "aria-label": `pauses ${side}` },
    element("circle", { class: "shape pause", cx: x, cy: y, r: 7.5 }),
    bar(-3.2),
    bar(1),
  );
}
