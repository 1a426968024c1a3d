import type * as ast from "../../ast/ast.ts";
import type { LetSymbol, Module, ValueSymbol } from "../../bind/symbols.ts";
import type { Report } from "../../diagnostics/diagnostic.ts";
import type { Type } from "../../types/type.ts";
import type { Facts } from "./facts.ts";
import type { Scope } from "./scope.ts";

/** Of a condition: it has no error; there is one in it; or it is no condition at all, so that what it was to decide about was probably meant otherwise as well. */
export type Verdict = "right" | "doubtful" | "wrong";

/** What the checks of the kinds of expressions share. */
export interface Checker {
  readonly module: Module;
  readonly report: Report;
  /**
   * Checks an expression and everything in it, and records the types. `expected` is the type that its place takes: it decides only what the text leaves open
   * (whether `[a, b]` is a tuple); whether the expression fits is for `fit` to say.
   */
  check(expression: ast.Expression, scope: Scope, expected?: Type): Type;
  /** The same for an expression that must be there: what may be absent is reported, and the type of what is there given back. */
  checkPresent(expression: ast.Expression, scope: Scope, expected?: Type): Type;
  /** The same for a value that is only kept, as an element of a list is: it may be `null`, and only absence is reported. */
  checkKept(expression: ast.Expression, scope: Scope, expected?: Type): Type;
  /** Reports an expression that may be absent; gives the type of what is there. */
  requirePresent(expression: ast.Expression, type: Type): Type;
  /** Checks a condition: a `boolean` that is there. `where` begins its message: "a condition", "`!`". */
  checkCondition(expression: ast.Expression, scope: Scope, where?: string): Verdict;
  /** Checks `condition ? then : otherwise`, its sides as `run` does; gives its type. */
  checkSides(conditional: ast.Conditional, scope: Scope, run: (side: ast.Expression, scope: Scope) => Type): Type;
  /** Checks what a condition decides about. What such a condition would have told of types is not known if it is wrong, so that nothing is said of what that may explain. */
  behind<Result>(verdict: Verdict, run: () => Result): Result;
  /** Whether a condition around has an error. */
  readonly isDoubting: boolean;
  /** How many errors were found so far. */
  readonly mistakes: number;
  /** What is known when a checked condition turned out true or false. */
  assume(condition: ast.Expression, outcome: boolean, facts: Facts): Facts;
  typeOf(expression: ast.Expression): Type | undefined;
  record(expression: ast.Expression, type: Type): Type;
  recordName(name: ast.Name, symbol: ValueSymbol): void;
  /** Notes that a field is present here although no condition says so. */
  recordProven(name: ast.Name): void;
  typeOfLet(symbol: LetSymbol): Type;
  /** The text of an expression in backticks, for messages; of a long one, only what it is. */
  textOf(expression: ast.Expression): string;
}
