import type * as ast from "../ast/ast.ts";
import type { Report } from "../diagnostics/diagnostic.ts";
import type { Source, Span } from "../source/source.ts";
import type { GraphSymbol, ImportSymbol, TypeSymbol } from "./symbols.ts";
import type { UnknownNames } from "./unknown-names.ts";

/** A file that was read: what binding starts from. */
export interface ParsedFile {
  readonly source: Source;
  readonly ast: ast.File;
}

/** A symbol while it is being made. It is handed out as readonly. */
export type Draft<Symbol> = { -readonly [Key in keyof Symbol]: Symbol[Key] };

/** The names of one file, while it is bound. */
export interface FileScope {
  readonly source: Source;
  readonly ast: ast.File;
  readonly report: Report;
  readonly imports: ReadonlyMap<string, ImportSymbol>;
  readonly types: ReadonlyMap<string, TypeSymbol>;
  /** Those declared in the file, by name. */
  readonly graphs: ReadonlyMap<string, Draft<GraphSymbol>>;
  /** What was named outside expressions; filled as names are looked up. */
  readonly used: Set<ImportSymbol | TypeSymbol>;
  /** Filled as names are looked up. */
  readonly unknown: UnknownNames;
  /** Places where something is not known because of an error elsewhere. */
  readonly unsound: Span[];
}

/** Whether an import names something of a `.graph` file that was not found, which is reported where it is imported. */
export function isBroken(symbol: ImportSymbol): boolean {
  return isGraphFile(symbol.specifier) && !symbol.graph && !symbol.type;
}

export function isGraphFile(specifier: string): boolean {
  return specifier.endsWith(".graph");
}

/** Whether some of a declaration stands where how it was read is a guess. */
export function isDoubtful({ span }: ast.AnyNode, { ast: file }: FileScope): boolean {
  return file.doubtful.some(({ start, end }) => start <= span.end && span.start <= end);
}

/** The documentation of a declaration as a property to spread; nothing where there is none. */
export function docOf(node: { readonly doc?: string }): { readonly doc?: string } {
  return node.doc === undefined ? {} : { doc: node.doc };
}
