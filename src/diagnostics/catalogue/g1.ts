/** G1xx: syntax. */
import { family, helped } from "../family.ts";
import { didYouMean } from "../suggest.ts";

/** A complete file around one line. */
const graph = (line: string): string =>
  `graph Greeting {\n  state {\n    input name: string\n    output text: string = ""\n  }\n  ${line}\n  start -> greet -> end\n}\n`;
const greet = "node greet => { text: `Hello ${name}` }";

/** The functions that do what JavaScript's methods do, where they are called otherwise. */
const methods: Readonly<Record<string, string>> = {
  ...{ length: "len", toUpperCase: "upper", toLowerCase: "lower", includes: "contains", toString: "string" },
  ...{ hasOwnProperty: "has", toSorted: "sort", toReversed: "reverse", test: "matches", match: "matches" },
};

/** What receives calls in JavaScript without being a value of the language. */
const namespaces = new Set(["Math", "JSON", "Object", "Array", "Number", "String", "Date", "console", "ctx"]);

function methodHelp(name: string, receiver: string): string {
  if (name === "push")
    return `an update gives the new list: \`concat(${receiver}, [item])\`, or just the new items where a reducer appends them`;
  const called = Object.hasOwn(methods, name) ? methods[name] : name;
  if (namespaces.has(receiver))
    return `the language has functions of its own, such as \`max(a, b)\`, \`round(x)\`, \`keys(map)\`, \`string(x)\` and \`now()\``;
  return `functions take the value as their first argument, as in \`${called}(${receiver})\``;
}

export const G101 = family(
  {
    code: "G101",
    severity: "error",
    title: "unexpected token",
    explanation: `The text does not follow the grammar at this place. The message names what was found and what could stand there.

What could be read around the mistake is still checked; what could not is left out, and nothing is reported of names that may be declared in it.
Expressions have JavaScript's operators with three differences: comparisons do not chain (\`a < b < c\` would compare a boolean), \`??\` beside \`||\` or
\`&&\` needs parentheses, and there are no methods: write \`trim(text)\`, not \`text.trim()\`.`,
    wrong: graph("let loud = name.toUpperCase()\n  node greet => { text: }"),
    right: graph("let loud = upper(name)\n  node greet => { text: `Hello ${loud}` }"),
  },
  {
    unexpected: ({ found, wanted }: { found: string; wanted: string }) => `found ${found} where ${wanted} is needed`,
    ended: ({ what, wanted }: { what: string; wanted: string }) => `the ${what} ends where ${wanted} is needed`,
    incomplete: ({ sign, behind }: { sign: string; behind: string }) => `${sign} is missing behind ${behind}`,
    missing: ({ sign, before }: { sign: string; before: string }) => `${sign} is missing before ${before}`,
    advice: ({ found, help }: { found: string; help: string }) => ({
      message: `found ${found}, which has no meaning here`,
      help,
    }),
    diagram: () => ({
      message: "this is a diagram in Mermaid's language, not a graph",
      help: "a graph has braces, a state and nodes: `graph Name { state { … } node a  start -> a -> end }`",
    }),
    emptyGroup: () => ({
      message: "a group without members does nothing",
      help: "name the nodes that run at once between the brackets, or leave the group out",
    }),
    noThen: ({ bound }: { bound: string }) => ({
      message: `\`${bound}\` does not say where to go when the bound is reached`,
      help: `name it: \`${bound} then giveUp\`, or \`${bound} then end\``,
    }),
    noSubject: () => ({
      message: "this `match` does not say what it compares",
      help: "write `match field { … }`; conditions that compare different things are a `when { … }`",
    }),
    severalTargets: ({ targets }: { targets: string }) => ({
      message: "a step has one target",
      help: `to run several at once, make them a group: \`[${targets}]\``,
    }),
    method: ({ name, receiver }: { name: string; receiver: string }) => ({
      message: `values have no methods, so \`.${name}(…)\` cannot be called`,
      help: methodHelp(name, receiver),
    }),
    tooDeep: () => ({
      message: "this is nested too deeply or too long to be read",
      help: "at most 200 levels or 1000 operators: name parts with `let`, or give them a graph of their own",
    }),
    fieldOrder: ({ part, after }: { part: string; after: string }) => ({
      message: `the ${part} of a field stands before its ${after}`,
      help: "a field is `name: type = default reduce reducer where condition`",
    }),
    noCondition: () => ({
      message: "only fields, members and named types have a `where`",
      help: "name the type, `type Name = … where …`, and use it here",
    }),
    badEscape: ({ escape }: { escape: string }) => ({
      message: `\`${escape}\` is not an escape`,
      help: "write `\\\\` for a backslash, `\\n`, `\\t`, `\\x41` or `\\u{1F600}`",
    }),
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

export const G102 = family(
  {
    code: "G102",
    severity: "error",
    title: "unterminated string, comment or template",
    explanation: `A text in quotes ends on its line, with the quote it began with; a template in backticks and a comment in \`/* */\` may span lines and end
with \`\` \` \`\` and \`*/\`.

The rest of the line is taken as the text, without brackets and commas at its end: those most likely belong to what is around it.`,
    wrong: graph('node greet => { text: "Hello " + name + "! }'),
    right: graph('node greet => { text: "Hello " + name + "!" }'),
  },
  {
    string: ({ quote }: { quote: string }) => ({
      message: "this string has no end",
      help: `close it with \`${quote}\` on the same line, or write a template in backticks`,
    }),
    comment: () => ({ message: "this comment has no end", help: "close it with `*/`" }),
    template: () => ({ message: "this template has no end", help: "close it with a backtick" }),
    regularExpression: () => ({
      message: "this regular expression has no end",
      help: "close it with `/` on the same line",
    }),
  },
);

export const G103 = family(
  {
    code: "G103",
    severity: "error",
    title: "bad number or duration",
    explanation: `Numbers are written as in JavaScript: \`42\`, \`0.5\`, \`1e3\`, \`0xff\`, \`1_000_000\`, and \`10n\` for a \`bigint\`. A number does not begin with \`0\` unless it
is \`0\` or continues with a point.

A duration is a number and one unit: \`250ms\`, \`30s\`, \`10m\`, \`2h\`, \`7d\`.`,
    wrong: graph("node greet { reads name writes text timeout 30sec }"),
    right: graph("node greet { reads name writes text timeout 30s }"),
  },
  {
    number: ({ text }: { text: string }) => `\`${text}\` is not a number`,
    leadingZero: ({ text, mended }: { text: string; mended: string }) => ({
      message: `\`${text}\` begins with \`0\``,
      help: `write \`${mended}\`, or \`0o${mended}\` for an octal number`,
    }),
    duration: ({ text, mended }: { text: string; mended: string | undefined }) => ({
      message: `\`${text}\` is not a duration`,
      help: mended ? `write \`${mended}\`` : "the units are `ms`, `s`, `m`, `h` and `d`, and a duration has one",
    }),
    noUnit: ({ text }: { text: string }) => ({
      message: `the duration \`${text}\` has no unit`,
      help: `write \`${text}s\` for seconds, or \`ms\`, \`m\`, \`h\`, \`d\``,
    }),
  },
);

export const G104 = family(
  {
    code: "G104",
    severity: "error",
    title: "missing brace",
    explanation: `Every \`{\`, \`[\` and \`(\` needs its counterpart. Where one is missing, the indentation tells which: the compiler assumes that a block ends before the
first line that is indented no deeper than the line that opened it, and shows both places.`,
    wrong: graph("node greet => { text: `Hello ${name}`"),
    right: graph(greet),
  },
  {
    truncated: ({ closers }: { closers: string }) => `the file ends where ${closers} are missing`,
    unclosed: ({ closer }: { closer: string }) => `\`${closer}\` is missing`,
    unopened: ({ opener, closer, behind }: { opener: string; closer: string; behind: string }) => ({
      message: `\`${opener}\` is missing behind ${behind}`,
      help: `its \`${closer}\` is there`,
    }),
    noBlock: ({ opener, behind }: { opener: string; behind: string }) => `\`${opener}\` is missing behind ${behind}`,
    stray: ({ closer, opener }: { closer: string; opener: string }) => ({
      message: `this \`${closer}\` closes nothing`,
      help: `remove it, or write the \`${opener}\` that it belongs to`,
    }),
    turned: ({ found, opener }: { found: string; opener: string }) =>
      `found \`${found}\` where \`${opener}\` must open`,
    wrongKind: ({ closer, wanted }: { closer: string; wanted: string }) =>
      `found \`${closer}\` where \`${wanted}\` must close`,
  },
);

export const G105 = family(
  {
    code: "G105",
    severity: "error",
    title: "reserved name",
    explanation: `JavaScript's reserved words cannot be names, as the generated module could not use them. The words of the flow (\`start\`, \`end\`, \`on\`, \`match\`,
\`when\`, \`route\`, \`goto\`, \`max\`, \`then\`) cannot name a node, nothing may begin with \`__\`, and what every JavaScript object has
(\`constructor\`, \`toString\`, \`valueOf\`, …) cannot be a name or an optional member: where it is absent, JavaScript would find its own.

Everything else is free: a field may be called \`input\`, \`where\` or \`match\`, and members of a type may be any word or a string.`,
    wrong: graph(`node class => { text: name }\n  ${greet}`).replace("greet -> end", "class -> greet -> end"),
    right: graph(`node classify => { text: name }\n  ${greet}`).replace("greet -> end", "classify -> greet -> end"),
  },
  {
    reserved: ({ word }: { word: string }) => ({
      message: `\`${word}\` is a reserved word of JavaScript and cannot be a name`,
      help: `choose another name, for example \`${word}_\``,
      instead: { written: word, meant: `${word}_`, safe: false },
    }),
    flowWord: ({ word }: { word: string }) => ({
      message: `\`${word}\` has a meaning in the flow and cannot name a node`,
      help: `choose another name, for example \`${word}Node\``,
      instead: { written: word, meant: `${word}Node`, safe: false },
    }),
    inherited: ({ name, role }: { name: string; role: string }) => ({
      message: `\`${name}\` is a member of every JavaScript object and cannot be ${role}`,
      help: `choose another name, for example \`${name}_\``,
      instead: { written: name, meant: `${name}_`, safe: false },
    }),
    underscores: ({ name }: { name: string }) => {
      const meant = name.replace(/^_+/, "") || "value";
      return {
        message: `\`${name}\` begins with \`__\`, which is kept for generated code`,
        help: `choose another name, for example \`${meant}\``,
        instead: { written: name, meant, safe: false },
      };
    },
  },
);

export const G106 = family(
  {
    code: "G106",
    severity: "error",
    title: "recognised slip",
    explanation: `Something that another language writes, where it is clear what was meant: \`===\` for \`==\`, \`and\` for \`&&\`, \`=>\` for \`->\` between steps, a semicolon behind a
statement, a comma between options, \`interface X { }\` for \`type X { }\`, and the like.

The compiler reads it as what it stands for, so nothing else is reported because of it, and offers the fix.`,
    wrong: graph('node greet => { text: name === "" or len(name) > 50 ? "Hello" : name };'),
    right: graph('node greet => { text: name == "" || len(name) > 50 ? "Hello" : name }'),
  },
  {
    instead: ({ written, meant }: { written: string; meant: string }) => `write \`${meant}\` instead of \`${written}\``,
    superfluous: ({ written, where }: { written: string; where: string }) => `\`${written}\` is not needed ${where}`,
    notHere: ({ written, help }: { written: string; help: string }) => ({
      message: `\`${written}\` has no meaning here`,
      help,
    }),
    barePattern: ({ name }: { name: string }) => ({
      message: `\`${name}\` is no pattern`,
      help: `patterns are literals, as in \`"${name}" -> …\`; conditions that compare other things are a \`when { … }\``,
    }),
    quotedName: ({ name }: { name: string }) => `names are written without quotes: \`${name}\``,
    optionalType: ({ name }: { name: string }) => `the \`?\` stands behind the name: write \`${name}?:\``,
    inlineType: ({ meant }: { meant: string }) => ({
      message: "types are imported by a statement of their own",
      help: `write \`${meant}\``,
    }),
    nodeAndEdge: ({ name }: { name: string }) => ({
      message: "a node's way out is a statement of its own",
      help: `declare the node, then write \`${name} -> …\``,
    }),
    smartQuotes: () => "strings are written in straight quotes",
    hashComment: () => "comments begin with `//`",
  },
);

export const G107 = family(
  {
    code: "G107",
    severity: "error",
    title: "silencing comment that cannot work",
    explanation: `\`// graphc-ignore G406: reason\` silences a warning of its own line or, where the comment stands alone, of the next line. It names one code or several with
commas between them, and says after a colon why the warning does not matter here: whoever reads the graph next must be able to judge whether that still holds.

Errors cannot be silenced. A graph with an error does not mean anything definite, and no module is made of it.`,
    wrong: silenced("// graphc-ignore G406"),
    right: silenced("// graphc-ignore G406: the dashboard reads it from the store"),
  },
  {
    noCode: () => ({
      message: "this comment does not say which warning it silences",
      help: "write the code of the warning and a reason: `// graphc-ignore G406: reason`",
    }),
    noReason: (codes: readonly string[]) => ({
      message: "this comment silences a warning and does not say why",
      help: `write a reason behind a colon: \`// graphc-ignore ${codes.join(", ")}: reason\``,
    }),
    error: (code: string) => ({
      message: `\`${code}\` is an error, and errors cannot be silenced`,
      help: "mend what it reports, and remove this code",
    }),
    unknownCode: (code: string, warnings: readonly string[]) =>
      helped(
        `there is no warning \`${code}\` to silence`,
        didYouMean(code, warnings) ?? `the warnings are ${warnings.map((name) => `\`${name}\``).join(", ")}`,
      ),
  },
);

/** A field that nothing reads, with a comment before it. */
function silenced(comment: string): string {
  return `graph Count {
  state {
    input text: string
    output words: int = 0
    ${comment}
    letters: int = 0
  }
  node count => { words: len(split(text, " ")), letters: len(text) }
  start -> count -> end
}
`;
}
