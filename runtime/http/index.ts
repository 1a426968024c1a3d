/** `@graphc/runtime/http`: graphs behind HTTP, wherever there is a `fetch`. Needs the package `hono`. */
export { createHandler } from "./native/handler.ts";
export type { Handler, HandlerOptions, PresentationOptions, Protocol } from "./native/handler.ts";
export type { OpenApi } from "./openapi/document.ts";
export { isThreadId } from "./service/owner.ts";
export type { Access, Action, Allowed, Authorize, Denied } from "./service/authorize.ts";
export type { HostedApp, HostOptions, MakeApp } from "./service/hosted.ts";
export type { ServiceLimits } from "./service/limits.ts";
export { createService } from "./service/service.ts";
export type { ErrorPlace, Service, ServiceOptions } from "./service/service.ts";
