import type { IToken, TokenType } from "chevrotain";
import { G106 } from "../../diagnostics/catalogue/g1.ts";
import type { Message } from "../../diagnostics/diagnostic.ts";
import type { Span } from "../../source/source.ts";
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

export interface Replacement {
  readonly from: number;
  readonly to: number;
  readonly type: TokenType;
  /** What should have been written. */
  readonly meant: string;
  readonly message?: Message;
  readonly safe?: boolean;
}

/** Reads some tokens as one other, and offers to write that. */
export function replaced(place: Place, { from, to, type, meant, message, safe = true }: Replacement): Repair {
  const span = spanOfRun(place, from, to);
  const written = place.text.slice(span.start, span.end);
  return {
    message: message ?? G106.instead({ written, meant }),
    span,
    fixes: [{ title: `write \`${meant}\``, safe, edits: [{ span, text: meant }] }],
    edits: [{ from, to, put: [addedToken(type, meant, span)] }],
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
