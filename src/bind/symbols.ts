/** What the names of a file stand for: the result of binding. Plain data; nothing but `unknown` is changed after `bind` returned. */
import type * as ast from "../ast/ast.ts";
import type { Code } from "../diagnostics/diagnostic.ts";
import type { UnknownNames } from "./unknown-names.ts";
import type { Source, Span } from "../source/source.ts";
import type { ObjectMember, Type } from "../types/type.ts";
import type { Flow } from "./flow.ts";

/** One bound file. */
export interface Module {
  readonly source: Source;
  readonly ast: ast.File;
  /** By the name in this file. */
  readonly imports: ReadonlyMap<string, ImportSymbol>;
  readonly types: ReadonlyMap<string, TypeSymbol>;
  /** Those declared here, in textual order. */
  readonly graphs: readonly GraphSymbol[];
  /** The imports and declared types, also those of other files, that something outside expressions names. */
  readonly used: ReadonlySet<ImportSymbol | TypeSymbol>;
  /** The names that stand for nothing, which is reported; checks add those of expressions. */
  readonly unknown: UnknownNames;
  /** Where reading and binding found errors, and what they leave unknown. */
  readonly faults: readonly Fault[];
}

/** An error, as far as it matters for what it leaves open. */
export interface Fault {
  readonly code: Code;
  readonly span: Span;
}

/** A name imported from a TypeScript module or from another `.graph` file. */
export interface ImportSymbol {
  readonly kind: "import";
  readonly name: string;
  readonly imported: string;
  readonly specifier: string;
  /** The path of the file that imports it. */
  readonly file: string;
  readonly typeOnly: boolean;
  /** What the name stands for in a `.graph` file; absent for TypeScript. */
  readonly graph?: GraphSymbol;
  readonly type?: TypeSymbol;
  readonly node: ast.ImportName;
}

/** A declared type. */
export interface TypeSymbol {
  readonly kind: "type";
  readonly name: string;
  readonly doc?: string;
  /** The structure; types may refer to themselves, so it is made when first asked for. */
  readonly type: Type;
  readonly where?: ast.Expression;
  readonly node: ast.TypeDeclaration;
  readonly source: Source;
}

export interface GraphSymbol {
  readonly kind: "graph";
  readonly name: string;
  readonly doc?: string;
  readonly node: ast.Graph;
  readonly source: Source;
  readonly context: readonly ObjectMember[];
  readonly events: readonly ObjectMember[];
  readonly fields: ReadonlyMap<string, FieldSymbol>;
  readonly lets: ReadonlyMap<string, LetSymbol>;
  /** In textual order; a node's `index` is its place here. */
  readonly nodes: ReadonlyMap<string, NodeSymbol>;
  readonly limit: number;
  readonly version: number;
  readonly migrations: readonly MigrationSymbol[];
  readonly interruptBefore: readonly NodeSymbol[];
  readonly interruptAfter: readonly NodeSymbol[];
  readonly flow: Flow;
}

export interface MigrationSymbol {
  readonly from: number;
  readonly to: number;
  readonly using: ImportSymbol;
  readonly node: ast.Migrate;
}

export interface FieldSymbol {
  readonly kind: "field";
  readonly name: string;
  readonly doc?: string;
  readonly index: number;
  readonly type: Type;
  readonly input: boolean;
  readonly output: boolean;
  readonly ephemeral: boolean;
  /** Declared with `?`: may be absent. */
  readonly optional: boolean;
  readonly default?: ast.Expression;
  readonly reducer?: ReducerSymbol;
  readonly where?: ast.Expression;
  /** What an update of this field holds: the field's type, or its reducer's update type. Without `set`. */
  readonly updateType: Type;
  readonly node: ast.Field;
}

export type BuiltinReducer =
  | "append"
  | "prepend"
  | "union"
  | "merge"
  | "deepMerge"
  | "add"
  | "multiply"
  | "min"
  | "max"
  | "and"
  | "or"
  | "first"
  | "last";

export type ReducerSymbol =
  | { readonly kind: "builtin"; readonly name: BuiltinReducer }
  | { readonly kind: "appendBy"; readonly key: string }
  | { readonly kind: "mergeWith"; readonly reduce: ReducerSymbol }
  | { readonly kind: "imported"; readonly import: ImportSymbol }
  | { readonly kind: "inline"; readonly lambda: ast.Lambda };

export interface LetSymbol {
  readonly kind: "let";
  readonly name: string;
  readonly doc?: string;
  readonly value: ast.Expression;
  readonly node: ast.Let;
}

export interface ParameterSymbol {
  readonly kind: "parameter";
  readonly name: string;
  readonly type: Type;
  readonly node: ast.Parameter;
}

/** What runs a node. */
export type NodeForm =
  /** An imported function, or none (`import` absent): then `createX` takes it. `factory` is the literal that the imported factory is called with. */
  | {
      readonly kind: "handler";
      readonly import?: ImportSymbol;
      readonly factory?: { readonly argument?: ast.Expression };
    }
  | { readonly kind: "update" }
  | { readonly kind: "ask"; readonly answer: Type; readonly show?: ast.Expression }
  | {
      readonly kind: "subgraph";
      readonly graph: GraphSymbol;
      readonly import?: ImportSymbol;
      readonly input?: ast.ObjectExpression;
    };

export interface NodeSymbol {
  readonly kind: "node";
  readonly name: string;
  readonly doc?: string;
  readonly index: number;
  readonly form: NodeForm;
  readonly parameters: readonly ParameterSymbol[];
  /** As declared, or from `defaults`; absent: the whole state. Only of handlers. */
  readonly reads?: readonly FieldSymbol[];
  /** As declared, or from `defaults`. Only of handlers; what an `=>` writes stands in `update`. */
  readonly writes: readonly { readonly field: FieldSymbol; readonly mayLeaveOut: boolean }[];
  /** What follows `=>`. */
  readonly update?: ast.ObjectExpression;
  readonly retry?: RetryPolicy;
  /** Milliseconds. */
  readonly timeout?: number;
  /** Milliseconds. */
  readonly cache?: number;
  readonly asks?: { readonly payload: Type; readonly answer: Type };
  readonly node: ast.Node | ast.Ask;
}

/** All durations in milliseconds. */
export interface RetryPolicy {
  readonly attempts: number;
  readonly delay?: number;
  readonly factor?: number;
  readonly maxDelay?: number;
  readonly jitter?: boolean;
  readonly on?: readonly string[];
}

/** What a name in an expression can stand for. */
export type ValueSymbol =
  | FieldSymbol
  | LetSymbol
  | ParameterSymbol
  | { readonly kind: "variable"; readonly name: string; readonly node: ast.Identifier; readonly of: "lambda" | "map" }
  /** `value`, `answer`, `output`, `error` where they are in scope. */
  | { readonly kind: "special"; readonly name: "value" | "answer" | "output" | "error" };
