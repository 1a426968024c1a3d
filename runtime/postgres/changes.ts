import type { ChangeRow } from "./written.ts";
import type { FieldChange } from "../types/storage.ts";
import { toName } from "./names.ts";

/** The changes of a commit, without those that others undo: of each field one, or several chunks. */
export function onePerField(changes: readonly FieldChange[]): readonly ChangeRow[] {
  const [only] = changes;
  if (changes.length === 1 && only !== undefined) return [rowOf(only)];
  const byField = new Map<string, ChangeRow[]>();
  for (const change of changes) {
    const rows = byField.get(change.field);
    const first = rows?.[0];
    const row = rowOf(change);
    if (rows === undefined || first === undefined || change.op !== "append") byField.set(change.field, [row]);
    else if (first.data === null) byField.set(change.field, [{ ...row, anew: true }]);
    else rows.push({ ...row, anew: first.anew, part: rows.length });
  }
  return [...byField.values()].flat();
}

function rowOf(change: FieldChange): ChangeRow {
  const { field, op } = change;
  return { anew: op === "set", part: 0, field: toName(field), data: change.op === "clear" ? null : change.data };
}
