import type * as ast from "../ast/ast.ts";
import { G202 } from "../diagnostics/catalogue/g2.ts";
import type { Message, Related } from "../diagnostics/diagnostic.ts";
import type { FileScope } from "./scope.ts";

/** The first place of a name, for the report of a second. */
export function firstHere(scope: FileScope, first: ast.Identifier): Related {
  return { source: scope.source, span: first.span, message: "it is declared here first" };
}

/** Notices names that are declared a second time. */
export class NameTable {
  readonly #scope: FileScope;
  readonly #first = new Map<string, ast.Identifier>();

  constructor(scope: FileScope) {
    this.#scope = scope;
  }

  /** Whether the name is new; otherwise says so, by default that the `what` of this name is declared twice. */
  add(what: string, name: ast.Identifier, message?: (first: ast.Identifier) => Message): boolean {
    const first = this.#first.get(name.name);
    if (!first) {
      this.#first.set(name.name, name);
      return true;
    }
    this.#scope.report(message?.(first) ?? G202.twice(what, name.name), name.span, {
      related: [firstHere(this.#scope, first)],
    });
    return false;
  }
}
