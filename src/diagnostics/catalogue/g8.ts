/** Evolution: what a change of a graph does to threads that are stored already. */
import { family, helped } from "../family.ts";

/** What moves values from one form to another. */
function migration(version: number): string {
  return `write \`version ${version}\` and \`migrate ${version - 1} -> ${version} = …\`, a function from the old values to the new ones`;
}

function list(names: readonly string[]): string {
  const quoted = names.map((name) => `\`${name}\``);
  if (quoted.length > 4) return `${quoted.slice(0, 3).join(", ")} and ${quoted.length - 3} others`;
  return quoted.length < 2 ? quoted.join("") : `${quoted.slice(0, -1).join(", ")} and ${quoted.at(-1)}`;
}

/** A graph with a second field, if any, and what the note is made of. */
function notes(field: string, note: string, settings = ""): string {
  return `graph Notes {${settings}
  state {
    input text: string
    ${field === "" ? "" : `${field}\n    `}output note: string = ""
  }
  node write => { note: \`${note}\` }
  start -> write -> end
}
`;
}

const migrated = (text: string): string => `import { upgrade } from "./example.migrations.ts"\n\n${text}`;
const settings = "\n  version 2\n  migrate 1 -> 2 = upgrade";

export const G801 = family(
  {
    code: "G801",
    severity: "warning",
    title: "field removed",
    explanation: `A thread stores the values of all fields. When a version of the graph that lacks a field loads it, what was stored there is dropped, and it is gone for good with the next step. Nothing fails, so this is a warning.

If the field has another name now, its values do not follow it: the new field starts from its default. \`version 2\` with \`migrate 1 -> 2 = upgrade\` hands the old values to a function of yours, which returns the new ones; what it leaves out is then left out on purpose, and nothing is reported.`,
    foundBy: "diff",
    before: notes('input author: string = "unknown"', "${author}: ${text}"),
    wrong: notes('input writer: string = "unknown"', "${writer}: ${text}"),
    right: migrated(notes('input writer: string = "unknown"', "${writer}: ${text}", settings)),
  },
  {
    removed: (field: string, version: number) =>
      helped(
        `\`${field}\` is removed: what threads have stored in it is dropped`,
        `if something of it is to be kept, ${migration(version)}`,
      ),
    renamed: (field: string, meant: string, version: number) =>
      helped(
        `\`${field}\` is removed: what threads have stored in it is dropped and does not become \`${meant}\``,
        `if \`${meant}\` is its new name, ${migration(version)}`,
      ),
  },
);

export const G802 = family(
  {
    code: "G802",
    severity: "error",
    title: "type narrowed or changed",
    explanation: `When a thread is loaded, every value is checked against the type that its field has now. A value that does not fit is a \`SchemaMismatchError\`, and the thread cannot go on.

So a type may grow: another literal, a wider range in \`where\`, \`number\` for \`int\`, a further optional member. If it shrinks or becomes another one, some stored value need not fit any more. Write a migration that turns old values into new ones, or add a new field beside the old one.

Types are compared by what they allow, not by their names. Of types that come from TypeScript nothing is known, and nothing is reported. A condition in \`where\` counts as kept if it stands among the old ones or compares the same with a looser bound.

A migration brings up the state of a thread. It does not reach what members of an open group, or nodes of a subgraph that is being run, have written already: such updates wait for the end of the group as they are.`,
    foundBy: "diff",
    before: notes("input rank: number = 1", "${rank}. ${text}"),
    wrong: notes("input rank: int = 1", "${rank}. ${text}"),
    right: migrated(notes("input rank: int = 1", "${rank}. ${text}", settings)),
  },
  {
    narrowed: (fields: readonly string[], subject: string, reason: string, version: number) =>
      helped(
        `what threads have stored in ${list(fields)} need not fit any more: ${subject} ${reason}`,
        `allow what was allowed before, or ${migration(version)}`,
      ),
    recorded: (field: string, node: string, subject: string, reason: string) =>
      helped(
        `what \`${node}\` has written to \`${field}\` in a group or subgraph that is open need not fit any more: ${subject} ${reason}`,
        "no migration reaches it: add a field beside the old one, or let such runs end before the change",
      ),
  },
);

export const G803 = family(
  {
    code: "G803",
    severity: "error",
    title: "required field added without default or migration",
    explanation: `A thread that was stored before a field existed has no value for it. With a default the field gets that, with \`?\` it may be absent. A required input has neither: loading the thread fails with a \`SchemaMismatchError\`.

A field that a node writes before it is read needs no default when a run starts. A run that stands behind that node already never gets a value, although all that follows counts on one. graphc follows the paths from every node where a run of the old version may stand, and reports the field if it can then be read, or end as output, without having been written.

Give the field a default, make it optional, or write a migration that gives it a value.`,
    foundBy: "diff",
    before: notes("", "${text}"),
    wrong: notes("input language: string", "${text} (${language})"),
    right: notes('input language: string = "en"', "${text} (${language})"),
  },
  {
    input: (field: string, isNew: boolean) =>
      helped(
        isNew
          ? `\`${field}\` is new and required: threads have no value for it`
          : `\`${field}\` is required now: threads may have no value for it`,
        "give it a default, write `?` behind its name, or write a migration that gives it a value",
      ),
    unwritten: (field: string, node: string, reader: string | undefined) =>
      helped(
        `a run that stands at \`${node}\` has no \`${field}\`, and ${reader === undefined ? "ends without that output" : `${reader} counts on it`}`,
        "give the field a default, write `?` behind its name, or write a migration that gives it a value",
      ),
  },
);

const approval = `type Decision { approved: boolean, comment?: string }

graph Approval {
  state {
    input title: string
    output outcome: string = ""
  }
  ask review: Decision { show title } => { outcome: answer.approved ? "accepted" : "refused" }
  start -> review -> end
}
`;

export const G804 = family(
  {
    code: "G804",
    severity: "error",
    title: "node with possibly waiting runs removed, renamed or moved",
    explanation: `A thread stores where its run stands: at a question, at an \`interrupt\`, or at any node where it failed or its process died. It stores names of nodes. If the node is gone when the thread is loaded, the run cannot go on (\`SchemaMismatchError\`); if it has moved into a group, the run ends at the end of the member.

Two nodes that change places are as bad: a run that has done the first and stands at the second would do the first again, and one that stands at the first would leave the second out.

Inside a group and inside a subgraph, and before its first step is done, a thread stores the way that led there and what has been done since. The way is then followed again. So what leads to nodes inside must stay: conditions, the order of members, the nodes before. What comes behind may change, outside of groups everything that does not stand in front of a group may change, and nodes may be added.

A migration changes values, not places. Keep the name of a node where runs may stand, with its form and its place, until none stands there any more: \`app.threads({ status: "waiting" })\` lists them, and an old version of the program can bring them to their end. A name that has become wrong can be explained in its documentation.`,
    foundBy: "diff",
    before: approval,
    wrong: approval.replaceAll("review", "decision"),
    right: approval.replace("ask review", "/// The decision of a person.\n  ask review"),
  },
  {
    removed: (node: string, why: string) =>
      helped(`\`${node}\` is removed, and ${why} there cannot go on`, "keep it until no run stands there"),
    renamed: (node: string, meant: string, why: string) =>
      helped(
        `\`${node}\` is removed, and ${why} there cannot go on`,
        `if \`${meant}\` is its new name, keep the old one: threads know nodes by their names`,
      ),
    enclosed: (node: string, why: string) =>
      helped(
        `\`${node}\` is a member of a group now, and ${why} there would end with the member`,
        "keep it where it is and add a node of another name to the group",
      ),
    led: (from: string, what: string, why: string) =>
      helped(
        `${from} leads on otherwise, and runs ${what} find their place by following it again`,
        `keep what leads to ${why}, and change what comes behind`,
      ),
    reordered: (node: string, other: string) =>
      helped(
        `\`${node}\` came before \`${other}\` and comes behind it: a run that stands between them would do it twice, or not at all`,
        "keep the order of nodes that are there, or write a second node with the same work",
      ),
    given: (node: string, graph: string) =>
      helped(
        `\`${node}\` passes something else to \`${graph}\`, and runs inside it choose their way by that again`,
        "keep `in` until no run stands in there",
      ),
    form: (node: string, was: string, is: string) =>
      helped(
        `\`${node}\` ${was} and now ${is}: questions that wait there find nobody who takes an answer`,
        "keep the ask, and add a node of another name",
      ),
    parameters: (node: string, parameter: string, reason: string) =>
      helped(
        `\`${node}\` takes \`${parameter}\`, which ${reason}: a run that stands there has its arguments already`,
        "keep its parameters, and add a node of another name",
      ),
    bounds: (from: string) =>
      helped(
        `the \`max\` behind ${from} is counted where another one was: threads number bounds in the order of the text`,
        "write new bounds behind the old ones, and keep those that are there in their order",
      ),
  },
);

export const G805 = family(
  {
    code: "G805",
    severity: "error",
    title: "ask's answer narrowed",
    explanation: `A question that waits was asked by the old version: the form that a person sees, and the program that sends the answer, follow the type that the answer had then. If the new type allows less, such an answer is refused; one that was accepted already, but not yet taken, is not what the update expects.

The type of an answer may grow. If it has to shrink, keep the old form allowed (\`A | B\`, or a member with \`?\`), or add an ask of another name for runs to come.

What a waiting question shows, and its deadline, stay as they were asked.`,
    foundBy: "diff",
    before: approval,
    wrong: approval.replace("comment?: string }", "comment: string }"),
    right: approval.replace("comment?: string }", "comment?: string, score?: int }"),
  },
  {
    narrowed: (asks: readonly string[], subject: string, reason: string) =>
      helped(
        `answers to ${list(asks)} that wait to be given need not fit any more: ${subject} ${reason}`,
        "allow what was allowed before, or add an ask of another name",
      ),
  },
);

export const G806 = family(
  {
    code: "G806",
    severity: "error",
    title: "graph removed or renamed, or its version lowered",
    explanation: `A thread belongs to the graph that stored it, by its name and version. If no graph has the name any more, nobody can load its threads; the file that the graph stands in does not matter. A graph whose version is lower than that of a thread refuses it with a \`SchemaMismatchError\`, so that nothing is lost that only the later version knows.

Keep the name, or let the threads end before it goes. A version only grows; to take a change back, write a further version with a migration.`,
    foundBy: "diff",
    before: approval,
    wrong: approval.replace("graph Approval", "graph Review"),
    right: approval.replace("graph Approval", "/// A review.\ngraph Approval"),
  },
  {
    removed: (graph: string) =>
      helped(`graph \`${graph}\` is removed: nobody can load its threads`, "keep it until it has no threads"),
    renamed: (graph: string, meant: string) =>
      helped(
        `graph \`${graph}\` is removed: nobody can load its threads`,
        `if \`${meant}\` is its new name, keep the old one: threads belong to a graph by its name`,
      ),
    lowered: (graph: string, was: number, is: number) =>
      helped(
        `\`${graph}\` was version ${was} and is version ${is}: threads of the later version are refused`,
        `write \`version ${was + 1}\``,
      ),
  },
);
