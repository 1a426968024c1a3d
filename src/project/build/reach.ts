/** The `.graph` files that each one imports, directly and over others. */
export interface Reach {
  /** Those behind a file, without the file itself unless it imports itself over others; also those that are not there. Sorted. */
  of(path: string): readonly string[];
  /** Whether a file is, or imports, one that imports itself over others. What is said of those depends on the order in which files are looked at. */
  isCircular(path: string): boolean;
}

export function reach(imports: ReadonlyMap<string, readonly string[]>): Reach {
  const known = new Map<string, readonly string[]>();
  const of = (path: string): readonly string[] => {
    const before = known.get(path);
    if (before) return before;
    const found = new Set(imports.get(path));
    for (const one of found) for (const next of imports.get(one) ?? []) found.add(next);
    const sorted = [...found].toSorted();
    known.set(path, sorted);
    return sorted;
  };
  return { of, isCircular: (path) => [path, ...of(path)].some((one) => of(one).includes(one)) };
}
