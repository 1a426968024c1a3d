import type { Diagnostic } from "../diagnostics/diagnostic.ts";

/** What has been said in this build, so that it is said once though several parts of a program load a file. */
export class Told {
  /** The parts that have said it. */
  readonly #said = new Map<string, string>();

  /** Those that no part has said since it began anew; from now on this one has. */
  news(diagnostics: readonly Diagnostic[], part = ""): readonly Diagnostic[] {
    return diagnostics.filter(({ source, span, code, message }) => {
      const key = JSON.stringify([source.path, span.start, code, message]);
      return !this.#said.has(key) && this.#said.set(key, part);
    });
  }

  /** Begins a part anew: it is built, or a file has changed. */
  clear(part = ""): void {
    for (const [key, by] of this.#said) if (by === part) this.#said.delete(key);
  }
}
