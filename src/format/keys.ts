import type { AnyNode, Identifier } from "../ast/ast.ts";
import type { Doc } from "./docs.ts";
import { quoted } from "./literals.ts";
import type { Pen } from "./pen.ts";

/** How the names in one object are written. */
export type Keys = "as they are" | "without quotes";

const word = /^["'][$_\p{ID_Start}][$\u200c\u200d\p{ID_Continue}]*["']$/u;

/** Quotes around names are left out where no name of the object needs them. */
export function keysOf(pen: Pen, nodes: readonly (AnyNode & { readonly name?: Identifier })[]): Keys {
  const keep = nodes.some(({ name }) => {
    const text = name ? pen.written(name.span) : "";
    return /^["']/.test(text) && !word.test(text);
  });
  return keep ? "as they are" : "without quotes";
}

export function key(pen: Pen, keys: Keys): Doc {
  return pen.raw((text) => {
    if (!/^["']/.test(text)) return text;
    return keys === "without quotes" ? text.slice(1, -1) : quoted(text);
  });
}
