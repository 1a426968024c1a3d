/** The built-in reducers: pure functions of the current value and an update. Inside a fold they grow what they have made for it. */
export { appendBy } from "./reducers/append-by.ts";
export type { Removal } from "./reducers/append-by.ts";
export { append, prepend, union } from "./reducers/lists.ts";
export { deepMerge, merge, mergeWith } from "./reducers/maps.ts";
export { add, and, first, last, max, min, multiply, or } from "./reducers/values.ts";
