/** G4xx: state and updates. */
import { family, helped } from "../family.ts";
import { didYouMean, type Suggestion } from "../suggest.ts";

export const G401 = family(
  {
    code: "G401",
    severity: "error",
    title: "two writers of an unreduced field in one group",
    explanation: `The members of a group run at once and do not see each other. When the group is left, their updates are folded: combined into one state. A field without \`reduce\` has no way to fold two values, so one of them would be lost. The same holds for two \`set\`s of a reduced field, and for a map member, which runs once for each element.

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
    explanation: `A reducer folds every update into the value that is there: \`append\` puts new elements behind the old ones, \`add\` adds a number to the sum so far. For the first update there must be such a value, which is the default of the field: mostly \`[]\`, \`{}\` or \`0\`, with which nothing is added yet.`,
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
        `\`${field}\` has a reducer and no default: its first update has nothing to be folded into`,
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

export const G404 = family(
  {
    code: "G404",
    severity: "error",
    title: "read before any write",
    explanation: `A field without \`?\`, without a default and without \`input\` has a value only when a node has written it, and its type says that the value is there. So it must be written on every path to what reads it: a handler that names it in \`reads\`, an expression of a node or of an edge. The report shows a shortest path that does not write it.

A write \`field?\` may be left out, so it does not count. A node that fails updates nothing: behind \`on error\` its writes are missing. Members of a group see the state as it was when the group was entered, and their own writes. A map may have no elements, a member with a condition may not run.

Paths whose conditions contradict each other are not looked at. Where a field may rightly be missing, declare it with \`?\` and say what happens without it.`,
    wrong: `import { load, search, write } from "./essay.ts"

graph Report {
  state { input topic: string  data: string  output text: string }
  node load { reads topic writes data }
  node show => { text: data }
  start -> load -> show -> end
  load on error -> show
}

graph Essay {
  state { input topic: string  docs: string[]  output text: string }
  node search { reads topic writes docs }
  node write { reads topic, docs writes text }
  start -> when { len(topic) > 20 -> search -> write  else -> write } -> end
}
`,
    right: `import { load, search, write } from "./essay.ts"

graph Report {
  state { input topic: string  data: string  output text: string }
  node load { reads topic writes data }
  node show => { text: data }
  node excuse => { text: \`Nothing was found about \${topic}.\` }
  start -> load -> show -> end
  load on error -> excuse -> end
}

graph Essay {
  state { input topic: string  docs: string[] = []  output text: string }
  node search { reads topic writes docs }
  node write { reads topic, docs writes text }
  start -> when { len(topic) > 20 -> search -> write  else -> write } -> end
}
`,
  },
  {
    notOnPath: (field: string, path: string) =>
      helped(
        `\`${field}\` may be read before it is written: \`${path}\` never writes \`${field}\``,
        `write it on that path, give it a default, or declare \`${field}?: …\` and say what happens without it`,
      ),
    nothingBefore: (field: string, path: string) =>
      helped(
        `\`${field}\` is read before anything writes it: \`${path}\` never writes \`${field}\``,
        `write it before, give it a default, or mark it \`input\``,
      ),
    sibling: (field: string, node: string, path: string) =>
      helped(
        `\`${field}\` is read before anything writes it: \`${path}\` never writes \`${field}\`, and members of a group do not see what \`${node}\` writes beside them`,
        `let \`${node}\` run before the group, or in front of the reader in its member`,
      ),
    failed: (field: string, node: string, path: string) =>
      helped(
        `\`${field}\` is read where \`${node}\` has failed, and a node that fails writes nothing: \`${path}\` never writes \`${field}\``,
        `use what is there without \`${node}\`, give the field a default, or declare \`${field}?: …\``,
      ),
    leftOut: (field: string, node: string, path: string) =>
      helped(
        `\`${field}\` may be read before it is written: on \`${path}\` only \`${node}\` writes it, and may leave it out`,
        `let \`${node}\` always write it, give it a default, or declare \`${field}?: …\` and say what happens without it`,
      ),
  },
);

export const G405 = family(
  {
    code: "G405",
    severity: "error",
    title: "output not written on a path",
    explanation: `A caller is promised every output that is declared without \`?\`. So an output without a default that is no input must be written on every path from \`start\` to the end of the run. The report shows a shortest path that does not write it.

It is decided like G404: a write \`field?\` may be left out, a failed node updates nothing, a map may have no elements, and paths whose conditions contradict each other are not looked at. A run that fails, or comes to its limit of steps, has no output and needs none.`,
    wrong: `graph Desk {
  state { input kind: "question" | "order"  output reply: string }
  node answer => { reply: "Here is how …" }
  node ship => {}
  start -> match kind { "question" -> answer  "order" -> ship } -> end
}
`,
    right: `graph Desk {
  state { input kind: "question" | "order"  output reply: string }
  node answer => { reply: "Here is how …" }
  node ship => { reply: "It is on its way." }
  start -> match kind { "question" -> answer  "order" -> ship } -> end
}
`,
  },
  {
    notOnPath: (field: string, path: string) =>
      helped(
        `the output \`${field}\` is not always written: \`${path}\` never writes \`${field}\``,
        `write it on that path, give it a default, or declare it \`${field}?: …\``,
      ),
    never: (field: string, path: string) =>
      helped(
        `nothing writes the output \`${field}\`: \`${path}\` ends without it`,
        "let a node write it, give it a default, or mark it `input`",
      ),
    failed: (field: string, node: string, path: string) =>
      helped(
        `the output \`${field}\` is not written where \`${node}\` fails, because a node that fails writes nothing: \`${path}\` never writes \`${field}\``,
        `write it behind the error edge, give it a default, or declare it \`${field}?: …\``,
      ),
    leftOut: (field: string, node: string, path: string) =>
      helped(
        `the output \`${field}\` is not always written: on \`${path}\` only \`${node}\` writes it, and may leave it out`,
        `let \`${node}\` always write it, give it a default, or declare it \`${field}?: …\``,
      ),
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

export const G409 = family(
  {
    code: "G409",
    severity: "warning",
    title: "update that another member always replaces",
    explanation: `The updates of a group's members are folded in the order of the text. With \`last\`, with \`first\`, with a reducer \`(current, update) => update\`, and where a later member replaces the field with \`set\`, of two members that always write a field one works for nothing: which one is decided by where they stand in the text. That is hardly ever meant.

Only members are compared that always run and always write the field; reducers that keep both updates, such as \`append\`, are fine in any order. To choose between results, collect them with \`append\` and pick one behind the group.`,
    wrong: `import { asks, searches } from "./answers.ts"

graph Notes {
  state { output notes: string[] = ["old"] reduce append }
  node split => {}
  node add => { notes: ["new"] }
  node clear => { notes: set([]) }
  start -> split -> [add, clear] -> end
}

graph Answers {
  state { input question: string  output answer: string = "" reduce last }
  node search = searches { reads question writes answer }
  node ask = asks { reads question writes answer }
  node split => {}
  start -> split -> [search, ask] -> end
}
`,
    right: `import { asks, searches } from "./answers.ts"

graph Notes {
  state { output notes: string[] = ["old"] reduce append }
  node add => { notes: ["new"] }
  node clear => { notes: set([]) }
  start -> clear -> add -> end
}

graph Answers {
  state { input question: string  answers: string[] = [] reduce append  output answer: string }
  node search = searches { reads question writes answers }
  node ask = asks { reads question writes answers }
  node split => {}
  node pick => { answer: first(sort(answers)) ?? "" }
  start -> split -> [search, ask] -> pick -> end
}
`,
  },
  {
    lost: (field: string, loser: string, winner: string, why: string) =>
      helped(
        `what \`${loser}\` writes to \`${field}\` is always lost: ${why}, whatever finishes first, so \`${winner}\` decides`,
        "write different fields, or collect both with `append` and pick one behind the group",
      ),
  },
);
