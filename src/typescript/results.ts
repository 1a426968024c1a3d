import type { ts } from "ts-morph";
import { G702, G705 } from "../diagnostics/catalogue/g7.ts";
import { suggest } from "../diagnostics/suggest.ts";
import { checkTargets, gotoOf } from "./gotos.ts";
import type { HandlerCheck } from "./handlers.ts";
import { mismatch } from "./mismatch.ts";
import type { View } from "./view.ts";
import { fixWrites } from "./write-fixes.ts";

/** The updates that a handler may return, each as one type: those inside `goto(…)` too. */
function updatesOf(signature: ts.Signature, view: View): readonly ts.Type[] {
  return view.alternatives(view.resultOf(signature)).flatMap((one) => {
    const target = gotoOf(one, view);
    return target === undefined ? [one] : view.alternatives(target.update);
  });
}

/** The keys of a result that are no fields: TypeScript lets them through, and `Exact` in the module does not. */
export function unknownKeys({ of, plan }: HandlerCheck, signature: ts.Signature, view: View): readonly ts.Symbol[] {
  if (plan.node.update !== undefined) return [];
  return updatesOf(signature, view).flatMap((update) => {
    if (!isObject(update, view)) return [];
    return view.checker.getPropertiesOfType(update).filter((key) => !of.graph.fields.has(key.name));
  });
}

/** A handler returns what its node writes, by the way that its node has. Returns whether something was said. */
export function checkResult(check: HandlerCheck, signature: ts.Signature, view: View): boolean {
  const { plan, name, span } = check;
  if (plan.node.update !== undefined) return false;
  const declared = view.declaredAt(view.importOf(check.import), "it returns that here");
  const results = view.alternatives(view.resultOf(signature)).filter((one) => !view.isAny(one));
  const gone = results.filter((one) => gotoOf(one, view) !== undefined);
  if (plan.choice === undefined && gone.length > 0) {
    view.report(G705.none(name, plan.node.name), span, { related: declared });
    return true;
  }
  if (plan.choice !== undefined && gone.length < results.length) {
    view.report(G705.missing(name, plan.node.name, gone.length === 0), span, { related: declared });
    return true;
  }
  const isSaid = checkTargets(check, gone, view);
  return checkUpdates(check, updatesOf(signature, view), view) || isSaid;
}

function checkUpdates(check: HandlerCheck, updates: readonly ts.Type[], view: View): boolean {
  const { plan, of, name, span } = check;
  const { writes } = plan.node;
  const related = view.declaredAt(view.importOf(check.import), "it returns that here");
  const nothing = updates.filter((one) => view.isNothing(one));
  const objects = updates.filter((one) => isObject(one, view));
  const other = updates.find((one) => !view.isNothing(one) && !isObject(one, view) && !view.isAny(one));
  if (other !== undefined) {
    view.report(G702.noUpdate(name, view.quote(other), wantedText(check)), span, { related });
    return true;
  }
  if (objects.some((one) => view.checker.getIndexInfosOfType(one).length > 0)) {
    view.report(G702.anyKeys(name), span, { related });
    return true;
  }
  const needed = writes.filter(({ mayLeaveOut }) => !mayLeaveOut).map(({ field }) => field.name);
  let isSaid = false;
  if (nothing.length > 0 && writes.length > 0) {
    view.report(
      G702.nothing(name, needed.length > 0 ? needed : writes.map(({ field }) => field.name), objects.length === 0),
      span,
      { related },
    );
    isSaid = true;
  }
  const keys = new Map(objects.flatMap((one) => view.checker.getPropertiesOfType(one)).map((key) => [key.name, key]));
  const written = new Set(writes.map(({ field }) => field.name));
  const outside = [...keys.values()].filter((key) => !written.has(key.name) && !mayOnlyLack(key, view));
  for (const key of outside.filter((one) => !of.graph.fields.has(one.name))) {
    const at = view.declaredAt(key, "it is returned here");
    view.report(G702.noSuchWrite(name, key.name, of.graph.name, of.graph.fields.keys()), span, { related: at });
    isSaid = true;
  }
  const missed = outside.filter((one) => of.graph.fields.has(one.name));
  if (missed.length > 0) {
    const fix = fixWrites(
      check,
      missed.map((key) => writeText(key.name, objects, view)),
    );
    const at = view.declaredAt(missed[0], "it is returned here");
    view.report(
      G702.extra(
        name,
        missed.map((key) => key.name),
        fix.title,
      ),
      span,
      { related: at, fixes: [fix] },
    );
    isSaid = true;
  }
  if (objects.length === 0) return isSaid;
  const misspelt = outside.map((key) => suggest(key.name, of.graph.fields.keys()));
  const lacking = needed.filter(
    (field) => !misspelt.includes(field) && !objects.every((one) => hasAlways(one, field, view)),
  );
  const always = lacking.filter((field) => !keys.has(field));
  const sometimes = lacking.filter((field) => keys.has(field));
  if (always.length > 0) view.report(G702.missing(name, always, true), writesSpan(check, always), { related });
  if (sometimes.length > 0)
    view.report(G702.missing(name, sometimes, false), writesSpan(check, sometimes), { related });
  const misfit = checkValues(check, objects, view);
  return isSaid || lacking.length > 0 || misfit;
}

/** The values that are returned fit their fields. */
function checkValues({ plan, of, name, span }: HandlerCheck, objects: readonly ts.Type[], view: View): boolean {
  const fields = view.typeOf(of.graph, "writes");
  let isSaid = false;
  for (const { field } of plan.node.writes) {
    const wanted = view.member(fields, field.name);
    if (wanted === undefined) continue;
    for (const object of objects) {
      const key = object.getProperty(field.name);
      const given = key === undefined ? undefined : valueOf(key, view);
      if (key === undefined || given === undefined || view.fits(given, wanted)) continue;
      const found = mismatch(given, wanted, view, field.name);
      const related = view.declaredAt(found.member ?? key, "it is returned here");
      if (found.kind === "absent")
        view.report(G702.resultAbsent(name, found.path, found.path === field.name), span, { related });
      else
        view.report(
          G702.resultType(
            name,
            found.path,
            view.quote(found.wanted),
            view.quote(found.given),
            isWidened(found.given, found.wanted, view),
          ),
          span,
          { related },
        );
      isSaid = true;
      break;
    }
  }
  return isSaid;
}

/** The type of a member when it is there. */
function valueOf(key: ts.Symbol, view: View): ts.Type {
  const type = view.checker.getTypeOfSymbol(key);
  return (key.flags & view.ts.SymbolFlags.Optional) === 0 ? type : view.checker.getNonNullableType(type);
}

/** Whether a `string` stands where one of its literals is wanted, or a `number`. */
function isWidened(given: ts.Type, wanted: ts.Type, view: View): boolean {
  const { String, Number, StringLiteral, NumberLiteral } = view.ts.TypeFlags;
  const literal = (given.flags & String) !== 0 ? StringLiteral : (given.flags & Number) !== 0 ? NumberLiteral : 0;
  return view.alternatives(wanted).some(({ flags }) => (flags & literal) !== 0);
}

/** A key that can hold nothing but `undefined` or `never` is as good as none. */
function mayOnlyLack(key: ts.Symbol, view: View): boolean {
  const type = view.checker.getTypeOfSymbol(key);
  return (type.flags & view.ts.TypeFlags.Never) !== 0 || view.isNothing(type);
}

function hasAlways(object: ts.Type, field: string, { ts }: View): boolean {
  const key = object.getProperty(field);
  return key !== undefined && (key.flags & ts.SymbolFlags.Optional) === 0;
}

/** `field`, or `field?` if a result may do without it. */
function writeText(field: string, objects: readonly ts.Type[], view: View): string {
  return objects.every((one) => hasAlways(one, field, view)) ? field : `${field}?`;
}

function isObject(type: ts.Type, { ts, checker }: View): boolean {
  const { Object, Intersection } = ts.TypeFlags;
  return (
    (type.flags & (Object | Intersection)) !== 0 &&
    !checker.isArrayLikeType(type) &&
    type.getCallSignatures().length === 0
  );
}

function wantedText({ plan }: HandlerCheck): string {
  const names = plan.node.writes.map(({ field, mayLeaveOut }) => `${field.name}${mayLeaveOut ? "?" : ""}`);
  return names.length === 0 ? "nothing" : `an object with its writes: \`{ ${names.join(", ")} }\``;
}

/** Where the graph says that a field is written; the handler's name where `defaults` says it. */
function writesSpan({ plan, span }: HandlerCheck, [field]: readonly string[]): HandlerCheck["span"] {
  for (const option of plan.node.node.options) {
    if (option.kind !== "WritesOption") continue;
    const found = option.fields.find(({ name }) => name.name === field);
    if (found !== undefined) return found.span;
  }
  return span;
}
