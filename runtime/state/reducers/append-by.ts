import { making, own } from "../fold.ts";

/** Removes the element with the same key from a field with `appendBy`. */
export type Removal<E, K extends keyof E> = { readonly [P in K]: E[P] } & { readonly remove: true };

/** Replaces the element with the same `key` in its place, else adds at the end. */
export function appendBy<E extends object, K extends keyof E>(
  key: K,
): (current: readonly E[] | undefined, update: readonly (E | Removal<E, K>)[]) => readonly E[] {
  return (current, update) => {
    const known = making(current);
    // A removed element leaves a gap until the list is complete, so that the others keep their places.
    const list: (E | undefined)[] = known === undefined ? [...(current ?? [])] : (current as (E | undefined)[]);
    const index = known?.index ?? new Map(list.map((element, i) => [element?.[key], i]));
    for (const element of update) {
      const place = index.get(element[key]);
      if (isRemoval(element)) {
        if (place !== undefined) list[place] = undefined;
        index.delete(element[key]);
      } else if (place === undefined) index.set(element[key], list.push(element) - 1);
      else list[place] = element;
    }
    return (list === current ? list : own(list, index, () => closeGaps(list))) as readonly E[];
  };
}

function isRemoval<E extends object, K extends keyof E>(element: E | Removal<E, K>): element is Removal<E, K> {
  return "remove" in element && element.remove === true;
}

function closeGaps(list: (object | undefined)[]): void {
  let length = 0;
  for (const element of list) if (element !== undefined) list[length++] = element;
  list.length = length;
}
