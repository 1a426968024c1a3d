import type { AnyNode } from "../ast/ast.ts";
import { breakParent, group, ifBreak, indent, line, softline, type Doc } from "./docs.ts";
import type { Pen } from "./pen.ts";

/** How a list in brackets is written. */
export interface ListStyle {
  /** With the space before it. */
  readonly open: string;
  readonly close: string;
  /** What stands inside the brackets where the list fits one line. */
  readonly pad: Doc;
  /** Between items: always commas, commas where the list fits one line, or nothing. */
  readonly commas: "always" | "flat" | "never";
  /** Whether a list that the author began on a line of its own stays broken, and empty lines between items stay. */
  readonly asWritten: boolean;
}

/** Items in braces that stand a line each without commas: members, fields, arms, targets. */
export const block: ListStyle = { open: " {", close: "}", pad: line, commas: "flat", asWritten: true };

/** Items in braces that nothing ever stands between: options. */
export const plainBlock: ListStyle = { ...block, commas: "never" };

export const braces: ListStyle = { open: "{", close: "}", pad: line, commas: "always", asWritten: true };
export const brackets: ListStyle = { open: "[", close: "]", pad: softline, commas: "always", asWritten: false };
export const parentheses: ListStyle = { open: "(", close: ")", pad: softline, commas: "always", asWritten: false };

/** A list in brackets, on one line or an item a line. */
export function list<N extends AnyNode>(pen: Pen, style: ListStyle, nodes: readonly N[], print: (node: N) => Doc): Doc {
  return group(listContents(pen, style, nodes, print));
}

/** A list that is no group yet: whoever groups it decides whether it must break. */
export function listContents<N extends AnyNode>(
  pen: Pen,
  style: ListStyle,
  nodes: readonly N[],
  print: (node: N) => Doc,
): Doc {
  const { doc: open, broken } = pen.open(style.open);
  if (nodes.length === 0) {
    const inside = pen.atComment ? [indent(pen.end()), line] : "";
    return [open, inside, pen.token(style.close)];
  }
  const { pad, asWritten, commas } = style;
  const comma = commas === "always" ? "," : commas === "flat" ? ifBreak("", ",") : "";
  const items = nodes.map((node, i): Doc => {
    const space = i === 0 ? pen.first(pad) : pen.between(line, asWritten);
    const doc = item(pen, node, print);
    pen.skip(",", ";");
    return [space, doc, i < nodes.length - 1 ? comma : commas === "always" ? ifBreak(",") : ""];
  });
  const inside = indent([items, pen.end()]);
  return [open, inside, pad, pen.token(style.close), asWritten && broken ? breakParent : ""];
}

/** One item, left as it is where a comment before it asks for that. */
export function item<N extends AnyNode>(pen: Pen, node: N, print: (node: N) => Doc): Doc {
  return pen.atIgnored ? pen.asWritten(node.span) : print(node);
}

/** Names or values with commas and without brackets, on one line or a line each. */
export function commaSeparated<N extends AnyNode>(pen: Pen, nodes: readonly N[], print: (node: N) => Doc): Doc {
  const docs = nodes.map((node, i): Doc => {
    const space = i === 0 ? "" : [",", pen.between(line)];
    const doc = print(node);
    pen.skip(",");
    return [space, doc];
  });
  return group(indent(docs));
}
