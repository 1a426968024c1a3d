/** Fields that must be there and are not on some path. */
import type { FieldSymbol, GraphSymbol } from "../../bind/symbols.ts";
import type { Typing } from "../typing.ts";
import { ClaimBook } from "./claims.ts";
import type { Doubts } from "./doubts.ts";
import type { DataFlow } from "./data-flow.ts";
import type { EndPoint, Point } from "./points.ts";
import { goesRound, nodesOn } from "./path-text.ts";
import { readsIn, type Read } from "./reads.ts";
import { WitnessSearch, type Goal, type PathStep, type Witness } from "./witness.ts";

/** What is read or given out although a path to it does not write it; each with a shortest such path. */
export interface Unwritten {
  /** For each field the read that is reached first; `others` are the further places that may read it too early. */
  readonly reads: ReadonlyMap<FieldSymbol, Witness<Read> & { readonly others: readonly Read[] }>;
  /** Outputs at the end of the run. A field among `reads` is not among them. */
  readonly outputs: ReadonlyMap<FieldSymbol, Witness<Goal & { readonly point: EndPoint }>>;
}

/**
 * Fields with `?` are not looked at: what they are not is part of their type. A path whose conditions contradict each other, or that depends on a count of
 * visits which cannot be followed, shows nothing.
 */
export function unwrittenIn(graph: GraphSymbol, typing: Typing, doubts: Doubts): Unwritten {
  const reads = new Map<FieldSymbol, Witness<Read> & { readonly others: readonly Read[] }>();
  const outputs = new Map<FieldSymbol, Witness<Goal & { readonly point: EndPoint }>>();
  const dataFlow = typing.dataFlows.get(graph);
  const fields = [...graph.fields.values()].filter(
    (field) => !field.optional && !field.default && !field.input && !field.node.reduce && !doubts.isDoubtful(field),
  );
  if (!dataFlow || doubts.isLost || fields.length === 0) return { reads, outputs };

  const all = readsIn(graph, typing, dataFlow.points);
  const isSound = ({ guards }: Read): boolean => guards.every(({ condition }) => doubts.isKnown(condition));
  const early = new Map<FieldSymbol, Read[]>(fields.map((field) => [field, []]));
  for (const read of all)
    if (!dataFlow.isCertain(read.point, read.field) && isSound(read)) early.get(read.field)?.push(read);
  const end = dataFlow.points.ends.get(undefined);
  const isMissedAtEnd = (field: FieldSymbol): boolean =>
    end !== undefined && field.output && !dataFlow.isCertain(end, field);
  const missed = [...early].filter(([field, goals]) => goals.length > 0 || isMissedAtEnd(field));
  if (missed.length === 0) return { reads, outputs };

  const searchWith = (least: 1 | 2): WitnessSearch =>
    new WitnessSearch(graph, dataFlow, doubts, new ClaimBook(graph, typing, dataFlow.points.inOrder, all, least));
  const quick = searchWith(2);
  let thorough: WitnessSearch | undefined;
  const paths = new KnownPaths(dataFlow);
  const find = <G extends Goal>(field: FieldSymbol, goals: readonly G[]): Witness<G> | undefined => {
    const known = paths.find(field, goals);
    if (known) return known;
    let found = quick.find(field, goals);
    if (found && goesRound(found.steps)) found = (thorough ??= searchWith(1)).find(field, goals);
    if (found) paths.add(found);
    return found;
  };
  for (const [field, goals] of missed) {
    const read = goals.length > 0 ? find(field, goals) : undefined;
    if (read) reads.set(field, { ...read, others: goals.filter((other) => other.span !== read.goal.span) });
    else if (end && isMissedAtEnd(field)) {
      const output = find(field, [{ point: end, guards: [] as const }]);
      if (output) outputs.set(field, output);
    }
  }
  return { reads, outputs };
}

/** The first path that was found to each place. Where many fields are missing, it mostly shows each of them. */
class KnownPaths {
  readonly #dataFlow: DataFlow;
  readonly #found = new Map<Point, { readonly steps: readonly PathStep[]; readonly brought: ReadonlySet<number> }>();

  constructor(dataFlow: DataFlow) {
    this.#dataFlow = dataFlow;
  }

  add({ goal, steps }: Witness<Goal>): void {
    if (this.#found.has(goal.point)) return;
    const brought = new Set<number>();
    for (const { node, isFailing } of nodesOn(steps)) {
      if (!isFailing) for (const index of this.#dataFlow.effectOf(node).brings) brought.add(index);
    }
    this.#found.set(goal.point, { steps, brought });
  }

  find<G extends Goal>(field: FieldSymbol, [goal, ...others]: readonly G[]): Witness<G> | undefined {
    const known = goal && others.length + goal.guards.length === 0 ? this.#found.get(goal.point) : undefined;
    return goal && known && !known.brought.has(field.index) ? { goal, steps: known.steps } : undefined;
  }
}
