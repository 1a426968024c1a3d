import type { Comment } from "../parse/comment.ts";
import { breakParent, hardline, join, lineSuffix, verbatim, type Doc } from "./docs.ts";

/** A comment between two tokens, and how it stands there. */
export interface PlacedComment {
  readonly comment: Comment;
  /** Whether it begins a line. */
  readonly ownLine: boolean;
  /** Whether an empty line stands before it. */
  readonly blankBefore: boolean;
  /** Whether a line break follows it. */
  readonly lineAfter: boolean;
}

/** Whether the rest of the line belongs to the comment. */
export function endsLine({ comment }: PlacedComment): boolean {
  return comment.kind !== "block";
}

/** A comment's text. Lines of a block whose lines all begin with `*` move with it; other blocks are kept as they are. */
export function commentDoc({ comment: { kind, text } }: PlacedComment): Doc {
  if (kind !== "block") return text.trimEnd();
  const lines = text.split("\n");
  if (!lines.slice(1).every((line) => line.trimStart().startsWith("*"))) return verbatim(text);
  return join(
    hardline,
    lines.map((line, i) => (i === 0 ? line.trimEnd() : ` ${line.trim()}`)),
  );
}

/** Comments behind something, on its line. Those to the end of the line have no part in whether the line is too long. */
export function trailingDocs(comments: readonly PlacedComment[]): Doc[] {
  return comments.map((one) => {
    if (endsLine(one)) return [lineSuffix([" ", commentDoc(one)]), breakParent];
    return [" ", commentDoc(one), one.lineAfter ? breakParent : ""];
  });
}

/** Comments before something that begins a line or an item; `blankBehind` says whether an empty line follows the last one. */
export function leadingDocs(comments: readonly PlacedComment[], blankBehind: boolean): Doc[] {
  return comments.flatMap((one, i): Doc[] => {
    if (!endsLine(one) && !one.lineAfter) return [commentDoc(one), " "];
    const blank = comments[i + 1]?.blankBefore ?? blankBehind;
    return [commentDoc(one), hardline, blank ? hardline : ""];
  });
}

/** Whether a comment asks to leave what follows as it is. */
export function asksToIgnore({ comment: { text } }: PlacedComment): boolean {
  return /^(?:\/\/\s*prettier-ignore\s*|\/\*\s*prettier-ignore\s*\*\/)$/.test(text);
}
