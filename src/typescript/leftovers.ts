import type { ts } from "ts-morph";
import type * as ast from "../ast/ast.ts";
import type { GraphPlan } from "../plan/plan.ts";
import type { NodeSymbol } from "../bind/symbols.ts";
import { G301 } from "../diagnostics/catalogue/g3.ts";
import { programOf, propertyOf } from "./emitted.ts";
import type { View } from "./view.ts";
import type { Span } from "../source/source.ts";

/**
 * What TypeScript finds in the nodes of the program although graphc found nothing: an expression uses something of an imported type in a way that only
 * TypeScript can judge. What another rule has said of the place already is left out.
 */
export function checkExpressions({ graph }: GraphPlan, view: View): void {
  const nodes = propertyOf(programOf(graph, view), "nodes", view)?.initializer;
  if (nodes === undefined || !view.ts.isObjectLiteralExpression(nodes)) return;
  for (const symbol of graph.nodes.values()) {
    const node = propertyOf(nodes, symbol.name, view);
    if (node === undefined) continue;
    for (const error of view.errorsIn(node)) {
      const span = placeOf(error, symbol, view);
      if (span !== undefined && !view.isReported(span)) view.report(G301.typescript(view.reason(error)), span);
    }
  }
}

/** Where the text of an error in the generated node stands in the `.graph` file; none for a part that the text does not have. */
function placeOf({ start = 0, length = 0 }: ts.Diagnostic, { node, update }: NodeSymbol, view: View): Span | undefined {
  const parts: readonly (ast.Expression | undefined)[] = [
    update,
    ...node.options.map((one) =>
      one.kind === "InOption" ? one.input : one.kind === "ShowOption" ? one.payload : undefined,
    ),
  ];
  const word = view.file.text.slice(start, start + length);
  const { text } = view.module.source;
  for (const part of parts) {
    if (part === undefined) continue;
    const at = indexOfWord(text.slice(part.span.start, part.span.end), word);
    if (at >= 0) return { start: part.span.start + at, end: part.span.start + at + word.length };
  }
  return parts.find((part) => part !== undefined)?.span;
}

/** Where a word stands in a text that is not part of a longer one. */
function indexOfWord(text: string, word: string): number {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1))
    if (!/\w/.test(text[at - 1] ?? "") && !/\w/.test(text[at + word.length] ?? "")) return at;
  return -1;
}
