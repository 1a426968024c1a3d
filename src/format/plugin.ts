/** The formatter as a plugin of Prettier 3. `graphc format` uses it too, so that both write the same text. */
import type { Parser, Plugin, Printer, SupportLanguage } from "prettier";
import type { File } from "../ast/ast.ts";
import { parse } from "../parse/parse.ts";
import { positionAt } from "../source/source.ts";
import { fileDoc } from "./file.ts";
import type { Written } from "./pen.ts";

/** What Prettier takes for the tree: a whole text in one node, since the printer walks the tree and places the comments itself. */
interface Root {
  readonly file: File;
  readonly written: Written;
}

/** A text with errors has no layout. Prettier shows the place that `loc` names. */
class Unreadable extends SyntaxError {
  override readonly name = "SyntaxError";
  readonly loc: { readonly start: { readonly line: number; readonly column: number } };

  constructor(message: string, start: { readonly line: number; readonly column: number }) {
    super(`${message} (${start.line}:${start.column})`);
    this.loc = { start };
  }
}

const parser: Parser<Root> = {
  astFormat: "graphc",
  parse(text, options) {
    const source = { path: options.filepath ?? "input.graph", text };
    const { file, diagnostics, comments, tokens } = parse(source);
    const error = diagnostics.find(({ severity }) => severity === "error");
    if (error) throw new Unreadable(error.message, positionAt(source, error.span.start));
    return { file, written: { text, comments, tokens } };
  },
  locStart: () => 0,
  locEnd: ({ written }) => written.text.length,
};

const printer: Printer<Root> = {
  print: ({ node: { file, written } }) => fileDoc(file, written),
  getVisitorKeys: () => [],
};

export const languages: SupportLanguage[] = [
  {
    name: "graphc",
    aliases: ["graph"],
    parsers: ["graphc"],
    extensions: [".graph"],
    vscodeLanguageIds: ["graph", "graphc"],
  },
];
export const parsers: NonNullable<Plugin<Root>["parsers"]> = { graphc: parser };
export const printers: NonNullable<Plugin<Root>["printers"]> = { graphc: printer };
