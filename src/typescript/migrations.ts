import type { GraphSymbol } from "../bind/symbols.ts";
import { G702 } from "../diagnostics/catalogue/g7.ts";
import { requiredCount, signatureOf } from "./functions.ts";
import type { View } from "./view.ts";

/** The functions behind `migrate` make an object of an object, at once (G702). */
export function checkMigrations(graph: GraphSymbol, view: View): void {
  for (const { using, node } of graph.migrations) {
    const type = view.valueOf(using);
    if (type === undefined) continue;
    const reason = problemOf(type, view);
    if (reason === undefined) continue;
    const related = view.declaredAt(view.importOf(using), "it is declared here");
    view.report(G702.migration(using.name, reason), node.using.span, { related });
  }
}

function problemOf(type: Parameters<typeof signatureOf>[0], view: View): string | undefined {
  const signature = signatureOf(type);
  if (signature === undefined) return `it is \`${view.quote(type)}\``;
  const count = requiredCount(signature, view);
  if (count > 1) return `it needs ${count} arguments`;
  const result = view.checker.getReturnTypeOfSignature(signature);
  if (view.isAny(result)) return undefined;
  if (view.checker.getAwaitedType(result) !== result) return "it returns a promise, and stored states are read at once";
  const { Object, Intersection, NonPrimitive, TypeParameter } = view.ts.TypeFlags;
  const isObject = view
    .alternatives(result)
    .every(({ flags }) => (flags & (Object | Intersection | NonPrimitive | TypeParameter)) !== 0);
  return isObject ? undefined : `it returns \`${view.quote(result)}\``;
}
