/** How lists and blocks are laid out. A `Doc` says where lines may break; Prettier's algorithm decides where they do. */
import { builders } from "prettier/doc";

export type Doc = builders.Doc;
export const { group, hardline, ifBreak, indent, join, line, literalline, softline } = builders;

/** `{ a, b }` on a line, or an item a line without commas. */
export function block(items: readonly Doc[]): Doc {
  if (items.length === 0) return "{}";
  return group(["{", indent([line, join([ifBreak("", ","), line], [...items])]), line, "}"]);
}

/** `{ a b }` on a line, or an item a line: nothing ever stands between. */
export function plainBlock(items: readonly Doc[]): Doc {
  if (items.length === 0) return "{}";
  return group(["{", indent([line, join(line, [...items])]), line, "}"]);
}

/** A list with commas: on a line, or an item a line with a comma behind each. */
export function commaList(open: string, items: readonly Doc[], close: string, space: Doc = softline): Doc {
  if (items.length === 0) return [open, close];
  return group([open, indent([space, join([",", line], [...items])]), ifBreak(","), space, close]);
}

/** `///` lines, each on its own line, before what they document. */
export function documented(doc: string | undefined, item: Doc): Doc {
  if (doc === undefined) return item;
  const lines = doc.split("\n").map((text) => (text === "" ? "///" : `/// ${text}`));
  return [lines.map((text) => [text, hardline]), item];
}
