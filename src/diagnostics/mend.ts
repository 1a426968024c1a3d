/** Fixes, made from what rules know of the text. */
import type { Source, Span } from "../source/source.ts";
import type { Fix } from "./diagnostic.ts";

/** Writes something at a point. */
export function insertion(at: number, text: string, safe = false): Fix {
  return { title: `add \`${text.trim()}\``, safe, edits: [{ span: { start: at, end: at }, text }] };
}

/** Writes something in place of something else. */
export function replacement(span: Span, text: string, safe = false): Fix {
  return { title: `write \`${text.trim()}\``, safe, edits: [{ span, text }] };
}

/** Takes something out that stands alone between its neighbours: with its line where nothing else is on it, else with the space before it. */
export function removal(title: string, span: Span, { text }: Source, safe = false): Fix {
  const before = /(?:^|[\n\r])?[ \t]*$/.exec(text.slice(0, span.start))?.[0] ?? "";
  const behind = /^[ \t]*(?:\r\n?|\n|$)/.exec(text.slice(span.end))?.[0];
  const isAlone = span.start === before.length || /^[\n\r]/.test(before);
  const start = span.start - before.replace(/^[\n\r]/, "").length;
  const wide = isAlone && behind !== undefined ? { start, end: span.end + behind.length } : { start, end: span.end };
  return { title, safe, edits: [{ span: isAlone && behind === undefined ? span : wide, text: "" }] };
}

/** Takes an item out of a list with commas, of which at least one other item stays. */
export function itemRemoval(title: string, item: Span, items: readonly Span[], safe = false): Fix {
  const index = items.indexOf(item);
  const [before, behind] = [items[index - 1], items[index + 1]];
  const start = before ? before.end : item.start;
  const end = before || !behind ? item.end : behind.start;
  return { title, safe, edits: [{ span: { start, end }, text: "" }] };
}
