/** Prettier's building blocks under the names that the printer uses. Prettier's algorithm decides where lines break. */
import { builders, utils } from "prettier/doc";

export type Doc = builders.Doc;
export const { breakParent, conditionalGroup, group, hardline, ifBreak, indent, join, line, lineSuffix, softline } =
  builders;
export const { willBreak } = utils;

/** A text over several lines, with every line break and every space kept. */
export function verbatim(text: string): Doc {
  return join(builders.literalline, text.split("\n"));
}
