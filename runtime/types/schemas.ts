import type { GraphTypes } from "./graph-types.ts";
import type { Schema } from "./schema.ts";

/** What a graph checks values by, each also as a JSON Schema; the same objects as in the generated module's `…Schemas`. */
export interface Schemas<T extends GraphTypes> {
  readonly input: Schema<T["input"]>;
  readonly output: Schema<T["output"]>;
  /** The fields that are there at any time. */
  readonly state: Schema<T["values"]>;
  readonly update: Schema<T["update"]>;
  /** What answers to an ask must be, by the ask's name. */
  readonly asks: { readonly [Name in keyof T["asks"]]: Schema<T["asks"][Name]["answer"]> };
  /** What custom events carry, by the event's name. */
  readonly events: { readonly [Name in keyof T["events"]]: Schema<T["events"][Name]> };
}
