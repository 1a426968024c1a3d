/** The schema constructors that generated modules use. */
export { array, map, tuple } from "./collections.ts";
export { either, lazy, optional, reduced, where } from "./modifiers.ts";
export { deepPartial, partial } from "./partial.ts";
export { bigint, boolean, bytes, date, int, json, literals, number, opaque, string } from "./scalars.ts";
export { fields, object, updateOf } from "./structures.ts";
