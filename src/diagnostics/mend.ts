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
  const start = blanksBefore(text, span.start);
  const lineEnd = /[ \t]*(?:\r\n?|\n|$)/y;
  lineEnd.lastIndex = span.end;
  const behind = lineEnd.exec(text)?.[0];
  const isAlone = start === 0 || text[start - 1] === "\n" || text[start - 1] === "\r";
  const wide = isAlone && behind !== undefined ? { start, end: span.end + behind.length } : { start, end: span.end };
  return { title, safe, edits: [{ span: isAlone && behind === undefined ? span : wide, text: "" }] };
}

/** Where the blanks that end at an offset begin. */
function blanksBefore(text: string, offset: number): number {
  let start = offset;
  while (text[start - 1] === " " || text[start - 1] === "\t") start--;
  return start;
}

/** Takes an item out of a list with commas, of which at least one other item stays. The items are in the order of the text. */
export function itemRemoval(title: string, item: Span, items: readonly Span[], safe = false): Fix {
  let index = 0;
  for (let end = items.length; index < end;) {
    const middle = (index + end) >> 1;
    if ((items[middle] as Span).start < item.start) index = middle + 1;
    else end = middle;
  }
  const [before, behind] = [items[index - 1], items[index + 1]];
  const start = before ? before.end : item.start;
  const end = before || !behind ? item.end : behind.start;
  return { title, safe, edits: [{ span: { start, end }, text: "" }] };
}
