/** What has been written where: of each field, whether it is there on every path to a point, and whether any path writes it. */
import type * as ast from "../../ast/ast.ts";
import type { FieldSymbol, GraphSymbol, Module, NodeSymbol } from "../../bind/symbols.ts";
import { presenceOf, untouchedOf } from "./effects.ts";
import { pointsOf, type Point, type Points } from "./points.ts";
import { solve, type Effect } from "./solve.ts";

/** The fields that are there. */
export interface FieldSet {
  has(field: FieldSymbol): boolean;
}

export interface DataFlow {
  readonly points: Points;
  /** Whether a field is there on every path to a point: it has been written, begins with a value, or is a required input. True where no path leads. */
  isCertain(point: Point, field: FieldSymbol): boolean;
  /** Whether on some path something writes a field before a point. */
  isPossible(point: Point, field: FieldSymbol): boolean;
  /** What is certain when a node begins. */
  before(node: NodeSymbol): FieldSet;
  /** What is certain where a step of an edge is evaluated. */
  at(step: ast.Step): FieldSet;
  /** What a node's update does to the fields of these indices. */
  effectOf(node: NodeSymbol): Effect;
}

export function dataFlowOf(graph: GraphSymbol, module: Module): DataFlow {
  const points = pointsOf(graph.flow);
  const presence = presenceOf(graph, module);
  const isThere = solve(points, presence);
  // Only reports ask for it.
  let isUntouched: ReturnType<typeof solve> | undefined;
  const steps = new Map<object, Point>();
  for (const [way, point] of points.ways) if (way.kind !== "end" && way.at) steps.set(way.at, point);
  const setAt = (point: Point | undefined): FieldSet => ({ has: (field) => isThere(point, field.index) });
  return {
    points,
    isCertain: (point, field) => isThere(point, field.index),
    isPossible: (point, field) => !(isUntouched ??= solve(points, untouchedOf(graph)))(point, field.index),
    before: (node) => setAt(points.nodes.get(node)),
    at: (step) => setAt(steps.get(step)),
    effectOf: presence.effectOf,
  };
}
