import type * as ast from "../../ast/ast.ts";
import type { ValueSymbol } from "../../bind/symbols.ts";
import { G201 } from "../../diagnostics/catalogue/g2.ts";
import type { Message } from "../../diagnostics/diagnostic.ts";
import { orAbsent, unknownType } from "../../types/make.ts";
import type { Type } from "../../types/type.ts";
import { isFunction } from "../functions.ts";
import type { Checker } from "./checker.ts";
import { isSpecial, lookUp, visibleNames, type Found, type Scope, type SpecialName } from "./scope.ts";

/** Checks a bare name. */
export function checkName(name: ast.Name, scope: Scope, checker: Checker): Type {
  const found = lookUp(scope, name.name);
  if (!found) {
    const message = whyUnknown(name, scope, checker);
    if (message) checker.report(message, name.span);
    return unknownType;
  }
  checker.recordName(name, found.symbol);
  const narrowed = scope.facts.get(name.name);
  if (narrowed) return narrowed;
  const { symbol } = found;
  if (symbol.kind === "field" && symbol.optional && scope.proven?.has(symbol)) {
    checker.recordProven(name);
    return symbol.type;
  }
  return declaredType(found, checker);
}

function declaredType({ symbol, type }: Found, checker: Checker): Type {
  if (type) return type;
  if (symbol.kind === "let") return checker.typeOfLet(symbol);
  if (symbol.kind !== "field") return unknownType;
  return symbol.optional ? orAbsent(symbol.type) : symbol.type;
}

const where: Readonly<Record<SpecialName, string>> = {
  value: "`value` is what a `where` constrains",
  answer: "`answer` is there in the update of an `ask`",
  output: "`output` is there in the update of a node that runs a function or a graph: `node a = f => { … }`",
  error: "`error` is there behind `on error`: in the edge's conditions and in the nodes that it enters first",
};

function whyUnknown({ name, span }: ast.Name, scope: Scope, { module }: Checker): Message | undefined {
  if (isSpecial(name)) {
    // Where a declaration or an edge is missing, the name may be that of a field, or the node be entered on an error.
    if (scope.incomplete || (name === "error" && mayBeEnteredOnError(scope))) return undefined;
    if (!module.unknown.candidates(scope.specials, "value", name, span, () => [])) return undefined;
    const isNextField = name === "output" && scope.place === "default";
    return G201.outOfScope(
      name,
      isNextField ? "where it begins the next field, the default before it is missing" : where[name],
    );
  }
  if (scope.incomplete) return undefined;
  if (isFunction(name)) return G201.functionNotCalled(name);
  if (name === "undefined") return G201.valueHelped(name, "write `null`: `x == null` is true of what is absent");
  if (name === "state" || name === "this" || name === "self")
    return G201.valueHelped(name, "a field is written by its name alone: `text`, not `state.text`");
  const { graph } = scope;
  if (graph?.context.some((member) => member.name === name)) {
    return G201.valueHelped(name, "the context is for nodes implemented in TypeScript; expressions do not see it");
  }
  if (graph?.nodes.has(name)) return G201.valueHelped(name, `it is a node; \`visits(${name})\` counts its visits`);
  if (!graph) {
    const help = closedHelp[scope.place];
    if (help !== undefined) return G201.outOfScope(name, help);
  }
  const imported = module.imports.get(name);
  if (imported && !imported.typeOnly && !imported.graph) {
    return G201.valueHelped(
      name,
      "imported functions run as nodes, routers and reducers; expressions do not see imports",
    );
  }
  const known = module.unknown.candidates(graph?.node ?? scope, "value", name, span, () => visibleNames(scope));
  return known && G201.value(name, known);
}

const closedHelp: Readonly<Partial<Record<Scope["place"], string>>> = {
  constraint: "a `where` sees nothing but `value`",
  default: "a default is the same for every run: it sees no fields",
  reducer: "a reducer sees nothing but its two parameters",
  factory: "a factory is called once, when the module is loaded: its argument is a literal",
};

/** What a symbol is, with its article, for messages. */
export function whatIs(symbol: ValueSymbol): string {
  return symbol.kind === "special" ? `\`${symbol.name}\`` : `a ${symbol.kind}`;
}

/** Whether an unknown name may be that of a node that fails, or of one that is entered then. */
function mayBeEnteredOnError({ graph }: Scope): boolean {
  return graph !== undefined && graph.flow.findings.unknown.length > 0;
}
