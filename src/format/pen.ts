import type { IToken } from "chevrotain";
import type { Comment } from "../parse/comment.ts";
import { spanOfToken } from "../parse/token.ts";
import type { Span } from "../source/source.ts";
import { asksToIgnore, commentDoc, endsLine, leadingDocs, trailingDocs, type PlacedComment } from "./comments.ts";
import { hardline, indent, verbatim, type Doc } from "./docs.ts";

/** A text that has been read without mistakes. Its lines end with `\n`. */
export interface Written {
  readonly text: string;
  readonly tokens: readonly IToken[];
  readonly comments: readonly Comment[];
}

/**
 * Goes through the tokens of a text while the printer goes through its tree, in the same order, and puts the comments where they stood. Where the
 * layout may break a line, the printer says so (`first`, `between`, `end`), and comments stay on their side of the break. Anywhere else a
 * comment stays between its two tokens.
 */
export class Pen {
  readonly #text: string;
  readonly #tokens: readonly IToken[];
  readonly #comments: readonly Comment[];
  #token = 0;
  #comment = 0;
  /** Where the last token or comment that was passed ends. */
  #end = 0;
  /** Comments that were passed and are not printed. */
  #pending: PlacedComment[] = [];
  /** Whether a space, a line break or an opening bracket was printed last. */
  #fresh = true;
  #ignored = false;
  #byWidth = false;

  constructor({ text, tokens, comments }: Written) {
    this.#text = text;
    this.#tokens = tokens;
    this.#comments = comments;
  }

  /** The next token's text; empty at the end. */
  get next(): string {
    return this.#tokens[this.#token]?.image ?? "";
  }

  /** A stretch of the text. */
  written({ start, end }: Span): string {
    return this.#text.slice(start, end);
  }

  /** Whether the next two tokens are braces with nothing between. */
  get atEmptyBraces(): boolean {
    const [open, close] = this.#tokens.slice(this.#token, this.#token + 2);
    if (open?.image !== "{" || close?.image !== "}") return false;
    return this.#text.slice(spanOfToken(open).end, close.startOffset).trim() === "";
  }

  /** Whether a comment before the next token, printed by `first` or `between`, asks to leave as it is what follows. */
  get atIgnored(): boolean {
    return this.#ignored;
  }

  /** Whether comments stand before the next token. */
  get atComment(): boolean {
    this.#collect();
    return this.#pending.length > 0;
  }

  /** Prints the next token, which must be `text`; a space may stand before. */
  token(text: string): Doc {
    const doc = this.#behindComments(text);
    const wanted = text.trim();
    // `>=` is two tokens.
    for (let read = ""; read !== wanted;) {
      read += this.next;
      if (this.next === "" || !wanted.startsWith(read))
        throw new Error(`the tree wants \`${wanted}\` at offset ${this.#nextStart}, where the text has \`${read}\``);
      this.#advance();
    }
    return doc;
  }

  /** Prints the next token, whatever it is; `change` may write it another way. */
  raw(change: (text: string) => string = (text) => text): Doc {
    const doc = this.#behindComments(change(this.next));
    this.#advance();
    return doc;
  }

  /** A space that what follows does not come with. */
  space(): Doc {
    this.#fresh = true;
    return " ";
  }

  /** Prints an opening bracket, and says whether the author broke the line behind it. */
  open(text: string): { readonly doc: Doc; readonly broken: boolean } {
    const doc = this.token(text);
    this.#fresh = true;
    return { doc, broken: !this.#byWidth && this.#text.slice(this.#end, this.#nextStart).includes("\n") };
  }

  /** Prints something in which the width alone breaks lines, wherever the author broke them. */
  byWidth(print: () => Doc): Doc {
    const before = this.#byWidth;
    this.#byWidth = true;
    const doc = print();
    this.#byWidth = before;
    return doc;
  }

  /** Leaves out the next token if it is one of these. */
  skip(...texts: readonly string[]): void {
    if (!texts.includes(this.next)) return;
    this.#collect();
    // Documentation before a comma documents nothing, and must not begin to document what follows.
    this.#pending = this.#pending.map((one) => {
      const { kind, text, span } = one.comment;
      return kind === "doc" ? { ...one, comment: { kind: "line", text: text.replace("///", "//"), span } } : one;
    });
    this.#advance();
  }

  /** Leaves out the parentheses, and a `|`, before a node that starts at `start`; returns the number of parentheses. */
  skipOpening(start: number): number {
    let count = 0;
    while (this.#nextStart < start && (this.next === "(" || this.next === "|")) {
      if (this.next === "(") count++;
      this.#advance();
    }
    return count;
  }

  skipClosing(count: number): void {
    for (let i = 0; i < count; i++) this.#advance();
  }

  /** Prints a stretch of the text as it is, with the comments in it. */
  asWritten({ start, end }: Span): Doc {
    const text = this.#text.slice(start, end);
    const doc = this.#behindComments(text, verbatim(text));
    while (this.#nextStart < end) this.#token++;
    while ((this.#comments[this.#comment]?.span.start ?? end) < end) this.#comment++;
    this.#end = end;
    return doc;
  }

  /** A break behind an opening bracket. */
  first(space: Doc): Doc {
    const comments = this.#take();
    const trailing = comments[0] && !comments[0].ownLine && endsLine(comments[0]) ? 1 : 0;
    return [trailingDocs(comments.slice(0, trailing)), space, this.#leading(comments.slice(trailing))];
  }

  /** A break between two items; `blanks` keeps an empty line between them. */
  between(space: Doc, blanks = false): Doc {
    const comments = this.#take();
    const own = comments.findIndex(({ ownLine }) => ownLine);
    const behind = own === -1 ? (comments.at(-1)?.lineAfter === false ? 0 : comments.length) : own;
    const leading = comments.slice(behind);
    const blank = blanks && (leading[0]?.blankBefore ?? this.#blankAhead);
    return [trailingDocs(comments.slice(0, behind)), space, blank ? hardline : "", this.#leading(leading)];
  }

  /** What stands before a closing bracket or the end of the text. */
  end(): Doc {
    const comments = this.#take();
    const own = comments.findIndex(({ ownLine }) => ownLine);
    const behind = own === -1 ? comments.length : own;
    const below = comments
      .slice(behind)
      .map((one) => [one.ownLine ? [hardline, one.blankBefore ? hardline : ""] : " ", commentDoc(one)]);
    return [trailingDocs(comments.slice(0, behind)), below];
  }

  get #nextStart(): number {
    return this.#tokens[this.#token]?.startOffset ?? Number.POSITIVE_INFINITY;
  }

  get #blankAhead(): boolean {
    return this.next !== "" && isBlank(this.#text.slice(this.#end, this.#nextStart));
  }

  #advance(): void {
    this.#collect();
    const token = this.#tokens[this.#token++];
    if (token) this.#end = spanOfToken(token).end;
  }

  /** Passes the comments before the next token. */
  #collect(): void {
    for (;;) {
      const comment = this.#comments[this.#comment];
      if (!comment || comment.span.start > this.#nextStart) return;
      const before = this.#text.slice(this.#end, comment.span.start);
      const spaces = /[^\S\n]*/y;
      spaces.lastIndex = comment.span.end;
      spaces.test(this.#text);
      const next = this.#text[spaces.lastIndex];
      // A comma that stood between two comments may be gone.
      const last = this.#pending.at(-1);
      const ownLine = before.includes("\n") || this.#end === 0 || (last !== undefined && endsLine(last));
      this.#pending.push({
        comment,
        ownLine,
        blankBefore: this.#end > 0 && isBlank(before),
        lineAfter: next === "\n" || next === undefined,
      });
      this.#end = comment.span.end;
      this.#comment++;
    }
  }

  #take(): PlacedComment[] {
    this.#collect();
    const taken = this.#pending;
    this.#pending = [];
    this.#fresh = true;
    return taken;
  }

  #leading(comments: readonly PlacedComment[]): Doc {
    this.#ignored = comments.some(asksToIgnore);
    return leadingDocs(comments, this.#blankAhead);
  }

  /** A token behind the comments that stand before it, on their line where they let it. */
  #behindComments(text: string, doc: Doc = text): Doc {
    let fresh = this.#fresh;
    const comments = this.#take();
    this.#fresh = false;
    this.#ignored = false;
    if (comments.length === 0) return doc;
    const parts = comments.map((one): Doc => {
      const gap: Doc = one.ownLine ? indent(hardline) : fresh ? "" : " ";
      fresh = false;
      return [gap, commentDoc(one)];
    });
    const last = comments.at(-1);
    if (last && endsLine(last)) return [parts, indent([hardline, doc === text ? text.trimStart() : doc])];
    return [parts, /^[\s.,;:?)\]]/.test(text) ? "" : " ", doc];
  }
}

function isBlank(gap: string): boolean {
  return /\n[^\S\n]*\n/.test(gap);
}
