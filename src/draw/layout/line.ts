import type { Point } from "./picture.ts";

/** How far before a corner the line begins to turn. */
const radius = 7;

/** The path of a line with rounded corners, in the language of SVG. */
export function roundedPath(points: readonly Point[]): string {
  return points
    .map((point, index) => {
      const before = points[index - 1];
      const after = points[index + 1];
      if (!before) return `M${text(point)}`;
      if (!after) return `L${text(point)}`;
      const turn = Math.min(radius, distance(before, point) / 2, distance(point, after) / 2);
      return `L${text(towards(point, before, turn))}Q${text(point)} ${text(towards(point, after, turn))}`;
    })
    .join("");
}

/** The corners of an arrow's head at the end of a line. */
export function arrowHead(points: readonly Point[]): readonly Point[] {
  const tip = points.at(-1);
  const before = points.at(-2);
  if (!tip || !before) return [];
  const length = distance(before, tip) || 1;
  const along = { x: (tip.x - before.x) / length, y: (tip.y - before.y) / length };
  const corner = (side: number): Point => ({
    x: tip.x - along.x * 8 + along.y * 4 * side,
    y: tip.y - along.y * 8 - along.x * 4 * side,
  });
  return [tip, corner(1), corner(-1)];
}

/** The same line, shorter by as much as the head is long. */
export function withoutHead(points: readonly Point[]): readonly Point[] {
  const tip = points.at(-1);
  const before = points.at(-2);
  if (!tip || !before) return points;
  return [...points.slice(0, -1), towards(tip, before, Math.min(6, distance(before, tip)))];
}

export const text = ({ x, y }: Point): string => `${short(x)} ${short(y)}`;

export const short = (value: number): string => String(Math.round(value * 10) / 10);

const distance = (a: Point, b: Point): number => Math.hypot(a.x - b.x, a.y - b.y);

function towards(from: Point, to: Point, by: number): Point {
  const length = distance(from, to) || 1;
  return { x: from.x + ((to.x - from.x) / length) * by, y: from.y + ((to.y - from.y) / length) * by };
}
