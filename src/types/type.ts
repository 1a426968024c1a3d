/** The types of the language as the compiler reasons about them. Structures are readonly and may be shared; compare with `isAssignable` and `sameType`, never by identity. */
import type * as ast from "../ast/ast.ts";
import type { ImportSymbol, TypeSymbol } from "../bind/symbols.ts";
import type { Source, Span } from "../source/source.ts";

export type Type =
  | Primitive
  | LiteralType
  | ArrayType
  | TupleType
  | MapType
  | ObjectType
  | UnionType
  | NamedType
  | OpaqueType
  | AbsentType
  | NeverType
  | UnknownType
  | LambdaType
  | PatternType;

export type PrimitiveName = "string" | "int" | "number" | "boolean" | "date" | "bigint" | "bytes" | "json" | "null";

export interface Primitive {
  readonly kind: "primitive";
  readonly name: PrimitiveName;
}

/** The value `null` is the primitive `null`, not a literal. */
export interface LiteralType {
  readonly kind: "literal";
  readonly value: string | number | boolean | bigint;
}

export interface ArrayType {
  readonly kind: "array";
  readonly element: Type;
}

export interface TupleType {
  readonly kind: "tuple";
  readonly elements: readonly Type[];
}

/** `Record<string, T>`. */
export interface MapType {
  readonly kind: "map";
  readonly value: Type;
}

export interface ObjectType {
  readonly kind: "object";
  readonly members: ReadonlyMap<string, ObjectMember>;
}

export interface ObjectMember {
  readonly name: string;
  readonly doc?: string;
  readonly type: Type;
  readonly optional: boolean;
  /** Only on members of declared types. */
  readonly where?: ast.Expression;
  /** Where its name is written; absent for what no file declares. */
  readonly place?: { readonly source: Source; readonly span: Span };
}

/** Flat, without duplicates, at least two members. */
export interface UnionType {
  readonly kind: "union";
  readonly members: readonly Type[];
}

/** A type that a `.graph` file declares; what it stands for is `symbol.type`. */
export interface NamedType {
  readonly kind: "named";
  readonly symbol: TypeSymbol;
}

/** A type imported from TypeScript, of which only the name is known, or what TypeScript infers of an imported function (`Parameters<typeof f>[1]`). */
export interface OpaqueType {
  readonly kind: "opaque";
  readonly import: ImportSymbol;
  /** `type`: the import itself; `update`: the second parameter of an imported reducer; `result`: what an imported function resolves to. */
  readonly of: "type" | "update" | "result";
}

/** What an expression has where a value may be absent: `string` or absent is a union with it. */
export interface AbsentType {
  readonly kind: "absent";
}

export interface NeverType {
  readonly kind: "never";
}

/** Something that was reported already, or that TypeScript alone knows; fits everywhere, so that one mistake is one report. */
export interface UnknownType {
  readonly kind: "unknown";
}

export interface LambdaType {
  readonly kind: "lambda";
  readonly result: Type;
}

export interface PatternType {
  readonly kind: "pattern";
}
