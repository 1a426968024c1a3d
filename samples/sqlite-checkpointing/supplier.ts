/** Where a catalogue comes from. */
export interface Supplier {
  /** The articles of a page, the first being 1. */
  articles(page: number): Promise<readonly string[]>;
}
