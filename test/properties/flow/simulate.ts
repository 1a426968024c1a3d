/** Runs a linked flow with arbitrary choices, as the runtime does, but without state. */
import type { Flow, FlowMember, GroupWay, Way } from "../../../src/bind/flow.ts";
import type { NodeSymbol } from "../../../src/bind/symbols.ts";
import type { Tape } from "./generate.ts";

export interface Run {
  /** Whether the main path ended within the limit. */
  readonly finished: boolean;
  /** How often the main path ended. */
  readonly ends: number;
  /** Of each group that was entered, how often it was left. */
  readonly joins: readonly number[];
  /** Steps that ran in another place than the flow says. */
  readonly misplaced: readonly string[];
}

/** One entering of a group. */
interface Instance {
  readonly way: GroupWay;
  readonly parent: Path;
  live: number;
  joins: number;
}

/** A path: the main one, or one of an instance's. Bounds are counted per path. */
interface Path {
  readonly of: Instance | undefined;
  readonly place: readonly FlowMember[];
  readonly counts: Map<number, number>;
}

export function simulate(flow: Flow, tape: Tape, limit = 2_000): Run {
  const ready: { readonly node: NodeSymbol; readonly path: Path }[] = [];
  const instances: Instance[] = [];
  const misplaced: string[] = [];
  let ends = 0;

  const end = (instance: Instance | undefined): void => {
    if (!instance) {
      ends++;
      return;
    }
    instance.live--;
    if (instance.live > 0) return;
    instance.joins++;
    go(instance.way.then, instance.parent);
  };

  const enter = (way: GroupWay, parent: Path): void => {
    // One more is alive while the members start, so that an empty group is left at once.
    const instance: Instance = { way, parent, live: 1, joins: 0 };
    instances.push(instance);
    for (const member of way.members) {
      const mayBeLeftOut = member.condition !== undefined || way.router !== undefined || way.chosenByHandler;
      const count = member.map ? tape.next(3) : mayBeLeftOut ? tape.next(2) : 1;
      for (let i = 0; i < count; i++) {
        instance.live++;
        go(member.way, { of: instance, place: [...parent.place, member], counts: new Map() });
      }
    }
    end(instance);
  };

  const go = (way: Way, path: Path): void => {
    switch (way.kind) {
      case "end":
        return end(path.of);
      case "node":
        ready.push({ node: way.node, path });
        return;
      case "group":
        return enter(way, path);
      case "bound": {
        const count = path.counts.get(way.counter) ?? 0;
        path.counts.set(way.counter, count + 1);
        return go(count < way.max ? way.way : way.otherwise, path);
      }
      default: {
        const choices: readonly { readonly way: Way }[] = "arms" in way ? way.arms : way.targets;
        const chosen = choices[tape.next(choices.length)];
        if (chosen) go(chosen.way, path);
      }
    }
  };

  if (flow.start) go(flow.start, { of: undefined, place: [], counts: new Map() });
  let steps = 0;
  for (let next = ready.shift(); next && steps < limit; next = ready.shift()) {
    steps++;
    const { node, path } = next;
    const place = flow.places.get(node);
    if (place?.length !== path.place.length || place.some((member, i) => member !== path.place[i]))
      misplaced.push(node.name);
    const recovery = flow.onError.get(node);
    const way = recovery && tape.next(4) === 0 ? recovery : flow.out.get(node);
    if (way) go(way, path);
  }
  return { finished: steps < limit, ends, joins: instances.map((instance) => instance.joins), misplaced };
}
