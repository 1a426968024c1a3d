import type { ts } from "ts-morph";
import type { GraphPlan, HandlerPlan } from "../plan/plan.ts";
import type { ImportSymbol } from "../bind/symbols.ts";
import { G702 } from "../diagnostics/catalogue/g7.ts";
import type { Span } from "../source/source.ts";
import { factoryCall } from "./emitted.ts";
import { isClass, requiredCount, signatureOf } from "./functions.ts";
import { neverChosen } from "./gotos.ts";
import { checkContext, checkState } from "./parameters.ts";
import { checkResult, unknownKeys } from "./results.ts";
import type { View } from "./view.ts";

/** One handler and what the graph wants of it. */
export interface HandlerCheck {
  readonly plan: HandlerPlan;
  readonly of: GraphPlan;
  /** The import as the graph calls it. */
  readonly name: string;
  /** Where the graph names it. */
  readonly span: Span;
  readonly given: ts.Type;
  readonly wanted: ts.Type;
  readonly import: ImportSymbol;
}

/**
 * The functions that nodes run fit their parameters, context and results (G702) and their ways out (G705). Whether they fit is decided by the type of the
 * handler in the generated module, so that `tsc` says the same of that module; the rest of this finds words for it.
 */
export function checkHandlers(of: GraphPlan, view: View): void {
  const wanted = view.typeOf(of.graph, "handlers");
  for (const plan of of.handlers) {
    const { node } = plan;
    const { form } = node;
    const type = view.member(wanted, node.name);
    if (form.kind !== "handler" || form.import === undefined || type === undefined) continue;
    const implementation = node.node.kind === "Node" ? node.node.implementation : undefined;
    const span = (implementation?.name ?? node.node.name).span;
    const made = view.valueOf(form.import);
    if (made === undefined) continue;
    const name = form.import.name;
    const given = form.factory === undefined ? made : madeBy(form.import, made, plan, of, span, view);
    if (given === undefined || view.isAny(given)) continue;
    checkHandler({ plan, of, name, span, given, wanted: type, import: form.import }, view);
  }
}

function checkHandler(check: HandlerCheck, view: View): void {
  const { given, wanted, name, span, plan } = check;
  const signature = signatureOf(given);
  const related = view.declaredAt(view.importOf(check.import), "it is declared here");
  if (signature === undefined) {
    view.report(isClass(given) ? G702.class(name) : G702.notFunction(name, view.quote(given)), span, { related });
    return;
  }
  const isFactory = plan.node.form.kind === "handler" && plan.node.form.factory !== undefined;
  const result = view.resultOf(signature);
  if (!isFactory && result.getCallSignatures().length > 0) {
    view.report(G702.factory(plan.node.name, name), span, { related });
    return;
  }
  if (view.fits(given, wanted) && unknownKeys(check, signature, view).length === 0) {
    neverChosen(check, result, view);
    return;
  }
  const count = requiredCount(signature, view);
  if (count > 2) {
    view.report(G702.tooManyParameters(name, count), span, { related });
    return;
  }
  const wantedSignature = signatureOf(wanted);
  const found = [
    ...(wantedSignature === undefined
      ? []
      : [checkState(check, signature, wantedSignature, view), checkContext(check, signature, wantedSignature, view)]),
    checkResult(check, signature, view),
  ];
  if (!found.includes(true)) view.report(G702.unfit(name, view.quote(given), view.quote(wanted)), span, { related });
}

/** The handler that a factory makes, as TypeScript infers it from the call in the module. */
function madeBy(
  symbol: ImportSymbol,
  factory: ts.Type,
  plan: HandlerPlan,
  of: GraphPlan,
  span: Span,
  view: View,
): ts.Type | undefined {
  const related = view.declaredAt(view.importOf(symbol), "it is declared here");
  const signature = signatureOf(factory);
  if (signature === undefined) {
    view.report(isClass(factory) ? G702.class(symbol.name) : G702.notFunction(symbol.name, view.quote(factory)), span, {
      related,
    });
    return undefined;
  }
  const call = factoryCall(of.graph, plan.node, view);
  if (call === undefined) return undefined;
  const [problem] = view.errorsIn(call);
  if (problem !== undefined) {
    const { node } = plan.node;
    const argument = node.kind === "Node" ? node.implementation?.factory?.argument : undefined;
    view.report(G702.factoryArgument(symbol.name, view.reason(problem)), argument?.span ?? span, { related });
    return undefined;
  }
  const made = view.checker.getTypeAtLocation(call);
  if (view.isAny(made)) return undefined;
  if (signatureOf(made) === undefined) {
    view.report(G702.noFactory(symbol.name, view.quote(made)), span, { related });
    return undefined;
  }
  return made;
}
