import { MemoryCheckpointer } from "@graphc/runtime";
import { asyncProperty, nat } from "fast-check";
import { describe, expect, it } from "vitest";
import type { Goal } from "../../../src/check/flow/witness.ts";
import { appOf } from "../../acceptance/run.ts";
import { assertCounting, carriedOn, patience, tape } from "../runs/apps.ts";
import { analysed, withoutConflicts, type Analysed } from "./analysed.ts";
import { nothing } from "./arguments.ts";
import { handlersFor, routersFor, scriptOf, type Decide, type Script, type State } from "./drive.ts";
import { Effects } from "./effects.ts";
import { isHandler, withOptional, writingGraph, type WritingGraph } from "./graph.ts";
import { ranIn, uninterrupted, type Pause } from "./pauses.ts";

type Begin = (node: string, state: State, args: Readonly<Record<string, unknown>>) => void;

/** The output of a run, or nothing if it comes to its limit, and what was wrong on the way. Whoever is asked answers, and a run that is interrupted goes on. */
async function run(graph: WritingGraph, text: string, decide: Decide, go = {}, begin: Begin = () => {}) {
  const plans = new Map(graph.nodes.map((plan) => [plan.name, plan]));
  const pausesOf = (node: string): readonly Pause[] => plans.get(node)?.pauses ?? [];
  const effects = new Effects();
  const wrong: string[] = [];
  let call = 0;
  const handlers = handlersFor(graph, decide, {
    effects,
    begin(node, state, args) {
      wrong.push(...uninterrupted(node, state.go, call, pausesOf));
      begin(node, state, args);
    },
    mark: (node) => ({ [ranIn(node)]: call }),
  });
  const app = await appOf(text, {
    handlers,
    imports: routersFor(graph),
    checkpointer: new MemoryCheckpointer(),
    emit: "script",
  });
  const config = { threadId: "t" };
  const result = await carriedOn(
    () => app.invoke({ go }, config),
    (stopped) => {
      call++;
      const answers = Object.fromEntries((stopped?.interrupts ?? []).map(({ id }) => [id, 1]));
      return Object.keys(answers).length > 0 ? app.resume(answers, config) : app.continue(config);
    },
  );
  if (result !== "limit") wrong.push(...effects.wrong());
  expect(wrong, text).toEqual([]);
  return result === "limit" ? undefined : (result as Record<string, unknown>);
}

/** Decisions that differ from visit to visit, by a seed. */
function atRandom(
  graph: WritingGraph,
  recovering: ReadonlySet<string>,
  seed: number,
): (node: string) => ReturnType<Decide> {
  let at = seed;
  const next = (below: number): number => {
    at = (Math.imul(at, 1_103_515_245) + 12_345) >>> 0;
    return (at >>> 16) % below;
  };
  const entries = [...textEntries(graph), ...graph.routers.keys(), ...graph.nodes.map(({ name }) => name)];
  return (node) => {
    const choices = graph.gotos.get(node);
    const targets = choices?.targets ?? [];
    const chosen = targets.filter(() => next(2) === 0);
    return {
      go: Object.fromEntries(entries.map((entry) => [entry, next(entry.startsWith("pick") ? 8 : 3)])),
      fails: recovering.has(node) && next(4) === 0,
      chosen: choices?.many ? chosen : chosen.length > 0 ? chosen : targets,
      writes: () => next(3) > 0,
    };
  };
}

const textEntries = ({ edges }: WritingGraph): readonly string[] =>
  [...edges.join(" ").matchAll(/go\["(d\d+)"\]/g)].map((match) => match[1] ?? "");

const recoveringIn = ({ edges }: WritingGraph): ReadonlySet<string> =>
  new Set(edges.flatMap((edge) => [...edge.matchAll(/(\w+) on error/g)].map((match) => match[1] ?? "")));

/** What a node is given and is certainly there when it begins. */
function certainFields({ graph, dataFlow }: Analysed, node: string, given: readonly string[]): readonly string[] {
  const symbol = graph.nodes.get(node);
  const fields = [...graph.fields.values()].filter((field) => symbol && dataFlow.before(symbol).has(field));
  return fields.map((field) => field.name).filter((field) => given.includes(field));
}

describe("a generated graph in which nothing is reported", () => {
  it(
    "has what is certain whenever a node begins, writes nothing twice at once, and ends with its outputs",
    patience,
    async () => {
      const counted = { finished: 0, certain: 0, taken: 0 };
      const kinds = { after: 0, ask: 0, "asking handler": 0, before: 0, effect: 0, graph: 0, handler: 0, update: 0 };
      const holds = asyncProperty(tape, nat(1_000_000), async (decisions, seed) => {
        const first = withoutConflicts(writingGraph(decisions));
        const { unwritten } = analysed(first);
        const early = [...unwritten.reads.keys(), ...unwritten.outputs.keys()].map((field) => field.name);
        const graph = withOptional(first, new Set(early));
        const found = analysed(graph);
        expect(
          found.errors.map(({ message }) => message),
          found.text,
        ).toEqual([]);
        for (const { runs, pauses, hasEffect } of graph.nodes) {
          for (const kind of [runs, ...pauses, ...(hasEffect ? (["effect"] as const) : [])]) kinds[kind]++;
        }
        const wrong: string[] = [];
        const decide = atRandom(graph, recoveringIn(graph), seed);
        const begin: Begin = (node, state, args) => {
          const plan = graph.nodes.find(({ name }) => name === node);
          const given = plan?.reads ?? graph.fields.map(({ name }) => name);
          const there = certainFields(found, node, given);
          counted.certain += there.length;
          wrong.push(...there.filter((field) => !(field in state)).map((field) => `${field} before ${node}`));
          if (plan?.takes === undefined || !given.includes(plan.takes)) return;
          counted.taken++;
          if (args["given"] !== (state[plan.takes] ?? nothing)) wrong.push(`${plan.takes} given to ${node}`);
        };
        const output = await run(graph, found.text, decide, decide("").go, begin);
        if (output) {
          counted.finished++;
          for (const { name, isOutput, isOptional } of graph.fields)
            if (isOutput && !isOptional && !(name in output)) wrong.push(`output ${name}`);
        }
        expect(wrong, found.text).toEqual([]);
      });
      await assertCounting(holds, 40, counted, kinds);
    },
  );
});

interface Seen {
  readonly state: object;
  readonly given: unknown;
}

/** Follows a script; behind its end the node `goal` says what it was given, and the run is given up. */
async function drive(graph: WritingGraph, text: string, { input, visits }: Script, goal: string | undefined) {
  const open = new Map([...visits].map(([node, list]) => [node, [...list]]));
  let seen: Seen | undefined;
  const result = await run(
    graph,
    text,
    (node, state, args) => {
      const visit = open.get(node)?.shift();
      if (visit) return visit;
      if (node === goal) seen ??= { state, given: args["given"] };
      return { go: {}, fails: false, chosen: graph.gotos.get(node)?.targets.slice(0, 1) ?? [], writes: () => false };
    },
    input,
  );
  return goal === undefined ? result && { state: result, given: undefined } : seen;
}

/** The node that a report is about: the one that reads, or the one that is entered with an argument. */
function nodeOf({ point }: Goal): string | undefined {
  if (point.kind === "node") return point.node.name;
  return point.kind === "way" && point.way.kind === "node" ? point.way.node.name : undefined;
}

describe("a report of a generated graph", () => {
  it("has a run that shows it: along its path the field is missing", patience, async () => {
    const shown = { reads: 0, arguments: 0, outputs: 0 };
    const holds = asyncProperty(tape, async (decisions) => {
      const graph = withoutConflicts(writingGraph(decisions));
      const { unwritten } = analysed(graph);
      const reports = [...unwritten.reads, ...unwritten.outputs];
      const names = new Set(reports.map(([field]) => field.name));
      const runnable = withOptional(graph, names);
      const { text } = analysed(runnable);
      for (const [field, { steps, goal }] of reports) {
        const node = nodeOf(goal);
        // Only handlers say what they were given.
        if (node !== undefined && !graph.nodes.some((plan) => plan.name === node && isHandler(plan))) continue;
        const seen = await drive(runnable, text, scriptOf(steps, analysed(graph).text, graph), node);
        const place = `${field.name} at ${node ?? "end"} in ${text}`;
        expect(seen, place).toBeDefined();
        if (goal.point.kind === "way") expect(seen?.given, place).toBe(nothing);
        else expect(Object.keys(seen?.state ?? {}), place).not.toContain(field.name);
        shown[goal.point.kind === "way" ? "arguments" : node === undefined ? "outputs" : "reads"]++;
      }
    });
    await assertCounting(holds, 60, shown);
  });
});
