import type { NarrowingHandlers } from "./narrowing.graph.ts";

export interface Schema {
  readonly id: string;
}

export const at = (() => ({ result: "at" })) satisfies NarrowingHandlers["at"];
export const handlers = (({ kind }) => ({ result: kind })) satisfies NarrowingHandlers["handlers"];
export const imported = ((_state, ctx) => ({ result: ctx.context.schema.id })) satisfies NarrowingHandlers["imported"];
export const category = (() => ({ result: "category" })) satisfies NarrowingHandlers["category"];
