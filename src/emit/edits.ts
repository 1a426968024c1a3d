/** Changes of a text whose origins go along. */
import { leaves } from "./syntax.ts";
import type { Origin, Traced } from "./origins.ts";

/** Puts `text` in the place of what stands from `start` to `end`. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** @param edits In any order, none inside another. What stood in their place has no origin any more. */
export function edited({ text, origins }: Traced, edits: readonly Edit[]): Traced {
  const sorted = edits.toSorted((a, b) => a.start - b.start);
  const parts: string[] = [];
  const kept: Origin[] = [];
  let [from, shift, next] = [0, 0, 0];
  const keepUntil = (end: number): void => {
    for (let origin = origins[next]; origin !== undefined && origin.offset < end; origin = origins[++next])
      if (origin.offset >= from) kept.push({ ...origin, offset: origin.offset + shift });
  };
  for (const { start, end, text: replacement } of sorted) {
    parts.push(text.slice(from, start), replacement);
    keepUntil(start);
    shift += replacement.length - (end - start);
    from = end;
  }
  keepUntil(Infinity);
  return { text: [...parts, text.slice(from)].join(""), origins: kept };
}

/**
 * The origins of a text in the same text as it is laid out: of the names and literals that they stand before, which layout leaves in their order.
 * @param name Its ending says which language the texts are in.
 */
export function relaid({ text, origins }: Traced, pretty: string, name: string): Traced {
  const [before, after] = [leaves(text, name), leaves(pretty, name)];
  if (before.length !== after.length) throw new Error(`Layout has changed more than the layout of ${name}.`);
  let leaf = 0;
  const moved = origins.flatMap((origin) => {
    while (leaf < before.length && (before[leaf] ?? 0) < origin.offset) leaf++;
    const offset = after[leaf];
    return offset === undefined ? [] : [{ ...origin, offset }];
  });
  return { text: pretty, origins: moved };
}

/** The text behind another one that has no origin. */
export function prefixed({ text, origins }: Traced, prefix: string): Traced {
  return {
    text: prefix + text,
    origins: origins.map((origin) => ({ ...origin, offset: origin.offset + prefix.length })),
  };
}
