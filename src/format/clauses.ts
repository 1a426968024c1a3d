import { group, indent, line, type Doc } from "./docs.ts";
import type { Pen } from "./pen.ts";

/** What follows a declaration's head with a word of its own, such as `where`: on its line, or each on one below. */
export function clauses(head: Doc, parts: readonly (() => Doc)[], pen: Pen): Doc {
  if (parts.length === 0) return head;
  return [head, group(indent(parts.map((part) => [pen.between(line), part()])))];
}
