import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { layOut } from "../../../../src/draw/layout/layout.ts";
import type { Picture, Rectangle } from "../../../../src/draw/layout/picture.ts";
import { graphText, sceneFrom } from "../scenes.ts";

/** Steps of a chain, each with names of its own. */
const steps = ["node", "group", "map", "branch", "nested", "recovery"] as const;

function flowOf(kinds: readonly (typeof steps)[number][]): string {
  const names: string[] = [];
  const lines: string[] = [];
  const name = (): string => `${"step".repeat(1 + (names.length % 3))}${names.push("") - 1}`;
  const made: string[] = [];
  const node = (): string => (made.push(name()), made.at(-1) ?? "");
  let before = "start";
  for (const kind of kinds) {
    const [a, b, c, next] = [node(), node(), node(), node()];
    if (kind === "node") lines.push(`${before} -> ${a} -> ${b} -> ${c} -> ${next}`);
    if (kind === "group") lines.push(`${before} -> [${a} -> ${b}, ${c} if size > 3] -> ${next}`);
    if (kind === "map") lines.push(`${before} -> [${a} for one in many, ${b}, ${c}] -> ${next}`);
    if (kind === "nested") lines.push(`${before} -> [${a}, [${b}, ${c}]] -> ${next}`);
    if (kind === "branch") lines.push(`${before} -> match kind { "a" -> ${a}, "b" -> ${b}, else -> ${c} } -> ${next}`);
    if (kind === "recovery")
      lines.push(
        `${before} -> ${a} -> when { size > 7 -> ${b}, visits(${a}) > 2 -> end, else -> ${a} } ${b} -> ${c} -> ${next}`,
      );
    before = next;
  }
  return graphText(made.join(" "), `${lines.join("\n")}\n${before} -> end`);
}

const overlap = (a: Rectangle, b: Rectangle): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

const within = (a: Rectangle, b: Rectangle): boolean =>
  a.x >= b.x && a.y >= b.y && a.x + a.width <= b.x + b.width && a.y + a.height <= b.y + b.height;

function overlaps({ cards, boxes, arrows, tables }: Picture): readonly string[] {
  const labels = arrows.flatMap(({ label, arrow }) => (label ? [{ id: `label of ${arrow.from}`, ...label }] : []));
  const solid = [
    ...cards.map((card) => ({ id: card.card.id, ...card })),
    ...labels,
    ...tables.map((table) => ({ id: "state", ...table })),
  ];
  const found = solid.flatMap((a, index) =>
    solid.slice(index + 1).flatMap((b) => (overlap(a, b) ? [`${a.id} and ${b.id}`] : [])),
  );
  const crossed = boxes.flatMap((box) =>
    [...boxes.filter((other) => other !== box), ...solid.map((one) => ({ ...one, box: { id: one.id } }))].flatMap(
      (other) =>
        overlap(box, other) && !within(other, box) && !within(box, other) ? [`${box.box.id} and ${other.box.id}`] : [],
    ),
  );
  return [...found, ...crossed];
}

describe("a layout", () => {
  it("lets no card, label, table or box overlap another, whatever the graph", async () => {
    const kinds = fc.array(fc.constantFrom(...steps), { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(kinds, async (chosen) => {
        const picture = await layOut(sceneFrom(flowOf(chosen), { state: true }), 30);
        expect(overlaps(picture)).toEqual([]);
        const paper = { x: 0, y: 0, width: picture.width, height: picture.height };
        expect([...picture.cards, ...picture.boxes].filter((one) => !within(one, paper))).toEqual([]);
      }),
      { numRuns: 12 },
    );
  });

  it("is the same each time", async () => {
    const text = flowOf(["group", "branch", "recovery", "map"]);
    expect(await layOut(sceneFrom(text), 30)).toEqual(await layOut(sceneFrom(text), 30));
  });

  it("draws arrows from item to item, in straight lines", async () => {
    const { arrows, cards, boxes } = await layOut(sceneFrom(flowOf(["group", "recovery"])), 30);
    const places = new Map<string, Rectangle>();
    for (const one of cards) places.set(one.card.id, one);
    for (const one of boxes) places.set(one.box.id, one);
    for (const { arrow, points } of arrows) {
      const last = points.at(-1);
      const target = places.get(arrow.to);
      expect(last && target && within({ ...last, width: 0, height: 0 }, target)).toBe(true);
      for (const [index, point] of points.slice(1).entries())
        expect(point.x === points[index]?.x || point.y === points[index]?.y).toBe(true);
    }
  });
});
