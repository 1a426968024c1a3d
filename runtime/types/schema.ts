import type { Json } from "./graph-types.ts";

/** A validator that any library that knows Standard Schema accepts (https://standardschema.dev), together with its JSON Schema (draft 2020-12). */
export interface Schema<Value> {
  readonly "~standard": StandardProps<Value>;
  readonly jsonSchema: { readonly [keyword: string]: Json };
}

export interface StandardProps<Value> {
  readonly version: 1;
  readonly vendor: "graphc";
  readonly validate: (value: unknown) => StandardResult<Value>;
  readonly types?: { readonly input: Value; readonly output: Value } | undefined;
}

/** Validation is synchronous and never changes the value. */
export type StandardResult<Value> =
  { readonly value: Value; readonly issues?: undefined } | { readonly issues: readonly Issue[] };

export interface Issue {
  readonly message: string;
  readonly path?: readonly (string | number)[] | undefined;
}
