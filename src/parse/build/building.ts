import type { CstNode, IToken } from "chevrotain";
import { isA, Name } from "../../../grammar/tokens.ts";
import type * as ast from "../../ast/ast.ts";
import { G101, G105 } from "../../diagnostics/catalogue/g1.ts";
import type { Report } from "../../diagnostics/diagnostic.ts";
import type { Span } from "../../source/source.ts";
import { spanOfToken } from "../token.ts";
import { unescape } from "./escapes.ts";

/** What the functions that make the tree share while one text is read. */
export interface Building {
  readonly text: string;
  readonly report: Report;
  /** The documentation before a token, by the token's offset. */
  readonly docs: ReadonlyMap<number, string>;
}

/** The one child of a kind that the grammar promises. */
export function only<T>(children: readonly T[] | undefined): T {
  const child = children?.[0];
  if (child === undefined) throw new Error("the grammar and the tree builder disagree: this is a bug of graphc");
  return child;
}

export function spanOf(node: CstNode): Span {
  const { startOffset, endOffset } = node.location ?? { startOffset: 0, endOffset: -1 };
  return { start: startOffset, end: (endOffset as number) + 1 };
}

export function covering(first: Span, last: Span): Span {
  return { start: first.start, end: last.end };
}

/** A name where it is used. */
export function identifier(token: IToken): ast.Identifier {
  return { kind: "Identifier", name: token.image, span: spanOfToken(token) };
}

/** A name where it is given: nothing may begin with `__`, or be there already in every object. */
export function declared(building: Building, token: IToken): ast.Identifier {
  const name = identifier(token);
  refuseUnderscores(building, name);
  refuseInherited(building, name, "a name");
  return name;
}

/** Whether a word where only a name may be is one, which is reported if not: the grammar takes any word in some places, as it could become a key. */
export function nameOnly(building: Building, token: IToken): boolean {
  const isName = isA(token.tokenType, Name);
  if (!isName) building.report(G105.reserved({ word: token.image }), spanOfToken(token));
  return isName;
}

/** The name of a member or a key, which may be a string. */
export function key(building: Building, token: IToken): ast.Identifier {
  const quoted = /^["']/.test(token.image);
  const name: ast.Identifier = {
    kind: "Identifier",
    name: quoted ? string(building, token).value : token.image,
    span: spanOfToken(token),
  };
  refuseUnderscores(building, name);
  return name;
}

function refuseUnderscores(building: Building, { name, span }: ast.Identifier): void {
  if (name.startsWith("__")) building.report(G105.underscores({ name }), span);
}

/** Where a member of such a name is absent, JavaScript finds the one that every object inherits. */
export function refuseInherited(building: Building, { name, span }: ast.Identifier, role: string): void {
  if (name in Object.prototype && !name.startsWith("__")) building.report(G105.inherited({ name, role }), span);
}

export function string(building: Building, token: IToken): ast.StringLiteral {
  const span = spanOfToken(token);
  const value = unescape(token.image.slice(1, -1), (at, length) =>
    building.report(G101.badEscape({ escape: token.image.slice(1 + at, 1 + at + length) }), {
      start: span.start + 1 + at,
      end: span.start + 1 + at + length,
    }),
  );
  return { kind: "StringLiteral", value, span };
}

/** The documentation before a node, as a property that is left out when there is none. */
export function documentation(building: Building, node: CstNode): { readonly doc?: string } {
  const doc = building.docs.get(spanOf(node).start);
  return doc === undefined ? {} : { doc };
}
