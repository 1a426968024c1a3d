// Colours for editors, from the words and tokens of the language. A word is coloured as a keyword only where it can be one.
import type { TokenType } from "chevrotain";
import { BlockComment, Duration, Num, BigInteger } from "../../grammar/tokens.ts";

const name = String.raw`[$_\p{L}][$_\p{L}\p{N}]*`;
const source = (token: TokenType): string => (token.PATTERN as RegExp).source;
const begin = (words: readonly string[], behind = ""): string =>
  String.raw`(?<![\w$.])(?:${words.join("|")})(?![\w$])(?!\s*\??:)${behind}`;

const repository = {
  comment: {
    patterns: [
      { name: "comment.line.documentation.graph", match: "///(?!/).*$" },
      { name: "comment.line.double-slash.graph", match: "//.*$" },
      { name: "comment.block.graph", begin: source(BlockComment).split("[")[0], end: String.raw`\*/` },
    ],
  },
  string: {
    patterns: ['"', "'"].map((quote) => ({
      name: `string.quoted.${quote === '"' ? "double" : "single"}.graph`,
      begin: quote,
      end: `${quote}|$`,
      patterns: [
        {
          name: "constant.character.escape.graph",
          match: String.raw`\\(?:u\{[\da-fA-F]+\}|u[\da-fA-F]{4}|x[\da-fA-F]{2}|.)`,
        },
      ],
    })),
  },
  template: {
    name: "string.template.graph",
    begin: "`",
    end: "`",
    patterns: [
      { name: "constant.character.escape.graph", match: String.raw`\\.` },
      {
        name: "meta.embedded.graph",
        begin: String.raw`\$\{`,
        end: String.raw`\}`,
        patterns: [{ include: "#braces" }, { include: "$self" }],
      },
    ],
  },
  braces: { begin: String.raw`\{`, end: String.raw`\}`, patterns: [{ include: "#braces" }, { include: "$self" }] },
  regularExpression: {
    name: "string.regexp.graph",
    match: String.raw`(?<=[,(]\s*)/(?![*/])(?:[^/\\\[]|\\.|\[(?:[^\]\\]|\\.)*\])+/[a-z]*`,
  },
  number: {
    patterns: [Duration, BigInteger, Num].map((token) => ({
      name: token === Duration ? "constant.numeric.duration.graph" : "constant.numeric.graph",
      match: String.raw`(?<![\w$])(?:${source(token)})`,
    })),
  },
  declaration: {
    patterns: [
      {
        match: String.raw`(?<![\w$.])(graph|type)\s+(${name})`,
        captures: { 1: { name: "storage.type.graph" }, 2: { name: "entity.name.type.graph" } },
      },
      {
        match: String.raw`(?<![\w$.])(node|ask)\s+(${name})`,
        captures: { 1: { name: "storage.type.graph" }, 2: { name: "entity.name.function.graph" } },
      },
      {
        match: String.raw`(?<![\w$.])(let)\s+(${name})`,
        captures: { 1: { name: "storage.type.graph" }, 2: { name: "variable.other.constant.graph" } },
      },
      { name: "storage.type.graph", match: begin(["context", "events", "state", "defaults"], String.raw`(?=\s*\{)`) },
    ],
  },
  keyword: {
    patterns: [
      { name: "keyword.control.import.graph", match: begin(["import", "from", "as"]) },
      {
        name: "keyword.control.flow.graph",
        match: begin(["start", "end", "match", "when", "route", "goto", "else", "if", "for", "in", "max", "then"]),
      },
      {
        name: "keyword.control.flow.graph",
        match: String.raw`(?<![\w$.])on(?=\s+error\b)|(?<=\bon\s)error(?=\s*->)|(?<![\w$.])on(?=\s+["'])`,
      },
      { name: "storage.modifier.graph", match: begin(["input", "output", "ephemeral"], String.raw`(?=\s+${name})`) },
      { name: "keyword.other.graph", match: begin(["reduce", "where"], String.raw`(?=\s)`) },
      {
        name: "keyword.other.option.graph",
        match: begin(
          [
            "reads",
            "writes",
            "retry",
            "timeout",
            "cache",
            "asks",
            "show",
            "attempts",
            "delay",
            "factor",
            "maxDelay",
            "jitter",
          ],
          String.raw`(?=\s)`,
        ),
      },
      { name: "keyword.other.setting.graph", match: begin(["limit", "version", "migrate"], String.raw`(?=\s+\d)`) },
      { name: "keyword.other.setting.graph", match: begin(["interrupt"], String.raw`(?=\s+(?:before|after)\b)`) },
      { name: "keyword.other.setting.graph", match: String.raw`(?<=\binterrupt\s)(?:before|after)|(?<=\d\s)steps` },
    ],
  },
  constant: { name: "constant.language.graph", match: begin(["true", "false", "null"]) },
  builtInType: {
    name: "support.type.primitive.graph",
    match: String.raw`(?<=[:|<,(=\[]\s*)(?:string|int|number|boolean|date|bigint|bytes|json|Record)(?![\w$(])`,
  },
  call: { match: String.raw`(${name})(?=\()`, captures: { 1: { name: "entity.name.function.graph" } } },
  operator: { name: "keyword.operator.graph", match: String.raw`->|=>|\?\?|\?\.|\.\.\.|[=!<>]=|&&|\|\||[-+*/%<>!=?|]` },
};

export function textMate(): object {
  const order = [
    "comment",
    "string",
    "template",
    "regularExpression",
    "number",
    "declaration",
    "keyword",
    "constant",
    "builtInType",
    "call",
    "operator",
  ];
  return {
    $schema: "https://raw.githubusercontent.com/martinring/tmlanguage/master/tmlanguage.json",
    name: "graph",
    scopeName: "source.graph",
    fileTypes: ["graph"],
    patterns: order.map((key) => ({ include: `#${key}` })),
    repository,
  };
}
