import type { ts } from "ts-morph";
import type { FieldSymbol, GraphSymbol, ImportSymbol, ReducerSymbol } from "../bind/symbols.ts";
import { G703 } from "../diagnostics/catalogue/g7.ts";
import type { Span } from "../source/source.ts";
import { parameterType, requiredCount, signatureOf } from "./functions.ts";
import { mismatch } from "./mismatch.ts";
import type { View } from "./view.ts";

/** Imported reducers fold values of their field (G703). Tells whether all do: where one does not, it is not known what may be written to its field. */
export function checkReducers(graph: GraphSymbol, view: View): boolean {
  const state = view.typeOf(graph, "state");
  for (const field of graph.fields.values()) {
    const type = view.member(state, field.name);
    if (field.reducer !== undefined && type !== undefined) checkReducer(field.reducer, field, type, view);
  }
  return ![...graph.fields.values()].some((field) => view.isReported(reducerSpan(field)));
}

function reducerSpan({ node }: FieldSymbol): Span {
  return node.reduce?.span ?? node.name.span;
}

/** @param type What is folded: of the field, or of the values of a map. */
function checkReducer(reducer: ReducerSymbol, field: FieldSymbol, type: ts.Type, view: View): void {
  if (reducer.kind === "mergeWith") {
    const value = view.checker.getIndexTypeOfType(type, view.ts.IndexKind.String);
    if (value !== undefined) checkReducer(reducer.reduce, field, value, view);
  } else if (reducer.kind === "imported") checkImported(reducer.import, field, type, view);
}

function checkImported(symbol: ImportSymbol, field: FieldSymbol, type: ts.Type, view: View): void {
  const reducer = view.valueOf(symbol);
  if (reducer === undefined) return;
  const { name } = symbol;
  const span = reducerSpan(field);
  const related = view.declaredAt(view.importOf(symbol), "it is declared here");
  const signature = signatureOf(reducer);
  if (signature === undefined) {
    view.report(G703.notFunction(name, view.quote(reducer)), span, { related });
    return;
  }
  const count = requiredCount(signature, view);
  if (count > 2) {
    view.report(G703.parameters(name, count), span, { related });
    return;
  }
  if (signature.parameters.length < 2 && parameterType(signature, 0, view) !== undefined) {
    view.report(G703.noUpdate(name), span, { related });
    return;
  }
  const current = parameterType(signature, 0, view);
  if (current !== undefined && !view.fits(type, current)) {
    const found = mismatch(type, current, view, field.name);
    const at = view.declaredAt(found.member ?? signature.parameters[0], "it is expected here");
    if (found.kind === "mutable")
      view.report(G703.currentMutable(name, found.path, view.quote(found.wanted)), span, { related: at });
    else {
      const message = G703.current(name, found.path, view.quote(found.given), view.quote(found.wanted));
      view.report(message, span, { related: at });
      return;
    }
  }
  const returned = view.checker.getReturnTypeOfSignature(signature);
  if (view.isAny(returned) || view.fits(returned, type)) return;
  if (view.checker.getAwaitedType(returned) !== returned) {
    view.report(G703.promise(name), span, { related });
    return;
  }
  const found = mismatch(returned, type, view, field.name);
  view.report(G703.result(name, found.path, view.quote(found.given), view.quote(found.wanted)), span, { related });
}
