import type { IToken } from "chevrotain";
import { K, P } from "../../grammar/tokens.ts";
import { G101 } from "../diagnostics/catalogue/g1.ts";
import type { Report } from "../diagnostics/diagnostic.ts";
import { insertion } from "../diagnostics/mend.ts";
import { addedToken, spanOfToken } from "./token.ts";

/**
 * Reads `log: string[] [] reduce append` as the default that it was meant to be. The grammar takes it for a list of lists, which nobody writes with
 * a gap between the brackets and reduces without a default.
 */
export function mendDefaults(tokens: readonly IToken[], report: Report): readonly IToken[] {
  const signs = new Map<IToken, IToken>();
  for (let i = tokens.length - 4; i >= 0; i--) {
    const [before, open, close, next] = tokens.slice(i, i + 4) as [IToken, IToken, IToken, IToken];
    if (next.tokenType !== K.reduce || open.tokenType !== P.LBracket || close.tokenType !== P.RBracket) continue;
    const { end } = spanOfToken(before);
    if (before.tokenType !== P.RBracket || open.startOffset === end) continue;
    const span = { start: open.startOffset, end: spanOfToken(close).end };
    report(G101.missing({ sign: "`=`", before: "`[]`" }), span, { fixes: [insertion(end, " =", true)] });
    signs.set(open, addedToken(P.Equals, "=", { start: end, end }));
  }
  if (signs.size === 0) return tokens;
  return tokens.flatMap((token) => {
    const sign = signs.get(token);
    return sign ? [sign, token] : [token];
  });
}
