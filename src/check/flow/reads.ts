/** Where a graph needs fields to be there. */
import type * as ast from "../../ast/ast.ts";
import { childrenOf } from "../../ast/children.ts";
import type { FieldSymbol, GraphSymbol, LetSymbol, NodeSymbol } from "../../bind/symbols.ts";
import type { Span } from "../../source/source.ts";
import type { Typing } from "../typing.ts";
import type { Points, Point, WayPoint } from "./points.ts";

/** A condition of which it is known how it came out. */
export interface Guard {
  readonly condition: ast.Expression;
  readonly outcome: boolean;
}

export interface Read {
  readonly field: FieldSymbol;
  readonly point: Point;
  /** Where the text names the field, or the `let` that it is in. */
  readonly span: Span;
  /** What holds where the value is asked for: the left side of `&&`, the condition of `?:`, the arms before. */
  readonly guards: readonly Guard[];
}

/**
 * Every read by `reads`, by the expressions of nodes, and by those of edges. A handler that is given the whole state reads nothing here: what may be absent is
 * absent in its type.
 */
export function readsIn(graph: GraphSymbol, typing: Typing, points: Points): readonly Read[] {
  const found: Read[] = [];
  for (const point of points.inOrder) {
    const add = (field: FieldSymbol, span: Span, guards: readonly Guard[]): void => {
      found.push({ field, point, span, guards });
    };
    if (point.kind === "node") {
      for (const field of point.node.reads ?? []) add(field, placeOfRead(point.node, field), []);
      for (const expression of expressionsOf(point.node)) mentions(expression, typing, add);
    } else if (point.kind === "way") readsOfWay(point, typing, add);
  }
  return found;
}

type Add = (field: FieldSymbol, span: Span, guards: readonly Guard[]) => void;

function readsOfWay({ way }: WayPoint, typing: Typing, add: Add): void {
  switch (way.kind) {
    case "node":
      for (const argument of way.arguments) mentions(argument, typing, add);
      return;
    case "match":
      mentions(way.subject, typing, add);
      return;
    case "when": {
      const guards: Guard[] = [];
      for (const { condition } of way.arms) {
        if (!condition) continue;
        mentions(condition, typing, add, guards);
        guards.push({ condition, outcome: false });
      }
      return;
    }
    case "group":
      for (const { map, condition } of way.members) {
        if (map) mentions(map.list, typing, add);
        if (condition) mentions(condition, typing, add);
      }
      return;
    default:
      return;
  }
}

/** What a node evaluates itself: what it shows, gives a subgraph, and updates. */
export function expressionsOf({ form, update }: NodeSymbol): readonly ast.Expression[] {
  const first = form.kind === "ask" ? form.show : form.kind === "subgraph" ? form.input : undefined;
  return [first, update].filter((expression) => expression !== undefined);
}

/** Calls `add` for every field that an expression reads, also through a `let`, of which each is followed once. */
export function mentions(expression: ast.Expression, typing: Typing, add: Add, guards: readonly Guard[] = []): void {
  const followed = new Set<LetSymbol>();
  let through: Span | undefined;
  const walk = (inner: ast.Expression, holding: readonly Guard[]): void => {
    switch (inner.kind) {
      case "Name": {
        const symbol = typing.names.get(inner);
        if (symbol?.kind === "field") add(symbol, through ?? inner.span, holding);
        if (symbol?.kind !== "let" || followed.has(symbol)) return;
        followed.add(symbol);
        const outer = through;
        through ??= inner.span;
        walk(symbol.value, holding);
        through = outer;
        return;
      }
      case "Binary": {
        const { operator, left, right } = inner;
        walk(left, holding);
        const isLogical = operator === "&&" || operator === "||";
        walk(right, isLogical ? [...holding, { condition: left, outcome: operator === "&&" }] : holding);
        return;
      }
      case "Conditional":
        walk(inner.condition, holding);
        walk(inner.then, [...holding, { condition: inner.condition, outcome: true }]);
        walk(inner.otherwise, [...holding, { condition: inner.condition, outcome: false }]);
        return;
      default:
        for (const child of childrenOf(inner)) walk(child, holding);
    }
  };
  walk(expression, guards);
}

function placeOfRead({ node }: NodeSymbol, field: FieldSymbol): Span {
  for (const option of node.options) {
    if (option.kind !== "ReadsOption") continue;
    for (const { name, span } of option.fields) if (name === field.name) return span;
  }
  return node.name.span;
}
