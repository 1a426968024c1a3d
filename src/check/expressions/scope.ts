import type * as ast from "../../ast/ast.ts";
import type { FieldSymbol, GraphSymbol, LetSymbol, ParameterSymbol, ValueSymbol } from "../../bind/symbols.ts";
import type { Type } from "../../types/type.ts";
import type { FieldSet } from "../flow/data-flow.ts";
import { noFacts, type Facts } from "./facts.ts";

export type SpecialName = "value" | "answer" | "output" | "error";

/** A variable of a lambda or of a map member, and those around it. */
export interface Variable {
  readonly symbol: Extract<ValueSymbol, { kind: "variable" }>;
  readonly type: Type;
  readonly outer: Variable | undefined;
}

/** What an expression sees. */
export interface Scope {
  /** Its fields and `let`s are visible. Absent in conditions of types and fields, in defaults and in inline reducers. */
  readonly graph?: GraphSymbol;
  readonly parameters: readonly ParameterSymbol[];
  readonly variables: Variable | undefined;
  /** Of `value`, `answer`, `output` and `error` those that exist here. */
  readonly specials: Readonly<Partial<Record<SpecialName, Type>>>;
  /** What conditions around the expression tell of types. */
  readonly facts: Facts;
  /** The optional fields that the flow proves to be present here. */
  readonly proven?: FieldSet;
  /** Where the expression stands: it decides about `now`, `uuid` and `visits`, and words messages. */
  readonly place: ScopePlace;
  /** Whether declarations may be missing, so that unknown names are not reported. */
  readonly incomplete: boolean;
}

export type ScopePlace = "update" | "flow" | "let" | "constraint" | "default" | "reducer" | "factory";

/** The scope of what stands outside graphs or cannot see them. */
export function closedScope(place: ScopePlace, specials: Scope["specials"] = {}): Scope {
  return { parameters: [], variables: undefined, specials, facts: noFacts, place, incomplete: false };
}

/** The scope of what sees a graph. */
export function graphScope(graph: GraphSymbol, place: ScopePlace): Scope {
  return { ...closedScope(place), graph, incomplete: graph.node.incomplete };
}

export function withFacts(scope: Scope, facts: Facts): Scope {
  return facts === scope.facts ? scope : { ...scope, facts };
}

export function withVariable(scope: Scope, node: ast.Identifier, type: Type, of: "lambda" | "map"): Scope {
  const symbol = { kind: "variable", name: node.name, node, of } as const;
  return { ...scope, variables: { symbol, type, outer: scope.variables } };
}

export interface Found {
  readonly symbol: ValueSymbol;
  /** Absent for `let`s, whose type is that of their value. */
  readonly type?: Type;
}

/** What a name stands for: first what is special at the place, then from the inside out. */
export function lookUp(scope: Scope, name: string): Found | undefined {
  if (isSpecial(name)) {
    const type = scope.specials[name];
    if (type) return { symbol: { kind: "special", name }, type };
  }
  return variableCalled(scope, name) ?? parameterCalled(scope, name) ?? declaredInGraph(scope, name);
}

/** The declaration that a new variable of the name would hide. */
export function hiddenBy(scope: Scope, name: string): Exclude<ValueSymbol, { kind: "special" }> | undefined {
  const found = variableCalled(scope, name) ?? parameterCalled(scope, name) ?? declaredInGraph(scope, name);
  return found?.symbol.kind === "special" ? undefined : found?.symbol;
}

export function isSpecial(name: string): name is SpecialName {
  return name === "value" || name === "answer" || name === "output" || name === "error";
}

function variableCalled(scope: Scope, name: string): Found | undefined {
  for (let at = scope.variables; at; at = at.outer) if (at.symbol.name === name) return at;
  return undefined;
}

function parameterCalled(scope: Scope, name: string): Found | undefined {
  const symbol = scope.parameters.find((parameter) => parameter.name === name);
  return symbol && { symbol, type: symbol.type };
}

function declaredInGraph(scope: Scope, name: string): { symbol: FieldSymbol | LetSymbol } | undefined {
  const symbol = scope.graph?.fields.get(name) ?? scope.graph?.lets.get(name);
  return symbol && { symbol };
}

/** All names that an expression here may use. */
export function* visibleNames(scope: Scope): Generator<string> {
  yield* Object.keys(scope.specials);
  for (let at = scope.variables; at; at = at.outer) yield at.symbol.name;
  for (const parameter of scope.parameters) yield parameter.name;
  if (scope.graph) yield* scope.graph.fields.keys();
  if (scope.graph) yield* scope.graph.lets.keys();
}
