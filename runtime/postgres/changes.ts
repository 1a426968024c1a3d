import type { FieldChange } from "../types/storage.ts";

/** A change as it is stored: one of several chunks, if a commit changes a field several times. */
interface Change {
  readonly op: FieldChange["op"];
  readonly field: string;
  readonly data: string | null;
  readonly part: number;
}

/** The changes of a commit, without those that others undo. */
export function onePerField(changes: readonly FieldChange[]): readonly Change[] {
  const [only] = changes;
  if (changes.length === 1 && only !== undefined) return [chunkOf(only)];
  const byField = new Map<string, Change[]>();
  for (const change of changes) {
    const { field, op } = change;
    const before = byField.get(field);
    const first = before?.[0];
    if (before === undefined || first === undefined || op !== "append") {
      byField.set(field, [chunkOf(change)]);
    } else if (first.op === "clear") {
      byField.set(field, [{ op: "set", field, data: change.data, part: 0 }]);
    } else {
      before.push({ op: first.op, field, data: change.data, part: before.length });
    }
  }
  return [...byField.values()].flat();
}

function chunkOf(change: FieldChange): Change {
  return { op: change.op, field: change.field, data: change.op === "clear" ? null : change.data, part: 0 };
}
