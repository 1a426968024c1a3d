/**
 * The tokens of the language. Three modes: `main`, `template` (the text between backticks) and `nested` (inside `${ }`), so that a brace
 * inside a template closes the right thing and a stray one outside is an ordinary token.
 *
 * Lexing never fails: there is a token for everything that people write by mistake (`Bad…`, `Slip…`), and one for any other character.
 */
import { createToken, Lexer, type CustomPatternMatcherFunc, type IToken, type TokenType } from "chevrotain";
import {
  anyWord,
  badRegularExpression,
  beyondAscii,
  identifier,
  letters,
  regularExpression,
  unknownCharacter,
  unterminated,
} from "./scan.ts";
import { flowWords, freeWords, keywords, reservedWords, type Keyword } from "./words.ts";

// ── Words ────────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Categories, widest first: any word (behind a dot, as a key) ⊃ a name (of a field, a type, an argument) ⊃ a name of a node. */
export const Word = createToken({ name: "Word", pattern: Lexer.NA });
export const Name = createToken({ name: "Name", pattern: Lexer.NA, categories: Word });
export const NodeName = createToken({ name: "NodeName", pattern: Lexer.NA, categories: Name });

const wordStart = [...letters, ...beyondAscii];

function custom(
  name: string,
  pattern: CustomPatternMatcherFunc,
  starts: readonly (string | number)[],
  more: object = {},
) {
  return createToken({ name, pattern, start_chars_hint: [...starts], line_breaks: false, ...more });
}

export const Identifier = custom("Identifier", identifier, wordStart, { categories: NodeName });
export const ReservedWord = custom("ReservedWord", anyWord(reservedWords), letters, { categories: Word });

const wordTokens = {} as Record<Keyword, TokenType>;
for (const [words, category] of [
  [keywords, Word],
  [flowWords, Name],
  [freeWords, NodeName],
] as const)
  for (const word of words)
    wordTokens[word] = createToken({
      name: `${word}Word`,
      label: word,
      pattern: word,
      longer_alt: Identifier,
      categories: category,
    });

/** The words with a meaning, by their text. */
export const K: Readonly<Record<Keyword, TokenType>> = wordTokens;

// ── Punctuation ──────────────────────────────────────────────────────────────────────────────────────────────────────

function sign(name: string, label: string, pattern: string | RegExp = label): TokenType {
  return createToken({ name, label, pattern });
}

/** `>` is lexed alone and `>=` read as two tokens, so that `Record<string, int>= {}` works as in TypeScript. */
export const P = {
  Spread: sign("Spread", "..."),
  OptionalDot: sign("OptionalDot", "?.", /\?\.(?!\d)/),
  Arrow: sign("Arrow", "->"),
  FatArrow: sign("FatArrow", "=>"),
  Coalesce: sign("Coalesce", "??"),
  EqEq: sign("EqEq", "=="),
  NotEq: sign("NotEq", "!="),
  LessEq: sign("LessEq", "<="),
  AndAnd: sign("AndAnd", "&&"),
  OrOr: sign("OrOr", "||"),
  LParen: sign("LParen", "("),
  RParen: sign("RParen", ")"),
  LBracket: sign("LBracket", "["),
  RBracket: sign("RBracket", "]"),
  Less: sign("Less", "<"),
  Greater: sign("Greater", ">"),
  Colon: sign("Colon", ":"),
  Comma: sign("Comma", ","),
  Semicolon: sign("Semicolon", ";"),
  Equals: sign("Equals", "="),
  Question: sign("Question", "?"),
  Pipe: sign("Pipe", "|"),
  Bang: sign("Bang", "!"),
  Dot: sign("Dot", "."),
  Plus: sign("Plus", "+"),
  Minus: sign("Minus", "-"),
  Star: sign("Star", "*"),
  Slash: sign("Slash", "/"),
  Percent: sign("Percent", "%"),
  LCurly: sign("LCurly", "{"),
  RCurly: sign("RCurly", "}"),
} as const;

const NestedLCurly = createToken({
  name: "NestedLCurly",
  label: "{",
  pattern: "{",
  push_mode: "nested",
  categories: P.LCurly,
});
const NestedRCurly = createToken({
  name: "NestedRCurly",
  label: "}",
  pattern: "}",
  pop_mode: true,
  categories: P.RCurly,
});

/** What other languages write; longer than the sign that each begins with. Never in the grammar: each is reported and read as what it stands for. */
export const Slips = {
  Identical: sign("Identical", "==="),
  NotIdentical: sign("NotIdentical", "!=="),
  Walrus: sign("Walrus", ":="),
  And: sign("And", "&"),
  PlusEquals: sign("PlusEquals", "+="),
  MinusEquals: sign("MinusEquals", "-="),
  LongArrow: sign("LongArrow", "-->", /--+>/),
  SmartArrow: sign("SmartArrow", "→", /[→⟶➔⇒]/),
  SmartSign: sign("SmartSign", "≤", /[≤≥≠−]/),
} as const;

// ── Literals ─────────────────────────────────────────────────────────────────────────────────────────────────────────

export const Str = createToken({
  name: "String",
  label: "a string",
  pattern: /"[^"\\\n\r]*(?:\\(?:\r\n|[\s\S])[^"\\\n\r]*)*"|'[^'\\\n\r]*(?:\\(?:\r\n|[\s\S])[^'\\\n\r]*)*'/,
  line_breaks: true,
});
export const BadStr = custom("BadString", unterminated("\"'"), ['"', "'"], { categories: Str });
export const SmartStr = createToken({
  name: "SmartString",
  pattern: /[“”„«][^“”»"\n\r]*[“”»"]|[‘’‚][^‘’'\n\r]*[‘’']/,
  categories: Str,
});

export const Duration = createToken({
  name: "Duration",
  label: "a duration",
  pattern: /\d+(?:\.\d+)?(?:ms|s|m|h|d)(?![\w$])/,
});
const digits = String.raw`\d(?:_?\d)*`;
const integer = String.raw`(?:0|[1-9](?:_?\d)*)`;
const radix = String.raw`0[xX][\da-fA-F](?:_?[\da-fA-F])*|0[oO][0-7](?:_?[0-7])*|0[bB][01](?:_?[01])*`;
export const BigInteger = createToken({
  name: "BigInteger",
  label: "a bigint",
  pattern: new RegExp(String.raw`(?:${radix}|${integer})n(?![\w$])`),
  start_chars_hint: [..."0123456789"],
});
export const Num = createToken({
  name: "Number",
  label: "a number",
  pattern: new RegExp(
    String.raw`(?:${radix}|(?:${integer}(?:\.(?:${digits})?)?|\.${digits})(?:[eE][+-]?${digits})?)(?![\w$]|\.\d)`,
  ),
  start_chars_hint: [...".0123456789"],
});
export const BadNum = createToken({ name: "BadNumber", pattern: /\.?\d(?:[\w$]|\.(?=[\w$]))*/, categories: Num });

const mayBeginPattern = (previous: IToken | undefined) =>
  previous?.tokenType === P.Comma || previous?.tokenType === P.LParen;
export const RegularExpression = custom("RegularExpression", regularExpression(mayBeginPattern), ["/"], {
  label: "a regular expression",
});
export const BadRegularExpression = custom("BadRegularExpression", badRegularExpression(mayBeginPattern), ["/"], {
  categories: RegularExpression,
});

// ── Templates ────────────────────────────────────────────────────────────────────────────────────────────────────────

export const Tick = createToken({ name: "Tick", label: "`", pattern: "`", push_mode: "template" });
export const TickEnd = createToken({ name: "TickEnd", label: "`", pattern: "`", pop_mode: true });
export const TemplateText = createToken({
  name: "TemplateText",
  label: "text",
  pattern: /[^`\\$]+|\\[\s\S]?|\$(?!\{)/,
  line_breaks: true,
  start_chars_hint: [...Array.from({ length: 128 }, (_, i) => i), ...beyondAscii],
});
export const TemplateOpen = createToken({ name: "TemplateOpen", label: "${", pattern: "${", push_mode: "nested" });

/** Stands in a text for a backtick that opens a template without an end; the parser's lexing pass writes it and lexes again. */
export const brokenTick = "\uffff";
export const BadTemplate = custom("BadTemplate", unterminated(brokenTick), [brokenTick], { categories: Str });

// ── Between the tokens ───────────────────────────────────────────────────────────────────────────────────────────────

const Space = createToken({ name: "Space", pattern: /\s+/, group: Lexer.SKIPPED });
export const Doc = createToken({ name: "Doc", pattern: /\/\/\/(?!\/)[^\n\r]*/, group: "comments" });
export const LineComment = createToken({ name: "LineComment", pattern: /\/\/[^\n\r]*/, group: "comments" });
export const BlockComment = createToken({
  name: "BlockComment",
  pattern: /\/\*[\s\S]*?\*\//,
  group: "comments",
  line_breaks: true,
});
export const BadComment = createToken({ name: "BadComment", pattern: /\/\*[\s\S]*/, group: "bad", line_breaks: true });
export const HashComment = createToken({ name: "HashComment", pattern: /#[^\n\r]*/, group: "bad" });
export const Unknown = custom(
  "Unknown",
  unknownCharacter,
  [...Array.from({ length: 128 }, (_, i) => i), ...beyondAscii],
  { line_breaks: true },
);

// ── The lexer ────────────────────────────────────────────────────────────────────────────────────────────────────────

const longestFirst = (tokens: readonly TokenType[]) =>
  [...tokens].sort((a, b) => (b.LABEL ?? b.name).length - (a.LABEL ?? a.name).length);

const { LCurly, RCurly, ...otherSigns } = P;
const common = [
  ...[Space, Doc, LineComment, BlockComment, BadComment, HashComment],
  ...[RegularExpression, BadRegularExpression, Str, SmartStr, BadStr, BadTemplate, Tick],
  ...[Duration, BigInteger, Num, BadNum],
  // `input` before `in`: with `longer_alt`, a word that another begins with would turn the longer one into an identifier.
  ...longestFirst(Object.values(K)),
  ...longestFirst([...Object.values(Slips), ...Object.values(otherSigns)]),
  ...[ReservedWord, Identifier],
];

const modes = {
  main: [...common, LCurly, RCurly, Unknown],
  template: [TemplateOpen, TemplateText, TickEnd],
  nested: [...common, NestedLCurly, NestedRCurly, Unknown],
};

export const vocabulary: readonly TokenType[] = [...new Set([Word, Name, NodeName, ...Object.values(modes).flat()])];

export const lexerDefinition = { modes, defaultMode: "main" };

/** Whether a token type is another or belongs to it. */
export function isA(type: TokenType, other: TokenType): boolean {
  return type === other || other.categoryMatchesMap?.[type.tokenTypeIdx as number] === true;
}
