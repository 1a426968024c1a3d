/** G6xx: the flow as a whole. */
import type { Source } from "../../source/source.ts";
import { family, helped } from "../family.ts";
import type { Suggestion } from "../suggest.ts";

export const G601 = family(
  {
    code: "G601",
    severity: "error",
    title: "`match` not exhaustive",
    explanation: `A branch must say where every value goes. A \`match\` over a literal union, a boolean or a possibly absent value names every value, \`null\` for the absent one, or has an \`else\`; over any other value it has an \`else\`. What the flow proves to be written counts as present. A \`when\` has an \`else\`, unless its conditions provably leave nothing out.`,
    wrong: `graph Desk {
  state { input kind: "question" | "order"  input size: int }
  node reply => {}
  node ask => {}
  start -> match kind { "question" -> reply }
    -> when { size > 100 -> ask  size < 100 -> end }
    -> end
}
`,
    right: `graph Desk {
  state { input kind: "question" | "order"  input size: int }
  node reply => {}
  node ask => {}
  start -> match kind { "question" -> reply  "order" -> end }
    -> when { size > 100 -> ask  else -> end }
    -> end
}
`,
  },
  {
    missing: (values: readonly string[]) => ({
      message: `no arm takes ${values.map((value) => `\`${value}\``).join(", ")}`,
      help:
        values.length === 1
          ? `add \`${values[0]} -> …\`, or \`else -> …\``
          : "add an arm for each of them, or `else -> …`",
    }),
    open: (type: string) => ({
      message: `the arms cannot name every value of \`${type}\``,
      help: "add `else -> …`",
    }),
    when: () => ({ message: "nothing says where the path goes if no condition holds", help: "add `else -> …`" }),
  },
);

export const G602 = family(
  {
    code: "G602",
    severity: "error",
    title: "arm can never be taken",
    explanation: `The first arm that fits is taken. So an arm behind \`else\`, a pattern that stands in an earlier arm, a pattern that the subject's type does not contain, an \`else\` to which every value has been taken away, and a condition that is written twice or is \`false\` are never taken; neither is the way of an edge bounded with \`max 0\`.

A condition is also compared with what its values can be: by their types, by every \`where\`, and by what the arms before it leave. With \`score: number where value <= 10\`, \`score > 10\` is never true; behind \`score > 5 -> …\`, neither is \`score > 7\`. A condition that is always true hides what stands behind it: the arms below, the other side of \`?:\`. Only what is certain is reported, and a condition that only constants decide, such as \`let debug = false\`, is a switch and is left alone. What is known of which values stands in \`docs/analysis-guards.md\`.`,
    wrong: `graph Desk {
  state { input kind: "question" | "order"  input size: int where value <= 100 }
  node reply => {}
  node ship => {}
  node ask => {}
  node check => {}
  start -> match kind { "question" -> reply  "order" -> ship  "query" -> reply }
    -> when { size > 50 -> ask  size > 70 -> end  else -> end }
    -> when { size > 100 -> check  else -> end }
    -> end
}
`,
    right: `graph Desk {
  state { input kind: "question" | "order"  input size: int where value <= 100 }
  node reply => {}
  node ship => {}
  node ask => {}
  start -> match kind { "question" -> reply  "order" -> ship }
    -> when { size > 70 -> end  size > 50 -> ask  else -> end }
    -> end
}
`,
  },
  {
    behindElse: () => ({ message: "this arm is never taken: it stands behind `else`", help: "`else` is the last arm" }),
    patternTwice: (pattern: string) => `\`${pattern}\` is never taken here: an earlier arm takes it`,
    notOfType: (pattern: string, type: string, meant: Suggestion | undefined) =>
      helped(`\`${pattern}\` is never taken: the value is \`${type}\``, meant),
    elseLeft: () => ({ message: "`else` is never taken: the arms before it take every value", help: "remove it" }),
    conditionTwice: () => "this condition is never reached: an earlier arm has the same",
    conditionFalse: () => "this arm is never taken: its condition is `false`",
    behindTrue: () => ({
      message: "this arm is never taken: the condition before it always holds",
      help: "write `else` for the last arm",
    }),
    never: (why: string) => ({
      message: `this arm is never taken: ${why}`,
      help: "remove the arm, or correct its condition",
    }),
    always: (why: string, hides: boolean) => ({
      message: hides ? `nothing behind this arm is ever taken: ${why}` : `this condition decides nothing: ${why}`,
      help: hides ? "correct the condition, or remove what stands behind the arm" : "lead on without a branch",
    }),
    nothingLeft: () => "this arm is never taken: the arms before it take every value",
    pattern: (pattern: string, why: string) => `\`${pattern}\` is never taken: ${why}`,
    member: (why: string, outcome: boolean) => ({
      message: outcome ? `this member always starts: ${why}` : `this member never starts: ${why}`,
      help: outcome ? "remove the condition, or correct it" : "remove the member, or correct its condition",
    }),
    choice: (why: string, outcome: boolean) => ({
      message: `the ${outcome ? "second" : "first"} side of \`?:\` is never used: ${why}`,
      help: "correct the condition, or keep the other side alone",
    }),
    choiceTwice: (node: string) => `\`${node}\` is named twice`,
    boundOfZero: () => ({
      message: "`max 0` lets nothing through",
      help: "write how often a path may go this way, at least 1",
    }),
    boundNotWhole: (max: string) => ({
      message: `\`max ${max}\` is not a number of times`,
      help: "write a whole number, at least 1",
    }),
  },
);

export const G603 = family(
  {
    code: "G603",
    severity: "error",
    title: "cycle nothing leaves",
    explanation: `A cycle must have a way out of it: a branch with an arm that leads on, a bound, or an error edge. Otherwise it runs until the graph's limit fails the run. The cycle is reported once, at its first node. An error edge counts as a way out, also that of an \`ask\` whose time runs out; what conditions say is not looked at. (Nodes that branch, but only to each other, are G503.)

Add a branch, \`-> when { done -> end  else -> again }\`, or bound the edge that closes the cycle: \`-> again max 5 then end\`.`,
    wrong: `graph Essay {
  node draft => {}
  node review => {}
  start -> draft -> review -> draft
}
`,
    right: `graph Essay {
  node draft => {}
  node review => {}
  start -> draft -> review -> draft max 3 then end
}
`,
  },
  {
    cycle: (nodes: readonly string[]) => ({
      message: `nothing leaves the cycle \`${cycleText(nodes)}\``,
      help: "add a branch that leads on, or bound an edge: `-> … max 5 then end`",
    }),
    itself: (node: string) => ({
      message: `\`${node}\` only leads to itself`,
      help: `add a branch that leads on, or bound the edge: \`${node} -> ${node} max 5 then end\``,
    }),
  },
);

export const G604 = family(
  {
    code: "G604",
    severity: "warning",
    title: "cycle whose exits depend on nothing it writes",
    explanation: `Whether a path leaves this cycle is decided by conditions, and nothing in the cycle writes a field that they look at. So they come out the same in every round: the path leaves the cycle in its first round, or goes round until the run's limit fails it.

Let a node of the cycle write what the condition looks at, bound the edge that closes the cycle (\`-> again max 5 then end\`), or count rounds with \`visits\`. Nothing is said of a cycle that can be left in another way: by a router, a \`goto\`, a bound or an error edge; nor of one in which somebody is asked or the run can be interrupted, because the state may be edited then.`,
    wrong: `graph Essay {
  state { input strict: boolean  drafts: int = 0 reduce add }
  node draft => { drafts: 1 }
  node review => {}
  start -> draft -> review -> when { strict -> draft  else -> end }
}
`,
    right: `graph Essay {
  state { input strict: boolean  drafts: int = 0 reduce add }
  node draft => { drafts: 1 }
  node review => {}
  start -> draft -> review -> when { strict && drafts < 3 -> draft  else -> end }
}
`,
  },
  {
    unmoved: (nodes: readonly string[], fields: readonly string[]) => ({
      message: `the cycle \`${cycleText(nodes)}\` is left by conditions on ${fields.map((field) => `\`${field}\``).join(", ")}, which nothing in it writes`,
      help: "let a node of the cycle write what decides, or bound an edge of it: `-> … max 5 then end`",
    }),
  },
);

export const G605 = family(
  {
    code: "G605",
    severity: "error",
    title: "node in two places",
    explanation: `A group is a box: entering it splits the path into one per member, and it is left once, when all members have ended. So every node lies in one place: outside all groups, or in one member of one group. A node that two members lead to would run once for each of them, before the join.

- Put what all members share behind the group: \`[a, b] -> merge\`. It runs once, when both have ended.
- Or declare a second node with the same function: \`node tidyB = tidy\`.
- A node with parameters runs for each element of a list: \`[ask(name) for name in ["ada", "bob"]]\`.
- Or put the shared work into a graph of its own, and run it in both places.`,
    wrong: `graph Fan {
  node left => {}
  node right => {}
  node merge => {}
  start -> [left, right] -> end
  left, right -> merge -> end
}
`,
    right: `graph Fan {
  node left => {}
  node right => {}
  node merge => {}
  start -> [left, right] -> merge -> end
}
`,
  },
  {
    oneGroup: (what: string, first: string, second: string, group: string) => ({
      message: `${what} lies in two members of one group, ${first} and ${second}`,
      help: `put it behind the group, \`${group} -> …\`, where it runs once when all members have ended; or use a second node with the same function`,
    }),
    oneEach: (what: string, first: string, second: string, call: string) => ({
      message: `${what} lies in two members of one group, ${first} and ${second}`,
      help: `run it for each element of a list, \`[${call} for item in list]\`; or use a second node with the same function`,
    }),
    recovery: (what: string, first: string, second: string) => ({
      message: `${what} recovers errors in two members of one group, ${first} and ${second}`,
      help: "in a group the recovery belongs to the member: use a second node with the same function",
    }),
    twoGroups: (what: string, first: string, second: string) => ({
      message: `${what} lies in two groups, in the member ${first} of one and in the member ${second} of the other`,
      help: "put the shared work behind the groups, in a graph of its own, or in a second node with the same function",
    }),
  },
);

export const G606 = family(
  {
    code: "G606",
    severity: "error",
    title: "leaving a group other than by its end",
    explanation: `A group is a box: its members start together when it is entered, and it is left once, when all of them have ended, at their last node or at \`end\`. So a member cannot jump to a node outside, back to a node before the group, or to a recovery that other nodes share outside of it; and nothing outside can jump to a node inside a member.

- Decide behind the group where to go: \`[check, price] -> when { again -> plan  else -> end }\`.
- In a group the recovery belongs to the member: declare a second node with the same function.
- Where the work is shared, put it behind the group, or into a graph of its own.`,
    wrong: `graph Plan {
  state { input again: boolean }
  node plan => {}
  node check => { again: !again }
  node price => {}
  start -> plan -> [check -> when { again -> plan  else -> end }, price] -> end
}
`,
    right: `graph Plan {
  state { input again: boolean }
  node plan => {}
  node check => { again: !again }
  node price => {}
  start -> plan -> [check, price] -> when { again -> plan  else -> end }
}
`,
  },
  {
    jumpsOut: (from: string, to: string) => ({
      message: `\`${from}\` is in a member of a group, and ${to} is outside of it`,
      help: "a member ends at its last node or at `end`; decide behind the group where to go: `[…] -> when { … }`",
    }),
    memberOutside: (what: string) => ({
      message: `${what} is a member of this group, and outside of it as well`,
      help: "a node lies in one place: use a second node with the same function in the group",
    }),
    goesOnAlready: (from: string, to: string) => ({
      message: `\`${from}\` is in a member of a group, and ${to} follows the group`,
      help: "when all members have ended, the group goes on by itself: end the member here",
    }),
    recoversOutside: (from: string, to: string) => ({
      message: `the error edge of \`${from}\` leaves its group: ${to} is outside of it`,
      help: "in a group the recovery belongs to the member: use a second node with the same function there",
    }),
    entersMember: (from: string, to: string) => ({
      message: `${from} is outside of a group, and ${to} is in a member of it`,
      help: "only its group starts a member: lead to the group, or use a second node with the same function",
    }),
  },
);

export const G607 = family(
  {
    code: "G607",
    severity: "error",
    title: "no `start` edge",
    explanation: `Every graph says with \`start -> …\` where a run begins, once. \`start\` is not a node: nothing leads to it, and it has no error edge. To go back to the beginning, name the node that the run began with.`,
    wrong: `graph Report {
  node collect => {}
  node send => {}
  collect -> send -> end
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
    missing: (graph: string, first: string | undefined) => ({
      message: `\`${graph}\` has no \`start\` edge`,
      help: `write where a run begins: \`start -> ${first ?? "…"}\``,
    }),
    onError: () => "`start` runs nothing, so it has no error edge",
  },
);

export const G608 = family(
  {
    code: "G608",
    severity: "error",
    title: "two ways out",
    explanation: `Every node, and \`start\`, has exactly one way out, written in one place, and at most one \`on error\` beside it. Two edges from one node do not mean that both are taken: to run both, write a group, \`a -> [b, c]\`; to take one of them, write a branch, \`a -> when { … }\`. Where a chain comes to a node whose way out stands elsewhere, the chain ends with it.`,
    wrong: `graph Fan {
  node split => {}
  node left => {}
  node right => {}
  start -> split -> left -> end
  split -> right -> end
}
`,
    right: `graph Fan {
  node split => {}
  node left => {}
  node right => {}
  start -> split -> [left, right] -> end
}
`,
  },
  {
    ways: (node: string, targets: readonly string[]) => ({
      message: `\`${node}\` has two ways out`,
      help: `to run both, write \`${node} -> [${targets.join(", ")}]\`; to take one of them, \`${node} -> when { … }\``,
    }),
    besideGoto: (node: string, targets: readonly string[]) => ({
      message: `\`${node}\` decides with \`goto\` where it leads, and has another way out`,
      help:
        targets.length === 0
          ? "keep one of them"
          : `name ${targets.map((name) => `\`${name}\``).join(", ")} among the targets of its \`goto\`, or leave the \`goto\` out`,
    }),
    sameTwice: (node: string) => ({
      message: `the way out of \`${node}\` is written twice`,
      help: `a way out is written in one place, and a chain that comes to \`${node}\` from elsewhere ends there`,
    }),
    errorEdges: (node: string) => ({
      message: `\`${node}\` has two error edges`,
      help: `write one: \`${node} on error -> match error.name { … }\``,
    }),
    falls: (node: string) => ({
      message: `\`${node}\` goes on differently here and elsewhere`,
      help: `a node has one way out: write it, as in \`${node} -> end\`, or use a second node with the same function`,
    }),
  },
);

export const G609 = family(
  {
    code: "G609",
    severity: "error",
    title: "condition not repeatable",
    explanation: `Conditions, \`match\` subjects, lists of maps, arguments and what an \`ask\` shows must give the same result when they are evaluated again for the same state: a run that is resumed or repeated must take the same way. So \`now\` and \`uuid\` may not stand in them. They may stand in updates, whose results are stored.`,
    wrong: `graph Session {
  state { input until: date }
  node work => {}
  start -> when { now() < until -> work  else -> end } -> end
}
`,
    right: `graph Session {
  state { input until: date  at?: date }
  node look => { at: now() }
  node work => {}
  start -> look -> when { at != null && at < until -> work  else -> end } -> end
}
`,
  },
  {
    notRepeatable: (name: string) => ({
      message: `\`${name}\` may stand in updates only: here it would give another result each time`,
      help: `let a node write it into a field, \`node … => { field: ${name}() }\`, and use the field here`,
    }),
    set: () => ({
      message: "`set` may stand in updates only, as the value of a field",
      help: "it replaces what the field's reducer would fold: `node … => { field: set(value) }`; here the value alone is enough",
    }),
  },
);

const approval = {
  path: "approval.graph",
  text: `graph Approval {
  state { output approved: boolean }
  ask approve: boolean => { approved: answer }
  start -> approve -> end
}
`,
};

function program(app: string): Source {
  const checkpointer = app.includes("Memory") ? 'import { MemoryCheckpointer } from "@graphc/runtime";\n' : "";
  const text = `${checkpointer}import { createApproval } from "./approval.graph.ts";

const app = ${app};
await app.invoke({}, { threadId: "1" });
`;
  return { path: "main.ts", text };
}

/** Nothing in a text is wrong: making the app throws, and its types refuse it before. */
export const G610 = family(
  {
    code: "G610",
    severity: "error",
    title: "ask or interrupt without a checkpointer",
    explanation: `A graph that asks or is interrupted stops in the middle and goes on later, perhaps in another process: its state must be stored. \`createX\` therefore requires a \`checkpointer\`, in its type and when it runs. \`new MemoryCheckpointer()\` is enough where the process lives on.`,
    foundBy: "program",
    wrong: [approval, program("createApproval()")],
    right: [approval, program("createApproval({ checkpointer: new MemoryCheckpointer() })")],
  },
  {},
);

/** `a -> b -> a`, without the middle of a long cycle. */
function cycleText(nodes: readonly string[]): string {
  const shown = nodes.length <= 8 ? nodes : [...nodes.slice(0, 5), "…", ...nodes.slice(-2)];
  return [...shown, nodes[0]].join(" -> ");
}
