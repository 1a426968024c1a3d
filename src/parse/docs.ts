import type { IToken } from "chevrotain";
import type { Comment } from "./comment.ts";

/**
 * The documentation before each token that has some, by the token's offset: the `///` lines between it and the token before, without their marks.
 * A `///` behind a token on the same line documents nothing.
 */
export function documentationOf(
  text: string,
  tokens: readonly IToken[],
  comments: readonly Comment[],
): Map<number, string> {
  const docs = new Map<number, string>();
  let next = 0;
  for (const { kind, text: line, span } of comments) {
    if (kind !== "doc") continue;
    while (next < tokens.length && (tokens[next] as IToken).startOffset < span.start) next++;
    const token = tokens[next];
    if (!token) break;
    const before = tokens[next - 1];
    if (before && !/[\n\r]/.test(text.slice((before.endOffset as number) + 1, span.start))) continue;
    const known = docs.get(token.startOffset);
    const words = line.replace(/^\/\/\/ ?/, "").trimEnd();
    docs.set(token.startOffset, known === undefined ? words : `${known}\n${words}`);
  }
  return docs;
}
