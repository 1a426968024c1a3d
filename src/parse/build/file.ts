import type {
  DeclarationCstNode,
  GraphCstNode,
  ImportCstNode,
  ImportNameCstNode,
  StatementCstNode,
  TypeDeclarationCstNode,
} from "../../../grammar/cst.ts";
import type * as ast from "../../ast/ast.ts";
import { declared, documentation, identifier, nameOnly, only, spanOf, string, type Building } from "./building.ts";
import { expression } from "./expressions.ts";
import { edge } from "./flow.ts";
import { number } from "./literals.ts";
import { ask, node } from "./nodes.ts";
import { options } from "./options.ts";
import { let_, state } from "./state.ts";
import { members, objectType, type } from "./types.ts";

export function declaration(building: Building, cst: DeclarationCstNode): ast.Declaration {
  const { import: imports, typeDeclaration: types, graph: graphs } = cst.children;
  if (imports) return import_(building, only(imports));
  if (types) return typeDeclaration(building, only(types));
  return graph(building, only(graphs));
}

function import_(building: Building, cst: ImportCstNode): ast.Import {
  return {
    kind: "Import",
    typeOnly: cst.children.typeWord !== undefined,
    names: cst.children.importName.map((name) => importName(building, name)),
    from: string(building, only(cst.children.String)),
    span: spanOf(cst),
  };
}

function importName(building: Building, cst: ImportNameCstNode): ast.ImportName {
  const { imported, local } = cst.children;
  const token = only(local ?? imported);
  nameOnly(building, token);
  const name = declared(building, token);
  return { kind: "ImportName", imported: local ? identifier(only(imported)) : name, local: name, span: spanOf(cst) };
}

function typeDeclaration(building: Building, cst: TypeDeclarationCstNode): ast.TypeDeclaration {
  const { Name, type: alias, where, objectType: object } = cst.children;
  return {
    kind: "TypeDeclaration",
    ...documentation(building, cst),
    name: declared(building, only(Name)),
    type: alias ? type(building, only(alias)) : objectType(building, only(object)),
    ...(where && { where: expression(building, only(only(where).children.expression)) }),
    span: spanOf(cst),
  };
}

export function graph(building: Building, cst: GraphCstNode): ast.Graph {
  const statements = only(cst.children.body).children.statement ?? [];
  return {
    kind: "Graph",
    ...documentation(building, cst),
    name: declared(building, only(cst.children.Name)),
    statements: statements.map((one) => statement(building, one)),
    incomplete: false,
    span: spanOf(cst),
  };
}

export function statement(building: Building, cst: StatementCstNode): ast.Statement {
  const { children } = cst;
  const span = spanOf(cst);
  if (children.node) return node(building, only(children.node));
  if (children.ask) return ask(building, only(children.ask));
  if (children.edge) return edge(building, only(children.edge));
  if (children.state) return state(building, only(children.state));
  if (children.let) return let_(building, only(children.let), documentation(building, cst));
  if (children.context)
    return { kind: "ContextBlock", members: members(building, only(only(children.context).children.objectType)), span };
  if (children.events)
    return { kind: "EventsBlock", members: members(building, only(only(children.events).children.objectType)), span };
  if (children.defaults)
    return { kind: "Defaults", options: options(building, only(only(children.defaults).children.nodeOptions)), span };
  return setting(children, span);
}

function setting(children: StatementCstNode["children"], span: ast.Statement["span"]): ast.Statement {
  if (children.limit) return { kind: "Limit", steps: number(only(only(children.limit).children.Number)), span };
  if (children.version) return { kind: "Version", version: number(only(only(children.version).children.Number)), span };
  if (children.interrupt) {
    const { beforeWord, NodeName } = only(children.interrupt).children;
    return { kind: "Interrupt", when: beforeWord ? "before" : "after", nodes: NodeName.map(identifier), span };
  }
  const { from, to, Name } = only(children.migrate).children;
  return { kind: "Migrate", from: number(only(from)), to: number(only(to)), using: identifier(only(Name)), span };
}
