import type { ts } from "ts-morph";
import { G702 } from "../diagnostics/catalogue/g7.ts";
import type { Fix } from "../diagnostics/diagnostic.ts";
import { parameterType } from "./functions.ts";
import type { HandlerCheck } from "./handlers.ts";
import { mismatch } from "./mismatch.ts";
import type { View } from "./view.ts";

/** The state that a handler expects is what its node gives. Returns whether something was said. */
export function checkState(check: HandlerCheck, signature: ts.Signature, wanted: ts.Signature, view: View): boolean {
  const expects = parameterType(signature, 0, view);
  const gives = parameterType(wanted, 0, view);
  if (expects === undefined || gives === undefined || view.fits(gives, expects)) return false;
  const { name, span, of, plan } = check;
  const { fields } = of.graph;
  const absent = view.checker
    .getPropertiesOfType(expects)
    .filter((one) => (one.flags & view.ts.SymbolFlags.Optional) === 0 && gives.getProperty(one.name) === undefined);
  const [first] = absent;
  const unknown = absent.find((one) => !fields.has(one.name));
  if (unknown !== undefined) {
    const related = view.declaredAt(unknown, "it is expected here");
    view.report(G702.noField(name, unknown.name, of.graph.name, fields.keys()), span, { related });
    return true;
  }
  if (first !== undefined) {
    const names = absent.map((one) => one.name);
    const related = view.declaredAt(first, "it is expected here");
    const all = [...(plan.node.reads ?? []).map((field) => field.name), ...names].join(", ");
    view.report(G702.notRead(name, names, `write \`reads ${all}\``), span, {
      related,
      fixes: fixReads(check, names, all),
    });
    return true;
  }
  const { kind, path, member, wanted: needed, given } = mismatch(gives, expects, view);
  const related = view.declaredAt(member ?? signature.parameters[0], "it is expected here");
  const at = path === "" ? "the state" : path;
  if (kind === "absent") view.report(G702.stateAbsent(name, at, fields.has(path)), span, { related });
  else if (kind === "mutable") view.report(G702.stateMutable(name, at, view.quote(needed)), span, { related });
  else view.report(G702.stateType(name, at, view.quote(needed), view.quote(given)), span, { related });
  return true;
}

/** What a handler expects beside the state is what its node has. Returns whether something was said. */
export function checkContext(check: HandlerCheck, signature: ts.Signature, wanted: ts.Signature, view: View): boolean {
  const expects = parameterType(signature, 1, view);
  const gives = parameterType(wanted, 1, view);
  if (expects === undefined || gives === undefined || view.fits(gives, expects)) return false;
  const { name, span, of, plan } = check;
  const found = mismatch(gives, expects, view);
  const related = view.declaredAt(found.member ?? signature.parameters[1], "it is expected here");
  const [top = "", member = ""] = found.path.split(/[.[]/);
  const isLacking = found.kind === "missing" || found.kind === "absent";
  if (top === "ask" && isLacking) view.report(G702.noAsk(name), span, { related });
  else if (top === "error" && isLacking) view.report(G702.noError(name), span, { related });
  else if (top === "args" && found.kind === "missing")
    view.report(G702.noArgument(plan.node.name, name, member, view.quote(found.wanted)), span, { related });
  else if (top === "context" && found.kind === "missing")
    view.report(G702.noContext(name, member, of.graph.name), span, { related });
  else if (found.path !== "")
    view.report(G702.contextType(name, found.path, view.quote(found.wanted), view.quote(found.given)), span, {
      related,
    });
  else return false;
  return true;
}

/** Reading more may find fields that nothing has written yet, so that this is left to the user. */
function fixReads({ plan }: HandlerCheck, names: readonly string[], all: string): readonly Fix[] {
  const option = plan.node.node.options.find((one) => one.kind === "ReadsOption");
  const last = option?.kind === "ReadsOption" ? option.fields.at(-1) : undefined;
  if (last === undefined) return [];
  const at = { start: last.span.end, end: last.span.end };
  return [{ title: `write \`reads ${all}\``, safe: false, edits: [{ span: at, text: `, ${names.join(", ")}` }] }];
}
