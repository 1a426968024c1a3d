import type { Issue, Schema, StandardProps } from "../types/schema.ts";
import type { Json } from "../types/graph-types.ts";
import { found } from "./found.ts";

/** What `keep` returns instead of a value that does not fit. */
export const refused: unique symbol = Symbol("refused");

export type Path = readonly (string | number)[];

/** Why a value was refused: an issue together with what typed errors need. */
export interface Finding extends Issue {
  readonly path: Path;
  readonly reason: "unknown" | "missing" | "invalid" | "unstorable";
  readonly found: string;
}

/** A condition of a `where`, with its source text. */
export interface Condition {
  readonly source: string;
  holds(value: unknown): boolean;
}

export type JsonSchema = { readonly [keyword: string]: Json };

/** The schemas of named types that a JSON Schema refers to, by name. */
export type Definitions = Map<string, JsonSchema | undefined>;

/** What a kind of type is made of. */
export interface Kind<Optional extends boolean = boolean> {
  /** The type as in the source, for messages. */
  label(): string;
  /** Validates and makes a value safe to keep, in one walk; returns it (or a copy, if it holds what cannot be frozen), or `refused`. */
  readonly keep: (value: unknown) => unknown;
  /** As `keep`, but leaves an array itself as it is: for who takes its elements at once. */
  readonly keepElements?: ((value: unknown) => unknown) | undefined;
  /** Finds everything that `keep` refuses, and changes nothing. Absent: the value as a whole does not fit. */
  readonly report?: (value: unknown, path: Path, findings: Finding[]) => void;
  json(definitions: Definitions): JsonSchema;
  readonly optional: Optional;
  /** Whether values hold a `Date` or bytes, which cannot be frozen. */
  fragile(): boolean;
  /** Whether values are one of a few that the type names. */
  readonly literal?: true;
  /** The conditions on the value as a whole. */
  readonly conditions?: readonly Condition[];
  /** The name of a recursive type. */
  readonly name?: string;
  /** The members of an object type. */
  readonly members?: ReadonlyMap<string, Type<unknown>>;
  /** The type of the elements of an array … */
  readonly elements?: Type<unknown>;
  /** … or of each element of a tuple. */
  readonly places?: readonly Type<unknown>[];
  /** The type of the values of a map. */
  readonly values?: Type<unknown>;
  /** The members of a union. */
  readonly options?: readonly Type<unknown>[];
  /** The type that a name, a condition or a mark stands in front of. */
  readonly target?: () => Type<unknown>;
}

/**
 * The one class of all schemas. Kinds differ in the functions they hold and not in their class, so that a walk through nested types
 * reads objects of a single shape.
 */
export class Type<V, Optional extends boolean = boolean> implements Schema<V> {
  readonly keep: (value: unknown) => unknown;
  readonly optional: Optional;
  readonly kind: Kind<Optional>;
  #jsonSchema: JsonSchema | undefined;

  constructor(kind: Kind<Optional>) {
    this.keep = kind.keep;
    this.optional = kind.optional;
    this.kind = kind;
  }

  get "~standard"(): StandardProps<V> {
    return {
      version: 1,
      vendor: "graphc",
      validate: (value) => {
        const findings = findingsOf(this, value);
        return findings.length === 0 ? { value: value as V } : { issues: issuesOf(findings) };
      },
    };
  }

  get jsonSchema(): JsonSchema {
    return (this.#jsonSchema ??= rootSchema(this));
  }
}

/** The implementation behind a schema. @throws TypeError for a schema that is not from here. */
export function typeOf<V>(schema: Schema<V>): Type<V> {
  if (schema instanceof Type) return schema;
  throw new TypeError("A schema of a graph is made by the constructors of @graphc/runtime/generated.");
}

/** The type without its name, conditions and marks. */
export function bare(type: Type<unknown>): Type<unknown> {
  let inner = type;
  while (inner.kind.target !== undefined) inner = inner.kind.target();
  return inner;
}

/** Adds to `findings` what makes `value` unfit. */
export function report(type: Type<unknown>, value: unknown, path: Path, findings: Finding[]): void {
  if (type.kind.report !== undefined) type.kind.report(value, path, findings);
  else if (type.keep(value) === refused) mismatch(type.kind.label(), value, path, findings);
}

/** All that makes `value` unfit; empty if it fits. */
export function findingsOf(type: Type<unknown>, value: unknown): Finding[] {
  const findings: Finding[] = [];
  report(type, value, [], findings);
  return findings;
}

export function mismatch(label: string, value: unknown, path: Path, findings: Finding[]): void {
  const what = found(value);
  const reason = value === undefined ? "missing" : "invalid";
  findings.push({ message: `expected ${label}, found ${what}`, path, reason, found: what });
}

/** The issues as they are handed out. */
export function issuesOf(findings: readonly Finding[]): readonly Issue[] {
  return Object.freeze(findings.map(({ message, path }) => Object.freeze({ message, path: Object.freeze(path) })));
}

function rootSchema(type: Type<unknown>): JsonSchema {
  const definitions: Definitions = new Map();
  const schema = type.kind.json(definitions);
  const named = Object.fromEntries([...definitions].map(([name, definition]) => [name, definition ?? {}]));
  return freezeJson({
    $schema: "https://json-schema.org/draft/2020-12/schema",
    ...schema,
    ...(definitions.size > 0 && { $defs: named }),
  });
}

function freezeJson<J extends Json>(json: J): J {
  if (typeof json === "object" && json !== null && !Object.isFrozen(json)) {
    for (const member of Object.values(json)) freezeJson(member);
    Object.freeze(json);
  }
  return json;
}
