import { isReplacement, set } from "../types/replacement.ts";
import type { Values } from "./values.ts";

/** An update as plain data that can be stored: a `set(…)` and a cleared field are no data of their own. */
export interface PackedUpdate {
  readonly values: Values;
  /** The fields whose value replaces theirs. */
  readonly replaced?: readonly string[];
  readonly cleared?: readonly string[];
}

export function packUpdate(update: Values): PackedUpdate {
  const values: Values = {};
  const replaced: string[] = [];
  const cleared: string[] = [];
  for (const name in update) {
    const value = update[name];
    if (value === undefined) cleared.push(name);
    else if (isReplacement(value)) {
      replaced.push(name);
      values[name] = value.value;
    } else values[name] = value;
  }
  return { values, ...(replaced.length > 0 && { replaced }), ...(cleared.length > 0 && { cleared }) };
}

export function unpackUpdate({ values, replaced = [], cleared = [] }: PackedUpdate): Values {
  const update: Values = { ...values };
  for (const name of replaced) update[name] = set(values[name]);
  for (const name of cleared) update[name] = undefined;
  return update;
}
