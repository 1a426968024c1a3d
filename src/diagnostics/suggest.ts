/** The name that was probably meant. */
import type { Instead } from "./diagnostic.ts";

/** What a message says of a word that was probably meant, and the word. */
export interface Suggestion {
  readonly help: string;
  readonly instead: Instead;
}

/** The candidate closest to the name, if it is close enough to be a slip; a difference in case alone is the closest. */
export function suggest(name: string, candidates: Iterable<string>): string | undefined {
  // Of a single letter, any other would be as close as the one that was meant.
  const limit = name.length < 2 ? 0 : Math.min(furthest, Math.max(1, Math.floor(name.length * 0.4)));
  const lower = name.toLowerCase();
  let best: string | undefined;
  let bestDistance = limit + 1;
  for (const candidate of candidates) {
    if (candidate === name || Math.abs(candidate.length - name.length) >= bestDistance) continue;
    const distance = candidate.toLowerCase() === lower ? 0.5 : editDistance(name, candidate, bestDistance);
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

/** However long a name is, nobody makes more slips in it. */
const furthest = 4;

/** The help that names what was probably meant. */
export function didYouMean(name: string, candidates: Iterable<string>): Suggestion | undefined {
  const meant = suggest(name, candidates);
  if (meant === undefined) return undefined;
  return { help: `did you mean \`${meant}\`?`, instead: { written: name, meant, safe: false } };
}

/** How many letters must be added, dropped, replaced or swapped with their neighbour; `limit` and more count as `limit`. */
function editDistance(a: string, b: string, limit: number): number {
  let from = 0;
  let [endA, endB] = [a.length, b.length];
  while (from < endA && from < endB && a.charCodeAt(from) === b.charCodeAt(from)) from++;
  while (endA > from && endB > from && a.charCodeAt(endA - 1) === b.charCodeAt(endB - 1))
    [endA, endB] = [endA - 1, endB - 1];
  return distance(a.slice(from, endA), b.slice(from, endB), limit);
}

function distance(a: string, b: string, limit: number): number {
  let before: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    // What is further from the diagonal than the limit cannot be part of a short way.
    const [low, high] = [Math.max(1, i - limit), Math.min(b.length, i + limit)];
    const current: number[] = [];
    current[low - 1] = low === 1 ? i : limit;
    let least = low === 1 ? i : limit;
    for (let j = low; j <= high; j++) {
      const isSame = a[i - 1] === b[j - 1];
      let cost = Math.min(at(previous, j) + 1, at(current, j - 1) + 1, at(previous, j - 1) + (isSame ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        cost = Math.min(cost, at(before, j - 2) + 1);
      current[j] = cost;
      least = Math.min(least, cost);
    }
    if (least >= limit) return limit;
    before = previous;
    previous = current;
  }
  return at(previous, b.length);
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? Number.POSITIVE_INFINITY;
}
