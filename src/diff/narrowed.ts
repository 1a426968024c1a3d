/** Narrowed types, said once for each cause: where a declared type became narrower, all that has the type is named together. */
import type { Related } from "../diagnostics/diagnostic.ts";
import type { Source, Span } from "../source/source.ts";
import type { Place } from "./comparison.ts";
import type { Narrowing } from "./narrowing.ts";

/** Something with a type that became narrower. */
export interface Narrowed {
  readonly name: string;
  readonly narrowing: Narrowing;
  /** Where the old version and the new one write its type. */
  readonly old: Place;
  readonly new: Place;
}

/** One cause, with all that it concerns. */
export interface Cause {
  readonly names: readonly string[];
  /** What the reason is said of: `` its type ``, `` `Decision.comment` ``. */
  readonly subject: string;
  readonly reason: string;
  readonly at: Place;
  readonly related: readonly Related[];
}

export function causesOf(narrowed: readonly Narrowed[]): readonly Cause[] {
  const groups = new Map<string, Narrowed[]>();
  for (const one of narrowed) {
    const { narrowing, name } = one;
    const { within, path, reason } = narrowing;
    const key = within
      ? JSON.stringify([within.new.name, within.new.source.path, path.slice(within.depth), reason])
      : JSON.stringify([name]);
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()].map(toCause);
}

function toCause(group: readonly Narrowed[]): Cause {
  const [first] = group as readonly [Narrowed];
  const { narrowing } = first;
  const { within, path, reason } = narrowing;
  const names = group.map(({ name }) => name);
  if (!within) {
    const subject = path.length === 0 ? "it" : `\`${pathText(first.name, path)}\``;
    return { names, subject, reason, at: first.new, related: [relatedTo(first.old, "it was this before")] };
  }
  const inner = path.slice(within.depth);
  const placeOf = (symbol: typeof within.new): Place => ({ source: symbol.source, span: spanIn(symbol, inner[0]) });
  return {
    names,
    subject: `\`${pathText(within.new.name, inner)}\``,
    reason,
    at: placeOf(within.new),
    related: [relatedTo(placeOf(within.old), "it was this before")],
  };
}

function pathText(name: string, path: readonly string[]): string {
  return path.reduce((text, step) => (step.startsWith("[") ? text + step : `${text}.${step}`), name);
}

function relatedTo({ source, span }: { readonly source: Source; readonly span: Span }, message: string): Related {
  return { source, span, message };
}

/** The member of a declared type that a path begins with, or the name of the type. */
function spanIn({ node }: NonNullable<Narrowing["within"]>["new"], member: string | undefined): Span {
  const members = node.type.kind === "ObjectType" ? node.type.members : [];
  return (members.find(({ name }) => name.name === member) ?? node.name).span;
}
