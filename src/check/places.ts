/** How messages show places of the flow. */
import type * as ast from "../ast/ast.ts";
import type { FlowMember } from "../bind/flow.ts";
import type { NodeSymbol } from "../bind/symbols.ts";
import type { Source, Span } from "../source/source.ts";

/** A span, or its first line where it has several. */
export function firstLine(span: Span, source: Source): Span {
  const line = source.text.slice(span.start, span.end).split(/[\r\n]/, 1)[0] ?? "";
  return { start: span.start, end: span.start + Math.max(1, line.trimEnd().length) };
}

/** The text of a member in backticks, shortened to one line. */
export function memberText(member: FlowMember, source: Source): string {
  const { start, end } = member.at.span;
  const text = source.text.slice(start, end).replace(/\s+/g, " ");
  return `\`${text.length <= 30 ? text : `${text.slice(0, 28).trimEnd()} …`}\``;
}

export function nodeOrStep(what: NodeSymbol | ast.Step): string {
  switch (what.kind) {
    case "node":
      return `\`${what.name}\``;
    case "Group":
      return "this group";
    case "Route":
      return "this `route`";
    case "Goto":
      return "this `goto`";
    case "Match":
    case "When":
    case "Target":
      return "this branch";
  }
}

export function isInside(inner: Span, outer: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

/** Where a graph names a node when it declares it. */
export function declaration(node: NodeSymbol): Span {
  return node.node.name.span;
}
