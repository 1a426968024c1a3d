import type { Source } from "../../source/source.ts";
import type { Exit, Way } from "../flow.ts";
import type { NodeSymbol } from "../symbols.ts";
import type { WrittenFlow } from "./ways.ts";

/** Which of the ways that the text gives a node is its way out. */
export interface Exits {
  /** Of the nodes that have exactly one. */
  readonly out: ReadonlyMap<NodeSymbol, Way>;
  readonly start?: Way;
  readonly onError: ReadonlyMap<NodeSymbol, Way>;
  /** Different ways only. */
  readonly falls: ReadonlyMap<NodeSymbol, readonly Exit[]>;
  /** Ways out that are not among those above, because there are several for one node. */
  readonly others: readonly Way[];
}

/** What is written counts; else what the node falls into. The first of several is taken where one is needed to go on. */
export function chooseExits(text: WrittenFlow, source: Source): Exits {
  const out = new Map<NodeSymbol, Way>();
  const others: Way[] = [];
  const take = (into: Map<NodeSymbol, Way>, node: NodeSymbol, exits: readonly Exit[]): void => {
    const [first, ...rest] = exits;
    if (first && rest.length === 0) into.set(node, first.way);
    else others.push(...exits.map((exit) => exit.way));
  };

  const falls = new Map<NodeSymbol, readonly Exit[]>();
  for (const [node, exits] of text.falls) falls.set(node, different(exits, source));
  for (const [node, exits] of text.written) take(out, node, exits);
  for (const [node, exits] of falls) if (!text.written.has(node)) take(out, node, exits);
  const onError = new Map<NodeSymbol, Way>();
  for (const [node, exits] of text.errorEdges) take(onError, node, exits);

  const [start, ...more] = text.starts;
  others.push(...more.map((exit) => exit.way));
  return { out, ...(start && { start: start.way }), onError, falls, others };
}

/** One exit for each way that differs from those before: by target and arguments where a way is a node or the end, else by place in the text. */
export function different(exits: readonly Exit[], source: Source): readonly Exit[] {
  const found = new Map<string | Way, Exit>();
  for (const exit of exits) {
    const key = keyOf(exit.way, source);
    if (!found.has(key)) found.set(key, exit);
  }
  return [...found.values()];
}

function keyOf(way: Way, source: Source): string | Way {
  if (way.kind === "end") return "end";
  if (way.kind !== "node") return way;
  const texts = way.arguments.map(({ span }) => source.text.slice(span.start, span.end));
  return `${way.node.name}(${texts.join(", ")})`;
}
