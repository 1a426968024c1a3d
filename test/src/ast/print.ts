/** Writes generated trees, which have no text that the formatter could lay out, as text: parentheses only where they are needed, an item a line where a block does not fit one. */
import { printer } from "prettier/doc";
import type {
  Declaration,
  Expression,
  File,
  Graph,
  Import,
  Statement,
  TypeDeclaration,
  TypeNode,
} from "../../../src/ast/ast.ts";
import { commaList, documented, hardline, indent, line, type Doc } from "./print/docs.ts";
import { expression } from "./print/expressions.ts";
import { statement } from "./print/statements.ts";
import { type } from "./print/types.ts";

const width = 100;

function layOut(doc: Doc): string {
  return printer.printDocToString(doc, { printWidth: width, tabWidth: 2, useTabs: false }).formatted;
}

/** The text of a file, with a line break at its end. Comments are no part of the tree. */
export function print(file: File): string {
  const text = layOut(fileDoc(file));
  return text === "" ? "" : `${text}\n`;
}

export function printExpression(node: Expression): string {
  return layOut(expression(node));
}

export function printType(node: TypeNode): string {
  return layOut(type(node));
}

function fileDoc(file: File): Doc {
  const parts = file.declarations.map((node, i): Doc => {
    const before = file.declarations[i - 1];
    const together = before?.kind === node.kind && node.kind !== "Graph" && !("doc" in node);
    const gap: Doc = !before ? "" : together ? hardline : [hardline, hardline];
    return [gap, declaration(node)];
  });
  return parts;
}

function declaration(node: Declaration): Doc {
  if (node.kind === "Import") return importDoc(node);
  return documented(node.doc, node.kind === "Graph" ? graph(node) : typeDeclaration(node));
}

function importDoc(node: Import): Doc {
  const names = node.names.map((name) => {
    const { imported, local } = name;
    const text = imported.name === local.name ? local.name : `${imported.name} as ${local.name}`;
    return text;
  });
  const list = commaList("{", names, "}", line);
  return ["import ", node.typeOnly ? "type " : "", list, " from ", JSON.stringify(node.from.value)];
}

function typeDeclaration(node: TypeDeclaration): Doc {
  const body = type(node.type);
  if (node.type.kind === "ObjectType" && !node.where) return ["type ", node.name.name, " ", body];
  return ["type ", node.name.name, " = ", body, node.where ? [" where ", expression(node.where)] : ""];
}

function graph(node: Graph): Doc {
  if (node.statements.length === 0) return ["graph ", node.name.name, " {}"];
  const parts = node.statements.map((one, i): Doc => {
    const before = node.statements[i - 1];
    const gap: Doc = before && isApart(before, one) ? hardline : "";
    return [hardline, gap, statement(one)];
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
