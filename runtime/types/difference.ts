import type { GraphTypes } from "./graph-types.ts";

/** What lies between two checkpoints. */
export interface Difference<T extends GraphTypes> {
  /** The fields that differ, in the order of the source; narrows on `field` and on `change`. */
  readonly fields: readonly FieldDifference<T["values"]>[];
  /** The nodes that ran next or waited, by path. */
  readonly next: Both<readonly string[]>;
  readonly step: Both<number>;
}

/** The same thing at the one checkpoint and at the other. */
export interface Both<V> {
  readonly before: V;
  readonly after: V;
}

/** How one field differs. A list that only grew at its end is `"appended"`, with what came. */
export type FieldDifference<Values extends object> = {
  [Field in keyof Values & string]-?:
    | { readonly field: Field; readonly change: "added"; readonly after: Present<Values[Field]> }
    | { readonly field: Field; readonly change: "removed"; readonly before: Present<Values[Field]> }
    | ({ readonly field: Field; readonly change: "changed" } & Both<Present<Values[Field]>>)
    | (Present<Values[Field]> extends readonly unknown[]
        ? { readonly field: Field; readonly change: "appended"; readonly appended: Present<Values[Field]> } & Both<
            Present<Values[Field]>
          >
        : never);
}[keyof Values & string];

type Present<V> = Exclude<V, undefined>;
