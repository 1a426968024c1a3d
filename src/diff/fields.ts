/** Fields that are gone, and fields that are there. */
import type { FieldSymbol, GraphSymbol } from "../bind/symbols.ts";
import { G801, G803 } from "../diagnostics/catalogue/g8.ts";
import { isRequiredInput } from "../plan/absence.ts";
import type { Comparison } from "./comparison.ts";
import { meaningOf } from "./meaning.ts";
import { fitOf, type Allowed } from "./narrowing.ts";
import { closestNames } from "./renames.ts";

/** Fields that threads have values of and the graph no longer has. A migration is given them. */
export function removedFields(comparison: Comparison): void {
  const { old, new: now, isMigrated, nextVersion } = comparison;
  const added = [...now.graph.fields.values()].filter(({ name }) => !old.graph.fields.has(name));
  const closest = closestNames();
  for (const field of old.graph.fields.values()) {
    if (now.graph.fields.has(field.name)) continue;
    if (isMigrated) comparison.note(`\`${field.name}\` is removed, and a migration is given what is stored in it`);
    else if (field.ephemeral) comparison.note(`\`${field.name}\` is removed, which every run began anew`);
    else {
      const meant = renamed(field, added, closest);
      const message = meant ? G801.renamed(field.name, meant.name, nextVersion) : G801.removed(field.name, nextVersion);
      comparison.report(
        "loses values",
        message,
        comparison.now(meant?.node.name.span ?? now.graph.node.name.span),
        comparison.was(field.node.name.span, "threads have values of this field"),
      );
    }
  }
}

/** The new field that may be the old one under another name: of a similar name, or the only one that could take its values. */
function renamed(
  field: FieldSymbol,
  added: readonly FieldSymbol[],
  closest: ReturnType<typeof closestNames>,
): FieldSymbol | undefined {
  const close = closest(field, added);
  if (close) return close;
  const isAlike = (one: FieldSymbol): boolean => typeof fitOf(allowed(field), allowed(one)) !== "object";
  const first = added.find(isAlike);
  return first && added.findLast(isAlike) === first ? first : undefined;
}

function allowed({ type, where }: FieldSymbol): Allowed {
  return { type, where };
}

/** Fields that every stored state must have a value of, and that some lack. */
export function requiredFields(comparison: Comparison): void {
  const { old, new: now, isMigrated } = comparison;
  for (const field of now.graph.fields.values()) {
    const before = old.graph.fields.get(field.name);
    if (isRequiredInput(field) && (!before || mayBeAbsent(before))) {
      if (isMigrated) comparison.note(`\`${field.name}\` is required, and a migration is to give it a value`);
      else
        comparison.report(
          "needs a default",
          G803.input(field.name, !before),
          comparison.now(field.node.name.span),
          before
            ? comparison.was(before.node.name.span, "it could be absent here")
            : comparison.was(old.graph.node.name.span, "threads of this version lack it"),
        );
    } else if (!before) {
      const how = field.default
        ? "it gets its default"
        : field.optional
          ? "it is absent at first"
          : "nodes write it before it is read";
      comparison.note(`\`${field.name}\` is new, and ${how}`);
    } else if (presence(before) !== presence(field)) {
      comparison.note(`\`${field.name}\` was ${presence(before)} and is ${presence(field)}`);
    } else if (defaultOf(before) !== defaultOf(field)) {
      comparison.note(`the default of \`${field.name}\` counts for runs to come`);
    }
  }
}

/** Whether a stored state may lack the field. */
export function mayBeAbsent(field: FieldSymbol): boolean {
  return field.optional || (field.default === undefined && !field.input);
}

function presence(field: FieldSymbol): string {
  const modifiers = (["input", "output", "ephemeral"] as const).filter((modifier) => field[modifier]);
  return `${["a", ...modifiers].join(" ")} field${field.optional ? " that may be absent" : field.default ? " with a default" : ""}`;
}

function defaultOf(field: FieldSymbol): string {
  return field.default ? meaningOf(field.default) : "";
}

/** The fields of both versions, in the order of the new one. */
export function fieldPairs(
  old: GraphSymbol,
  now: GraphSymbol,
): readonly { readonly before: FieldSymbol; readonly after: FieldSymbol }[] {
  return [...now.fields.values()].flatMap((after) => {
    const before = old.fields.get(after.name);
    return before ? [{ before, after }] : [];
  });
}
