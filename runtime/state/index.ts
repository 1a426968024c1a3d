/** What the engine and the checkpointers need of the state: validation and freezing, folding, and the codec. */
export { adopt, adoptElements, explain, isFragile, isOptional, lend, membersOf, recheck } from "./adopt.ts";
export type { Recheck } from "./adopt.ts";
export { decode, encode, join } from "./codec.ts";
export { Fold } from "./fold.ts";
export { refusal } from "./refusal.ts";
export { storable } from "./any.ts";
export { issuesOf, refused } from "./type.ts";
export type { Finding, Path } from "./type.ts";
