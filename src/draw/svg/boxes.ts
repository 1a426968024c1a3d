import type { PlacedBox, PlacedTable } from "../layout/picture.ts";
import { tableColumns, type as sizes } from "../layout/sizes.ts";
import { short } from "../layout/line.ts";
import { element, escaped, hint } from "./markup.ts";
import { pauseMarks } from "./pauses.ts";
import { inset, rectangle } from "./shapes.ts";

export function boxMarkup(placed: PlacedBox): string {
  const { box, title, x, y } = placed;
  const shape = { group: "group", router: "router", member: "member", map: "map", subgraph: "open", graph: "graph" }[
    box.kind
  ];
  const titleClass = box.kind === "graph" ? "box-title graph-title left" : "box-title mono left";
  return element(
    "g",
    { role: "graphics-object", "aria-label": box.title },
    hint([box.title, ...box.hints]),
    // A map is a stack: there is one for each element.
    ...(box.kind === "map" ? [rectangle({ ...placed, x: x + 5, y: y + 5 }, "box map", 8)] : []),
    rectangle(placed, `box ${shape}`, 10),
    ...(box.kind === "subgraph" ? [rectangle(inset(placed, 4), "inner open", 7)] : []),
    ...title.map((line, index) =>
      element(
        "text",
        { class: titleClass, x: short(x + 14), y: short(y + 20 + index * sizes.title.line) },
        escaped(line),
      ),
    ),
    ...pauseMarks(placed, box.pauses),
  );
}

/** The fields of the state in columns: modifiers, name, type, reducer. */
export function tableMarkup(placed: PlacedTable): string {
  const { table, columns, x, y } = placed;
  const classes = ["mono left detail", "mono left field", "mono left detail", "mono left detail"];
  const cells = tableColumns(table.rows).flatMap((column, at) =>
    column.map((cell, row) => {
      const place = { x: short(x + (columns[at] ?? 0)), y: short(y + 46 + row * 18) };
      return cell === "" ? "" : element("text", { class: classes[at], ...place }, escaped(cell));
    }),
  );
  return element(
    "g",
    { role: "graphics-object", "aria-label": "state" },
    rectangle(placed, "box state", 6),
    element("text", { class: "box-title left", x: short(x + 14), y: short(y + 21) }, "state"),
    ...cells,
  );
}
