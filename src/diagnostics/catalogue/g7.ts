/** G7xx: bindings, decided with the user's own TypeScript. Parameters called `given`, `wanted` and `type` are texts of TypeScript types, without backticks. */
import type { Source } from "../../source/source.ts";
import { family, helped } from "../family.ts";
import { didYouMean } from "../suggest.ts";

/** The graph that the examples are about, and the TypeScript beside it. */
function example(graph: string, nodes: string): readonly Source[] {
  return [
    { path: "example.graph", text: graph },
    { path: "example.nodes.ts", text: nodes },
  ];
}

function names(list: readonly string[]): string {
  const quoted = list.map((name) => `\`${name}\``);
  return quoted.length < 2 ? quoted.join("") : `${quoted.slice(0, -1).join(", ")} and ${quoted.at(-1)}`;
}

const greeting = `import { greet } from "./example.nodes.ts"

graph Greeting {
  state { input name: string  output text: string }
  node greet { reads name writes text }
  start -> greet -> end
}
`;

const greet = `export function greet({ name }: { readonly name: string }) {
  return { text: \`Hello, \${name}!\` };
}
`;

export const G701 = family(
  {
    code: "G701",
    severity: "error",
    title: "module has no such export",
    explanation: `A \`.graph\` file imports a name that the TypeScript module does not export, or imports as a value what is exported as a type only. What a module does not export cannot be run.

The module is found as TypeScript finds it, with the \`tsconfig.json\` that is nearest to the generated module.`,
    foundBy: "types",
    wrong: example(greeting, greet.replace("function greet", "function greeet")),
    right: example(greeting, greet),
  },
  {
    none: (name: string, specifier: string, known: readonly string[]) =>
      helped(
        `\`${specifier}\` exports nothing called \`${name}\``,
        didYouMean(name, known) ?? (known.length === 0 ? "it exports nothing at all" : exportsOf(known)),
      ),
    typeOnly: (name: string, specifier: string) =>
      helped(
        `\`${specifier}\` exports \`${name}\` as a type only, and a type does not run`,
        `write \`import type { ${name} }\`, or export a function of this name`,
      ),
    valueOnly: (name: string, specifier: string) =>
      helped(
        `\`${specifier}\` exports \`${name}\` as a value, and a type is imported here`,
        `export a type of this name: \`export type ${name} = …\``,
      ),
  },
);

function exportsOf(known: readonly string[]): string {
  const shown = known.slice(0, 6);
  return `it exports ${names(shown)}${known.length > shown.length ? ", and more" : ""}`;
}

export const G702 = family(
  {
    code: "G702",
    severity: "error",
    title: "handler's parameters or result do not fit",
    explanation: `A node runs a function of TypeScript, and the function takes or returns something else than the graph says. A handler is called with \`(state, ctx)\`: \`state\` has the fields in \`reads\` (without \`reads\`, the whole state), \`ctx\` has \`args\`, \`context\`, \`signal\`, and \`ask\` and \`error\` where the node has them. It returns, or promises, an object with exactly the fields in \`writes\`: all of them, but for those with \`?\`, and no others. Without \`writes\` it returns nothing.

With \`=> { … }\` the function may return anything; the update is then made of its \`output\`. A factory is called once with the literal behind its name, and what it returns is the handler.

What handlers are given is frozen, so that its arrays are \`readonly\`. A field may be absent until something writes it; its type then has \`undefined\`. Parameters and results of type \`any\` are not checked. \`graphc check --types --fix\` adds to \`writes\` what the function returns.`,
    foundBy: "types",
    wrong: example(greeting, greet.replace("return { text:", "return { txt:")),
    right: example(greeting, greet),
  },
  {
    notFunction: (name: string, type: string) =>
      helped(`a node runs a function, and \`${name}\` is \`${type}\``, "export a function `(state, ctx) => update`"),
    class: (name: string) =>
      helped(`a node runs a function, and \`${name}\` is a class`, "export a function that makes one and uses it"),
    factory: (node: string, name: string) =>
      helped(
        `\`${name}\` returns a function: it makes handlers, and is none itself`,
        `call it: \`node ${node} = ${name}({ … })\``,
      ),
    noFactory: (name: string, type: string) =>
      helped(
        `\`${name}\` is called here to make a handler, and it returns \`${type}\`, which is no function`,
        `return a function \`(state, ctx) => update\`, or write \`${name}\` without the parentheses`,
      ),
    factoryArgument: (name: string, reason: string) => `\`${name}\` cannot be called with this: ${reason}`,
    tooManyParameters: (name: string, count: number) =>
      helped(
        `\`${name}\` needs ${count} arguments, and a handler is called with two: \`(state, ctx)\``,
        "what a node takes as arguments is in `ctx.args`",
      ),
    notRead: (name: string, fields: readonly string[], help: string) =>
      helped(`\`${name}\` expects ${names(fields)} in the state, which \`reads\` leaves out`, help),
    noField: (name: string, field: string, graph: string, known: Iterable<string>) =>
      helped(
        `\`${name}\` expects \`${field}\` in the state, and \`${graph}\` has no such field`,
        didYouMean(field, known)?.help,
      ),
    stateType: (name: string, path: string, wanted: string, given: string) =>
      `\`${name}\` expects \`${path}\` to be \`${wanted}\`, and the graph gives \`${given}\``,
    stateAbsent: (name: string, path: string, field: boolean) =>
      helped(
        `\`${name}\` expects \`${path}\` to be there, and it may be absent when the node runs`,
        field
          ? `give the field a default, or let the function take \`${path}?\``
          : "let the function take `undefined` as well",
      ),
    stateMutable: (name: string, path: string, wanted: string) =>
      helped(
        `\`${name}\` expects to be allowed to change \`${path}\`, and what a handler is given is frozen`,
        `let the function take \`${readonlyOf(wanted)}\``,
      ),
    noAsk: (name: string) =>
      helped(`\`${name}\` calls \`ctx.ask\`, and the node has no \`asks\``, "write `asks Payload for Answer`"),
    noError: (name: string) =>
      helped(
        `\`${name}\` expects \`ctx.error\`, and the node is not entered by error edges alone`,
        "write `a on error -> …` to it, or let the function take an `error?`",
      ),
    noArgument: (node: string, name: string, argument: string, type: string) =>
      helped(
        `\`${name}\` expects the argument \`${argument}\`, and \`${node}\` has no such parameter`,
        `declare it: \`node ${node}(${argument}: …)\`, of type \`${type}\``,
      ),
    noContext: (name: string, member: string, graph: string) =>
      helped(
        `\`${name}\` expects \`${member}\` in the context, and \`${graph}\` declares no such member`,
        `declare it: \`context { ${member}: … }\``,
      ),
    contextType: (name: string, path: string, wanted: string, given: string) =>
      `\`${name}\` expects \`ctx.${path}\` to be \`${wanted}\`, and the graph gives \`${given}\``,
    extra: (name: string, fields: readonly string[], help: string) =>
      helped(
        `\`${name}\` returns ${names(fields)}, which ${fields.length === 1 ? "is" : "are"} not in its \`writes\``,
        help,
      ),
    noSuchWrite: (name: string, key: string, graph: string, known: Iterable<string>) =>
      helped(
        `\`${name}\` returns \`${key}\`, and \`${graph}\` has no such field`,
        didYouMean(key, known)?.help ?? "leave it out, or declare the field and add it to `writes`",
      ),
    anyKeys: (name: string) =>
      helped(
        `\`${name}\` returns an object with any keys, and a handler returns exactly its \`writes\``,
        "let it return an object type with these members",
      ),
    missing: (name: string, fields: readonly string[], always: boolean) =>
      helped(
        `\`${name}\` ${always ? "does not return" : "does not always return"} ${names(fields)}, which its \`writes\` ${always ? "names" : "promises"}`,
        `return ${fields.length === 1 ? "it" : "them"}, or write ${names(fields.map((field) => `${field}?`))} in \`writes\``,
      ),
    nothing: (name: string, fields: readonly string[], always: boolean) =>
      helped(
        `\`${name}\` ${always ? "returns nothing" : "does not always return something"}, and the node writes ${names(fields)}`,
        `return an object with ${names(fields)}, or change \`writes\``,
      ),
    resultType: (name: string, path: string, wanted: string, given: string, literal: boolean) =>
      helped(
        `\`${name}\` returns \`${given}\` for \`${path}\`, which takes \`${wanted}\``,
        literal
          ? "TypeScript widened the literal: declare the result type of the function, or write `as const` behind it"
          : undefined,
      ),
    resultAbsent: (name: string, path: string, field: boolean) =>
      helped(
        `\`${name}\` may return \`undefined\` for \`${path}\`, which is not optional`,
        field
          ? `leave the field out and write \`${path}?\` in \`writes\`, or declare the field as \`${path}?\``
          : undefined,
      ),
    noUpdate: (name: string, given: string, wanted: string) =>
      helped(`\`${name}\` returns \`${given}\`, which is no update`, `return ${wanted}`),
    unfit: (name: string, given: string, wanted: string) =>
      `\`${name}\` does not fit this node: it is \`${given}\`, and the node runs \`${wanted}\``,
    migration: (name: string, reason: string) =>
      helped(
        `\`${name}\` cannot migrate a stored state: ${reason}`,
        "a migration is a function `(old) => next`, from the old values to an object with the new ones",
      ),
  },
);

/** `string[]` → `readonly string[]`; what is no array by its text stays. */
function readonlyOf(type: string): string {
  return type.endsWith("]") && !type.startsWith("readonly ") ? `readonly ${type}` : `Readonly<${type}>`;
}

const tally = `import { keepHighest } from "./example.nodes.ts"

graph Tally {
  state {
    input points: int
    output best: int = 0 reduce keepHighest
  }
  node play => { best: points }
  start -> play -> end
}
`;

export const G703 = family(
  {
    code: "G703",
    severity: "error",
    title: "reducer does not fit",
    explanation: `An imported reducer is a function \`(current, update) => next\`. It is given the value of the field and one update, and returns the field's next value, at once: a reducer cannot wait for anything, because the members of a group are folded in one go. The type of its second parameter is what nodes may write to the field.`,
    foundBy: "types",
    wrong: example(
      tally,
      `export async function keepHighest(current: number, update: number) {
  return Math.max(current, update);
}
`,
    ),
    right: example(
      tally,
      `export function keepHighest(current: number, update: number) {
  return Math.max(current, update);
}
`,
    ),
  },
  {
    notFunction: (name: string, type: string) => `a reducer is a function, and \`${name}\` is \`${type}\``,
    parameters: (name: string, count: number) =>
      `a reducer is called with \`(current, update)\`, and \`${name}\` needs ${count} arguments`,
    noUpdate: (name: string) =>
      helped(
        `\`${name}\` takes no update, so that nothing could be written to the field`,
        "let it take `(current, update)`",
      ),
    current: (name: string, field: string, given: string, wanted: string) =>
      `\`${name}\` folds into \`${wanted}\`, and \`${field}\` is \`${given}\``,
    currentMutable: (name: string, field: string, wanted: string) =>
      helped(
        `\`${name}\` expects to be allowed to change \`${field}\`, and what is stored is frozen`,
        `let its first parameter be \`${readonlyOf(wanted)}\``,
      ),
    promise: (name: string) =>
      helped(
        `\`${name}\` returns a promise, and a reducer gives the next value at once`,
        "wait in the handler, and write the result",
      ),
    result: (name: string, field: string, given: string, wanted: string) =>
      `\`${name}\` returns \`${given}\`, and \`${field}\` is \`${wanted}\``,
  },
);

const desk = `import { pick } from "./example.nodes.ts"

graph Desk {
  state { input amount: int  output log: string[] = [] reduce append }
  node approve => { log: ["approved"] }
  node review => { log: ["sent to a person"] }
  start -> route pick { approve, review }
  approve -> end
  review -> end
}
`;

export const G704 = family(
  {
    code: "G704",
    severity: "error",
    title: "router returns names not declared",
    explanation: `A router is given the values of the state and returns the name of one of the targets in braces, or a list of names behind \`route f [ … ]\`. All that it may return must stand there; a function whose result is only known to be \`string\` may return anything. And a target that the function's type says it never returns would never be entered.`,
    foundBy: "types",
    wrong: example(
      desk,
      `export function pick({ amount }: { readonly amount: number }) {
  return amount > 100 ? "revue" : "approve";
}
`,
    ),
    right: example(
      desk,
      `export function pick({ amount }: { readonly amount: number }) {
  return amount > 100 ? "review" : "approve";
}
`,
    ),
  },
  {
    notFunction: (name: string, type: string) => `a router is a function, and \`${name}\` is \`${type}\``,
    parameters: (name: string, count: number) =>
      `a router is called with the state alone, and \`${name}\` needs ${count} arguments`,
    state: (name: string, path: string, wanted: string, given: string) =>
      `\`${name}\` expects \`${path}\` to be \`${wanted}\`, and the graph gives \`${given}\``,
    noField: (name: string, field: string, graph: string, known: Iterable<string>) =>
      helped(
        `\`${name}\` expects \`${field}\` in the state, and \`${graph}\` has no such field`,
        didYouMean(field, known)?.help,
      ),
    undeclared: (name: string, target: string, known: Iterable<string>) =>
      helped(
        `\`${name}\` may return \`"${target}"\`, which is not among the targets`,
        didYouMean(target, known)?.help ?? `add \`${target}\` to them`,
      ),
    anything: (name: string, type: string, targets: readonly string[], many: boolean) =>
      helped(
        `\`${name}\` returns \`${type}\`, which may be anything`,
        `declare its result as \`${many ? `(${union(targets)})[]` : union(targets)}\``,
      ),
    notNames: (name: string, type: string, many: boolean) =>
      helped(
        `\`${name}\` returns \`${type}\`, and a router returns ${many ? "a list of targets" : "the name of a target"}`,
        many
          ? "return an array, or write braces: `route … { … }`"
          : "return one name, or write brackets: `route … [ … ]`",
      ),
    never: (name: string, target: string) =>
      helped(
        `\`${name}\` never returns \`"${target}"\`, so \`${target}\` is never entered from here`,
        "take it out, or let the function return it",
      ),
  },
);

function union(targets: readonly string[]): string {
  return targets.map((name) => `"${name}"`).join(" | ");
}

const front = `import { decide } from "./example.nodes.ts"

graph Front {
  state { input amount: int  output log: string[] = [] reduce append }
  node decide { reads amount }
  node approve => { log: ["approved"] }
  node review => { log: ["sent to a person"] }
  start -> decide -> goto { approve, review }
  approve -> end
  review -> end
}
`;

export const G705 = family(
  {
    code: "G705",
    severity: "error",
    title: "handler's `goto` not declared",
    explanation: `Behind a node with \`goto { … }\` its handler decides where to go, by \`return goto("name", update)\`. All names that it may give must stand in the braces, and each name there must be one that it can give; a node without \`goto\` behind it has its way written in the graph, and its handler returns the update alone. So the graph shows every way that a run can take.

Behind \`goto [ … ]\` the handler returns a list of names: \`goto(["a", "b"], update)\`.`,
    foundBy: "types",
    wrong: example(
      front,
      `import { goto } from "@graphc/runtime";

export function decide({ amount }: { readonly amount: number }) {
  return amount > 100 ? goto("revue") : goto("approve");
}
`,
    ),
    right: example(
      front,
      `import { goto } from "@graphc/runtime";

export function decide({ amount }: { readonly amount: number }) {
  return amount > 100 ? goto("review") : goto("approve");
}
`,
    ),
  },
  {
    undeclared: (name: string, target: string, known: Iterable<string>) =>
      helped(
        `\`${name}\` may go to \`${target}\`, which is not among the targets of its \`goto\``,
        didYouMean(target, known)?.help ?? `add \`${target}\` to them`,
      ),
    anything: (name: string, type: string, targets: readonly string[]) =>
      helped(
        `\`${name}\` goes to \`${type}\`, which may be anything`,
        `go to one of ${union(targets)}, written as a literal`,
      ),
    never: (name: string, target: string) =>
      helped(
        `\`${name}\` never goes to \`${target}\``,
        `take it out, or let the function return \`goto("${target}", …)\``,
      ),
    none: (name: string, node: string) =>
      helped(
        `\`${name}\` returns \`goto(…)\`, and the way out of \`${node}\` is written in the graph`,
        `write \`${node} -> goto { … }\`, or return the update alone`,
      ),
    missing: (name: string, node: string, always: boolean) =>
      helped(
        `\`${name}\` decides where \`${node}\` leads, and ${always ? "returns no `goto(…)`" : "does not always return a `goto(…)`"}`,
        'return `goto("name", update)`',
      ),
    one: (name: string) =>
      helped(
        `\`${name}\` goes to one target, and any number of them is declared in brackets`,
        'return `goto(["name"], update)`, or write braces',
      ),
    many: (name: string) =>
      helped(
        `\`${name}\` goes to a list of targets, and one of them is declared in braces`,
        'return `goto("name", update)`, or write brackets',
      ),
  },
);
