import type { Source } from "../source/source.ts";
import type { Code, Message, Severity } from "./diagnostic.ts";
import type { Suggestion } from "./suggest.ts";

/** A complete file, which is called `example.graph`, or several by their paths: `.graph` files first, then the TypeScript that they need. */
export type Example = string | readonly Source[];

/**
 * What tells that an example is wrong: `graphc check` alone, `graphc check --types` with the user's own TypeScript, `graphc diff` from
 * `before` to the example, every command that reads the configuration, `graphc build --check` with the modules that are there, or the program that makes an app of it, which throws.
 */
export type Finder = "check" | "types" | "diff" | "configuration" | "outputs" | "program";

/** What `graphc explain` and the documentation say of a code. */
export interface Entry {
  readonly code: Code;
  readonly severity: Severity;
  /** A few words: "two writers of an unreduced field in one group". */
  readonly title: string;
  /** Markdown: what the rule is, why it matters, how it is decided, how to mend it. */
  readonly explanation: string;
  /** Default: `check`. */
  readonly foundBy?: Finder;
  /** What stood there before; only a code that `diff` finds has it. */
  readonly before?: Example;
  /** What gets this code and no other … */
  readonly wrong: Example;
  /** … and the same mended, which gets none. */
  readonly right: Example;
}

/** The files of an example, each with one line break at its end. */
export function filesOf(example: Example): readonly Source[] {
  const files = typeof example === "string" ? [{ path: "example.graph", text: example }] : example;
  return files.map(({ path, text }) => ({ path, text: `${text.trim()}\n` }));
}

/** What a message function returns: one text, or a text and what to write instead. */
export type Wording = string | Omit<Message, "code" | "severity">;

type Wordings = { readonly [name: string]: (...parameters: never[]) => Wording };

/** The functions that word a code's messages: `G401.twoMembers({ field: "log", … })`. */
export type Family<W extends Wordings> = {
  readonly [Name in keyof W]: W[Name] extends (...parameters: infer P) => Wording
    ? (...parameters: P) => Message
    : never;
} & { readonly entry: Entry };

/** The message with the help, where there is one. */
export function helped(message: string, help: string | Suggestion | undefined): Wording {
  if (help === undefined) return message;
  return typeof help === "string" ? { message, help } : { message, ...help };
}

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
