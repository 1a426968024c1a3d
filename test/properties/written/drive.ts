/** Runs a generated graph: at random, or along a path that a report shows. */
import { goto } from "@graphc/runtime";
import type { GroupWay } from "../../../src/bind/flow.ts";
import type { PathStep } from "../../../src/check/flow/witness.ts";
import type { AnyContext, AnyHandler, Imports } from "../../acceptance/run.ts";
import type { Effects } from "./effects.ts";
import { isHandler, valueOf, type Choices, type WritingGraph } from "./graph.ts";

type Go = Record<string, number>;
export interface State {
  readonly [field: string]: unknown;
  readonly go: Go;
}

/** What a node does at one visit. */
export interface Visit {
  readonly go: Go;
  fails: boolean;
  chosen: readonly string[];
  /** Whether it writes what it may leave out, and leaves optional fields filled. */
  readonly writes: (field: string) => boolean;
}

/** Called at each visit with what the handler is given; it says what the handler does. */
export type Decide = (node: string, state: State, args: AnyContext["args"]) => Visit;

/** What is looked at while a graph runs. */
export interface Watch {
  readonly effects: Effects;
  /** Called whenever a handler begins, also when it does so again. */
  readonly begin: (node: string, state: State, args: AnyContext["args"]) => void;
  /** What a node that has run leaves in the state of its path. */
  readonly mark: (node: string) => Go;
}

export function handlersFor(
  graph: WritingGraph,
  decide: Decide,
  { effects, begin, mark }: Watch,
): Readonly<Record<string, AnyHandler>> {
  const fields = new Map(graph.fields.map((field) => [field.name, field]));
  return Object.fromEntries(
    graph.nodes.filter(isHandler).map(({ name, writes, runs, hasEffect }): [string, AnyHandler] => [
      name,
      async (state: State, ctx) => {
        begin(name, state, ctx.args);
        const result = hasEffect ? await effects.have(name, ctx) : undefined;
        if (runs === "asking handler") await ctx.ask(1);
        if (hasEffect) effects.end(name, result);
        const visit = decide(name, state, ctx.args);
        if (visit.fails) throw new Error("as the test says");
        const update: Record<string, unknown> = { go: { ...visit.go, ...mark(name) } };
        for (const [field, mayLeaveOut] of writes) {
          const value = valueOf(fields.get(field), name);
          if (visit.writes(field)) update[field] = value;
          else if (!mayLeaveOut) update[field] = fields.get(field)?.isOptional ? undefined : value;
        }
        const choices = graph.gotos.get(name);
        if (!choices) return update;
        return choices.many ? goto([...visit.chosen] as never, update) : goto(visit.chosen[0] ?? "end", update);
      },
    ]),
  );
}

/** Routers take the targets whose bits are set in their entry; of one of several, the first. */
export function routersFor({ routers }: WritingGraph): Imports {
  const pick =
    (name: string, { many, targets }: Choices) =>
    ({ go }: State) => {
      const bits = go[name] ?? 0;
      const chosen = targets.filter((_, index) => (bits >> index) % 2 === 1);
      return many ? chosen : (chosen[0] ?? targets[0]);
    };
  return { "./pick.ts": Object.fromEntries([...routers].map(([name, choices]) => [name, pick(name, choices)])) };
}

export interface Script {
  readonly input: Go;
  readonly visits: ReadonlyMap<string, readonly Visit[]>;
}

/** What must be decided so that a run takes a path. Decisions behind a group are made before it: each has an entry of its own. */
export function scriptOf(steps: readonly PathStep[], text: string, graph: WritingGraph): Script {
  const input: Go = {};
  const visits = new Map<string, Visit[]>();
  const entriesIn = ({ start, end }: { readonly start: number; readonly end: number }): readonly string[] =>
    [...text.slice(start, end).matchAll(/go\["(d\d+)"\]/g)].map((match) => match[1] ?? "");
  const bits = (choices: Choices | undefined, names: readonly string[]): number =>
    (choices?.targets ?? []).reduce((sum, name, index) => sum + (names.includes(name) ? 2 ** index : 0), 0);

  const silent = new Set(graph.nodes.filter((node) => !isHandler(node)).map(({ name }) => name));
  const choose = (group: GroupWay, members: readonly GroupWay["members"][number][], current: Visit): void => {
    const names = members.map(({ at }) => (at.kind === "Identifier" ? at.name : ""));
    if (group.router) current.go[group.router.name] = bits(graph.routers.get(group.router.name), names);
    if (group.chosenByHandler) current.chosen = names;
    for (const member of group.members) {
      const isRun = members.includes(member) ? 1 : 0;
      const expressions = [member.map?.list, member.condition].filter((one) => one !== undefined);
      for (const { span } of expressions) for (const entry of entriesIn(span)) current.go[entry] = isRun;
    }
  };

  const follow = (path: readonly PathStep[], from: Visit): void => {
    let current = from;
    for (const step of path) {
      if (step.kind === "node") {
        if (silent.has(step.node.name)) continue;
        current = { go: {}, fails: step.isFailing, chosen: [], writes: () => false };
        const { name } = step.node;
        visits.set(name, [...(visits.get(name) ?? []), current]);
      } else if (step.kind === "choice") {
        const { way, index } = step;
        if (way.kind === "route") current.go[way.router.name] = 2 ** index;
        if (way.kind === "goto") current.chosen = [way.targets[index]?.name ?? "end"];
        const decided = way.kind === "match" ? way.subject : way.kind === "when" ? way.arms[0]?.condition : undefined;
        if (decided) for (const entry of entriesIn(decided.span)) current.go[entry] = index === 0 ? 1 : 0;
      } else if (step.kind === "member") choose(step.group, [step.member], current);
      else {
        choose(
          step.group,
          step.ran.map(({ member }) => member),
          current,
        );
        for (const { steps: inner } of step.ran) follow(inner, current);
      }
    }
  };
  follow(steps, { go: input, fails: false, chosen: [], writes: () => false });
  return { input, visits };
}
