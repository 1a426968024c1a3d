import type { Edit, Fix } from "./diagnostic.ts";

/** A text with fixes applied. */
export interface Applied<F extends Fix> {
  readonly text: string;
  /** Those that were applied, in the order given. */
  readonly fixes: readonly F[];
}

/**
 * Applies fixes to the text that they were offered for. One that changes what an earlier one changes is left out whole: looking for mistakes
 * in the new text offers it again where it is still needed.
 *
 * ```ts
 * applyFixes("a === b", fixes).text; // "a == b"
 * ```
 */
export function applyFixes<F extends Fix>(text: string, fixes: readonly F[]): Applied<F> {
  const applied: F[] = [];
  const edits: Edit[] = [];
  for (const fix of fixes) {
    if (fix.edits.some((edit) => edits.some((other) => isSamePlace(edit, other)))) continue;
    applied.push(fix);
    edits.push(...fix.edits);
  }
  return { text: edited(text, edits), fixes: applied };
}

/** The text with some edits made, none of which touches what another one changes. */
export function edited(text: string, edits: readonly Edit[]): string {
  let result = "";
  let at = 0;
  for (const edit of edits.toSorted((a, b) => a.span.start - b.span.start || a.span.end - b.span.end)) {
    result += text.slice(at, edit.span.start) + edit.text;
    at = edit.span.end;
  }
  return result + text.slice(at);
}

/** Whether two edits overlap. Where both insert at one point, their order would be a guess. */
function isSamePlace({ span: a }: Edit, { span: b }: Edit): boolean {
  if (a.start === b.start) return a.end === b.end || (a.start !== a.end && b.start !== b.end);
  return a.start < b.end && b.start < a.end;
}
