/** Runs a linked flow one member after the other, by the rules of the language alone: what the runtime must compute, whatever finishes first. */
import type { Flow, FlowMember, GroupWay, Way } from "../../../src/bind/flow.ts";
import type { NodeSymbol } from "../../../src/bind/symbols.ts";
import { chooseMany, chooseOne, decisions, fold, type RunnableGraph } from "./graph.ts";

export interface State {
  readonly seed: number;
  readonly log: readonly string[];
}

export interface Update {
  readonly seed: number;
  readonly log: readonly string[];
}

export const updateOf = (graph: RunnableGraph, node: string): Update => ({
  seed: graph.nodes.indexOf(node) + 1,
  log: [node],
});

export const fails = (graph: RunnableGraph, node: string, seed: number): boolean =>
  graph.recovering.has(node) && (seed + graph.nodes.indexOf(node)) % 4 === 0;

const apply = (state: State, update: Update): State => ({
  seed: fold(state.seed, update.seed),
  log: [...state.log, ...update.log],
});

export class LimitReached extends Error {}

/** One path: its state, what it has added, the steps behind it, and its bounds. */
interface Path {
  state: State;
  readonly updates: Update[];
  steps: number;
  readonly counts: Map<number, number>;
}

export function runModel(graph: RunnableGraph, flow: Flow, seed: number, limit: number): State {
  const follow = (start: Way, path: Path): void => {
    let way: Way | undefined = start;
    while (way !== undefined) way = advance(way, path);
  };

  /** The way after this one, or nothing at the end of the path. */
  const advance = (way: Way, path: Path): Way | undefined => {
    switch (way.kind) {
      case "end":
        return undefined;
      case "node":
        return step(way.node, path);
      case "group":
        return join(way, path, way.router ? chosenBy(way.router.name, path) : undefined);
      case "bound": {
        const count = path.counts.get(way.counter) ?? 0;
        path.counts.set(way.counter, count + 1);
        return count < way.max ? way.way : way.otherwise;
      }
      case "when":
        return way.arms.find((arm) => arm.condition === undefined || decisions.flag(path.state.seed))?.way;
      case "match": {
        const kind = decisions.kind(path.state.seed);
        const fits = way.arms.find(
          ({ patterns }) => patterns?.some((pattern) => "value" in pattern && pattern.value === kind) ?? true,
        );
        return fits?.way;
      }
      case "route": {
        const [name] = chosenBy(way.router.name, path);
        return way.targets.find((target) => target.name === name)?.way;
      }
      case "goto":
        throw new Error("A goto is followed with its node.");
    }
  };

  const chosenBy = (router: string, path: Path): readonly string[] => {
    const { many, targets } = graph.routers.get(router) ?? { many: false, targets: [] };
    return many ? chooseMany(targets, path.state.seed) : [chooseOne(targets, path.state.seed)];
  };

  const step = (node: NodeSymbol, path: Path): Way | undefined => {
    if (path.steps >= limit) throw new LimitReached();
    path.steps++;
    const { seed: before } = path.state;
    if (fails(graph, node.name, before)) return flow.onError.get(node);
    const update = updateOf(graph, node.name);
    path.state = apply(path.state, update);
    path.updates.push(update);
    const out = flow.out.get(node);
    const going = graph.gotos.get(node.name);
    if (!going || out === undefined) return out;
    if (out.kind === "goto") {
      const name = chooseOne(going.targets, before);
      return out.targets.find((target) => target.name === name)?.way;
    }
    if (out.kind === "group") return join(out, path, chooseMany(going.targets, before));
    throw new Error("A goto is one of several, or a group.");
  };

  const join = (group: GroupWay, path: Path, chosen: readonly string[] | undefined): Way => {
    const entry = path.state;
    const before = path.steps;
    const updates: Update[] = [];
    for (const member of group.members) {
      for (const _ of started(member, entry.seed, chosen)) {
        const inner: Path = { state: entry, updates: [], steps: before, counts: new Map() };
        follow(member.way, inner);
        updates.push(...inner.updates);
        path.steps = Math.max(path.steps, inner.steps);
      }
    }
    for (const update of updates) {
      path.state = apply(path.state, update);
      path.updates.push(update);
    }
    return group.then;
  };

  const started = (member: FlowMember, seed: number, chosen: readonly string[] | undefined): readonly number[] => {
    if (chosen) return member.way.kind === "node" && chosen.includes(member.way.node.name) ? [0] : [];
    if (member.condition !== undefined && !decisions.flag(seed)) return [];
    return member.map ? decisions.list(seed) : [0];
  };

  const main: Path = { state: { seed, log: [] }, updates: [], steps: 0, counts: new Map() };
  if (flow.start) follow(flow.start, main);
  return main.state;
}
