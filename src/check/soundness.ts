import type { Module } from "../bind/symbols.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Span } from "../source/source.ts";
import { disjoint, InnermostSpans, touchesAny } from "../source/spans.ts";

/** Tells whether no error was found in a stretch of a file, neither when it was bound nor among `diagnostics`, to which more may be added between two calls. */
export function soundnessOf(module: Module, diagnostics: readonly Diagnostic[]): (span: Span) => boolean {
  const doubtful = disjoint(module.ast.doubtful);
  const wrong = new InnermostSpans();
  for (const { span } of module.faults) wrong.add(span);
  let seen = 0;
  return (span) => {
    for (; seen < diagnostics.length; seen++) {
      const found = diagnostics[seen] as Diagnostic;
      if (found.severity === "error") wrong.add(found.span);
    }
    return !wrong.isAnyInside(span) && !touchesAny(doubtful, span);
  };
}
