/** Graphs whose guards decide on fields that handlers write, each with what the compiler says of them. */
import fc from "fast-check";
import { emitScript } from "../../../src/emit/javascript.ts";
import type { Diagnostic } from "../../../src/diagnostics/diagnostic.ts";
import { analyse, show } from "../../src/check/checking.ts";
import { branch, BranchWriter, placed, type Branch, type Placed } from "./branches.ts";
import { declared, names, satisfiable, wheres, type Wheres } from "./fields.ts";

export interface Guards {
  readonly wheres: Wheres;
  /** Each behind a handler that writes all fields. */
  readonly branches: readonly Branch[];
}

export const guards: fc.Arbitrary<Guards> = fc.record({
  wheres: wheres.map(satisfiable),
  branches: fc.array(branch, { minLength: 1, maxLength: 3 }),
});

/** Reports of what comes out in one way only, beside which a graph can run. */
const tolerated: ReadonlySet<string> = new Set(["G305", "G306", "G602"]);

/** How often the run goes round. */
export const rounds = 3;

/** What a report says of a mark: that it always comes out so, or that nothing comes to it. */
export interface Claim {
  readonly mark: number;
  readonly says: boolean | "not reached";
  readonly message: string;
}

export interface GuardedGraph {
  readonly text: string;
  /** In the order in which each round comes past them; `first` is the number of the first mark. */
  readonly branches: readonly { readonly branch: Placed; readonly first: number }[];
  readonly claims: readonly Claim[];
  /** The module, which is made although there are reports of guards. */
  readonly module: string;
}

/** The graph, in which a `when` or `match` has an `else` if the compiler asks for it; or what is wrong with it beside its guards. */
export function guardedGraph(
  given: Guards,
  withElse: ReadonlySet<number> = new Set(),
): GuardedGraph | readonly string[] {
  const writer = new BranchWriter(withElse);
  const written = given.branches.map((one, index) => {
    const first = writer.marks.length;
    const { text, placed: inner } = writer.write(one);
    const marks = writer.marks.slice(first).map(({ text: condition }) => condition);
    const here = (inside: string): string => inside.replaceAll("visits(here)", `visits(p${index})`);
    // What is looked at behind the node counts its visit.
    const looks = marks.map((mark) => mark.replaceAll("visits(here)", `(visits(p${index}) + 1)`)).join(", ");
    return {
      chain: `w${index} -> p${index} -> ${here(text)}`,
      look: `node p${index} => { seen: [[${looks}]] }`,
      seen: { first, branch: inner },
    };
  });
  const { types, fields } = declared(given.wheres, "input");
  const writers = written.map((_, index) => `node w${index} { writes ${names.join(", ")} }`);
  const { text, marks, branches } = placed(`${types}
graph G {
  state {
    ${fields}
    output log: string[] = [] reduce append
    output seen: boolean[][] = [] reduce append
  }
  ${[...writers, ...written.map(({ look }) => look), ...writer.nodes].join("\n  ")}
  start -> ${written.map(({ chain }) => chain).join(" -> ")} -> w0 max ${rounds - 1} then end
}
`);
  const { modules, typings, diagnostics } = analyse({ "guards.graph": text });
  const lacking = new Set(
    diagnostics.flatMap(({ code, span }) =>
      code === "G601" ? [branches.findLastIndex((at) => at <= span.start)] : [],
    ),
  );
  if (lacking.size > 0) return guardedGraph(given, new Set([...withElse, ...lacking]));
  const others = diagnostics.filter(({ code, severity }) => severity === "error" && !tolerated.has(code));
  const [module] = modules;
  const [typing] = typings;
  if (others.length > 0 || !module || !typing) return others.map(show);
  const claims = diagnostics.flatMap((report) => (report.code === "G602" ? (claimOf(report, marks) ?? []) : []));
  return { text, branches: written.map(({ seen }) => seen), claims, module: emitScript(module, typing).text };
}

/** Nothing of a report of a part of a condition, which is looked at in the node before, too. */
function claimOf(
  report: Diagnostic,
  marks: ReadonlyMap<number, { readonly start: number; readonly end: number }>,
): Claim | undefined {
  const { span, message } = report;
  const [mark, place] = [...marks].find(([, { start }]) => start === span.start) ?? [];
  if (mark === undefined || !place || span.end < place.end) return undefined;
  const isAlways = /^(nothing behind|this condition decides nothing|this member always|the second side)/.test(message);
  const isOfArm = span.end > place.end || message.startsWith("`else`");
  return { mark, says: isOfArm ? "not reached" : isAlways, message };
}
