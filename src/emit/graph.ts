/** Everything that a module holds for one graph. */
import type { NodeSymbol } from "../bind/symbols.ts";
import type { GraphPlan } from "../plan/plan.ts";
import { createFunction, runnerConstant } from "./create.ts";
import { graphTypes } from "./declarations.ts";
import { descriptionConstant } from "./description.ts";
import { fieldSchemas } from "./field-schemas.ts";
import { handlerConstants, handlersType, suppliedHandlersType } from "./handlers.ts";
import type { ConstItem, Item } from "./items.ts";
import { letConstants, nameLets } from "./lets.ts";
import type { ModuleScope } from "./module-scope.ts";
import { numbersConstant, programConstant } from "./program.ts";
import type { Rows } from "./rows.ts";
import { purityOf } from "./schemas.ts";
import type { SchemaPrinter } from "./schemas.ts";
import { objectText, propertyText } from "./text.ts";
import { typeText } from "./types.ts";
import { WayPrinter } from "./ways.ts";

export function graphItems(plan: GraphPlan, module: ModuleScope, schemas: SchemaPrinter, rows: Rows): readonly Item[] {
  const { graph } = plan;
  const types: readonly Item[] = [
    ...graphTypes(plan, module),
    handlersType(plan, module, rows),
    ...suppliedHandlersType(plan, module),
    createFunction(plan, module),
  ];
  const answers = new Map<NodeSymbol, string>();
  const schemasItem = schemasConstant(plan, module, schemas, answers, rows);
  const schemaConstants = module.takeHoisted();
  const description = descriptionConstant(plan, module, rows);
  const handlers = handlerConstants(plan, module);
  const scope = nameLets(graph, module.numbers(graph), module);
  const stateType = module.graphName(graph, "state");
  const numbers = numbersConstant(plan, scope, rows);
  const lets = letConstants(scope, stateType);
  const printer = { graph: scope, ways: new WayPrinter(scope, stateType), answers };
  const program = programConstant(plan, handlers.name, printer, schemas, rows);
  return [
    ...types,
    ...schemaConstants,
    schemasItem,
    description,
    ...handlers.items,
    ...(graph.nodes.size === 0 ? [] : [numbers]),
    ...lets,
    ...module.takeHoisted(),
    program,
    ...runnerConstant(plan, module),
  ];
}

/** `supportSchemas`: also notes what each ask takes, for the node that asks. */
function schemasConstant(
  plan: GraphPlan,
  module: ModuleScope,
  schemas: SchemaPrinter,
  answers: Map<NodeSymbol, string>,
  rows: Rows,
): ConstItem {
  const { graph } = plan;
  const asks = plan.asks.flatMap((ask) => {
    if (ask.kind === "subgraph") return [];
    const type = typeText(ask.answer, module);
    const plain = schemas.text(ask.answer, graph.source);
    const schema = /^(rt\.)?\w+$/.test(plain) ? plain : answerConstant(ask.node, plain, type, module);
    answers.set(ask.node, schema);
    return [{ name: ask.name, type, schema }];
  });
  const fields = fieldSchemas(plan, module, schemas);
  const name = (what: "input" | "output" | "values" | "update"): string => module.graphName(graph, what);
  const askTypes = asks.map((ask) => `readonly ${propertyText(ask.name, `rt.Schema<${ask.type}>`)}`);
  const member = (of: string, make: string, type: string, members: readonly string[]): string =>
    `${of}: rt.${make}<${type}>(${rows.object(members, 4)})`;
  const parts = [
    member("input", "fields", name("input"), fields.input),
    member("output", "fields", name("output"), fields.output),
    member("state", "fields", name("values"), fields.state),
    member("update", "updateOf", name("update"), fields.update),
    `asks: ${objectText(asks.map((ask) => [ask.name, ask.schema]))}`,
  ];
  const types = [
    `readonly input: rt.Schema<${name("input")}>`,
    `readonly output: rt.Schema<${name("output")}>`,
    `readonly state: rt.Schema<${name("values")}>`,
    `readonly update: rt.Schema<${name("update")}>`,
    `readonly asks: ${askTypes.length === 0 ? "{}" : `{ ${askTypes.join("; ")} }`}`,
  ];
  return {
    kind: "const",
    name: module.declared(graph, "schemas"),
    type: `{\n${types.join(";\n")};\n}`,
    value: `{\n${parts.join(",\n")},\n}`,
    pure: "function",
    doc: "Standard Schemas, each with its JSON Schema.",
    exported: true,
  };
}

function answerConstant(ask: NodeSymbol, schema: string, type: string, module: ModuleScope): string {
  const name = module.local(`${ask.name}Answer`, `${ask.name}AnswerSchema`);
  module.hoisted.push({
    kind: "const",
    name: module.marked(name, ask.node.name.span),
    type: `rt.Schema<${type}>`,
    value: schema,
    pure: purityOf(schema),
    exported: false,
  });
  return name;
}
