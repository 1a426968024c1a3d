import type * as ast from "../ast/ast.ts";
import type { FileCstNode } from "../../grammar/cst.ts";
import { G101 } from "../diagnostics/catalogue/g1.ts";
import { reporter, type Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Source } from "../source/source.ts";
import { declaration } from "./build/file.ts";
import type { Comment } from "./comment.ts";
import { documentationOf } from "./docs.ts";
import { graphParser } from "./grammar.ts";
import { lex } from "./lex.ts";

export interface Parsed {
  readonly file: ast.File;
  readonly diagnostics: Diagnostic[];
  /** Every comment, in the order of the text. */
  readonly comments: readonly Comment[];
}

/** Reads one text. It never throws: what cannot be read is reported and left out. */
export function parse(source: Source): Parsed {
  const diagnostics: Diagnostic[] = [];
  const report = reporter(source, diagnostics);
  const { tokens, comments } = lex(source);
  const docs = documentationOf(source.text, tokens, comments);
  const parser = graphParser();
  parser.input = tokens;
  const cst = parser.file() as FileCstNode | undefined;
  const [error] = parser.errors;
  if (error)
    report(G101.unexpected({ found: `\`${error.token.image}\``, wanted: error.message }), {
      start: error.token.startOffset,
      end: (error.token.endOffset ?? 0) + 1,
    });
  const building = { text: source.text, report, docs };
  const file: ast.File = {
    kind: "File",
    declarations: (cst?.children.declaration ?? []).map((item) => declaration(building, item)),
    incomplete: error !== undefined,
    span: { start: 0, end: source.text.length },
  };
  return { file, diagnostics, comments };
}
