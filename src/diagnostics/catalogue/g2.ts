/** G2xx: names. */
import { family, helped } from "../family.ts";
import { didYouMean, type Suggestion } from "../suggest.ts";

/** What other languages call the built-in types. */
const synonyms: Readonly<Record<string, string>> = {
  Date: "date",
  Datetime: "date",
  datetime: "date",
  Uint8Array: "bytes",
  bool: "boolean",
  Boolean: "boolean",
  str: "string",
  String: "string",
  integer: "int",
  Int: "int",
  Number: "number",
  BigInt: "bigint",
};

/** What an unknown type may have meant. */
const relatives: Readonly<Record<string, string>> = {
  Buffer: "bytes",
  text: "string",
  long: "int",
  float: "number",
  double: "number",
  any: "json",
  unknown: "json",
  object: "json",
  Json: "json",
  JSON: "json",
};

/** How to write what other languages have a type with arguments for. */
const shapes: Readonly<Record<string, string>> = {
  Array: "T[]",
  List: "T[]",
  Set: "T[]` with `reduce union",
  Map: "Record<string, T>",
  Dict: "Record<string, T>",
};

/** What an unknown type was probably meant to be, by the name that other languages have for it. */
function typeElsewhere(name: string): Suggestion | string | undefined {
  for (const [words, safe] of [
    [synonyms, true],
    [relatives, false],
  ] as const) {
    const meant = Object.hasOwn(words, name) ? words[name] : undefined;
    if (meant !== undefined) return { help: `write \`${meant}\``, instead: { written: name, meant, safe } };
  }
  return Object.hasOwn(shapes, name) ? `write \`${shapes[name]}\`` : undefined;
}

export const G201 = family(
  {
    code: "G201",
    severity: "error",
    title: "unknown name",
    explanation: `A name stands for nothing at its place: no field, \`let\`, parameter or variable in an expression; no declared or imported type; no node; no import.

Names are looked up where they are used. Expressions see the fields and \`let\`s of their graph, the parameters of their node, the variables of the lambda or map member around them, and, where they exist, \`value\`, \`answer\`, \`output\` and \`error\`. In expressions \`name(\` is always one of the language's functions, and a bare name never is. What is imported from TypeScript can be run as a node, a router or a reducer, but not called in an expression.`,
    wrong: `graph Greeting {
  state { input name: string  output text: string }
  node greet => { text: \`Hello \${nmae}\` }
  start -> greet -> end
}
`,
    right: `graph Greeting {
  state { input name: string  output text: string }
  node greet => { text: \`Hello \${name}\` }
  start -> greet -> end
}
`,
  },
  {
    value: (name: string, known: Iterable<string>) =>
      helped(`nothing here is called \`${name}\``, didYouMean(name, known)),
    valueHelped: (name: string, help: string) => helped(`nothing here is called \`${name}\``, help),
    outOfScope: (name: string, help: string) => helped(`\`${name}\` is not in scope here`, help),
    type: (name: string, known: Iterable<string>) => {
      if (name === "input" || name === "output" || name === "ephemeral")
        return helped(
          `there is no type called \`${name}\``,
          "where it begins the next field, the type of the one before is missing",
        );
      if (name === "undefined" || name === "void" || name === "None" || name === "Optional")
        return helped(
          `there is no type called \`${name}\``,
          "what may be absent has a `?` behind its name: `name?: string`",
        );
      return helped(
        `there is no type called \`${name}\``,
        typeElsewhere(name) ??
          didYouMean(name, known) ??
          `declare it, \`type ${name} = …\`, or import it from a TypeScript module with \`import type\``,
      );
    },
    field: (name: string, known: Iterable<string>) =>
      helped(`there is no field called \`${name}\``, didYouMean(name, known)),
    node: (name: string, known: Iterable<string>) =>
      helped(`there is no node called \`${name}\``, didYouMean(name, known) ?? `declare it: \`node ${name}\``),
    wordOfFlow: (name: string, word: "start" | "end") =>
      helped(
        `there is no node called \`${name}\``,
        didYouMean(name, [word]) ?? (word === "start" ? "a run begins at `start`" : "a path ends at `end`"),
      ),
    function: (name: string, known: Iterable<string>) =>
      helped(`there is no function called \`${name}\``, didYouMean(name, known)),
    functionNotCalled: (name: string) =>
      helped(`\`${name}\` is a function of the language, not a value`, `call it: \`${name}(…)\``),
    notAFunction: (name: string, what: string) =>
      helped(`\`${name}\` is ${what}, not a function`, "expressions call the functions of the language only"),
    notImported: (name: string, known: Iterable<string>) =>
      helped(`nothing called \`${name}\` is imported`, didYouMean(name, known) ?? "import it from a TypeScript module"),
    reducer: (name: string, known: Iterable<string>) =>
      helped(
        `there is no reducer called \`${name}\``,
        didYouMean(name, known) ?? "name a built-in reducer or import a function",
      ),
    valueAsType: (name: string, specifier: string) =>
      helped(
        `\`${name}\` is imported as a value, not as a type`,
        `write \`import type { ${name} } from "${specifier}"\``,
      ),
    typeAsValue: (name: string, specifier: string) =>
      helped(`\`${name}\` is imported as a type, so it cannot run`, `write \`import { ${name} } from "${specifier}"\``),
    graphAsType: (name: string) => `\`${name}\` is a graph, not a type`,
    graphAsFunction: (name: string) =>
      helped(`\`${name}\` is a graph, not a function`, "a graph runs as a node of its own: `node name = Graph`"),
    declaredTypeAsFunction: (name: string) => `\`${name}\` is a type, so it cannot run`,
  },
);

export const G202 = family(
  {
    code: "G202",
    severity: "error",
    title: "declared twice or shadowing",
    explanation: `Two declarations give one name two meanings at the same place. In a file, imports, types and graphs share their names; in a graph, fields and \`let\`s do, and so do nodes among themselves. A parameter, a lambda's parameter or the variable of a map member may not have the name of a field, a \`let\` or another variable around it, because a reader could not tell which of the two is meant.

Give one of the two another name.`,
    wrong: `graph Tags {
  state { input tags: string[]  output long: string[] = [] }
  node pick => { long: filter(tags, tags => len(tags) > 10) }
  start -> pick -> end
}
`,
    right: `graph Tags {
  state { input tags: string[]  output long: string[] = [] }
  node pick => { long: filter(tags, tag => len(tag) > 10) }
  start -> pick -> end
}
`,
  },
  {
    twice: (what: string, name: string) => `the ${what} \`${name}\` is declared twice`,
    sameName: (name: string, other: string) => `\`${name}\` is the name of ${other} already`,
    builtIn: (name: string) => helped(`\`${name}\` is a built-in type`, "give the declaration another name"),
    shadows: (what: string, name: string, other: string) =>
      helped(
        `the ${what} \`${name}\` has the name of ${other}`,
        "give it another name: one name has one meaning in an expression",
      ),
  },
);

export const G203 = family(
  {
    code: "G203",
    severity: "warning",
    title: "imported or declared but unused",
    explanation: `Nothing uses an import, a \`let\`, a parameter, or a type in a file that declares graphs. Either it is left over, or the place that should use it names something else.

A node without \`=\` uses the import of its own name. The parameters of a node that TypeScript implements are used by its function. A type is used when another \`.graph\` file imports it; check them together, or their folder.`,
    wrong: `type Mood = "good" | "bad"

graph Greeting {
  state { input name: string  output text: string }
  node greet => { text: \`Hello \${name}\` }
  start -> greet -> end
}
`,
    right: `type Mood = "good" | "bad"

graph Greeting {
  state { input name: string  input mood: Mood  output text: string }
  node greet => { text: mood == "good" ? \`Hello \${name}\` : name }
  start -> greet -> end
}
`,
  },
  {
    import: (name: string) => helped(`\`${name}\` is imported but not used`, "remove the import"),
    declared: (what: string, name: string) => helped(`the ${what} \`${name}\` is not used`, "use it or remove it"),
  },
);

export const G204 = family(
  {
    code: "G204",
    severity: "error",
    title: "import not found",
    explanation: `An import names a \`.graph\` file that does not exist, or a name that the file does not declare. The path is relative to the importing file, with its ending: \`"./review.graph"\`. Only what a file declares itself can be imported from it, not what it imports.`,
    wrong: `import { Review } from "./reviews.graph"

graph Publishing {
  state { input text: string  output accepted: boolean = false }
  node review = Review { in { text } }
  start -> review -> end
}
`,
    right: `graph Review {
  state { input text: string  output accepted: boolean = false }
  node decide => { accepted: len(text) > 0 }
  start -> decide -> end
}

graph Publishing {
  state { input text: string  output accepted: boolean = false }
  node review = Review { in { text } }
  start -> review -> end
}
`,
  },
  {
    file: (specifier: string) =>
      helped(`the file \`${specifier}\` is not found`, "the path is relative to this file and ends in `.graph`"),
    module: (specifier: string) =>
      helped(
        `the module \`${specifier}\` is not found`,
        specifier.startsWith(".")
          ? "the path is relative to this file and has the file's ending, as in `./nodes.ts`"
          : "is the package installed, and does `tsconfig.json` name the path?",
      ),
    name: (name: string, specifier: string, known: Iterable<string>) =>
      helped(`\`${specifier}\` declares nothing called \`${name}\``, didYouMean(name, known)),
  },
);

export const G205 = family(
  {
    code: "G205",
    severity: "error",
    title: "cycle of imports, of graphs, or of lets",
    explanation: `A file imports itself through other files, a graph contains itself through the graphs that its nodes run, or a \`let\` needs its own value. None of these could ever be finished: a graph that contains itself would have endlessly many nodes.

To repeat work, let the flow go back to an earlier node. What two files need belongs into a third file that both import.`,
    wrong: `graph Outline {
  state { input topic: string  output text: string = "" }
  node deeper = Outline { in { topic } }
  start -> deeper -> end
}
`,
    right: `graph Outline {
  state { input topic: string  output text: string = "" }
  node deeper => { text: \`\${text} \${topic}\` }
  start -> deeper -> when { visits(deeper) < 3 -> deeper  else -> end }
}
`,
  },
  {
    imports: (path: readonly string[]) =>
      `these files import each other: ${path.map((name) => `\`${name}\``).join(" → ")}`,
    importsItself: () => "the file imports itself",
    contains: (path: readonly string[]) =>
      `the graph contains itself: ${path.map((name) => `\`${name}\``).join(" → ")}`,
    lets: (path: readonly string[]) => `the value needs itself: ${path.map((name) => `\`${name}\``).join(" → ")}`,
  },
);

export const G206 = family(
  {
    code: "G206",
    severity: "error",
    title: "name collides in the generated module",
    explanation: `The generated module exports names made from each graph's name (\`createSupport\`, \`SupportState\`, \`support\`, …), imports the runtime as \`rt\`, and uses some names of JavaScript and TypeScript (\`Math\`, \`Partial\`, …). A type, an import or a second graph that needs one of these names would make two things of one name.

Give the type or the graph another name, or import under another name: \`import { support as supportTeam } from …\`.`,
    wrong: `type SupportState = "open" | "closed"

graph Support {
  state { input text: string  output state: SupportState = "open" }
  node close => { state: len(text) > 0 ? "closed" : "open" }
  start -> close -> end
}
`,
    right: `type TicketState = "open" | "closed"

graph Support {
  state { input text: string  output state: TicketState = "open" }
  node close => { state: len(text) > 0 ? "closed" : "open" }
  start -> close -> end
}
`,
  },
  {
    withGraph: (name: string, graph: string) =>
      helped(
        `\`${name}\` is also what the generated module exports for the graph \`${graph}\``,
        "give it another name",
      ),
    graphs: (name: string, other: string, shared: string) =>
      helped(
        `the graphs \`${other}\` and \`${name}\` would both export \`${shared}\``,
        "give one of them another name",
      ),
    reserved: (name: string, why: string) =>
      helped(`\`${name}\` is ${why} in the generated module`, "give it another name"),
  },
);

export const G207 = family(
  {
    code: "G207",
    severity: "warning",
    title: "silencing comment that silences nothing",
    explanation: `A \`// graphc-ignore\` names a warning that its line does not get, or no longer gets. Such a comment would hide the warning if it came back for another reason, and misleads readers meanwhile. It is looked at only in a file without errors, because beside an error warnings are not looked for.

A comment at the end of a line is about that line; one that stands alone is about the next line.`,
    wrong: `graph Greeting {
  // graphc-ignore G406: read by the front end
  state { input name: string  output text: string }
  node greet => { text: \`Hello \${name}\` }
  start -> greet -> end
}
`,
    right: `graph Greeting {
  state { input name: string  output text: string }
  node greet => { text: \`Hello \${name}\` }
  start -> greet -> end
}
`,
  },
  {
    unused: (code: string) =>
      helped(`there is no \`${code}\` here to silence`, "remove it: it would hide a warning that comes later"),
  },
);
