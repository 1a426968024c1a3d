/** Our own words for what the grammar found and wanted. */
import type { TokenType } from "chevrotain";
import { isA, K, NodeName, P, Slips, Str } from "../../grammar/tokens.ts";
import { G101 } from "../diagnostics/catalogue/g1.ts";
import type { Message } from "../diagnostics/diagnostic.ts";
import type { Span } from "../source/source.ts";
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
    return { message: G101.advice({ found: describe(before), help: outside }), at: spanOfToken(before) };
  const help = advice(place);
  return {
    message: help ? G101.advice({ found: describe(found), help }) : G101.unexpected({ found: describe(found), wanted }),
  };
}

const declarations = new Set<TokenType>([K.import, K.type, K.graph]);
const statements = new Set<TokenType>([
  ...[
    K.node,
    K.ask,
    K.start,
    K.state,
    K.context,
    K.events,
    K.let,
    K.defaults,
    K.limit,
    K.interrupt,
    K.version,
    K.migrate,
  ],
]);

const outside = "imports, types and graphs stand outside graphs";

/** What to write instead of something that other languages have. */
function advice({ found, before, tokens, at, rule, afterExpression, afterStep }: Place): string | undefined {
  switch (found?.image) {
    case "in":
      return afterExpression ? "write `contains(list, value)`, or `has(map, key)`" : undefined;
    case "if":
      return afterExpression
        ? "a conditional expression is `condition ? a : b`"
        : afterStep || rule === "step"
          ? "a branch is `when { condition -> target, else -> other }`"
          : undefined;
    case "new":
    case "await":
    case "typeof":
    case "instanceof":
    case "delete":
    case "void":
      return "expressions call the language's own functions only; everything else belongs in a TypeScript function";
    case ":":
      return rule === "let" ? "the type of a `let` is that of its expression" : undefined;
    case "extends":
      return "a type cannot extend another: repeat the members, or use a member of the other type";
    case "as":
      return afterExpression ? "values are not cast: types are checked as they are" : undefined;
    case "!":
      return afterExpression ? "a value that may be absent needs `??` or a condition" : undefined;
    case "&":
      return rule.endsWith("Type") || rule === "file" || rule === "state"
        ? "there are no intersections of types: write one object type"
        : undefined;
    case "|":
      return afterStep
        ? "several targets at once are a group `[a, b]`; one of several is a branch `when { … }`"
        : undefined;
    case "{":
      return rule === "step"
        ? "several targets at once are a group `[a, b]`; one of several is `match`, `when`, `route` or `goto`"
        : undefined;
    case "++":
      return "an update gives the new value: `count: count + 1`";
    default:
  }
  if (found && rule === "file" && statements.has(found.tokenType))
    return "statements stand inside a graph: `graph Name { … }`";
  if (found && rule === "body" && declarations.has(found.tokenType)) return outside;
  if (found && before && isA(found.tokenType, Str) && /^[fr]$/.test(before.image) && isA(before.tokenType, NodeName))
    return "a text with expressions in it is a template: `` `Hello ${name}` ``";
  if (found?.tokenType === P.LBracket && rule === "arrayType") return "arrays are `T[]`, maps are `Record<string, T>`";
  if (rule === "arrayType" && tokens[at - 1]?.tokenType === P.LBracket)
    return "arrays are `T[]`, maps are `Record<string, T>`";
  if (found?.tokenType === Slips.PlusEquals) return "an update gives the new value: `count: count + 1`";
  return undefined;
}
