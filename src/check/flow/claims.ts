/** What the conditions and updates on one path say of values, as far as they can contradict each other. */
import type * as ast from "../../ast/ast.ts";
import { childrenOf } from "../../ast/children.ts";
import { writesOf } from "../../bind/effects.ts";
import type { FieldSymbol, GraphSymbol, NodeSymbol } from "../../bind/symbols.ts";
import type { Typing } from "../typing.ts";
import type { Point } from "./points.ts";
import { anyNumber, isEmpty, mirrored, narrowed, opposite, type Bound, type NumberRange } from "./number-range.ts";
import type { Guard, Read } from "./reads.ts";

type Value = string | number | bigint | boolean | null;

/** What a text stands for: one value, none of some, or a number in a range. */
type Claim = { readonly is: Value } | { readonly not: readonly Value[] } | { readonly within: NumberRange };

/** By the text of what is claimed, without superfluous white space. */
export type Claims = ReadonlyMap<string, Claim>;

/** What conditions are decided on. */
export interface Situation {
  readonly claims: Claims;
  /** How often nodes were left on this path; of those that `visits` asks for. */
  readonly visits: ReadonlyMap<string, number>;
}

/**
 * The claims that matter in a graph: texts that occur in so many conditions, or that updates and defaults give a literal. On a path without rounds two occurrences are
 * needed for a contradiction.
 */
export class ClaimBook {
  readonly atStart: Claims;
  /** For each node that `visits` is compared with a number, the number from which on counting changes nothing. */
  readonly visited = new Map<string, number>();
  readonly #typing: Typing;
  readonly #text: string;
  readonly #graph: GraphSymbol;
  #given: ReadonlySet<string> | undefined;
  /** The fields that the value of a text depends on. */
  readonly #tracked = new Map<string, ReadonlySet<FieldSymbol>>();

  constructor(graph: GraphSymbol, typing: Typing, points: readonly Point[], reads: readonly Read[], least: 1 | 2) {
    this.#graph = graph;
    this.#typing = typing;
    this.#text = graph.source.text;
    const counts = new Map<string, number>();
    const count = (atom: ast.Expression, isOrder = false): void => {
      const key = isOrder ? orderKey(this.#keyOf(atom)) : this.#keyOf(atom);
      counts.set(key, (counts.get(key) ?? 0) + 1);
      const isGiven = !isOrder && atom.kind === "Name" && this.#isGivenLiteral(atom);
      if ((counts.get(key) ?? 0) + (isGiven ? 1 : 0) >= least && !this.#tracked.has(key)) {
        const fields = this.#fieldsOf(atom);
        if (fields) this.#tracked.set(key, fields);
      }
    };
    const seen = new Set<ast.Expression>();
    const look = (condition: ast.Expression): void => {
      if (!seen.has(condition)) this.#atoms(condition, count);
      seen.add(condition);
    };
    for (const point of points) {
      if (point.kind !== "way") continue;
      const { way } = point;
      if (way.kind === "match") count(way.subject);
      if (way.kind === "when") for (const { condition } of way.arms) if (condition) look(condition);
      if (way.kind === "group") for (const { condition } of way.members) if (condition) look(condition);
    }
    for (const { guards } of reads) for (const { condition } of guards) look(condition);
    this.atStart = this.#claimsAtStart();
  }

  /** The claims if a condition comes out like this; nothing if they contradict each other, or if it cannot be decided because it counts visits. */
  assume({ condition, outcome }: Guard, situation: Situation): Claims | undefined {
    const { claims } = situation;
    const both = (first: Guard, second: Guard): Claims | undefined => {
      const after = this.assume(first, situation);
      return after && this.assume(second, { ...situation, claims: after });
    };
    switch (condition.kind) {
      case "BooleanLiteral":
        return condition.value === outcome ? claims : undefined;
      case "Unary":
        if (condition.operator === "!")
          return this.assume({ condition: condition.operand, outcome: !outcome }, situation);
        break;
      case "Binary": {
        const { operator, left, right } = condition;
        if (operator === "&&" || operator === "||") {
          const all = operator === "&&";
          if (outcome === all) return both({ condition: left, outcome: all }, { condition: right, outcome: all });
          return (
            this.assume({ condition: left, outcome: !all }, situation) ??
            both({ condition: left, outcome: all }, { condition: right, outcome: !all })
          );
        }
        const visits = visitsComparison(condition);
        if (visits) return visits.holds(situation.visits.get(visits.node) ?? 0) === outcome ? claims : undefined;
        const compared = comparisonOf(condition);
        if (compared && !countsVisits(compared.subject)) {
          return this.claim(compared.subject, [compared.value], outcome === compared.isEqual, claims);
        }
        break;
      }
      case "Name": {
        const symbol = this.#typing.names.get(condition);
        if (symbol?.kind === "let") return this.assume({ condition: symbol.value, outcome }, situation);
        break;
      }
      default:
        break;
    }
    if (countsVisits(condition)) return undefined;
    const order = condition.kind === "Binary" ? orderOf(condition) : undefined;
    if (order) return this.#claimOrder(order, outcome, claims);
    return this.#claimKey(this.#keyOf(condition), [true], outcome, claims);
  }

  #claimOrder({ subject, bound }: Order, outcome: boolean, claims: Claims): Claims | undefined {
    const key = orderKey(this.#keyOf(subject));
    if (!this.#tracked.has(key)) return claims;
    const known = claims.get(key);
    const range = narrowed(known && "within" in known ? known.within : anyNumber, outcome ? bound : opposite(bound));
    return isEmpty(range) ? undefined : new Map(claims).set(key, { within: range });
  }

  /** The claims if a value is, or is not, one of some; nothing if they contradict each other. */
  claim(subject: ast.Expression, values: readonly Value[], isOne: boolean, claims: Claims): Claims | undefined {
    return this.#claimKey(this.#keyOf(subject), values, isOne, claims);
  }

  #claimKey(key: string, values: readonly Value[], isOne: boolean, claims: Claims): Claims | undefined {
    if (!this.#tracked.has(key)) return claims;
    const known = claims.get(key);
    if (known && "within" in known) return claims;
    if (known && "is" in known) return values.includes(known.is) === isOne ? claims : undefined;
    const excluded = known?.not ?? [];
    if (!isOne) return new Map(claims).set(key, { not: [...new Set([...excluded, ...values])] });
    const left = values.filter((value) => !excluded.includes(value));
    const [only, ...others] = left;
    if (only === undefined) return undefined;
    return others.length === 0 ? new Map(claims).set(key, { is: only }) : claims;
  }

  /** What is left of claims when fields have got values that are not known. */
  without(fields: Iterable<FieldSymbol>, claims: Claims): Claims {
    if (claims.size === 0) return claims;
    const changed = new Set(fields);
    const kept = [...claims].filter(([key]) => {
      for (const field of this.#tracked.get(key) ?? []) if (changed.has(field)) return false;
      return true;
    });
    return kept.length === claims.size ? claims : new Map(kept);
  }

  /** The claims behind an update. */
  after(node: NodeSymbol, claims: Claims): Claims {
    if (this.#tracked.size === 0) return claims;
    const written = writesOf(node, this.#graph).map(({ field }) => field);
    const kept = this.without(written, claims);
    const given = fieldsGivenLiterals(node.update).filter(
      ([name]) => this.#tracked.has(name) && !this.#graph.fields.get(name)?.node.reduce,
    );
    return given.length === 0 ? kept : new Map([...kept, ...given.map(([name, is]) => [name, { is }] as const)]);
  }

  #claimsAtStart(): Claims {
    const claims = new Map<string, Claim>();
    for (const field of this.#graph.fields.values()) {
      if (field.input || !this.#tracked.has(field.name)) continue;
      const value = field.default ? valueOf(field.default) : null;
      if (value !== undefined) claims.set(field.name, { is: value });
    }
    return claims;
  }

  /** Whether defaults or updates may give a field a literal; what begins without a value begins with `null`. */
  #isGivenLiteral(name: ast.Name): boolean {
    const symbol = this.#typing.names.get(name);
    if (symbol?.kind !== "field") return false;
    this.#given ??= new Set(
      [...this.#graph.nodes.values()].flatMap(({ update }) => fieldsGivenLiterals(update).map(([name]) => name)),
    );
    return !symbol.input || this.#given.has(symbol.name);
  }

  #atoms(condition: ast.Expression, see: (atom: ast.Expression, isOrder?: boolean) => void): void {
    if (condition.kind === "Unary" && condition.operator === "!") return this.#atoms(condition.operand, see);
    if (condition.kind === "Binary") {
      const { operator, left, right } = condition;
      if (operator === "&&" || operator === "||") {
        this.#atoms(left, see);
        return this.#atoms(right, see);
      }
      const visits = visitsComparison(condition);
      if (visits) {
        this.visited.set(visits.node, Math.max(this.visited.get(visits.node) ?? 0, visits.limit));
        return;
      }
      const compared = comparisonOf(condition);
      if (compared) return see(compared.subject);
      const order = orderOf(condition);
      if (order) return see(order.subject, true);
    }
    if (condition.kind === "Name") {
      const symbol = this.#typing.names.get(condition);
      if (symbol?.kind === "let") return this.#atoms(symbol.value, see);
    }
    see(condition);
  }

  #keyOf(expression: ast.Expression): string {
    const symbol = expression.kind === "Name" ? this.#typing.names.get(expression) : undefined;
    const { span } = symbol?.kind === "let" ? symbol.value : expression;
    return this.#text.slice(span.start, span.end).replaceAll(/\s+/g, " ");
  }

  /** Nothing where the value depends on more than fields. */
  #fieldsOf(expression: ast.Expression): ReadonlySet<FieldSymbol> | undefined {
    const fields = new Set<FieldSymbol>();
    const open: ast.Expression[] = [expression];
    const seen = new Set<ast.Expression>();
    for (let inner = open.pop(); inner; inner = open.pop()) {
      if (seen.has(inner)) continue;
      seen.add(inner);
      if (inner.kind === "Call" && inner.callee.name === "visits") return undefined;
      open.push(...childrenOf(inner));
      if (inner.kind !== "Name") continue;
      const symbol = this.#typing.names.get(inner);
      if (symbol?.kind === "field") fields.add(symbol);
      else if (symbol?.kind === "let") open.push(symbol.value);
      else if (!(symbol?.kind === "variable" && symbol.of === "lambda")) return undefined;
    }
    return fields;
  }
}

function fieldsGivenLiterals(update: ast.ObjectExpression | undefined): readonly (readonly [string, Value])[] {
  return (update?.properties ?? []).flatMap((property) => {
    const value = property.kind === "Property" ? valueOf(property.value) : undefined;
    return property.kind === "Property" && value !== undefined ? [[property.name.name, value] as const] : [];
  });
}

/** The key of what is claimed of the order of a value, which says nothing of the value itself. */
const orderKey = (key: string): string => `${key} #`;

interface Order {
  readonly subject: ast.Expression;
  readonly bound: Bound;
}

/** `score >= 8`, either way round. */
function orderOf({ operator, left, right }: ast.Binary): Order | undefined {
  if (operator !== "<" && operator !== "<=" && operator !== ">" && operator !== ">=") return undefined;
  if (right.kind === "NumberLiteral") return { subject: left, bound: { operator, number: right.value } };
  if (left.kind === "NumberLiteral")
    return { subject: right, bound: { operator: mirrored[operator], number: left.value } };
  return undefined;
}

function comparisonOf({ operator, left, right }: ast.Binary) {
  if (operator !== "==" && operator !== "!=") return undefined;
  const [onLeft, onRight] = [valueOf(left), valueOf(right)];
  const isEqual = operator === "==";
  if (onRight !== undefined) return { subject: left, value: onRight, isEqual };
  return onLeft === undefined ? undefined : { subject: right, value: onLeft, isEqual };
}

const comparisons: Readonly<Partial<Record<ast.BinaryOperator, (a: number, b: number) => boolean>>> = {
  "<": (a, b) => a < b,
  "<=": (a, b) => a <= b,
  ">": (a, b) => a > b,
  ">=": (a, b) => a >= b,
  "==": (a, b) => a === b,
  "!=": (a, b) => a !== b,
};

/** `visits(node) >= 3`, either way round. */
function visitsComparison({ operator, left, right }: ast.Binary) {
  const compare = comparisons[operator];
  const [onLeft, onRight] = [visitedNode(left), visitedNode(right)];
  if (!compare) return undefined;
  if (onLeft !== undefined && right.kind === "NumberLiteral") {
    const { value } = right;
    return { node: onLeft, limit: value + 1, holds: (count: number) => compare(count, value) };
  }
  if (onRight === undefined || left.kind !== "NumberLiteral") return undefined;
  const { value } = left;
  return { node: onRight, limit: value + 1, holds: (count: number) => compare(value, count) };
}

function visitedNode(expression: ast.Expression): string | undefined {
  if (expression.kind !== "Call" || expression.callee.name !== "visits") return undefined;
  const [node] = expression.arguments;
  return node?.kind === "Name" ? node.name : undefined;
}

function countsVisits(expression: ast.Expression): boolean {
  return visitedNode(expression) !== undefined || childrenOf(expression).some(countsVisits);
}

/** A claim as text, which is the same only for the same claim. */
export function describe(claim: Claim): string {
  if ("within" in claim) return Object.values(claim.within).join(",");
  const values = "is" in claim ? [claim.is] : claim.not;
  return `${"is" in claim}${values.map((value) => `${typeof value}${String(value)}`).join(",")}`;
}

export function patternValue(pattern: ast.Literal): Value {
  return pattern.kind === "NullLiteral" ? null : pattern.value;
}

/** The value of a literal. */
function valueOf(expression: ast.Expression): Value | undefined {
  switch (expression.kind) {
    case "StringLiteral":
    case "NumberLiteral":
    case "BigIntLiteral":
    case "BooleanLiteral":
      return expression.value;
    case "NullLiteral":
      return null;
    default:
      return undefined;
  }
}
