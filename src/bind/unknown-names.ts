import type { Span } from "../source/source.ts";

/** What a name was to stand for. */
export type Role = "value" | "type" | "function" | "node" | "member";

/** The names of one file that stand for nothing. One that is used in several places is one mistake: mostly, its declaration is missing or misspelt. */
export class UnknownNames {
  /** Where each was met first: what is checked against several types, of which one is to fit, is met there again. */
  readonly #met = new Map<object, Map<string, number>>();
  #helped = 0;

  /**
   * The names among which to look for what was meant; nothing where the name has been met in another place before. `within` is where it could have been declared: the tree
   * of a graph or a file, or a type with members.
   */
  candidates(
    within: object,
    role: Role,
    name: string,
    place: Span,
    known: () => Iterable<string>,
  ): Iterable<string> | undefined {
    const met = this.#met.get(within) ?? new Map<string, number>();
    this.#met.set(within, met);
    const key = `${role} ${name}`;
    const first = met.get(key);
    if (first !== undefined && first !== place.start) return undefined;
    met.set(key, place.start);
    return this.among(known);
  }

  /** The names among which to look for what was meant. To look takes time with each of them, and nobody reads endless reports. */
  among(known: () => Iterable<string>): Iterable<string> {
    this.#helped++;
    return this.#helped > mostHelped ? [] : known();
  }
}

/** For how many unknown names of a file it is looked what was meant. */
export const mostHelped = 100;
