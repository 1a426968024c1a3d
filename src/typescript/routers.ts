import type { ts } from "ts-morph";
import type { GroupWay, RouteWay } from "../bind/flow.ts";
import type { GraphSymbol, ImportSymbol } from "../bind/symbols.ts";
import { partsOf, waysOf } from "../bind/walk.ts";
import { G704 } from "../diagnostics/catalogue/g7.ts";
import type { Span } from "../source/source.ts";
import { parameterType, requiredCount, signatureOf } from "./functions.ts";
import { choicesOf, elementsOf, namesIn } from "./gotos.ts";
import { mismatch } from "./mismatch.ts";
import type { View } from "./view.ts";

/** The functions behind `route` take the state and return targets that are declared there (G704). */
export function checkRouters(graph: GraphSymbol, view: View): void {
  const seen = new Set<object>();
  for (const way of partsOf(...waysOf(graph.flow))) {
    const router = way.kind === "route" || way.kind === "group" ? way.router : undefined;
    if (router === undefined || (way.kind !== "route" && way.kind !== "group") || way.at.kind !== "Route") continue;
    if (seen.has(way.at)) continue;
    seen.add(way.at);
    checkRouter(router, way, way.at.router.span, graph, view);
  }
}

function checkRouter(symbol: ImportSymbol, way: RouteWay | GroupWay, span: Span, graph: GraphSymbol, view: View): void {
  const type = view.valueOf(symbol);
  if (type === undefined) return;
  const { name } = symbol;
  const related = view.declaredAt(view.importOf(symbol), "it is declared here");
  const signature = signatureOf(type);
  if (signature === undefined) {
    view.report(G704.notFunction(name, view.quote(type)), span, { related });
    return;
  }
  const count = requiredCount(signature, view);
  if (count > 1) {
    view.report(G704.parameters(name, count), span, { related });
    return;
  }
  checkState(name, signature, span, graph, view);
  const result = view.resultOf(signature);
  if (!view.isAny(result)) checkNames(name, result, way, span, related, view);
}

function checkState(name: string, signature: ts.Signature, span: Span, graph: GraphSymbol, view: View): void {
  const expects = parameterType(signature, 0, view);
  const gives = view.typeOf(graph, "state");
  if (expects === undefined || gives === undefined || view.fits(gives, expects)) return;
  const found = mismatch(gives, expects, view);
  const related = view.declaredAt(found.member ?? signature.parameters[0], "it is expected here");
  if (found.kind === "missing" && !found.path.includes("."))
    view.report(G704.noField(name, found.path, graph.name, graph.fields.keys()), span, { related });
  else
    view.report(G704.state(name, found.path || "the state", view.quote(found.wanted), view.quote(found.given)), span, {
      related,
    });
}

function checkNames(
  name: string,
  result: ts.Type,
  way: RouteWay | GroupWay,
  span: Span,
  related: ReturnType<View["declaredAt"]>,
  view: View,
): void {
  const many = way.kind === "group";
  const targets = choicesOf(way);
  const declared = targets.map((target) => target.name);
  const lists = view.alternatives(result).map((one) => (many ? elementsOf(one, view) : [one]));
  const known = lists.flatMap((list) => list ?? []);
  if (lists.includes(undefined) || known.some((one) => !isText(one, view))) {
    view.report(G704.notNames(name, view.quote(result), many), span, { related });
    return;
  }
  const { names, anything } = namesIn(known, view);
  if (anything !== undefined) {
    view.report(G704.anything(name, view.quote(result), declared, many), span, { related });
    return;
  }
  const undeclared = [...names].filter((target) => !declared.includes(target));
  for (const target of undeclared) view.report(G704.undeclared(name, target, declared), span, { related });
  if (undeclared.length > 0) return;
  for (const target of targets)
    if (!names.has(target.name)) view.report(G704.never(name, target.name), target.span, { related });
}

/** Whether all that a type may be is text, or unknown. */
function isText(type: ts.Type, view: View): boolean {
  const { StringLike, Any, Unknown } = view.ts.TypeFlags;
  return view.alternatives(type).every(({ flags }) => (flags & (StringLike | Any | Unknown)) !== 0);
}
