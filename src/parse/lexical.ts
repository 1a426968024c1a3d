import type { IToken, TokenType } from "chevrotain";
import {
  BadComment,
  BadNum,
  BadRegularExpression,
  BadStr,
  BadTemplate,
  HashComment,
  Num,
  SmartStr,
  Str,
} from "../../grammar/tokens.ts";
import { G102, G103, G106 } from "../diagnostics/catalogue/g1.ts";
import type { Fix, Message, Report } from "../diagnostics/diagnostic.ts";
import type { Span } from "../source/source.ts";
import { addedToken, spanOfToken } from "./token.ts";

/**
 * Reports what is wrong in a token itself: texts without an end, numbers that are none, quotes of a word processor. Returns the tokens with each
 * of these read as what it was meant to be.
 */
export function mendLexical(tokens: readonly IToken[], report: Report): readonly IToken[] {
  let mended: IToken[] | undefined;
  tokens.forEach((token, i) => {
    const problem = problemOf.get(token.tokenType)?.(token);
    if (!problem) return;
    report(problem.message, problem.span ?? spanOfToken(token), problem.fixes && { fixes: problem.fixes });
    if (!problem.as) return;
    mended ??= [...tokens];
    mended[i] = addedToken(...problem.as, spanOfToken(token));
  });
  return mended ?? tokens;
}

interface LexicalProblem {
  /** The token that was meant. */
  readonly as?: readonly [type: TokenType, image: string];
  readonly message: Message;
  readonly span?: Span;
  readonly fixes?: readonly Fix[];
}

const problemOf = new Map<TokenType, (token: IToken) => LexicalProblem>([
  [BadStr, unterminatedString],
  [BadTemplate, (token) => ({ message: G102.template(), ...closing(token, "`"), as: asString(token.image.slice(1)) })],
  [BadRegularExpression, (token) => ({ message: G102.regularExpression(), ...closing(token, "/") })],
  [
    BadComment,
    (token) => ({ message: G102.comment(), span: { start: token.startOffset, end: token.startOffset + 2 } }),
  ],
  [SmartStr, straightQuotes],
  [HashComment, (token) => ({ message: G106.hashComment(), fixes: [replace(token, `//${token.image.slice(1)}`)] })],
  [BadNum, badNumber],
]);

/** The text is kept as it is written: its escapes are not looked at. */
function asString(text: string): readonly [TokenType, string] {
  return [Str, JSON.stringify(text)];
}

function unterminatedString(token: IToken): LexicalProblem {
  const quote = token.image.charAt(0);
  return { message: G102.string({ quote }), ...closing(token, quote), as: asString(token.image.slice(1)) };
}

function replace(token: IToken, text: string): Fix {
  return { title: `write \`${text}\``, safe: true, edits: [{ span: spanOfToken(token), text }] };
}

/** Only a person knows where the text was to end. */
function closing(token: IToken, sign: string): { readonly fixes: readonly Fix[] } {
  const { end } = spanOfToken(token);
  return {
    fixes: [
      {
        title: sign === "`" ? "add a backtick" : `add \`${sign}\``,
        safe: false,
        edits: [{ span: { start: end, end }, text: sign }],
      },
    ],
  };
}

function straightQuotes(token: IToken): LexicalProblem {
  const text = token.image.slice(1, -1);
  return { message: G106.smartQuotes(), fixes: [replace(token, JSON.stringify(text))], as: asString(text) };
}

const unitNames: Readonly<Record<string, string>> = {
  ms: "ms",
  msec: "ms",
  millis: "ms",
  s: "s",
  sec: "s",
  secs: "s",
  second: "s",
  seconds: "s",
  m: "m",
  min: "m",
  mins: "m",
  minute: "m",
  minutes: "m",
  h: "h",
  hr: "h",
  hrs: "h",
  hour: "h",
  hours: "h",
  d: "d",
  day: "d",
  days: "d",
};

function badNumber(token: IToken): LexicalProblem {
  const { image: text } = token;
  if (/^0\d+$/.test(text)) {
    const mended = text.replace(/^0+(?=.)/, "");
    return {
      message: G103.leadingZero({ text, mended }),
      fixes: [{ ...replace(token, mended), safe: false }],
      as: [Num, mended],
    };
  }
  const [, amount = "", unit = ""] = /^(\d+(?:\.\d+)?)([a-zA-Z]+)$/.exec(text) ?? [];
  const known = unitNames[unit.toLowerCase()];
  if (known) {
    const mended = `${amount}${known}`;
    return { message: G103.duration({ text, mended }), fixes: [replace(token, mended)] };
  }
  if (/^(?:\d+(?:ms|[smhd]))+$/.test(text)) return { message: G103.duration({ text, mended: undefined }) };
  return { message: G103.number({ text }) };
}
