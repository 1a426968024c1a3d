/** What the rules see: one module, with the types of what it imports and of what graphc would make of it. */
import type { ts } from "ts-morph";
import type { GraphSymbol, ImportSymbol, Module } from "../bind/symbols.ts";
import type { Typing } from "../check/typing.ts";
import type { Related, Report } from "../diagnostics/diagnostic.ts";
import type { Span } from "../source/source.ts";
import { exportedNames } from "../plan/names.ts";
import type { ExportedNames } from "../plan/names.ts";
import { probedSpecifiers, probeName } from "./probes.ts";
import type { Shown } from "./shown.ts";
import type { TypeProgram } from "./program.ts";

export interface ViewOf {
  readonly module: Module;
  readonly typing: Typing;
  readonly types: TypeProgram;
  /** The module that graphc would make. */
  readonly file: ts.SourceFile;
  readonly shown: Shown;
  readonly report: Report;
}

export class View {
  readonly module: Module;
  readonly typing: Typing;
  readonly types: TypeProgram;
  readonly ts: typeof ts;
  readonly checker: ts.TypeChecker;
  readonly file: ts.SourceFile;
  readonly #reported: Span[] = [];
  readonly #shown: Shown;
  readonly #report: Report;
  readonly #exports: ReadonlyMap<string, ts.Symbol>;
  readonly #imports = new Map<ImportSymbol, ts.Symbol>();
  #errors: readonly ts.Diagnostic[] | undefined;
  readonly #modules: ReadonlyMap<string, ts.Expression>;

  constructor({ module, typing, types, file, shown, report }: ViewOf) {
    this.module = module;
    this.typing = typing;
    this.types = types;
    this.ts = types.ts;
    this.checker = types.checker;
    this.file = file;
    this.#shown = shown;
    this.#report = report;
    const own = this.checker.getSymbolAtLocation(file);
    const exported = own === undefined ? [] : this.checker.getExportsOfModule(own);
    this.#exports = new Map(exported.map((symbol) => [symbol.name, symbol]));
    this.#modules = probesIn(file, module, this.ts);
  }

  /** What the module exports that an import names; `untyped` is JavaScript of which nothing is known. */
  exportsOf(specifier: string): readonly ts.Symbol[] | "missing" | "untyped" {
    const probe = this.#modules.get(specifier);
    const symbol = probe && this.checker.getSymbolAtLocation(probe);
    if (symbol !== undefined) return this.checker.getExportsOfModule(symbol);
    return probe && this.#isFound(probe) ? "untyped" : "missing";
  }

  #isFound(probe: ts.Expression): boolean {
    const { ts, program, options } = this.types;
    const text = ts.isStringLiteral(probe) ? probe.text : "";
    const modes = [ts.ModuleKind.ESNext, ts.ModuleKind.CommonJS] as const;
    return modes.some((mode) => {
      const host = {
        fileExists: ts.sys.fileExists,
        readFile: ts.sys.readFile,
        getCurrentDirectory: () => program.getCurrentDirectory(),
      };
      return ts.resolveModuleName(text, this.file.fileName, options, host, undefined, undefined, mode).resolvedModule;
    });
  }

  /** Says something of a place in the `.graph` file. */
  readonly report: Report = (message, span, details) => {
    this.#reported.push(span);
    this.#report(message, span, details);
  };

  /** Whether something was said of a place or of a part of it already. */
  isReported({ start, end }: Span): boolean {
    return this.#reported.some((span) => start <= span.start && span.end <= end);
  }

  /** Notes what an import stands for; only what is noted has a type. */
  bindImport(symbol: ImportSymbol, found: ts.Symbol): void {
    const { Alias } = this.ts.SymbolFlags;
    this.#imports.set(symbol, (found.flags & Alias) === 0 ? found : this.checker.getAliasedSymbol(found));
  }

  /** What an import stands for; absent where it was not found, or where nothing is known of it. */
  importOf(symbol: ImportSymbol): ts.Symbol | undefined {
    return this.#imports.get(symbol);
  }

  /** The type of an imported value; absent where it was not found, is `any`, or is JavaScript whose types do not count. */
  valueOf(symbol: ImportSymbol): ts.Type | undefined {
    const found = this.#imports.get(symbol);
    if (found === undefined || this.#isUntyped(found)) return undefined;
    const type = this.checker.getTypeOfSymbol(found);
    return this.isAny(type) ? undefined : type;
  }

  #isUntyped({ declarations = [] }: ts.Symbol): boolean {
    return !this.types.readsJavaScript && declarations.some((one) => /\.[cm]?jsx?$/.test(one.getSourceFile().fileName));
  }

  /** One of the types that the module exports for a graph. */
  typeOf(graph: GraphSymbol, what: keyof ExportedNames): ts.Type | undefined {
    const symbol = this.#exports.get(exportedNames(graph.name)[what]);
    return symbol === undefined ? undefined : this.checker.getDeclaredTypeOfSymbol(symbol);
  }

  /** The type of a member, which has `undefined` if the member is optional. */
  member(type: ts.Type | undefined, name: string): ts.Type | undefined {
    const symbol = type?.getProperty(name);
    return symbol === undefined ? undefined : this.checker.getTypeOfSymbol(symbol);
  }

  isAny(type: ts.Type): boolean {
    return (type.flags & this.ts.TypeFlags.Any) !== 0;
  }

  /** Whether a type is `undefined`, `void` or both. */
  isNothing(type: ts.Type): boolean {
    const { Undefined, Void } = this.ts.TypeFlags;
    return this.alternatives(type).every(({ flags }) => (flags & (Undefined | Void)) !== 0);
  }

  fits(given: ts.Type, wanted: ts.Type): boolean {
    return this.checker.isTypeAssignableTo(given, wanted);
  }

  alternatives(type: ts.Type): readonly ts.Type[] {
    return type.isUnion() ? type.types : [type];
  }

  /** What a function resolves to. */
  resultOf(signature: ts.Signature): ts.Type {
    const returned = this.checker.getReturnTypeOfSignature(signature);
    return this.checker.getAwaitedType(returned) ?? returned;
  }

  /** A type in a few words of TypeScript. */
  quote(type: ts.Type): string {
    const { NoTruncation, UseAliasDefinedOutsideCurrentScope } = this.ts.TypeFormatFlags;
    const text = this.checker.typeToString(type, this.file, NoTruncation | UseAliasDefinedOutsideCurrentScope);
    // A reduced field also takes a `Replacement`, which `set` makes: what is meant is the value.
    const plain = text.replaceAll(/import\("[^"]*"\)\.|\brt\./g, "").replace(/ \| Replacement<.*>$/, "");
    return plain.length > longestQuote ? `${plain.slice(0, longestQuote - 1)}…` : plain;
  }

  /** What TypeScript says of the generated module inside one of its nodes. */
  errorsIn(node: ts.Node): readonly ts.Diagnostic[] {
    this.#errors ??= this.types.program.getSemanticDiagnostics(this.file).filter(isOfTypes);
    const [from, to] = [node.getStart(this.file), node.getEnd()];
    return this.#errors.filter(({ start = -1 }) => from <= start && start < to);
  }

  /** A finding of TypeScript as one clause: its first sentence, without the details. */
  reason({ messageText }: ts.Diagnostic): string {
    const text = typeof messageText === "string" ? messageText : messageText.messageText;
    return text
      .replace(/\.$/, "")
      .replaceAll("'", "`")
      .replace(/^./, (first) => first.toLowerCase());
  }

  /** Where something is declared in the user's TypeScript; none for what graphc or TypeScript itself declares. */
  declaredAt(symbol: ts.Symbol | undefined, message: string): readonly Related[] {
    const declaration = symbol?.declarations?.find((one) => one.getSourceFile() !== this.file);
    if (declaration === undefined) return [];
    const { program } = this.types;
    const source = declaration.getSourceFile();
    if (program.isSourceFileDefaultLibrary(source) || program.isSourceFileFromExternalLibrary(source)) return [];
    const name = this.ts.getNameOfDeclaration(declaration) ?? declaration;
    const span = { start: name.getStart(source), end: name.getEnd() };
    return [{ source: this.#shown.sourceOf(source), span, message }];
  }
}

const longestQuote = 100;

/** Whether a finding is about types; others are about style, or about options that do not matter here. */
function isOfTypes({ code, category }: ts.Diagnostic): boolean {
  return category === 1 && code >= 2000 && code < 3000;
}

/** The imports that stand in the module for the checks alone: of each module all that it exports, also where the graph uses nothing of it. */
function probesIn(file: ts.SourceFile, module: Module, compiler: typeof ts): ReadonlyMap<string, ts.Expression> {
  const found = new Map<string, ts.Expression>();
  for (const [index, specifier] of probedSpecifiers(module).entries()) {
    const statement = file.statements.find((one) => {
      const clause = compiler.isImportDeclaration(one) ? one.importClause?.namedBindings : undefined;
      return clause !== undefined && compiler.isNamespaceImport(clause) && clause.name.text === probeName(index);
    });
    if (statement !== undefined && compiler.isImportDeclaration(statement))
      found.set(specifier, statement.moduleSpecifier);
  }
  return found;
}
