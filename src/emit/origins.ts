/**
 * Where pieces of a printed text come from. What is printed for a source map carries marks inside its text, each before what it belongs to, which are taken
 * out when everything has its place. Whoever decides by a text (how long it is, how it begins) decides by `plain(text)`, so that marks change nothing.
 */
import type { Source } from "../source/source.ts";

/** A place in a text and the place in a source that it comes from; both offsets in UTF-16 units. */
export interface Origin {
  readonly offset: number;
  readonly source: Source;
  readonly at: number;
}

/** A text and its origins, in the order of the text. */
export interface Traced {
  readonly text: string;
  readonly origins: readonly Origin[];
}

// Unicode sets these two aside for use inside of a program.
const OPEN = "\ufdd0";
const CLOSE = "\ufdd1";
const MARK = new RegExp(`${OPEN}(\\d+)${CLOSE}`, "g");

/** A text without its marks. */
export function plain(text: string): string {
  return text.includes(OPEN) ? text.replace(MARK, "") : text;
}

export class Origins {
  readonly #marked: Omit<Origin, "offset">[] = [];

  /** A text that begins with a mark. */
  mark(text: string, source: Source, at: number): string {
    return `${OPEN}${this.#marked.push({ source, at }) - 1}${CLOSE}${text}`;
  }

  /** Whether no text that was printed can be taken for a mark: a source may hold any character. */
  get areReliable(): boolean {
    const sources = new Set(this.#marked.map(({ source }) => source));
    return ![...sources].some(({ text }) => text.includes(OPEN));
  }

  /** The text without marks, and where each of them was, in the order of the text. */
  takeOut(marked: string): Traced {
    const origins: Origin[] = [];
    const parts: string[] = [];
    let [from, length] = [0, 0];
    for (const match of marked.matchAll(MARK)) {
      parts.push(marked.slice(from, match.index));
      length += match.index - from;
      from = match.index + match[0].length;
      const origin = this.#marked[Number(match[1])];
      if (origin !== undefined) origins.push({ offset: length, ...origin });
    }
    return { text: [...parts, marked.slice(from)].join(""), origins };
  }

  /** What a hash over a marked text covers beside it. */
  toJSON(): readonly (readonly [path: string, at: number])[] {
    return this.#marked.map(({ source, at }) => [source.path, at]);
  }
}
