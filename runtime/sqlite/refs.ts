/**
 * Where the value of a field is: `at` is the number of the row with its last `set` (or, if `isSet` is false, with the first append), and `count` is how many
 * appends there are since.
 */
export interface Ref {
  readonly at: number;
  readonly isSet: boolean;
  readonly count: number;
}

/** Where the values of all fields are at one checkpoint. */
export type Refs = Map<string, Ref>;

/** The changes of a row as they are stored: names and lengths in turn. A set has the length of its text, an append the negative of it, a clear 0. */
export type Lengths = readonly (string | number)[];

/** Follows one change, made by row `n`. */
export function follow(refs: Refs, n: number, field: string, length: number): void {
  if (length === 0) refs.delete(field);
  else if (length > 0) refs.set(field, { at: n, isSet: true, count: 0 });
  else {
    const before = refs.get(field);
    refs.set(field, before ? { ...before, count: before.count + 1 } : { at: n, isSet: false, count: 1 });
  }
}

/** Follows the changes of row `n`. */
export function followAll(refs: Refs, n: number, changes: Lengths): void {
  for (let i = 0; i < changes.length; i += 2) follow(refs, n, String(changes[i]), Number(changes[i + 1]));
}

/** A table of fields as it is stored: name, row (negative, and one less, if the value begins with an append) and number of appends in turn. */
export function tableOf(refs: Refs): Lengths {
  const table: (string | number)[] = [];
  for (const [field, { at, count, isSet }] of refs) table.push(field, isSet ? at : -at - 1, count);
  return table;
}

export function refsOf(table: Lengths): Refs {
  const refs: Refs = new Map();
  for (let i = 0; i < table.length; i += 3) {
    const at = Number(table[i + 1]);
    refs.set(String(table[i]), { at: at < 0 ? -at - 1 : at, isSet: at >= 0, count: Number(table[i + 2]) });
  }
  return refs;
}
