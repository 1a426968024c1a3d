/** `createX`: its options are exactly what the file leaves open. */
import type { GraphPlan } from "../plan/plan.ts";
import { suppliedNames } from "./handlers.ts";
import type { ConstItem, FunctionItem } from "./items.ts";
import type { ModuleScope } from "./module-scope.ts";

export function createFunction(plan: GraphPlan, scope: ModuleScope): FunctionItem {
  const name = (what: Parameters<ModuleScope["graphName"]>[1]): string => scope.graphName(plan.graph, what);
  const supplied = suppliedNames(plan).length > 0;
  const replaceable = plan.handlers.length > 0 || plan.subgraphHandlers.length > 0;
  const given = supplied ? name("suppliedHandlers") : `Partial<${name("handlers")}>`;
  const checkpointer = plan.needsCheckpointer
    ? "readonly checkpointer: rt.Checkpointer"
    : "readonly checkpointer?: Storage";
  const handlers = `readonly handlers${supplied ? "" : "?"}: rt.Exact<${name("handlers")}, Handlers> & ${given} & Handlers`;
  const own = replaceable ? [checkpointer, handlers] : [checkpointer];
  const types = plan.needsCheckpointer ? `${name("types")}, Given` : `${name("types")}, Given, Storage`;
  return {
    kind: "function",
    name: scope.declared(plan.graph, "create"),
    typeParameters: [
      ...(replaceable ? [supplied ? `Handlers extends ${given}` : `Handlers extends ${given} = {}`] : []),
      `Given extends Partial<${name("context")}> = {}`,
      ...(plan.needsCheckpointer ? [] : ["Storage extends rt.Checkpointer = never"]),
    ],
    parameters: [
      {
        name: "options",
        type: `rt.AppOptions<Given> & { ${own.join("; ")} }`,
        ...(plan.needsCheckpointer || supplied ? {} : { default: "{}" }),
      },
    ],
    returns: plan.needsCheckpointer ? `rt.App<${types}>` : `rt.AppOrRunner<${types}>`,
    body: `return rt.createApp<${types}>(${name("program")}, options);`,
    doc: `${plan.graph.doc === undefined ? "" : `${plan.graph.doc}\n\n`}${sentence(plan)}\n@throws ConfigError if an option is missing or senseless.`,
    exported: true,
  };
}

function sentence(plan: GraphPlan): string {
  if (!plan.needsCheckpointer) return "Makes the app; with a checkpointer it is an `App`, else a `Runner`.";
  const asks = plan.asks.map((ask) => `\`${ask.name}\``);
  if (asks.length === 0) return "Makes the app. A checkpointer is needed, because runs stop at interrupts.";
  return `Makes the app. A checkpointer is needed, because ${asks.join(", ")} ${asks.length === 1 ? "waits" : "wait"} for an answer.`;
}

/** The runner of a graph that leaves nothing open. */
export function runnerConstant(plan: GraphPlan, scope: ModuleScope): readonly ConstItem[] {
  if (!plan.complete) return [];
  const types = scope.graphName(plan.graph, "types");
  const type = `rt.Runner<${types}>`;
  // Not by `createX`, which brings along what stores threads.
  const value = `rt.createRunner<${types}>(${scope.graphName(plan.graph, "program")})`;
  const doc = "Runs the graph without a checkpointer.";
  return [
    { kind: "const", name: scope.declared(plan.graph, "runner"), type, value, pure: "call", doc, exported: true },
  ];
}
