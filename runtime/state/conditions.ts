import { found } from "./found.ts";
import type { Condition, Finding, Path, Type } from "./type.ts";

/** Whether a condition holds. One that throws does not. */
export function meets(condition: Condition, value: unknown): boolean {
  try {
    return condition.holds(value);
  } catch {
    return false;
  }
}

export function reportCondition(condition: Condition, value: unknown, path: Path, findings: Finding[]): void {
  if (meets(condition, value)) return;
  const what = found(value);
  findings.push({ message: `must satisfy ${condition.source}, found ${what}`, path, reason: "invalid", found: what });
}

/** The conditions on a value of this type as a whole, also those behind its name. */
export function conditionsOf(type: Type<unknown>): readonly Condition[] {
  return type.kind.conditions ?? (type.kind.target === undefined ? [] : conditionsOf(type.kind.target()));
}
