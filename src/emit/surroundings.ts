/** What an expression is printed into. */
import type { GraphSymbol, LetSymbol } from "../bind/symbols.ts";
import type { Facts } from "./facts.ts";
import type { ModuleScope } from "./module-scope.ts";
import type { Source } from "../source/source.ts";

/** How a graph's module-level names are spelled. */
export interface GraphScope {
  readonly module: ModuleScope;
  readonly graph: GraphSymbol;
  /** The constant with the nodes' numbers. */
  readonly at: string;
  readonly lets: ReadonlyMap<LetSymbol, LetFunction>;
}

/** The function that a `let` became. */
export interface LetFunction {
  readonly name: string;
  /** Whether it takes more of what is around than the state. */
  readonly needsScope: boolean;
}

export interface Surroundings {
  readonly module: ModuleScope;
  /** The text that the expression stands in. */
  readonly source: Source;
  /** Absent where no graph is around: in the `where` of a declared type. */
  readonly graph?: GraphScope;
  /** `args` or `scope.args`, `error` or `scope.error`. */
  readonly args: string;
  readonly error: string;
  readonly facts: Facts;
  /** Whether a `<` stands before it with which TypeScript would take a `>` for the end of type arguments: what is greater is written as less, then. */
  readonly isBehindLess?: boolean;
}
