/** What the open fold knows of a collection that a reducer has made for it. */
export interface Making {
  /** Where an element with this key is, for the reducers that look elements up. */
  readonly index: Map<unknown, number>;
  /** Brings the collection into its final form. */
  readonly complete: (() => void) | undefined;
}

let open: Fold | undefined;

function enter(fold: Fold | undefined): void {
  open = fold;
}

const noIndex: ReadonlyMap<unknown, number> & Map<unknown, number> = /* @__PURE__ */ new Map();

/**
 * Calls of a program's `fold` that belong together, on one draft or several, none of which is copied before the fold is closed.
 *
 * A state is deeply frozen, so a reducer must copy a collection before it adds to it. What it has made while a fold is open is the fold's own:
 * the next update grows it in place, and it is frozen when the fold closes. So n updates cost one copy and n additions. Outside of any fold
 * every result of a reducer is frozen at once.
 */
export class Fold {
  readonly #made = new Map<object, Making>();
  /** What was made or looked up last: an update mostly grows the collection that the one before it has grown. */
  #collection: object | undefined = undefined;
  #making: Making | undefined = undefined;

  /** Calls what folds. Synchronous; may be nested. */
  run(folds: () => void): void {
    const outer = open;
    enter(this);
    try {
      folds();
    } finally {
      enter(outer);
    }
  }

  /** Completes and freezes what was made. */
  close(): void {
    for (const [collection, { complete }] of this.#made) {
      complete?.();
      Object.freeze(collection);
    }
    this.#made.clear();
    this.#collection = undefined;
  }

  making(collection: object): Making | undefined {
    if (collection !== this.#collection) {
      this.#collection = collection;
      this.#making = this.#made.get(collection);
    }
    return this.#making;
  }

  own(collection: object, making: Making): void {
    this.#made.set(collection, making);
    this.#collection = collection;
    this.#making = making;
  }
}

/** What is known of a collection that the reducer may change in place; `undefined` if it must copy it. */
export function making(collection: object | undefined): Making | undefined {
  return collection === undefined ? undefined : open?.making(collection);
}

/** Hands a collection that a reducer has just made to the open fold, or, if there is none, completes and freezes it. */
export function own<C extends object>(collection: C, index = noIndex, complete?: () => void): C {
  if (open !== undefined) open.own(collection, { index, complete });
  else {
    complete?.();
    Object.freeze(collection);
  }
  return collection;
}
