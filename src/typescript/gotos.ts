import type { ts } from "ts-morph";
import type { Way } from "../bind/flow.ts";
import { G705 } from "../diagnostics/catalogue/g7.ts";
import type { Span } from "../source/source.ts";
import type { HandlerCheck } from "./handlers.ts";
import type { View } from "./view.ts";

/** What `goto(target, update)` gives. */
export interface GotoType {
  readonly target: ts.Type;
  readonly update: ts.Type;
}

export function gotoOf(type: ts.Type, view: View): GotoType | undefined {
  if (type.getSymbol()?.name !== "Goto") return undefined;
  const [target, update] = [view.member(type, "target"), view.member(type, "update")];
  return target === undefined || update === undefined ? undefined : { target, update };
}

/** The names that a list or a single target may give; `anything` is a type that is no literal. */
export interface Names {
  readonly names: ReadonlySet<string>;
  readonly anything?: ts.Type;
}

export function namesIn(types: readonly ts.Type[], view: View): Names {
  const names = new Set<string>();
  let anything: ts.Type | undefined;
  for (const type of types) {
    for (const one of view.alternatives(type)) {
      if (one.isStringLiteral()) names.add(one.value);
      else anything ??= one;
    }
  }
  return { names, ...(anything === undefined ? {} : { anything }) };
}

/** What the elements of a list may be; absent for what is no list. */
export function elementsOf(type: ts.Type, { checker }: View): readonly ts.Type[] | undefined {
  if (!checker.isArrayLikeType(type)) return undefined;
  return checker.getTypeArguments(type as ts.TypeReference);
}

/** The targets that a handler gives are among those of its `goto`. Returns whether something was said. */
export function checkTargets(check: HandlerCheck, results: readonly ts.Type[], view: View): boolean {
  const { plan, name, span } = check;
  const { choice } = plan;
  const targets = targetsOf(results, view);
  if (choice === undefined || targets.length === 0) return false;
  const related = view.declaredAt(view.importOf(check.import), "it returns that here");
  const lists = targets.filter((one) => elementsOf(one, view) !== undefined);
  if (choice.many ? lists.length < targets.length : lists.length > 0) {
    view.report(choice.many ? G705.one(name) : G705.many(name), span, { related });
    return true;
  }
  const { names, anything } = namesIn(
    choice.many ? lists.flatMap((one) => elementsOf(one, view) ?? []) : targets,
    view,
  );
  if (anything !== undefined) {
    view.report(G705.anything(name, view.quote(anything), choice.names), span, { related });
    return true;
  }
  const undeclared = [...names].filter((target) => !choice.names.includes(target));
  for (const target of undeclared) view.report(G705.undeclared(name, target, choice.names), span, { related });
  return undeclared.length > 0;
}

/** Each target of a `goto` is one that the handler can give. To be asked of handlers that fit. */
export function neverChosen(check: HandlerCheck, result: ts.Type, view: View): void {
  const { plan, of, name } = check;
  const way = of.graph.flow.out.get(plan.node);
  const results = view.alternatives(result);
  if (way === undefined || plan.choice === undefined || results.some((one) => gotoOf(one, view) === undefined)) return;
  const targets = targetsOf(results, view);
  const { names, anything } = namesIn(
    targets.flatMap((one) => elementsOf(one, view) ?? [one]),
    view,
  );
  if (anything !== undefined) return;
  const related = view.declaredAt(view.importOf(check.import), "it returns that here");
  for (const { name: target, span } of choicesOf(way))
    if (!names.has(target)) view.report(G705.never(name, target), span, { related });
}

/** The targets of a choice, by where the graph names them. */
export function choicesOf(way: Way): readonly { readonly name: string; readonly span: Span }[] {
  if (way.kind === "goto" || way.kind === "route") return way.targets.map(({ name, at }) => ({ name, span: at.span }));
  if (way.kind !== "group") return [];
  return way.members.flatMap(({ at }) => (at.kind === "Identifier" ? [{ name: at.name, span: at.span }] : []));
}

function targetsOf(results: readonly ts.Type[], view: View): readonly ts.Type[] {
  return results.flatMap((one) => {
    const target = gotoOf(one, view)?.target;
    return target === undefined ? [] : view.alternatives(target);
  });
}
