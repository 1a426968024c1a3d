import type { Difference } from "../types/difference.ts";
import type { GraphTypes } from "../types/graph-types.ts";
import type { Snapshot } from "../types/state.ts";
import { same } from "../state/same.ts";
import type { Table } from "./table.ts";

/** What has changed from one snapshot to the other. */
export function differenceOf(
  { fieldList }: Table,
  one: Snapshot<GraphTypes>,
  other: Snapshot<GraphTypes>,
): Difference<GraphTypes> {
  const fields: object[] = [];
  for (const { name } of fieldList) {
    const before: unknown = Reflect.get(one.values, name);
    const after: unknown = Reflect.get(other.values, name);
    if (!same(before, after)) fields.push(Object.freeze({ field: name, ...changeOf(before, after) }));
  }
  return Object.freeze({
    fields: Object.freeze(fields) as Difference<GraphTypes>["fields"],
    next: Object.freeze({ before: one.next, after: other.next }),
    step: Object.freeze({ before: one.step, after: other.step }),
  });
}

function changeOf(before: unknown, after: unknown): object {
  if (before === undefined) return { change: "added", after };
  if (after === undefined) return { change: "removed", before };
  const isLonger = Array.isArray(before) && Array.isArray(after) && after.length > before.length;
  if (!isLonger || !same(before, after.slice(0, before.length))) return { change: "changed", before, after };
  return { change: "appended", before, after, appended: Object.freeze(after.slice(before.length)) };
}
