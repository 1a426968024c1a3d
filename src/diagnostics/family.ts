import type { Code, Message, Severity } from "./diagnostic.ts";

/** What `graphc explain` and the documentation say of a code. */
export interface Entry {
  readonly code: Code;
  readonly severity: Severity;
  /** A few words: "two writers of an unreduced field in one group". */
  readonly title: string;
  /** Markdown: what the rule is, why it matters, how it is decided, how to mend it. */
  readonly explanation: string;
  /** A complete file that gets this code and no other … */
  readonly wrong: string;
  /** … and the same file mended, which gets none. */
  readonly right: string;
}

/** What a message function returns: one text, or a text and what to write instead. */
export type Wording = string | { readonly message: string; readonly help: string };

type Wordings = { readonly [name: string]: (...parameters: never[]) => Wording };

/** The functions that word a code's messages: `G401.twoMembers({ field: "log", … })`. */
export type Family<W extends Wordings> = {
  readonly [Name in keyof W]: W[Name] extends (...parameters: infer P) => Wording
    ? (...parameters: P) => Message
    : never;
} & { readonly entry: Entry };

/** Declares a code once: what is known of it, and every sentence that is said under it. */
export function family<W extends Wordings>(entry: Entry, wordings: W): Family<W> {
  const functions: Record<string, unknown> = { entry };
  for (const [name, word] of Object.entries(wordings)) {
    const say = word as (...parameters: readonly unknown[]) => Wording;
    functions[name] = (...parameters: readonly unknown[]): Message => {
      const wording = say(...parameters);
      const { code, severity } = entry;
      return typeof wording === "string" ? { code, severity, message: wording } : { code, severity, ...wording };
    };
  }
  return functions as Family<W>;
}
