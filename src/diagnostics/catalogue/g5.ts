/** G5xx: nodes and the ways between them. */
import { family, helped } from "../family.ts";
import { didYouMean } from "../suggest.ts";

export const G501 = family(
  {
    code: "G501",
    severity: "error",
    title: "unreachable",
    explanation: `Every node must be reached from \`start\`: through the ways out of other nodes or through error edges. A node that no path enters does nothing, and is mostly a sign that an edge is missing. Of several unreachable nodes that follow each other only the first is reported, and none where the edge to it is what a node lacks that has no way out (G502), or where a branch lacks an arm that may lead to it (G601). What stands behind an \`end\` in a chain is not reached either.

Add the edge that leads to the node, or remove the node.`,
    wrong: `graph Report {
  node collect => {}
  node send => {}
  start -> collect -> end
  send -> end
}
`,
    right: `graph Report {
  node collect => {}
  node send => {}
  start -> collect -> send -> end
}
`,
  },
  {
    never: (node: string) => ({
      message: `\`${node}\` is never reached`,
      help: `no path from \`start\` leads to it: name it in a chain, or remove it`,
    }),
    neverNamed: (node: string) => ({
      message: `\`${node}\` is never reached: no edge names it`,
      help: "name it in a chain, or remove it",
    }),
    cycle: (nodes: readonly string[]) => ({
      message: `${list(nodes)} are never reached: they lead to each other only`,
      help: "lead to one of them from a chain that begins at `start`, or remove them",
    }),
    behindEnd: (what: string) => ({
      message: `${what} is never reached: it stands behind \`end\``,
      help: "`end` is the last step of its chain; remove it, or what follows it",
    }),
  },
);

export const G502 = family(
  {
    code: "G502",
    severity: "error",
    title: "no way out",
    explanation: `Every node has exactly one way out: the next step of its chain, a group, a branch, \`goto\`, or \`end\`. A chain that stops at a node without one leaves open where the path goes on. Inside a member or an arm a chain may stop at such a node, because the path then goes on with what follows the group or the branch; so behind a group and behind such a branch something must follow as well.

Write what comes next, or \`-> end\`.`,
    wrong: `graph Report {
  node collect => {}
  node send => {}
  start -> collect -> send
}
`,
    right: `graph Report {
  node collect => {}
  node send => {}
  start -> collect -> send -> end
}
`,
  },
  {
    node: (node: string, next: string) => ({
      message: `\`${node}\` has no way out`,
      help: `write what comes next, as in \`${node} -> ${next}\``,
    }),
    branch: (nodes: readonly string[], next: string) => ({
      message: `nothing follows this branch, and ${list(nodes)} have no way out of their own`,
      help: `write what comes next behind the branch, as in \`… } -> ${next}\``,
    }),
    group: (next: string) => ({
      message: "nothing follows this group",
      help: `write what runs when all members have ended, as in \`[…] -> ${next}\``,
    }),
  },
);

export const G503 = family(
  {
    code: "G503",
    severity: "error",
    title: "no path to `end`",
    explanation: `From every node some path must lead to \`end\`, or in a member to the end of the member: through the ways out, the arms of branches, bounds, or error edges. Nodes that branch, but only to each other, run until the graph's limit fails the run. (A single cycle without any branch is G603.)

An error edge counts as a path, also that of an \`ask\` whose time runs out: a graph may well work until something fails. What conditions say is not looked at.

Add an arm that leads to \`end\`, or bound one of the edges: \`-> again max 5 then end\`.`,
    wrong: `graph Poll {
  state { input fast: boolean }
  node look => {}
  node wait => {}
  node hurry => {}
  start -> look -> when { fast -> hurry  else -> wait }
  wait, hurry -> look
}
`,
    right: `graph Poll {
  state { input fast: boolean }
  node look => {}
  node wait => {}
  node hurry => {}
  start -> look -> when { fast -> hurry  else -> wait }
  wait, hurry -> look max 5 then end
}
`,
  },
  {
    none: (nodes: readonly string[]) => ({
      message: `no path leads from ${list(nodes)} to \`end\``,
      help: "add an arm that leads on, or bound an edge: `-> … max 5 then end`",
    }),
  },
);

export const G504 = family(
  {
    code: "G504",
    severity: "error",
    title: "arguments missing or not accepted",
    explanation: `A node with parameters gets its arguments where it is a target: \`write(subject, 3)\`, as many as it has parameters. The targets of \`route\` and \`goto\` and the node behind \`then\` are bare names, so they must be nodes without parameters. A way out is a node's own and not a call's: on the left of \`->\` a node is named without arguments.`,
    wrong: `graph Letters {
  state { input name: string  output text: string }
  node write(to: string) => { text: \`Dear \${to}\` }
  start -> write -> end
}
`,
    right: `graph Letters {
  state { input name: string  output text: string }
  node write(to: string) => { text: \`Dear \${to}\` }
  start -> write(name) -> end
}
`,
  },
  {
    missing: (node: string, parameters: readonly string[], given: number) => ({
      message: `\`${node}\` takes ${count(parameters.length, "argument")}, ${given === 0 ? "none is" : `${given} ${given === 1 ? "is" : "are"}`} given`,
      help: `write \`${node}(${parameters.join(", ")})\``,
    }),
    tooMany: (node: string, parameters: number, given: number) => ({
      message: `\`${node}\` takes ${parameters === 0 ? "no arguments" : count(parameters, "argument")}, ${given} ${given === 1 ? "is" : "are"} given`,
      help:
        parameters === 0
          ? `write \`${node}\` alone, or declare a parameter: \`node ${node}(name: string)\``
          : `leave out what \`${node}\` has no parameter for`,
    }),
    bareTarget: (node: string, where: "route" | "goto" | "then") => ({
      message: `\`${node}\` takes arguments, and ${where === "then" ? "the node behind `then`" : `a target of \`${where}\``} gets none`,
      help: `name a node without parameters here, one that leads to \`${node}(…)\``,
    }),
  },
);

export const G505 = family(
  {
    code: "G505",
    severity: "error",
    title: "`goto` not declared or not directly behind its node",
    explanation: `\`goto { a, b }\` says that the handler before it decides where the path goes, by returning \`goto("a", update)\`. So it stands directly behind a node, and the node is implemented by a TypeScript function whose result is the update: not an \`ask\`, not a subgraph, and not a node with \`=>\`. A bound behind it would overrule the handler; the way back to the node can be bounded.

Elsewhere use \`when\`, \`match\` or \`route\`, which decide from the state.`,
    wrong: `graph Desk {
  state { input text: string }
  node triage => {}
  node sales => {}
  start -> triage -> goto { sales, end }
  sales -> end
}
`,
    right: `import { triage } from "./desk.ts"

graph Desk {
  state { input text: string }
  node triage { reads text }
  node sales => {}
  start -> triage -> goto { sales, end }
  sales -> end
}
`,
  },
  {
    notBehindNode: () => ({
      message: "`goto` stands directly behind the node whose handler decides",
      help: "write `node -> goto { … }`, or decide here with `when`, `match` or `route`",
    }),
    bounded: () => ({
      message: "what a handler decides with `goto` cannot be bounded",
      help: "bound the way back instead, `worker -> lead max 3 then end`, or let the handler count",
    }),
    afterError: (node: string) => ({
      message: `the handler of \`${node}\` has failed, so it cannot decide with \`goto\` where its error edge goes`,
      help: "decide with `match error.name { … }`, `when` or `route`",
    }),
    noHandler: (node: string, form: "ask" | "subgraph" | "update" | "handler") => ({
      message: `\`goto\` is decided by a TypeScript handler, and \`${node}\` ${formed[form]}`,
      help: "decide with `when`, `match` or `route`",
    }),
  },
);

export const G506 = family(
  {
    code: "G506",
    severity: "error",
    title: "option repeated or contradictory",
    explanation: `Each option of a node, each setting of \`retry\`, and each setting of a graph (\`limit\`, \`version\`, \`defaults\`) is written once, and so are the modifiers of a field.

- An option stands only where it means something: \`reads\`, \`writes\`, \`retry\`, \`timeout\`, \`cache\` and \`asks\` belong to nodes implemented in TypeScript, \`show\` and \`timeout\` to an \`ask\`, \`in\` to a node that runs a graph.
- A function whose result goes through \`=>\` has no \`writes\`: the update says what is written. A cached step cannot wait for an answer.
- Values must be possible: \`attempts\`, \`limit\` and \`version\` are whole numbers from 1, a \`maxDelay\` is not shorter than its \`delay\`, a migration leads to a later version.
- Settings must have an effect: \`attempts 1\` makes no second attempt, and \`factor\`, \`maxDelay\` and \`jitter\` change a \`delay\`.

A \`timeout\` is the time of one attempt, so that retries may take longer.`,
    wrong: `import { load } from "./load.ts"

graph Loading {
  state { input output url: string }
  node load { reads url writes url retry 3 retry 5 }
  node store = load { reads url writes url retry { attempts 3 delay 10s maxDelay 1s } }
  start -> load -> store -> end
}
`,
    right: `import { load } from "./load.ts"

graph Loading {
  state { input output url: string }
  node load { reads url writes url retry 5 }
  node store = load { reads url writes url retry { attempts 3 delay 1s maxDelay 10s } }
  start -> load -> store -> end
}
`,
  },
  {
    twice: (option: string) => ({ message: `\`${option}\` is written twice`, help: "keep one of them" }),
    fieldTwice: (option: string, field: string) => `\`${field}\` is named twice in \`${option}\``,
    notHere: (option: string, of: string, belongs: string) => ({
      message: `\`${option}\` has no meaning for ${of}`,
      help: `it belongs to ${belongs}`,
    }),
    noFunction: (name: string) => ({
      message: `\`${name}\` has the options of a handler, and with \`=>\` alone it runs no function`,
      help: `to run the imported function, name it: \`node ${name} = ${name} { … } => { … }\``,
    }),
    excludes: (option: string, other: string, why: string) => ({
      message: `\`${option}\` and ${other} exclude each other`,
      help: why,
    }),
    senseless: (setting: string, why: string) => `\`${setting}\` ${why}`,
  },
);

export const G507 = family(
  {
    code: "G507",
    severity: "error",
    title: "subgraph mapping incomplete or doubling",
    explanation: `A node that runs a graph builds that graph's input with \`in\`: every input without a default and without \`?\` must be there, and nothing that is not an input. Without \`=>\` the output fields of the same name and type come back as the node's update; one that may be absent comes back only into an optional field without a reducer. A field that is passed in, comes back and is reduced here would then be folded into itself (an appended list would double), so the update must be written: \`=> { log: … }\`. A graph of which nothing comes back needs an \`=>\` as well, if only \`=> {}\`.`,
    wrong: `graph Inner {
  state { input text: string  output length: int }
  node measure => { length: len(text) }
  start -> measure -> end
}
graph Outer {
  state { output length: int }
  node inner = Inner {}
  start -> inner -> end
}
graph Logged {
  state { input output log: string[] = [] reduce append }
  node note => { log: ["noted"] }
  start -> note -> end
}
graph Twice {
  state { output log: string[] = [] reduce append }
  node inner = Logged { in { log } }
  start -> inner -> end
}
`,
    right: `graph Inner {
  state { input text: string  output length: int }
  node measure => { length: len(text) }
  start -> measure -> end
}
graph Outer {
  state { input text: string  output length: int }
  node inner = Inner { in { text } }
  start -> inner -> end
}
graph Logged {
  state { input output log: string[] = [] reduce append }
  node note => { log: ["noted"] }
  start -> note -> end
}
graph Twice {
  state { output log: string[] = [] reduce append }
  node inner = Logged { in { log } } => { log: set(output.log) }
  start -> inner -> end
}
`,
  },
  {
    missing: (graph: string, inputs: readonly string[], someGiven: boolean) => {
      const values = inputs.map((name) => `${name}: …`).join(", ");
      return {
        message: `\`${graph}\` needs the ${inputs.length === 1 ? "input" : "inputs"} ${list(inputs)}`,
        help: someGiven ? `add \`${values}\`` : `write \`in { ${values} }\``,
      };
    },
    notInput: (graph: string, field: string, known: readonly string[]) => {
      const inputs = known.length > 0 ? `its inputs are ${list(known)}` : "it has none";
      return helped(`\`${field}\` is no input of \`${graph}\``, didYouMean(field, known) ?? inputs);
    },
    doubling: (field: string) => ({
      message: `\`${field}\` is passed in, comes back and is reduced here, so that it would be folded into itself`,
      help: `say what comes back: \`=> { ${field}: … }\``,
    }),
    nothingBack: (graph: string, maybeAbsent?: string) => ({
      message: `nothing of \`${graph}\` comes back: ${
        maybeAbsent === undefined
          ? "no output has the name and type of a field here"
          : `\`${maybeAbsent}\` may be absent there, which only an optional field without a reducer takes`
      }`,
      help: "say what comes back, as in `=> { field: output.name }`; `=> {}` where nothing should",
    }),
  },
);

const formed = {
  ask: "is an `ask`",
  subgraph: "runs a graph",
  update: "is a pure update",
  handler: "builds its update with `=>`",
};

function count(n: number, what: string): string {
  return `${n} ${what}${n === 1 ? "" : "s"}`;
}

/** `a`, `b` and `c`, in backticks. */
function list(names: readonly string[]): string {
  const quoted = names.map((name) => `\`${name}\``);
  return quoted.length < 2 ? quoted.join("") : `${quoted.slice(0, -1).join(", ")} and ${quoted.at(-1)}`;
}
