import type { ts } from "ts-morph";
import type * as ast from "../ast/ast.ts";
import { G308 } from "../diagnostics/catalogue/g3.ts";
import type { View } from "./view.ts";

/** Imported types of what is stored can be stored (G308): their values are JSON. What `context` holds is not stored. */
export function checkStorable(view: View): void {
  const seen = new Set<string>();
  for (const node of view.module.ast.declarations.flatMap(storedTypes)) checkType(node, seen, view);
}

/** The types of fields, of what nodes take as arguments, and of what asks show and are answered. */
function storedTypes(declaration: ast.Declaration): readonly ast.TypeNode[] {
  if (declaration.kind !== "Graph") return [];
  return declaration.statements.flatMap((statement): readonly ast.TypeNode[] => {
    if (statement.kind === "StateBlock") return statement.fields.map((field) => field.type);
    if (statement.kind !== "Node" && statement.kind !== "Ask") return [];
    const parameters = (statement.parameters ?? []).map((parameter) => parameter.type);
    const asked = statement.options.flatMap((one) => (one.kind === "AsksOption" ? [one.payload, one.answer] : []));
    return [...parameters, ...asked, ...(statement.kind === "Ask" ? [statement.answer] : [])];
  });
}

function checkType(node: ast.TypeNode, seen: Set<string>, view: View): void {
  switch (node.kind) {
    case "LiteralType":
      return;
    case "UnionType":
      for (const member of node.members) checkType(member, seen, view);
      return;
    case "ArrayType":
      checkType(node.element, seen, view);
      return;
    case "TupleType":
      for (const element of node.elements) checkType(element, seen, view);
      return;
    case "ObjectType":
      for (const member of node.members) checkType(member.type, seen, view);
      return;
    case "TypeName":
      for (const argument of node.arguments) checkType(argument, seen, view);
      if (!seen.has(node.name.name)) checkName(node, seen, view);
  }
}

/** What one name stands for is looked at once, where it is used first. */
function checkName({ name }: ast.TypeName, seen: Set<string>, view: View): void {
  seen.add(name.name);
  const declared = view.module.types.get(name.name);
  if (declared !== undefined && declared.source === view.module.source) {
    checkType(declared.node.type, seen, view);
    return;
  }
  const symbol = view.module.imports.get(name.name);
  const found = symbol?.typeOnly ? view.importOf(symbol) : undefined;
  if (found === undefined) return;
  const obstacle = obstacleIn(view.checker.getDeclaredTypeOfSymbol(found), name.name, new Set(), view);
  if (obstacle === undefined) return;
  const related = view.declaredAt(obstacle.member ?? found, "it is declared here");
  view.report(G308.opaque(name.name, obstacle.path, obstacle.what, obstacle.help), name.span, { related });
}

interface Obstacle {
  readonly path: string;
  readonly what: string;
  readonly help?: string;
  readonly member?: ts.Symbol;
}

/** What keeps every value of a type from being stored. A part that may be left out, or be something else, is no obstacle. */
function obstacleIn(type: ts.Type, path: string, above: Set<ts.Type>, view: View): Obstacle | undefined {
  const { ts, checker } = view;
  const { Any, Unknown, ESSymbolLike, BigIntLike, Object, Intersection } = ts.TypeFlags;
  if ((type.flags & (Any | Unknown)) !== 0 || above.has(type)) return undefined;
  if (type.isUnion()) {
    const found = type.types.map((one) => obstacleIn(one, path, above, view));
    return found.every((one) => one !== undefined) ? found[0] : undefined;
  }
  if ((type.flags & ESSymbolLike) !== 0) return { path, what: "a symbol" };
  if ((type.flags & BigIntLike) !== 0) return { path, what: "a `bigint`", help: known("bigint") };
  if ((type.flags & (Object | Intersection)) === 0) return undefined;
  if (type.getCallSignatures().length > 0) return { path, what: "a function" };
  if (type.getConstructSignatures().length > 0) return { path, what: "a class" };
  const builtin = builtinOf(type, path, view);
  if (builtin !== undefined) return builtin;
  const inside = new Set([...above, type]);
  if (checker.isArrayLikeType(type)) {
    for (const element of checker.getTypeArguments(type as ts.TypeReference)) {
      const found = obstacleIn(element, `${path}[]`, inside, view);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  for (const member of checker.getPropertiesOfType(type)) {
    if ((member.flags & ts.SymbolFlags.Optional) !== 0) continue;
    const found = obstacleIn(checker.getTypeOfSymbol(member), `${path}.${member.name}`, inside, view);
    if (found !== undefined) return { member, ...found };
  }
  return undefined;
}

/** What JavaScript itself brings is told by its name: nobody writes `Map` for its method `clear`. */
function builtinOf(type: ts.Type, path: string, { types, checker }: View): Obstacle | undefined {
  const symbol = type.getSymbol();
  const isOwn = symbol?.declarations?.some((one) => types.program.isSourceFileDefaultLibrary(one.getSourceFile()));
  if (symbol === undefined || isOwn !== true || checker.isArrayLikeType(type)) return undefined;
  const { name } = symbol;
  if (name === "Date") return { path, what: "a `Date`", help: known("date") };
  if (name === "Uint8Array") return { path, what: "a `Uint8Array`", help: known("bytes") };
  const help = replacements[name];
  const isInstance = checker
    .getPropertiesOfType(type)
    .some((one) => checker.getTypeOfSymbol(one).getCallSignatures().length > 0);
  return isInstance ? { path, what: `a \`${name}\``, ...(help === undefined ? {} : { help }) } : undefined;
}

const replacements: Readonly<Record<string, string>> = {
  Map: "use an object, `Record<string, T>`",
  ReadonlyMap: "use an object, `Record<string, T>`",
  Set: "use an array, with `reduce union` where several write it",
  ReadonlySet: "use an array, with `reduce union` where several write it",
  Promise: "wait for it in the handler, and store what it resolves to",
  Error: "store its name and message",
};

function known(name: string): string {
  return `declare the type in the .graph file, where \`${name}\` can be stored`;
}
