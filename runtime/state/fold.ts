/** What the open fold knows of a collection that a reducer has made for it. */
export interface Making {
  /** Where an element with this key is, for the reducers that look elements up. */
  readonly index: Map<unknown, number>;
  /** Brings the collection into its final form. */
  readonly complete: (() => void) | undefined;
}

let open: Map<object, Making> | undefined;

const noIndex: ReadonlyMap<unknown, number> & Map<unknown, number> = /* @__PURE__ */ new Map();

/**
 * Runs `folds`: calls of a program's `fold`, on one draft or several, none of which is copied meanwhile.
 *
 * A state is deeply frozen, so a reducer must copy a collection before it adds to it. What it has made while a fold is open is the fold's own:
 * the next update grows it in place, and it is frozen when the fold closes. So n updates cost one copy and n additions. Outside of `foldAll`
 * every result of a reducer is frozen at once. Synchronous; may be nested.
 */
export function foldAll(folds: () => void): void {
  const outer = open;
  const made = new Map<object, Making>();
  open = made;
  try {
    folds();
  } finally {
    open = outer;
    for (const [collection, { complete }] of made) {
      complete?.();
      Object.freeze(collection);
    }
  }
}

/** What is known of a collection that the reducer may change in place; `undefined` if it must copy it. */
export function making(collection: object | undefined): Making | undefined {
  return open === undefined || collection === undefined ? undefined : open.get(collection);
}

/** Hands a collection that a reducer has just made to the open fold, or, if there is none, completes and freezes it. */
export function own<C extends object>(collection: C, index = noIndex, complete?: () => void): C {
  if (open !== undefined) open.set(collection, { index, complete });
  else {
    complete?.();
    Object.freeze(collection);
  }
  return collection;
}
