import type { Message } from "../../diagnostics/diagnostic.ts";

/** A mistake in a configuration, before it is known where in the text it is. */
export interface Problem {
  readonly message: Message;
  readonly at: Place;
}

/** A line and a column from 1, a line, a stretch of the text as it is written, the keys that lead to an option, or the text as a whole. */
export type Place =
  | { readonly kind: "position"; readonly line: number; readonly column: number }
  | { readonly kind: "line"; readonly line: number }
  | { readonly kind: "written"; readonly text: string }
  | { readonly kind: "option"; readonly keys: readonly (string | number)[]; readonly part: "name" | "value" }
  | { readonly kind: "whole" };
