import type { Diagnostic } from "../diagnostics/diagnostic.ts";

/** What has been said in this build, so that it is said once though several parts of a program load a file. */
export class Told {
  readonly #said = new Set<string>();

  /** Those that have not been said since `clear`; from now on they have. */
  news(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
    return diagnostics.filter(({ source, span, code, message }) => {
      const key = JSON.stringify([source.path, span.start, code, message]);
      return !this.#said.has(key) && this.#said.add(key);
    });
  }

  /** Begins anew: a build starts, or a file has changed. */
  clear(): void {
    this.#said.clear();
  }
}
