/** Arrow functions over the state and the scope: parameters for what the body uses, and no more. */
import type * as ast from "../ast/ast.ts";
import type { NodeSymbol } from "../bind/symbols.ts";
import { NO_FACTS } from "./facts.ts";
import type { GraphScope, Surroundings } from "./surroundings.ts";
import { bodyText, memberText } from "./text.ts";
import { typeText } from "./types.ts";
import type { Uses } from "./uses.ts";

export interface ArrowShape {
  readonly graph: GraphScope;
  readonly uses: Uses;
  /** A parameter before the state: `answer: Decision`, or an element of a map. */
  readonly first?: { readonly name: string; readonly type?: string; readonly used: boolean };
  /** The node whose parameters `args` are. */
  readonly node?: NodeSymbol;
  /** Written where TypeScript does not know the types of parameters from where the function stands. */
  readonly stateType?: string;
  readonly returns?: string;
  /** Variables of maps that a function around this one binds … */
  readonly bound?: ReadonlySet<ast.Identifier>;
  /** … and how the others are read from the scope. */
  readonly element?: (variable: ast.Identifier) => { readonly depth: number; readonly type: string };
}

/** What the body becomes: one expression, or statements that all end in `return`. */
export type ArrowBody = { readonly expression: string } | { readonly statements: readonly string[] };

export function arrowText(shape: ArrowShape, body: (around: Surroundings) => ArrowBody): string {
  const { uses, graph } = shape;
  const elements = [...uses.variables].filter((variable) => shape.bound?.has(variable) !== true);
  const around: Surroundings = {
    module: graph.module,
    source: graph.graph.source,
    graph,
    args: uses.scope ? "scope.args" : "args",
    error: uses.scope ? "scope.error" : "error",
    facts: NO_FACTS,
  };
  const made = body(around);
  const returns = shape.returns === undefined ? "" : `: ${shape.returns}`;
  const head = `(${parametersText(shape, elements.length > 0)})${returns} =>`;
  const source = uses.scope ? "scope.elements" : "elements";
  const constants = elements.flatMap((variable) => {
    const from = shape.element?.(variable);
    return from === undefined
      ? []
      : [`const ${graph.module.variable(variable.name)} = ${source}[${from.depth}] as ${from.type};`];
  });
  if ("statements" in made) return `${head} {\n${[...constants, ...made.statements].join("\n")}\n}`;
  if (constants.length > 0) return `${head} {\n${constants.join("\n")}\nreturn ${made.expression};\n}`;
  return `${head} ${bodyText(made.expression)}`;
}

function parametersText({ uses, first, node, stateType, graph }: ArrowShape, elements: boolean): string {
  const members = [uses.args && "args", uses.error && "error", elements && "elements"].filter((name) => name !== false);
  const needsScope = uses.scope || members.length > 0;
  const parameters: string[] = [];
  const state = stateType === undefined ? "" : `: ${stateType}`;
  if (first !== undefined) {
    const type = first.type === undefined ? "" : `: ${first.type}`;
    if (first.used) parameters.push(first.name + type);
    else if (uses.state || needsScope) parameters.push(`_${first.name}${type}`);
  }
  if (uses.state) parameters.push(`state${state}`);
  else if (needsScope) parameters.push(`_state${state}`);
  if (needsScope) {
    const args = uses.args && node !== undefined ? `<${argsTypeText(node, graph)}>` : "";
    const type = args === "" && stateType === undefined ? "" : `: rt.Scope${args}`;
    parameters.push((uses.scope ? "scope" : `{ ${members.join(", ")} }`) + type);
  }
  return parameters.join(", ");
}

/** The parameters of a node as the type of `args`. */
export function argsTypeText(node: NodeSymbol, { module }: Pick<GraphScope, "module">): string {
  const members = node.parameters.map(({ name, type }) => `readonly ${memberText(name)}: ${typeText(type, module)}`);
  return `{ ${members.join("; ")} }`;
}
