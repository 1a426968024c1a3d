import type { Declaration, File, Graph, Import, TypeDeclaration } from "../ast/ast.ts";
import { clauses } from "./clauses.ts";
import { hardline, indent, type Doc } from "./docs.ts";
import { expression } from "./expressions.ts";
import { braces, item, list } from "./lists.ts";
import { quoted } from "./literals.ts";
import { Pen, type Written } from "./pen.ts";
import { statement } from "./statements.ts";
import { members, type } from "./types.ts";

/** The layout of a text that has been read without mistakes. */
export function fileDoc(file: File, written: Written): Doc {
  const pen = new Pen(written);
  const declarations = file.declarations.map((node, i) => [
    i === 0 ? pen.first("") : pen.between(hardline, true),
    item(pen, node, () => declaration(pen, node)),
  ]);
  if (declarations.length === 0) return pen.first("");
  return [declarations, pen.end(), hardline];
}

function declaration(pen: Pen, node: Declaration): Doc {
  switch (node.kind) {
    case "Import":
      return importDeclaration(pen, node);
    case "TypeDeclaration":
      return typeDeclaration(pen, node);
    case "Graph":
      return graph(pen, node);
  }
}

function importDeclaration(pen: Pen, node: Import): Doc {
  const head = [pen.token("import"), node.typeOnly ? pen.token(" type") : ""];
  const names = list(pen, { ...braces, open: " {", asWritten: false }, node.names, ({ imported, local }) => [
    pen.token(imported.name),
    imported === local ? "" : [pen.token(" as"), pen.token(` ${local.name}`)],
  ]);
  return [head, names, pen.token(" from"), pen.space(), pen.raw(quoted)];
}

function typeDeclaration(pen: Pen, node: TypeDeclaration): Doc {
  const head = [pen.token("type"), pen.token(` ${node.name.name}`)];
  if (pen.next !== "=" && node.type.kind === "ObjectType") return [head, members(pen, node.type.members)];
  const { where } = node;
  const full = [head, pen.token(" ="), pen.space(), type(pen, node.type)];
  return clauses(full, where ? [() => [pen.token("where"), pen.space(), expression(pen, where)]] : [], pen);
}

function graph(pen: Pen, node: Graph): Doc {
  const head = [pen.token("graph"), pen.token(` ${node.name.name}`), pen.open(" {").doc];
  if (node.statements.length === 0) {
    return [head, pen.atComment ? [indent(pen.end()), hardline] : "", pen.token("}")];
  }
  const statements = node.statements.map((one, i) => [
    i === 0 ? pen.first(hardline) : pen.between(hardline, true),
    item(pen, one, () => statement(pen, one)),
  ]);
  return [head, indent([statements, pen.end()]), hardline, pen.token("}")];
}
