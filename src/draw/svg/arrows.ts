import type { PlacedArrow } from "../layout/picture.ts";
import { arrowHead, roundedPath, short, text, withoutHead } from "../layout/line.ts";
import { type as sizes } from "../layout/sizes.ts";
import { element, escaped } from "./markup.ts";
import { rectangle } from "./shapes.ts";

export function arrowMarkup({ arrow, points }: PlacedArrow): string {
  const isError = arrow.kind === "error";
  return (
    element("path", {
      class: `arrow ${isError ? "error-arrow" : arrow.kind}`,
      d: roundedPath(withoutHead(points)),
    }) + element("polygon", { class: isError ? "error-head" : "head", points: arrowHead(points).map(text).join(" ") })
  );
}

/** The label on the line, which it interrupts. */
export function labelMarkup({ arrow, inside, label }: PlacedArrow): string {
  if (!label) return "";
  const { lines, x, y, width } = label;
  return element(
    "g",
    {},
    rectangle(
      label,
      `label-back${inside === undefined || inside === "subgraph" ? "" : ` in-${inside === "map" ? "map" : "box"}`}`,
      3,
    ),
    ...lines.map((line, index) =>
      element(
        "text",
        {
          class: `mono label${arrow.kind === "error" ? " error-label" : ""}`,
          x: short(x + width / 2),
          y: short(y + 2 + (index + 0.74) * sizes.label.line),
        },
        escaped(line),
      ),
    ),
  );
}
