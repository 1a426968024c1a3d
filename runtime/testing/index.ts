/** `@graphc/runtime/testing`: what authors of checkpointers and stores test them with. */
export { checkpointerConformance } from "./conformance.ts";
export { storeConformance } from "./store-conformance.ts";
export type { TestTools } from "./tools.ts";
