import type { Span } from "../source/source.ts";

/** A comment as it is written, with its marks. The lines of a documentation comment are a comment each. */
export interface Comment {
  readonly kind: "line" | "block" | "doc";
  readonly text: string;
  readonly span: Span;
}
