/** G4xx: state and updates. */
import { family, helped } from "../family.ts";
import { didYouMean, type Suggestion } from "../suggest.ts";

export const G401 = family(
  {
    code: "G401",
    severity: "error",
    title: "two writers of an unreduced field in one group",
    explanation: `The members of a group run at once and do not see each other. When the group is left, their updates are folded into one state. A field without \`reduce\` has no way to fold two values: one of them would be lost. The same holds for two \`set\`s of a reduced field, and for a map member, which runs once for each element.

All nodes of a member count, also those of groups inside it. Give the field a reducer, or let each member write a field of its own.`,
    wrong: `graph Compare {
  state { input text: string  output score: int = 0 }
  node split => {}
  node length => { score: len(text) }
  node words => { score: len(split(text, " ")) }
  start -> split -> [length, words] -> end
}
`,
    right: `graph Compare {
  state { input text: string  output score: int = 0 reduce add }
  node split => {}
  node length => { score: len(text) }
  node words => { score: len(split(text, " ")) }
  start -> split -> [length, words] -> end
}
`,
  },
  {
    members: (field: string, first: string, second: string) =>
      helped(
        `\`${first}\` and \`${second}\` run at once and both write \`${field}\`, which has no reducer`,
        `say how their values are folded, as in \`${field}: … reduce append\`, or write different fields`,
      ),
    map: (field: string, node: string) =>
      helped(
        `\`${node}\` runs once for each element and writes \`${field}\`, which has no reducer`,
        `say how the values are folded, as in \`${field}: … reduce append\``,
      ),
    sets: (field: string, first: string, second: string) =>
      helped(
        first === second
          ? `\`${first}\` runs once for each element and replaces \`${field}\` with \`set\``
          : `\`${first}\` and \`${second}\` run at once and both replace \`${field}\` with \`set\``,
        "let at most one member use `set`, or replace the field behind the group",
      ),
  },
);

export const G402 = family(
  {
    code: "G402",
    severity: "error",
    title: "reduced field without default",
    explanation: `A reducer folds every update into the value that is there, so that there must be one from the start.`,
    wrong: `graph Log {
  state { output log: string[] reduce append }
  node write => { log: ["written"] }
  start -> write -> end
}
`,
    right: `graph Log {
  state { output log: string[] = [] reduce append }
  node write => { log: ["written"] }
  start -> write -> end
}
`,
  },
  {
    noDefault: (field: string, example: string | undefined) =>
      helped(
        `\`${field}\` is reduced and has no default to fold into`,
        example ? `write \`= ${example}\` behind its type` : "write a default behind its type",
      ),
  },
);

export const G403 = family(
  {
    code: "G403",
    severity: "error",
    title: "reducer does not fit the field",
    explanation: `Each built-in reducer folds values of certain types: \`append\`, \`prepend\` and \`union\` arrays, \`appendBy(id)\` arrays of objects with a member \`id\`, \`merge\` and \`deepMerge\` objects and maps, \`mergeWith(R)\` maps whose values \`R\` folds, \`add\` and \`multiply\` numbers, \`min\` and \`max\` what has an order (numbers, text, dates), \`and\` and \`or\` truth values; \`first\` and \`last\` take any. An inline reducer \`(current, update) => …\` gives a value of the field's type.`,
    wrong: `graph Log {
  state { output log: string = "" reduce append }
  node write => { log: "written" }
  start -> write -> end
}
`,
    right: `graph Log {
  state { output log: string[] = [] reduce append }
  node write => { log: ["written"] }
  start -> write -> end
}
`,
  },
  {
    type: (reducer: string, takes: string, what: string, found: string, help: string | Suggestion | undefined) =>
      helped(`\`${reducer}\` folds ${takes}, and ${what} is ${found}`, help),
    key: (key: string, element: string, known: Iterable<string>) =>
      helped(`${element} has no member \`${key}\` to tell elements apart by`, didYouMean(key, known)),
    keyOptional: (key: string) => `the member \`${key}\` tells elements apart, so it may not be optional`,
    keyType: (key: string, found: string) =>
      `the member \`${key}\` tells elements apart, so it is text or a number, not ${found}`,
    parameters: (given: number) => `a reducer takes \`(current, update)\`, and this one takes ${given}`,
    result: (expected: string, found: string) => `a reducer of this field gives ${expected}, and this is ${found}`,
  },
);

export const G406 = family(
  {
    code: "G406",
    severity: "warning",
    title: "field never read or never written",
    explanation: `Nothing in the graph uses a field: no node writes it, so that reading it always gives its default or nothing, or no expression, node, reducer or output reads it. Often another field was meant, or a word such as \`input\` or \`output\` is missing.

A node implemented in TypeScript without \`reads\` reads the whole state.`,
    wrong: `graph Greeting {
  state { input name: string  greeting: string = "Hello"  output text: string }
  node greet => { text: \`\${greeting} \${name}\` }
  start -> greet -> end
}
`,
    right: `graph Greeting {
  state { input name: string  input greeting: string = "Hello"  output text: string }
  node greet => { text: \`\${greeting} \${name}\` }
  start -> greet -> end
}
`,
  },
  {
    neverWritten: (field: string, hasDefault: boolean) =>
      helped(
        `nothing writes \`${field}\`, so it ${hasDefault ? "always has its default" : "is always absent"}`,
        "mark it `input`, or let a node write it",
      ),
    neverRead: (field: string) => helped(`nothing reads \`${field}\``, "mark it `output`, use it, or remove it"),
    neither: (field: string) => helped(`nothing reads or writes \`${field}\``, "use it or remove it"),
  },
);

export const G407 = family(
  {
    code: "G407",
    severity: "error",
    title: "update of an unknown field",
    explanation: `An update names a field that the graph does not declare. Updates are exact: they name their fields one by one, so that it is known before a run who writes what.`,
    wrong: `graph Greeting {
  state { input name: string  output text: string }
  node greet => { txet: \`Hello \${name}\` }
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
    unknown: (name: string, known: Iterable<string>) =>
      helped(`there is no field \`${name}\` to update`, didYouMean(name, known)),
    let: (name: string) =>
      helped(`\`${name}\` is a \`let\`, which nothing writes`, "update the fields that it is made of"),
    twice: (name: string) => `\`${name}\` is updated twice`,
    inputNotNamed: (graph: string) =>
      helped(`\`in\` names the inputs of \`${graph}\` one by one`, "write `input: value` for each"),
    notNamed: () => helped("an update names its fields one by one", "write `field: value` for each"),
  },
);

export const G408 = family(
  {
    code: "G408",
    severity: "error",
    title: "write outside `writes`",
    explanation: `A node says with \`writes\` which fields it may write, and its \`=>\` writes another one. A node with \`=>\` needs no \`writes\`: what it writes stands there.`,
    wrong: `import { load } from "./load.ts"

graph Loading {
  state { output text: string = ""  output size: int = 0 }
  node fetch = load { writes text } => { text: output.text, size: output.size }
  start -> fetch -> end
}
`,
    right: `import { load } from "./load.ts"

graph Loading {
  state { output text: string = ""  output size: int = 0 }
  node fetch = load => { text: output.text, size: output.size }
  start -> fetch -> end
}
`,
  },
  {
    outside: (node: string, field: string) =>
      helped(
        `\`${node}\` says in \`writes\` what it writes, and \`${field}\` is not there`,
        "leave out `writes`: the update says it all",
      ),
  },
);
