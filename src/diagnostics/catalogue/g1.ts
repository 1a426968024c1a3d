import { family } from "../family.ts";

const minimal = (inside: string): string =>
  `graph G {\n  state { output a: int = 0 }\n  ${inside}\n  start -> n -> end\n}\n`;

export const G101 = family(
  {
    code: "G101",
    severity: "error",
    title: "unexpected token",
    explanation: "",
    wrong: minimal("node n { => }"),
    right: minimal("node n => { a: 1 }"),
  },
  {
    unexpected: ({ found, wanted }: { found: string; wanted: string }) => `found ${found} where ${wanted} is needed`,
    badEscape: ({ escape }: { escape: string }) => `\`${escape}\` is not an escape`,
    badPattern: ({ problem }: { problem: string }) => `this regular expression cannot be used: ${problem}`,
    comparisonChain: ({ first, second }: { first: string; second: string }) => ({
      message: `\`${first}\` and \`${second}\` in a row do not compare three values`,
      help: "join two comparisons with `&&`, as in `a < b && b < c`",
    }),
    mixedCoalesce: ({ other }: { other: string }) => ({
      message: `\`??\` beside \`${other}\` needs parentheses`,
      help: `write \`(a ?? b) ${other} c\` or \`a ?? (b ${other} c)\``,
    }),
  },
);

export const G105 = family(
  {
    code: "G105",
    severity: "error",
    title: "reserved name",
    explanation: "",
    wrong: minimal("node end => { a: 1 }"),
    right: minimal("node n => { a: 1 }"),
  },
  {
    reserved: ({ word }: { word: string }) => `\`${word}\` is a reserved word of JavaScript and cannot be a name`,
    underscores: ({ name }: { name: string }) => `\`${name}\` begins with \`__\`, which is kept for generated code`,
  },
);
