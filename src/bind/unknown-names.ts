/** What a name was to stand for. */
export type Role = "value" | "type" | "function" | "node";

/** The names of one file that stand for nothing. One that is used in several places is one mistake: mostly, its declaration is missing or misspelt. */
export class UnknownNames {
  readonly #met = new Map<object, Set<string>>();
  #helped = 0;

  /**
   * The names among which to look for what was meant; nothing where the name has been met before. `within` is where it could have been declared: the tree
   * of a graph or a file.
   */
  candidates(within: object, role: Role, name: string, known: Iterable<string>): Iterable<string> | undefined {
    const met = this.#met.get(within) ?? new Set();
    this.#met.set(within, met);
    const key = `${role} ${name}`;
    if (met.has(key)) return undefined;
    met.add(key);
    return this.among(known);
  }

  /** The names among which to look for what was meant. To look takes time with each of them, and nobody reads endless reports. */
  among(known: Iterable<string>): Iterable<string> {
    this.#helped++;
    return this.#helped > helped ? [] : known;
  }
}

/** For how many unknown names of a file it is looked what was meant. */
const helped = 100;
