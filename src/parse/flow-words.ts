import type { IToken, TokenType } from "chevrotain";
import { K, NodeName, P } from "../../grammar/tokens.ts";
import { G101, G106 } from "../diagnostics/catalogue/g1.ts";
import type { Report } from "../diagnostics/diagnostic.ts";
import { insertion } from "../diagnostics/mend.ts";
import { describe } from "./describe.ts";
import type { Span } from "../source/source.ts";
import { isOneOf } from "./starts.ts";
import { addedToken, spanOfToken } from "./token.ts";

/**
 * Words of the flow that follow the grammar and cannot be meant as it reads them: `pay -> error -> askAgain` where no node is called `error`, `a node b -> c` where `b` is
 * declared elsewhere, and `else -> a b -> c`, where what follows the last arm is read as the condition of another. Returns the tokens with each read as what it was probably meant to be: no fix is safe.
 */
export function mendFlowWords(text: string, tokens: readonly IToken[], report: Report): readonly IToken[] {
  const declared = new Map<string, number>();
  tokens.forEach(({ tokenType }, i) => {
    const next = tokens[i + 1];
    if (tokenType !== K.node && tokenType !== K.ask) return;
    if (next !== undefined && isOneOf(next, NodeName)) declared.set(next.image, (declared.get(next.image) ?? 0) + 1);
  });
  const mended: (IToken | undefined)[] = [...tokens];
  const added = new Map<IToken, IToken>();
  const replace = (i: number, type: TokenType, meant: string, end = i): void => {
    const span = { start: spanOfToken(tokens[i] as IToken).start, end: spanOfToken(tokens[end] as IToken).end };
    const written = text.slice(span.start, span.end);
    report(G106.instead({ written, meant }), span, {
      fixes: [{ title: `write \`${meant}\``, safe: false, edits: [{ span, text: meant }] }],
    });
    mended[i] = addedToken(type, meant, spanOfToken(tokens[i] as IToken));
  };
  const removeTwice = (written: IToken, span: Span): void => {
    const fixes = [{ title: `remove \`${written.image}\``, safe: false, edits: [{ span, text: "" }] }];
    report(G106.superfluous({ written: written.image, where: "twice" }), spanOfToken(written), { fixes });
    mended[tokens.indexOf(written)] = undefined;
  };
  tokens.forEach((token, i) => {
    const { tokenType } = token;
    if (tokenType === P.Arrow) calledTwice(i);
    if (!isOneOf(tokens[i + 1], P.Arrow) && !isOneOf(tokens[i + 2], P.Arrow)) return;
    if (tokenType === K.error && !declared.has("error")) {
      if (isErrorEdge(text, tokens, i)) replace(i - 1, K.on, "on error", i);
      else if (!isFirst(text, token) && isBehindSources(text, tokens, i)) withoutOn(token);
    }
    const name = tokens[i + 1]?.image ?? "";
    const isAgain = tokenType === K.node && (declared.get(name) ?? 0) > 1 && isOneOf(tokens[i + 2], P.Arrow);
    if (isAgain && !isFirst(text, token)) replace(i, P.Arrow, "->");
    if (tokenType === K.else) afterLastArm(i);
  });
  return mended.flatMap((token) => {
    const sign = token && added.get(token);
    return token === undefined ? [] : sign ? [sign, token] : [token];
  });

  /** `pay error -> askAgain`. */
  function withoutOn(word: IToken): void {
    const { start } = spanOfToken(word);
    const fixes = [insertion(start, "on ")];
    report(G101.missing({ sign: "`on`", before: describe(word) }), spanOfToken(word), { fixes });
    added.set(word, addedToken(K.on, "on", { start, end: start }));
  }

  /** `-> a a(x)`: what is called is no function. */
  function calledTwice(at: number): void {
    const [first, second, open] = tokens.slice(at + 1, at + 4);
    if (!first || !second || first.image !== second.image || !declared.has(first.image)) return;
    if (!open || !isOneOf(open, P.LParen) || open.startOffset !== spanOfToken(second).end) return;
    removeTwice(first, { start: spanOfToken(first).start, end: second.startOffset });
  }

  function afterLastArm(at: number): void {
    const [arrow, target, next, behind] = tokens.slice(at + 1, at + 5);
    if (!target || !next || !isOneOf(arrow, P.Arrow) || !isOneOf(target, NodeName) || !isOneOf(behind, P.Arrow)) return;
    if (!declared.has(next.image) || isFirst(text, next)) return;
    const span = spanOfToken(next);
    if (next.image === target.image) return removeTwice(next, { start: spanOfToken(target).end, end: span.end });
    const place = { start: span.start, end: span.start };
    report(G101.missing({ sign: "`->`", before: describe(next) }), span, {
      fixes: [insertion(span.start, "-> ")],
    });
    added.set(next, addedToken(P.Arrow, "->", place));
  }
}

/** Whether `error` follows the sources of an edge, behind an arrow or a comma, and leads on. */
function isErrorEdge(text: string, tokens: readonly IToken[], at: number): boolean {
  return isOneOf(tokens[at - 1], P.Arrow, P.FatArrow, P.Comma) && isBehindSources(text, tokens, at, at - 2);
}

/** Whether an arrow follows, and only the sources of an edge stand before it on its line, up to `source`. */
function isBehindSources(text: string, tokens: readonly IToken[], at: number, last = at - 1): boolean {
  if (!isOneOf(tokens[at + 1], P.Arrow)) return false;
  let source = last;
  while (isOneOf(tokens[source], NodeName) && isOneOf(tokens[source - 1], P.Comma)) source -= 2;
  const first = tokens[source];
  return first !== undefined && isOneOf(first, NodeName) && isFirst(text, first);
}

/** Whether a token is the first of its line. */
function isFirst(text: string, { startOffset }: IToken): boolean {
  const line = text.lastIndexOf("\n", startOffset - 1) + 1;
  return text.slice(line, startOffset).trim() === "";
}
