import { isObject } from "./body.ts";
import { toJson } from "../json/write.ts";

/** Only these members; `values.messages` is a member of a member. */
export function select(value: object, fields: readonly string[]): object {
  const chosen: { [field: string]: unknown } = {};
  for (const field of fields) {
    const [outer = "", ...rest] = field.split(".");
    const member: unknown = own(value, outer);
    if (member === undefined) continue;
    if (rest.length === 0) chosen[outer] = member;
    else if (isObject(member)) {
      const before = chosen[outer];
      chosen[outer] = { ...(isObject(before) && before !== member && before), ...select(member, [rest.join(".")]) };
    }
  }
  return chosen;
}

/** Whether a value has all that another has: objects member by member, all else as JSON. */
export function hasMembers(value: unknown, wanted: unknown): boolean {
  if (!isObject(wanted)) return toJson(value) === toJson(wanted);
  return isObject(value) && Object.entries(wanted).every(([key, member]) => hasMembers(own(value, key), member));
}

function own(value: object, key: string): unknown {
  return Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined;
}
