/** `@graphc/runtime/testing`: what authors of checkpointers, stores and caches test them with. */
export { cacheConformance } from "./cache-conformance.ts";
export type { CacheSetting } from "./cache-conformance.ts";
export { checkpointerConformance } from "./conformance.ts";
export { storeConformance } from "./store-conformance.ts";
export type { StoreSetting } from "./store-conformance.ts";
export type { TestTools } from "./tools.ts";
