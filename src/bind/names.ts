import type * as ast from "../ast/ast.ts";
import { G202 } from "../diagnostics/catalogue/g2.ts";
import type { Related } from "../diagnostics/diagnostic.ts";
import type { FileScope } from "./scope.ts";

/** The first place of a name, for the report of a second. */
export function firstHere(scope: FileScope, first: ast.Identifier): Related {
  return { source: scope.source, span: first.span, message: "it is declared here first" };
}

/** Notices names that are declared a second time. */
export class NameTable {
  readonly #scope: FileScope;
  readonly #first = new Map<string, { readonly what: string; readonly name: ast.Identifier }>();

  constructor(scope: FileScope) {
    this.#scope = scope;
  }

  /** Whether the name of a `what` is new; otherwise says so. */
  add(what: string, name: ast.Identifier): boolean {
    const first = this.#first.get(name.name);
    if (!first) {
      this.#first.set(name.name, { what, name });
      return true;
    }
    const isSameKind = first.what === what;
    const message = isSameKind ? G202.twice(what, name.name) : G202.sameName(name.name, withArticle(first.what));
    this.#scope.report(message, name.span, { related: [firstHere(this.#scope, first.name)] });
    return false;
  }
}

function withArticle(what: string): string {
  return `${/^[aeiou]/.test(what) ? "an" : "a"} ${what}`;
}
