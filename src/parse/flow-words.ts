import type { IToken, TokenType } from "chevrotain";
import { K, NodeName, P } from "../../grammar/tokens.ts";
import { G106 } from "../diagnostics/catalogue/g1.ts";
import type { Report } from "../diagnostics/diagnostic.ts";
import { isOneOf } from "./starts.ts";
import { addedToken, spanOfToken } from "./token.ts";

/**
 * Words of the flow that follow the grammar and cannot be meant as it reads them: `pay -> error -> askAgain` where no node is called `error`, and `a node b -> c` where
 * `b` is declared elsewhere. Returns the tokens with each read as what it was meant to be.
 */
export function mendFlowWords(text: string, tokens: readonly IToken[], report: Report): readonly IToken[] {
  const declared = new Map<string, number>();
  tokens.forEach(({ tokenType }, i) => {
    const name = tokens[i + 1]?.image;
    const isDeclaration = tokenType === K.node || tokenType === K.ask;
    if (isDeclaration && name !== undefined) declared.set(name, (declared.get(name) ?? 0) + 1);
  });
  const mended = [...tokens];
  const replace = (i: number, type: TokenType, meant: string, end = i): void => {
    const span = { start: spanOfToken(tokens[i] as IToken).start, end: spanOfToken(tokens[end] as IToken).end };
    const written = text.slice(span.start, span.end);
    report(G106.instead({ written, meant }), span, {
      fixes: [{ title: `write \`${meant}\``, safe: true, edits: [{ span, text: meant }] }],
    });
    mended[i] = addedToken(type, meant, spanOfToken(tokens[i] as IToken));
  };
  tokens.forEach(({ tokenType }, i) => {
    if (!isOneOf(tokens[i + 1], P.Arrow) && !isOneOf(tokens[i + 2], P.Arrow)) return;
    if (tokenType === K.error && !declared.has("error") && isErrorEdge(text, tokens, i))
      replace(i - 1, K.on, "on error", i);
    const name = tokens[i + 1]?.image ?? "";
    const isAgain = tokenType === K.node && (declared.get(name) ?? 0) > 1 && isOneOf(tokens[i + 2], P.Arrow);
    if (isAgain && !isFirst(text, tokens[i] as IToken)) replace(i, P.Arrow, "->");
  });
  return mended;
}

/** Whether `error` follows the sources of an edge, behind an arrow or a comma, and leads on. */
function isErrorEdge(text: string, tokens: readonly IToken[], at: number): boolean {
  if (!isOneOf(tokens[at + 1], P.Arrow) || !isOneOf(tokens[at - 1], P.Arrow, P.FatArrow, P.Comma)) return false;
  let source = at - 2;
  while (isOneOf(tokens[source], NodeName) && isOneOf(tokens[source - 1], P.Comma)) source -= 2;
  const first = tokens[source];
  return first !== undefined && isOneOf(first, NodeName) && isFirst(text, first);
}

/** Whether a token is the first of its line. */
function isFirst(text: string, { startOffset }: IToken): boolean {
  const line = text.lastIndexOf("\n", startOffset - 1) + 1;
  return text.slice(line, startOffset).trim() === "";
}
