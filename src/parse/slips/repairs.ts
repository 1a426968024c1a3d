import type { IToken, TokenType } from "chevrotain";
import { P } from "../../../grammar/tokens.ts";
import { G101, G106 } from "../../diagnostics/catalogue/g1.ts";
import type { Message } from "../../diagnostics/diagnostic.ts";
import { insertion, replacement } from "../../diagnostics/mend.ts";
import type { Span } from "../../source/source.ts";
import { describe } from "../describe.ts";
import { addedToken, spanOfToken } from "../token.ts";
import type { Place, Repair } from "./slips.ts";

/** The rules whose items commas separate. */
export const commaLists: ReadonlySet<string> = new Set([
  ...["object", "list", "arguments", "group", "parameters", "tupleType", "typeName", "import", "lambda", "choices"],
]);

/** The text of some tokens. */
export function spanOfRun({ tokens }: Place, from: number, to: number): Span {
  const first = tokens[from] as IToken;
  return { start: first.startOffset, end: spanOfToken(tokens[to - 1] as IToken).end };
}

export interface Rewriting {
  readonly from: number;
  readonly to: number;
  /** What should have been written. */
  readonly meant: string;
  /** The tokens of that. */
  readonly put: readonly IToken[];
  readonly message?: Message;
  readonly safe?: boolean;
}

/** Reads some tokens as others, and offers to write those. */
export function rewritten(place: Place, { from, to, meant, put, message, safe = true }: Rewriting): Repair {
  const span = spanOfRun(place, from, to);
  const written = place.text.slice(span.start, span.end);
  return {
    message: message ?? G106.instead({ written, meant }),
    span,
    fixes: [replacement(span, meant, safe)],
    edits: [{ from, to, put }],
  };
}

export interface Replacement extends Omit<Rewriting, "put"> {
  readonly type: TokenType;
}

/** Reads some tokens as one other, and offers to write that. */
export function replaced(place: Place, { type, ...others }: Replacement): Repair {
  const { from, meant, to } = others;
  return rewritten(place, { ...others, put: [addedToken(type, meant, spanOfRun(place, from, to))] });
}

/** Reads a sign before the token at a place, and offers to add it behind the one before. */
export function inserted({ tokens }: Place, at: number, type: TokenType, safe = true): Repair {
  const found = tokens[at] as IToken;
  const before = tokens[at - 1];
  const end = before ? spanOfToken(before).end : found.startOffset;
  const sign = type.LABEL ?? type.name;
  const text = type === P.Comma || type === P.Colon ? sign : ` ${sign}`;
  return {
    message: G101.missing({ sign: `\`${sign}\``, before: describe(found) }),
    span: spanOfToken(found),
    fixes: [insertion(end, text, safe)],
    edits: [{ from: at, to: at, put: [addedToken(type, sign, { start: end, end })] }],
    tentative: true,
  };
}

/** Reads on without some tokens, and offers to remove them. */
export function removed(place: Place, from: number, to: number, where: string, message?: Message): Repair {
  const span = spanOfRun(place, from, to);
  const written = place.text.slice(span.start, span.end);
  const next = place.tokens[to];
  // With what is removed goes the space up to the next token, unless a line ends there.
  const gap = next ? place.text.slice(span.end, next.startOffset) : "";
  const wide = /^[ \t]+$/.test(gap) && written.length > 1 ? { start: span.start, end: span.end + gap.length } : span;
  return {
    message: message ?? G106.superfluous({ written, where }),
    span,
    fixes: [{ title: `remove \`${written}\``, safe: true, edits: [{ span: wide, text: "" }] }],
    edits: [{ from, to, put: [] }],
  };
}
