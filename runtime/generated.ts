/**
 * `@graphc/runtime/generated`: what generated modules import, as `import * as rt`. It holds the public surface too, so that a generated module has one
 * import and none of its names can collide. Not for users; changes with the compiler's major version.
 */
export * from "./index.ts";
export { createApp, createRunner } from "./engine/create-app.ts";
export { define } from "./engine/define.ts";
export { describe } from "./engine/describe.ts";
export type { AnyProgram, AskNode, Draft, HandlerNode } from "./engine/program.ts";
export type { NodeProgram, Program, ProgramSchemas, SubgraphNode, UpdateNode } from "./engine/program.ts";
export { answer } from "./engine/ask.ts";
export { bound } from "./engine/bound.ts";
export { cache } from "./engine/cached.ts";
export { events } from "./engine/events.ts";
export { each, group, only } from "./engine/group.ts";
export { subgraph } from "./engine/inner.ts";
export { retry } from "./engine/retry.ts";
export { choice, choiceAll, route, routeAll } from "./engine/route.ts";
export { timeout } from "./engine/timeout.ts";
export { end, to } from "./engine/ways.ts";
export type { Bound, Call, Choice, ChoiceAll, Group, Member } from "./engine/ways.ts";
export type { Route, RouteAll, Scope, Target, Way } from "./engine/ways.ts";
export * from "./state/expressions.ts";
export * from "./state/reducers.ts";
export * from "./state/schemas.ts";
export { isReplacement } from "./types/replacement.ts";
export type { ExactImports, Fitting } from "./types/writes.ts";
