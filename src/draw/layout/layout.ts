import type { ElkExtendedEdge, ElkNode } from "elkjs/lib/elk-api.js";
import { isBox } from "../scene/scene.ts";
import type { Arrow, BoxKind, Content, Scene } from "../scene/scene.ts";
import { elkGraph } from "./elk-graph.ts";
import type { Picture, PlacedArrow, PlacedBox, PlacedCard, PlacedTable, Point, Rectangle } from "./picture.ts";
import { boxTitle, cardText, labelLines, tableSize } from "./sizes.ts";

/** Finds places for everything in a scene; the same scene has the same places always. `heading` is the height that is left free at the top. */
export async function layOut(scene: Scene, heading: number): Promise<Picture> {
  const { default: bundle } = await import("elkjs/lib/elk.bundled.js");
  const placed = await new bundle.default().layout(elkGraph(scene.content, heading));
  const reader = new PictureReader();
  reader.read(scene.content, placed, { x: 0, y: 0 });
  return { width: round(placed.width ?? 0), height: round(placed.height ?? 0), ...reader.parts() };
}

/** Makes absolute places of those that are relative to the box around. */
class PictureReader {
  readonly #boxes: PlacedBox[] = [];
  readonly #cards: PlacedCard[] = [];
  readonly #tables: PlacedTable[] = [];
  readonly #arrows: PlacedArrow[] = [];

  parts(): Omit<Picture, "width" | "height"> {
    return { boxes: this.#boxes, cards: this.#cards, tables: this.#tables, arrows: this.#arrows };
  }

  read(content: Content, node: ElkNode, origin: Point, inside?: BoxKind): void {
    for (const [index, item] of content.items.entries()) {
      const placed = node.children?.[index];
      if (!placed) continue;
      const place = rectangle(placed, origin);
      if (isBox(item)) {
        this.#boxes.push({ box: item, title: boxTitle(item), ...place });
        this.read(item.content, placed, place, item.kind);
      } else if (item.kind === "state") {
        this.#tables.push({ table: item, columns: tableSize(item.rows).columns, ...place });
      } else this.#cards.push({ card: item, text: cardText(item), ...place });
    }
    for (const [index, arrow] of content.arrows.entries()) {
      const edge = node.edges?.[index];
      if (edge) this.#arrows.push(placedArrow(arrow, edge, origin, inside));
    }
  }
}

function placedArrow(
  arrow: Arrow,
  { sections, labels }: ElkExtendedEdge,
  origin: Point,
  inside: BoxKind | undefined,
): PlacedArrow {
  const points = (sections ?? []).flatMap(({ startPoint, bendPoints = [], endPoint }) => [
    startPoint,
    ...bendPoints,
    endPoint,
  ]);
  const [label] = labels ?? [];
  return {
    arrow,
    ...(inside === undefined ? {} : { inside }),
    points: points.map(({ x, y }) => ({ x: round(x + origin.x), y: round(y + origin.y) })),
    ...(label && arrow.label !== undefined
      ? { label: { lines: labelLines(arrow.label), ...rectangle(label, origin) } }
      : {}),
  };
}

function rectangle({ x = 0, y = 0, width = 0, height = 0 }: Partial<Rectangle>, origin: Point): Rectangle {
  return { x: round(x + origin.x), y: round(y + origin.y), width: round(width), height: round(height) };
}

const round = (value: number): number => Math.round(value * 10) / 10;
