import type * as ast from "../ast/ast.ts";
import type { GraphSymbol, ValueSymbol } from "../bind/symbols.ts";
import type { Type } from "../types/type.ts";
import type { DataFlow } from "./flow/data-flow.ts";

/** What type-checking the expressions of a file found; side maps over the syntax tree. */
export interface Typing {
  /** The type of every expression that was checked, narrowed as at its place; a part that may be absent is a union with `absent`. */
  readonly types: ReadonlyMap<ast.Expression, Type>;
  /** What each bare name stands for. Also for the shorthand properties' values. */
  readonly names: ReadonlyMap<ast.Name, ValueSymbol>;
  /** Names of optional fields that the flow proves to be present at their place although no condition in the expression says so: emission asserts them. */
  readonly proven: ReadonlySet<ast.Name>;
  /** What has been written where, for each graph of the file. */
  readonly dataFlows: ReadonlyMap<GraphSymbol, DataFlow>;
}
