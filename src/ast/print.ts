/** Writes a tree as text in the canonical form: parentheses only where they are needed, an item a line where a block does not fit one. */
import { printer } from "prettier/doc";
import type { Declaration, Expression, File, Graph, Import, Statement, TypeDeclaration, TypeNode } from "./ast.ts";
import { commaList, documented, hardline, indent, line, type Doc, type Printing } from "./print/docs.ts";
import { expression } from "./print/expressions.ts";
import { statement } from "./print/statements.ts";
import { type } from "./print/types.ts";

export type { Doc, Printing };

const width = 100;
const asItIs: Printing = { around: (_node, doc) => doc };

function layOut(doc: Doc): string {
  return printer.printDocToString(doc, { printWidth: width, tabWidth: 2, useTabs: false }).formatted;
}

/** The text of a file, with a line break at its end. Comments are no part of the tree; `printing` may add them. */
export function print(file: File, printing: Printing = asItIs): string {
  const text = layOut(fileDoc(file, printing));
  return text === "" ? "" : `${text}\n`;
}

export function printExpression(node: Expression): string {
  return layOut(expression(asItIs, node));
}

export function printType(node: TypeNode): string {
  return layOut(type(asItIs, node));
}

function fileDoc(file: File, printing: Printing): Doc {
  const parts = file.declarations.map((node, i): Doc => {
    const before = file.declarations[i - 1];
    const together = before?.kind === node.kind && node.kind !== "Graph" && !("doc" in node);
    const gap: Doc = !before ? "" : together ? hardline : [hardline, hardline];
    return [gap, printing.around(node, declaration(node, printing))];
  });
  return printing.around(file, parts);
}

function declaration(node: Declaration, printing: Printing): Doc {
  if (node.kind === "Import") return importDoc(node, printing);
  return documented(node.doc, node.kind === "Graph" ? graph(node, printing) : typeDeclaration(node, printing));
}

function importDoc(node: Import, printing: Printing): Doc {
  const names = node.names.map((name) => {
    const { imported, local } = name;
    const text = imported.name === local.name ? local.name : `${imported.name} as ${local.name}`;
    return printing.around(name, text);
  });
  const list = commaList("{", names, "}", line);
  return ["import ", node.typeOnly ? "type " : "", list, " from ", JSON.stringify(node.from.value)];
}

function typeDeclaration(node: TypeDeclaration, printing: Printing): Doc {
  const body = type(printing, node.type);
  if (node.type.kind === "ObjectType" && !node.where) return ["type ", node.name.name, " ", body];
  return ["type ", node.name.name, " = ", body, node.where ? [" where ", expression(printing, node.where)] : ""];
}

function graph(node: Graph, printing: Printing): Doc {
  if (node.statements.length === 0) return ["graph ", node.name.name, " {}"];
  const parts = node.statements.map((one, i): Doc => {
    const before = node.statements[i - 1];
    const gap: Doc = before && isApart(before, one) ? hardline : "";
    return [hardline, gap, statement(printing, one)];
  });
  return ["graph ", node.name.name, " {", indent(parts), hardline, "}"];
}

const sections: Readonly<Record<Statement["kind"], number>> = {
  Version: 0,
  Migrate: 0,
  Limit: 0,
  Interrupt: 0,
  ContextBlock: 1,
  EventsBlock: 1,
  StateBlock: 2,
  Let: 3,
  Defaults: 4,
  Node: 5,
  Ask: 5,
  Edge: 6,
};

/** A blank line stands between statements of different sections, and before one with documentation. */
function isApart(before: Statement, node: Statement): boolean {
  return sections[before.kind] !== sections[node.kind] || ("doc" in node && node.doc !== undefined);
}
