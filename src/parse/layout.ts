import type { IToken } from "chevrotain";
import { lineStarts, type Source } from "../source/source.ts";

interface Place {
  readonly line: number;
  readonly indent: number;
  readonly first: boolean;
  /** The first token of the line. */
  readonly head: IToken;
}

/** Where tokens stand on their lines: needed only where a text cannot be read as it is. */
export class Layout {
  readonly #places = new Map<IToken, Place>();

  constructor(source: Source, tokens: readonly IToken[]) {
    const starts = lineStarts(source);
    let line = 0;
    let previous = -1;
    let indent = 0;
    let head = tokens[0] as IToken;
    for (const token of tokens) {
      while (line + 1 < starts.length && (starts[line + 1] as number) <= token.startOffset) line++;
      const first = line !== previous;
      if (first) {
        indent = token.startOffset - (starts[line] as number);
        head = token;
      }
      this.#places.set(token, { line, indent, first, head });
      previous = line;
    }
  }

  #place(token: IToken): Place {
    return this.#places.get(token) ?? { line: -1, indent: 0, first: false, head: token };
  }

  /** Lets a token that a repair adds stand on the line of another. */
  add(token: IToken, beside: IToken): void {
    this.#places.set(token, { ...this.#place(beside), first: false });
  }

  /** Whether nothing but space and comments stands before a token on its line. Tokens that a repair has added are never first. */
  isFirst(token: IToken): boolean {
    return this.#place(token).first;
  }

  /** How far the first token of a token's line stands from the margin. */
  indent(token: IToken): number {
    return this.#place(token).indent;
  }

  /** The first token of a token's line. */
  head(token: IToken): IToken {
    return this.#place(token).head;
  }

  line(token: IToken): number {
    return this.#place(token).line;
  }
}
