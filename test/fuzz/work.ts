interface Sized {
  readonly length: number;
  indexOf(wanted: unknown): number;
}

type Method = (this: unknown, ...given: unknown[]) => unknown;

/** Methods that look at their elements one by one, by way of a function that they are given. */
const callers =
  "map filter some every find findIndex findLast findLastIndex flatMap forEach reduce reduceRight sort toSorted".split(
    " ",
  );
/** How many elements or characters a call of other methods touches, by its result, what it is called on, and what it is given. */
const scanners: Readonly<Record<string, (result: unknown, on: Sized, given: readonly unknown[]) => number>> = {
  ...Object.fromEntries("slice concat toReversed toSpliced flat".split(" ").map((name) => [name, lengthOf])),
  ...Object.fromEntries("shift unshift join".split(" ").map((name) => [name, (_, on: Sized) => on.length])),
  includes: (found, on, [wanted]) => (found === true ? on.indexOf(wanted) + 1 : on.length),
  indexOf: (at, on) => (at === -1 ? on.length : Number(at) + 1),
  lastIndexOf: (at, on) => (at === -1 ? on.length : on.length - Number(at)),
  splice: (removed, on, [start]) => lengthOf(removed) + on.length - Number(start),
};
const searches = "split replace replaceAll match matchAll trim".split(" ");
const iterators = [[].values(), new Map().values(), new Set().values()].map(
  (one) => Object.getPrototypeOf(one) as object,
);

/**
 * How much a function does, as a number that no clock and no load has a part in: the elements of lists, maps and sets that it looks at and the characters of
 * texts that it searches, counted by methods that stand in for those of the engine while it runs.
 */
export function workOf(run: () => void): number {
  let work = 0;
  const undo: (() => void)[] = [];
  const replace = (owner: object, name: string, make: (method: Method) => Method): void => {
    const before = Object.getOwnPropertyDescriptor(owner, name);
    if (typeof before?.value !== "function") throw new Error(`There is no ${name} to count`);
    Object.defineProperty(owner, name, { ...before, value: make(before.value as Method) });
    undo.push(() => Object.defineProperty(owner, name, before));
  };
  const one = (method: Method): Method =>
    function counted(...given) {
      work++;
      return method.apply(this, given);
    };
  const elements = (method: Method): Method =>
    function counted(...given) {
      const [by, ...rest] = given;
      if (typeof by !== "function") return method.apply(this, given);
      const counting: Method = (...values) => {
        work++;
        return (by as Method)(...values);
      };
      return method.apply(this, [counting, ...rest]);
    };
  const touched =
    (count: (result: unknown, on: Sized, given: readonly unknown[]) => number) =>
    (method: Method): Method =>
      function counted(...given) {
        const result = method.apply(this, given);
        work += count(result, this as Sized, given);
        return result;
      };

  for (const name of callers) replace(Array.prototype, name, elements);
  for (const name of searches)
    replace(
      String.prototype,
      name,
      touched((_, on) => on.length),
    );
  // Last, because the other counts need these methods as they are.
  const counts = Object.entries(scanners);
  for (const name of ["get", "set", "has"]) replace(Map.prototype, name, one);
  for (const name of ["add", "has"]) replace(Set.prototype, name, one);
  for (const iterator of iterators) replace(iterator, "next", one);
  for (const [name, count] of counts) replace(Array.prototype, name, touched(count));
  try {
    run();
    return work;
  } finally {
    for (const restore of undo) restore();
  }
}

function lengthOf(list: unknown): number {
  return Array.isArray(list) ? list.length : 0;
}
