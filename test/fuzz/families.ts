/** Texts that grow: each family makes one of any size, right or wrong. */
export type Family = (size: number) => string;

const each = (size: number, make: (i: number) => string, between = "\n"): string =>
  Array.from({ length: size }, (_, i) => make(i)).join(between);

/** A graph with an input, a list that nodes append to, and some statements. */
function graph(statements: string, state = ""): string {
  return `graph Big {
  limit 100000 steps
  state {
    input text: string
    input n: int = 0
    output log: string[] = [] reduce append
    ${state}
  }
${statements}
}
`;
}

const nodes = (size: number, more = ""): string => each(size, (i) => `  node n${i} => { log: [text${more}] }`);
const chain = (size: number): string => `  start -> ${each(size, (i) => `n${i}`, " -> ")} -> end`;
const first = "  node n0 => { log: [text] }\n  start -> n0 -> end";

/** Nodes with a condition behind each. */
const whens = (size: number, condition: (i: number) => string): string =>
  `${nodes(size)}\n  start -> n0\n${each(size, (i) => `  n${i} -> when { ${condition(i)} -> ${i + 1 < size ? `n${i + 1}` : "end"}, else -> end }`)}`;

export const families: Readonly<Record<string, Family>> = {
  "nodes in a chain": (size) => graph(`${nodes(size)}\n${chain(size)}`),
  "nodes with an edge each": (size) =>
    graph(`${nodes(size)}\n  start -> n0\n${each(size, (i) => `  n${i} -> ${i + 1 < size ? `n${i + 1}` : "end"}`)}`),
  "nodes declared backwards": (size) =>
    graph(`${each(size, (i) => `  node n${size - 1 - i} => { log: [text] }`)}\n${chain(size)}`),
  "branches in a row": (size) =>
    graph(
      `${nodes(size)}\n  start -> n0\n${each(size, (i) => `  n${i} -> when { n > ${i} -> end, else -> ${i + 1 < size ? `n${i + 1}` : "end"} }`)}`,
    ),
  "arms of one branch": (size) =>
    graph(`${nodes(size)}\n  start -> when { ${each(size, (i) => `n == ${i} -> n${i},`, " ")} else -> end } -> end`),
  "arms of a match": (size) =>
    graph(
      `${nodes(size)}\n  start -> match kind { ${each(size, (i) => `"k${i}" -> n${i}`, ", ")} } -> end`,
      `input kind: ${each(size, (i) => `"k${i}"`, " | ")}`,
    ),
  "members of a group": (size) => graph(`${nodes(size)}\n  start -> [${each(size, (i) => `n${i}`, ", ")}] -> end`),
  "members with conditions": (size) =>
    graph(`${nodes(size)}\n  start -> [${each(size, (i) => `n${i} if n > ${i}`, ", ")}] -> end`),
  "groups in a row": (size) =>
    graph(`${nodes(size * 2)}\n  start -> ${each(size, (i) => `[n${2 * i}, n${2 * i + 1}]`, " -> ")} -> end`),
  "cycles in a row": (size) =>
    graph(
      `${nodes(size)}\n  start -> n0\n${each(size, (i) => `  n${i} -> when { len(log) < ${i} -> n${i}, else -> ${i + 1 < size ? `n${i + 1}` : "end"} }`)}`,
    ),
  "ways back to the first node": (size) =>
    graph(
      `${nodes(size)}\n  start -> n0\n${each(size, (i) => `  n${i} -> when { len(log) < ${i} -> n0, else -> ${i + 1 < size ? `n${i + 1}` : "end"} }`)}`,
    ),
  "error edges": (size) =>
    `import { run } from "./run.ts"\n${graph(
      `${each(size, (i) => `  node n${i} = run { reads text writes log }\n  node r${i} => { log: [error.message] }\n  n${i} on error -> r${i} -> end`)}\n${chain(size)}`,
    )}`,
  bounds: (size) =>
    graph(
      `${nodes(size)}\n  start -> n0\n${each(size - 1, (i) => `  n${i} -> n${i + 1} max 3 then end`)}\n  n${size - 1} -> end`,
    ),
  "fields that are written one after the other": (size) =>
    graph(
      `${each(size, (i) => `  node n${i} => { f${i}: ${i === 0 ? "text" : `f${i - 1}`} }`)}\n  node last => { log: [f${size - 1}] }\n${chain(size).replace("-> end", "-> last -> end")}`,
      each(size, (i) => `f${i}: string`),
    ),
  "fields that nothing uses": (size) =>
    graph(
      first,
      each(size, (i) => `f${i}: string = ""`),
    ),
  "lets of each other": (size) =>
    graph(
      `${each(size, (i) => `  let l${i} = ${i === 0 ? "n" : `l${i - 1} + 1`}`)}\n  node n0 => { log: [string(l${size - 1})] }\n  start -> n0 -> end`,
    ),
  "lets that name each other twice": (size) =>
    graph(
      `${each(size, (i) => `  let l${i} = ${i === 0 ? "n > 0" : `l${i - 1} && (l${i - 1} || n > ${i})`}`)}\n${whens(size, (i) => `l${i}`)}`,
    ),
  "lets that choose by each other": (size) =>
    graph(
      `${each(size, (i) => `  let l${i} = ${i === 0 ? "n" : `l${i - 1} > ${i} ? l${i - 1} - 1 : l${i - 1} + 1`}`)}\n${whens(size, (i) => `l${i} > ${i}`)}`,
    ),
  "lets that are only names": (size) =>
    graph(
      `${each(size, (i) => `  let l${i} = ${i === 0 ? "n" : `l${i - 1}`}`)}\n${whens(size, (i) => `l${i} == ${i}`)}`,
    ),
  "types of each other": (size) =>
    `${each(size, (i) => `type T${i} { a: ${i === 0 ? "int" : `T${i - 1}`} }`)}\n${graph(first, `input t: T${size - 1}`)}`,
  "members of a type": (size) => `type T { ${each(size, (i) => `m${i}: int`, ", ")} }\n${graph(first, "input t: T")}`,
  constraints: (size) =>
    graph(
      first,
      each(size, (i) => `input f${i}: int where value > ${i} && value < ${i + 5}`),
    ),
  "graphs in each other": (size) =>
    each(
      size,
      (i) =>
        `graph G${i} {\n  state { input text: string  output log: string[] = [] }\n  node n ${i === 0 ? "=> { log: [text] }" : `= G${i - 1} { in { text } }`}\n  start -> n -> end\n}`,
    ),
  "graphs beside each other": (size) =>
    each(
      size,
      (i) =>
        `graph G${i} {\n  state { input text: string  output log: string[] = [] }\n  node n => { log: [text] }\n  start -> n -> end\n}`,
    ),
  imports: (size) =>
    `import { ${each(size, (i) => `f${i}`, ", ")} } from "./f.ts"\n${graph(`${each(size, (i) => `  node n${i} = f${i} { reads text writes log }`)}\n${chain(size)}`)}`,
  "an expression of many parts": (size) => graph(first.replace("[text]", `[${each(size, () => "upper(text)", ", ")}]`)),
  "a text of many parts": (size) => graph(first.replace("[text]", `[\`${each(size, () => "a ${text} ", "")}\`]`)),
  comments: (size) => graph(`${each(size, (i) => `  // ${i}\n  /* ${i} */`)}\n${first}`),
  "silencing comments": (size) =>
    graph(
      first,
      each(size, (i) => `// graphc-ignore G406: because of ${i}\n    f${i}: string = ""`),
    ),
  "blank lines": (size) => graph(`${"\n".repeat(size * 10)}${first}`),
  "one long line": (size) => graph(first.replace("[text]", `["${"x".repeat(size * 100)}"]`)),
  "wrong: unknown names": (size) => graph(first.replace("[text]", `[${each(size + 100, (i) => `unknown${i}`, ", ")}]`)),
  "wrong: unknown types": (size) =>
    `${each(size, (i) => `type Ticket${i} { a: int }`)}\n${graph(
      first,
      each(size, (i) => `input f${i}: Tickt${i}`),
    )}`,
  "wrong: unknown members": (size) =>
    `type T { ${each(size, (i) => `member${i}: int`, ", ")} }\n${graph(first.replace("[text]", `[${each(size, (i) => `string(t.membr${i})`, ", ")}]`), "input t: T")}`,
  "wrong: unknown nodes": (size) => graph(`${nodes(size)}\n  start -> n0\n${each(size, (i) => `  n${i} -> m${i}`)}`),
  "wrong: patterns of no type": (size) =>
    graph(
      `  node n0 => { log: [text] }\n  start -> match kind { ${each(size, (i) => `"j${i}" -> n0`, ", ")}, else -> end }\n  n0 -> end`,
      `input kind: ${each(size, (i) => `"k${i}"`, " | ")}`,
    ),
  "wrong: graphs": (size) =>
    each(
      size,
      (i) =>
        `graph G${i} {\n  state { input text: string  output log: string[] }\n  node n => { logs: text }\n  start -> n -> m -> end\n}`,
    ),
  "wrong: type mismatches": (size) => graph(`${nodes(size, ", n")}\n${chain(size)}`),
  "wrong: nodes without a way out": (size) => graph(`${nodes(size)}\n  start -> n0`),
  "wrong: unreachable nodes": (size) => graph(`${nodes(size)}\n  start -> end\n${each(size, (i) => `  n${i} -> end`)}`),
  "wrong: two ways out": (size) => graph(`${nodes(size)}\n${chain(size)}\n${each(size, (i) => `  n${i} -> end`)}`),
  "wrong: conflicting writers": (size) =>
    graph(
      `${each(size, (i) => `  node n${i} => { one: text }`)}\n  start -> [${each(size, (i) => `n${i}`, ", ")}] -> end`,
      `output one: string = ""`,
    ),
  "wrong: reads before writes": (size) =>
    graph(
      `${each(size, (i) => `  node n${i} => { log: [f${i}] }\n  node w${i} => { f${i}: text }`)}\n  start -> ${each(size, (i) => `n${i} -> w${i}`, " -> ")} -> end`,
      each(size, (i) => `f${i}: string`),
    ),
  "wrong: statements": (size) => graph(`${each(size, (i) => `  node n${i} => { log: }`)}\n${first}`),
  "wrong: words": (size) => graph(each(size, () => "x y", " ")),
  "wrong: open brackets": (size) => graph(each(size, () => "[ {", " ")),
  "wrong: closed brackets": (size) => graph(each(size, () => "] }", " ")),
  "wrong: open texts": (size) => graph(each(size, () => '  let x = "open')),
  "wrong: open templates": (size) => graph(each(size, () => "  let x = `open ${text")),
  "wrong: signs": (size) => graph(each(size, () => "-> => , ; : ?", " ")),
};
