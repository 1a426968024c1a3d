import type { GroupWay, Way } from "../bind/flow.ts";
import type { GraphSymbol, NodeSymbol } from "../bind/symbols.ts";
import { partsOf } from "../bind/walk.ts";
import { components } from "../bind/components.ts";

/** Where the flow of a graph is not connected. Empty where a statement could not be read, because an edge may stand there; and where an arm is missing, no node is said to be, because it may lead there. */
export interface LooseEnds {
  /** Nodes without a way out; those at the ends of one branch together, because they lack one thing: what follows the branch. */
  readonly nodes: readonly (readonly [NodeSymbol, ...NodeSymbol[]])[];
  /** Groups that nothing follows. */
  readonly groups: readonly GroupWay[];
  /** Unreached nodes that nothing unreached leads to; several where they lead to each other. In the order of declaration. */
  readonly unreached: readonly (readonly [NodeSymbol, ...NodeSymbol[]])[];
  /** The node that most likely comes next where there is one loose end and one stretch of unreached nodes: then one edge is missing. */
  readonly missingTarget?: NodeSymbol;
}

export function looseEnds(graph: GraphSymbol, lacksArm: boolean): LooseEnds {
  if (graph.node.incomplete) return { nodes: [], groups: [], unreached: [] };
  const { openGroups, crossings, unknown, written } = graph.flow.findings;
  const loose = lacksArm ? [] : nodesWithoutWay(graph);
  // An edge that leaves what is no node may be the one that is missing.
  const nodes = loose.length === 1 && unknown.some((node) => written.has(node)) ? [] : loose;
  // Members that go on together behind a group say already what is wrong with it.
  const crossed = new Set(crossings.flatMap(({ first, second }) => [...first.groups, ...second.groups]));
  const groups = openGroups.filter((group) => !crossed.has(group));
  const unreached = graph.flow.start && !lacksArm ? unreachedStretches(graph) : [];
  const [end, ...moreEnds] = [...nodes, ...groups];
  const [stretch, ...moreStretches] = unreached;
  const isOneEdge = moreEnds.length === 0 && moreStretches.length === 0;
  return { nodes, groups, unreached, ...(end && stretch && isOneEdge && { missingTarget: stretch[0] }) };
}

function nodesWithoutWay({ nodes, flow }: GraphSymbol): LooseEnds["nodes"] {
  const { written, falls, stops, meant } = flow.findings;
  const together = new Map<object, [NodeSymbol, ...NodeSymbol[]]>();
  for (const node of nodes.values()) {
    const stop = stops.get(node)?.[0];
    if (!stop || written.has(node) || falls.has(node) || meant.has(node)) continue;
    const key = stop.branch ?? stop;
    const others = together.get(key);
    if (others) others.push(node);
    else together.set(key, [node]);
  }
  return [...together.values()];
}

function unreachedStretches({ nodes, flow }: GraphSymbol): LooseEnds["unreached"] {
  const { places, findings } = flow;
  const left = new Set([...nodes.values()].filter((node) => !places.has(node) && !findings.reachedOtherwise.has(node)));
  const next = new Map<NodeSymbol, readonly NodeSymbol[]>();
  for (const node of left) {
    const exits = [findings.written, findings.falls, findings.errorEdges].flatMap((map) => map.get(node) ?? []);
    const targets = nodesIn(exits.map((exit) => exit.way));
    next.set(
      node,
      targets.filter((target) => left.has(target)),
    );
  }

  const found: [NodeSymbol, ...NodeSymbol[]][] = [];
  const led = new Set<NodeSymbol>();
  // What leads to others comes before them.
  for (const stretch of components(left, (node) => next.get(node) ?? []).toReversed()) {
    const isLed = stretch.some((node) => led.has(node));
    for (const node of stretch) for (const target of next.get(node) ?? []) led.add(target);
    const [first, ...more] = stretch.toSorted((a, b) => a.index - b.index);
    if (first && !isLed) found.push([first, ...more]);
  }
  return found.toSorted(([a], [b]) => a.index - b.index);
}

function nodesIn(ways: readonly Way[]): readonly NodeSymbol[] {
  const found: NodeSymbol[] = [];
  for (const part of partsOf(...ways)) if (part.kind === "node") found.push(part.node);
  return found;
}
