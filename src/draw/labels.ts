/** The words of drawings that other programs lay out. */
import type { Card, StateRow } from "./scene/scene.ts";

/** A card's title, details and pauses, a line each. */
export function cardLabel({ title, details, pauses }: Card): string {
  return [title, ...details, ...pauses.map(pauseText)].filter((line) => line !== "").join("\n");
}

export const pauseText = (side: "before" | "after"): string => `pauses ${side}`;

/** The fields as in the source, a line each: `output log: string[] reduce append`. */
export function stateLines(rows: readonly StateRow[]): readonly string[] {
  return rows.map(({ modifiers, name, type, reduce }) =>
    [...modifiers, `${name}: ${type}`, ...(reduce === undefined ? [] : [`reduce ${reduce}`])].join(" "),
  );
}
