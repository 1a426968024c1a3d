/** Our own words for what the grammar found and wanted. */
import { isA, K, P } from "../../grammar/tokens.ts";
import { G101 } from "../diagnostics/catalogue/g1.ts";
import type { Message } from "../diagnostics/diagnostic.ts";
import type { Span } from "../source/source.ts";
import { advice, declarations, outsideGraphs } from "./advice.ts";
import { describe } from "./describe.ts";
import type { Place } from "./slips/slips.ts";
import { spanOfToken } from "./token.ts";
import { wantedAt } from "./wanted.ts";

export interface Explanation {
  readonly message: Message;
  /** Where the mistake is, if not at the token that was found. */
  readonly at?: Span;
}

export function explain(place: Place): Explanation {
  const { found, before, tokens, at, rule } = place;
  const wanted = wantedAt(place);
  const max = tokens[at - 2];
  if (place.wanted === K.then && before && max)
    return {
      message: G101.noThen({ bound: `${max.image} ${before.image}` }),
      at: { start: max.startOffset, end: spanOfToken(before).end },
    };
  if (!found) return { message: G101.ended({ what: place.whole, wanted }) };
  if (found.tokenType === P.RBracket && before?.tokenType === P.LBracket && (rule === "step" || rule === "choices"))
    return { message: G101.emptyGroup(), at: { start: before.startOffset, end: spanOfToken(found).end } };
  if (rule === "match" && before?.tokenType === K.match && isA(found.tokenType, P.LCurly))
    return { message: G101.noSubject(), at: spanOfToken(before) };
  const dot = tokens[at - 2]?.tokenType;
  if (found.tokenType === P.LParen && before && (dot === P.Dot || dot === P.OptionalDot))
    return {
      message: G101.method({ name: before.image, receiver: tokens[at - 3]?.image ?? "value" }),
      at: spanOfToken(before),
    };
  if (before && declarations.has(before.tokenType) && (rule === "edge" || rule === "body"))
    return { message: G101.advice({ found: describe(before), help: outsideGraphs }), at: spanOfToken(before) };
  const help = advice(place);
  return {
    message: help ? G101.advice({ found: describe(found), help }) : G101.unexpected({ found: describe(found), wanted }),
  };
}
