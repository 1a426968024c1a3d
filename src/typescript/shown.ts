import type { ts } from "ts-morph";
import type { Source } from "../source/source.ts";

/** TypeScript files as findings show them: one `Source` for each. */
export class Shown {
  readonly #sources = new Map<string, Source>();
  readonly #pathOf: (file: string) => string;

  /** @param pathOf How messages name the file with this absolute path. */
  constructor(pathOf: (file: string) => string) {
    this.#pathOf = pathOf;
  }

  sourceOf({ fileName, text }: Pick<ts.SourceFile, "fileName" | "text">): Source {
    const known = this.#sources.get(fileName) ?? { path: this.#pathOf(fileName), text };
    this.#sources.set(fileName, known);
    return known;
  }
}
