/** The programmatic interface of graphc. */
export { check, compile } from "./compile.ts";
export type { CheckOptions, Compiled, CompiledModule, CompileInput, CompileOptions } from "./compile.ts";
export { diff } from "./diff/diff.ts";
export type { Change, Diff, DiffOptions, Effect, GraphDiff } from "./diff/diff.ts";
export type { Code, Diagnostic, Edit, Fix, Message, Related, Severity } from "./diagnostics/diagnostic.ts";
export { applyFixes } from "./diagnostics/fixes.ts";
export type { Applied } from "./diagnostics/fixes.ts";
export { formats, render } from "./diagnostics/render/render.ts";
export type { Format, RenderOptions } from "./diagnostics/render/render.ts";
export type { JsonDiagnostic, JsonRange } from "./diagnostics/render/json.ts";
export { draw } from "./draw/draw.ts";
export type { Drawn, DrawOptions } from "./draw/draw.ts";
export { drawExtensions, drawFormats } from "./draw/formats.ts";
export type { DrawFormat } from "./draw/formats.ts";
export { fix } from "./fix.ts";
export type { AppliedFix, Fixed, FixedFile, FixOptions } from "./fix.ts";
export { positionAt } from "./source/source.ts";
export type { Position, Source, Span } from "./source/source.ts";
