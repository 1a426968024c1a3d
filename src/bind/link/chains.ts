import type * as ast from "../../ast/ast.ts";

/** A chain and the edge that it is part of; `outermost` where the chain is the edge's own. */
export interface PlacedChain {
  readonly chain: ast.Chain;
  readonly edge: ast.Edge;
  readonly outermost: boolean;
}

/** Every chain of a graph, a chain before those inside its steps. */
export function* chainsOf(graph: ast.Graph): Generator<PlacedChain> {
  for (const edge of graph.statements) {
    if (edge.kind !== "Edge") continue;
    const open: ast.Chain[] = [edge.chain];
    for (let chain = open.pop(); chain; chain = open.pop()) {
      yield { chain, edge, outermost: chain === edge.chain };
      for (const step of chain.steps) open.push(...chainsInside(step));
    }
  }
}

/** Every step of a graph's edges. */
export function* stepsOf(graph: ast.Graph): Generator<ast.Step> {
  for (const { chain } of chainsOf(graph)) yield* chain.steps;
}

/** The chains of a step's members or arms. */
function chainsInside(step: ast.Step): readonly ast.Chain[] {
  if (step.kind === "Group") return step.members.map((member) => member.chain);
  if (step.kind === "Match" || step.kind === "When") return step.arms.map((arm) => arm.chain);
  return [];
}

/** Every place where the edges of a graph name a node, `start` or `end`, in textual order. */
export function namesInFlow(graph: ast.Graph): readonly ast.Identifier[] {
  const found: ast.Identifier[] = [];
  for (const { chain, edge, outermost } of chainsOf(graph)) {
    if (outermost) found.push(...edge.sources);
    for (const step of chain.steps) {
      if (step.kind === "Target") found.push(step.name);
      if (step.kind === "Route" || step.kind === "Goto") found.push(...step.choices.targets);
    }
    if (chain.bound) found.push(chain.bound.otherwise);
  }
  return inTextualOrder(found);
}

/** The router of every `route`, in textual order. */
export function routersInFlow(graph: ast.Graph): readonly ast.Identifier[] {
  const found: ast.Identifier[] = [];
  for (const step of stepsOf(graph)) if (step.kind === "Route") found.push(step.router);
  return inTextualOrder(found);
}

/** Every `max n then y` with its number, in textual order. */
export function boundsInFlow(graph: ast.Graph): ReadonlyMap<ast.Bound, number> {
  const found: ast.Bound[] = [];
  for (const { chain } of chainsOf(graph)) if (chain.bound) found.push(chain.bound);
  return new Map(inTextualOrder(found).map((bound, index) => [bound, index]));
}

function inTextualOrder<N extends ast.AnyNode>(nodes: readonly N[]): readonly N[] {
  return nodes.toSorted((a, b) => a.span.start - b.span.start);
}
