/** How much room text takes. */
import { textWidth } from "../measure.ts";
import { wrap } from "../wrap.ts";
import type { Box, Card, StateRow } from "../scene/scene.ts";

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface CardText {
  readonly title: readonly string[];
  readonly details: readonly string[];
}

/** Sizes of type, and the height of its lines. */
export const type = {
  heading: { size: 17, line: 24 },
  title: { size: 14, line: 18 },
  detail: { size: 11, line: 15 },
  label: { size: 11, line: 15 },
} as const;

export function cardText({ kind, title, details }: Card): CardText {
  const width = kind === "choice" ? 30 : 26;
  return {
    title: title === "" ? [] : wrap(title, width, 4),
    details: details.flatMap((detail) => wrap(detail, 32, 5)),
  };
}

export function cardSize(card: Card, { title, details }: CardText): Size {
  if (card.kind === "entry" || card.kind === "exit") return { width: 12, height: 12 };
  if (card.kind === "choice") {
    if (title.length === 0) return { width: 26, height: 26 };
    return { width: widest(title, "mono", 12) + 40, height: title.length * 16 + 16 };
  }
  if (card.kind === "start" || card.kind === "end") return { width: 62, height: 28 };
  const room = card.kind === "ask" ? 64 : 36;
  const width = Math.max(widest(title, "sans", type.title.size), widest(details, "mono", type.detail.size));
  const height = title.length * type.title.line + details.length * type.detail.line + 22;
  return { width: Math.max(84, Math.ceil(width) + room), height };
}

export function labelSize(lines: readonly string[]): Size {
  return { width: Math.ceil(widest(lines, "mono", type.label.size)) + 10, height: lines.length * type.label.line + 4 };
}

export const labelLines = (label: string): readonly string[] => wrap(label, 30, 6);

export const boxTitle = (box: Box): readonly string[] => wrap(box.title, 44, 3);

export function boxTitleSize(box: Box): Size {
  const lines = boxTitle(box);
  const width = box.kind === "graph" ? widest(lines, "sans", type.title.size) : widest(lines, "mono", type.detail.size);
  return { width: Math.ceil(width) + 28, height: lines.length * type.title.line + 12 };
}

/** The size of a table of fields, and where its columns begin. */
export function tableSize(rows: readonly StateRow[]): Size & { readonly columns: readonly number[] } {
  const columns: number[] = [];
  let at = 14;
  for (const column of tableColumns(rows)) {
    columns.push(at);
    if (column.some((cell) => cell !== "")) at += Math.ceil(widest(column, "mono", type.detail.size)) + 18;
  }
  return { width: Math.max(at, 90), height: rows.length * 18 + 40, columns };
}

/** The cells of a table, a list for each column. */
export function tableColumns(rows: readonly StateRow[]): readonly (readonly string[])[] {
  return [
    rows.map(({ modifiers }) => modifiers.join(" ")),
    rows.map(({ name }) => name),
    rows.map(({ type: text }) => wrap(text, 40, 1)[0] ?? ""),
    rows.map(({ reduce }) => (reduce === undefined ? "" : (wrap(`reduce ${reduce}`, 40, 1)[0] ?? ""))),
  ];
}

function widest(lines: readonly string[], font: "sans" | "mono", size: number): number {
  return Math.max(0, ...lines.map((line) => textWidth(line, font, size)));
}
