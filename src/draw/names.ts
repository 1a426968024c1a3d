/** Names that other languages take for the ids of a scene: letters, digits and underscores, readable where the id is. */
export class Names {
  readonly #prefix: string;
  readonly #names = new Map<string, string>();
  readonly #taken = new Set<string>();

  /** The prefix keeps them apart from words that mean something there, such as `end`. */
  constructor(prefix: string) {
    this.#prefix = prefix;
  }

  of(id: string): string {
    const known = this.#names.get(id);
    if (known !== undefined) return known;
    const base = `${this.#prefix}_${id.replaceAll(/[^A-Za-z0-9]+/g, "_")}`;
    let name = base;
    for (let index = 2; this.#taken.has(name); index++) name = `${base}_${index}`;
    this.#taken.add(name);
    this.#names.set(id, name);
    return name;
  }
}
