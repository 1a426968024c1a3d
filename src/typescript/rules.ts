import type { GraphPlan } from "../plan/plan.ts";
import { checkExpressions } from "./leftovers.ts";
import { checkHandlers } from "./handlers.ts";
import { checkImports } from "./imports.ts";
import { checkMigrations } from "./migrations.ts";
import { checkReducers } from "./reducers.ts";
import { checkRouters } from "./routers.ts";
import { checkStorable } from "./storable.ts";
import type { View } from "./view.ts";

/** Whether an expression of a graph can have a type that graphc does not know. To have TypeScript check them all takes a while. */
function hasUnknownTypes({ graph }: GraphPlan, { module }: View): boolean {
  return (
    [...module.imports.values()].some(({ typeOnly, specifier }) => typeOnly && !specifier.endsWith(".graph")) ||
    [...graph.fields.values()].some(({ reducer }) => reducer?.kind === "imported" || reducer?.kind === "mergeWith") ||
    [...graph.nodes.values()].some(({ form, update }) => form.kind === "handler" && update !== undefined) ||
    [...module.types.values()].some((symbol) => symbol.source !== module.source)
  );
}

/** Looks at one module with its graphs. What comes first says first what is wrong at a place. */
export function lookAt(plans: readonly GraphPlan[], view: View): void {
  checkImports(view);
  checkStorable(view);
  for (const plan of plans) {
    const foldsWell = checkReducers(plan.graph, view);
    checkHandlers(plan, view);
    checkRouters(plan.graph, view);
    checkMigrations(plan.graph, view);
    if (foldsWell && hasUnknownTypes(plan, view)) checkExpressions(plan, view);
  }
}
