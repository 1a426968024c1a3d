import type { GraphPlan } from "../plan/plan.ts";
import { checkExpressions } from "./leftovers.ts";
import { checkHandlers } from "./handlers.ts";
import { checkImports } from "./imports.ts";
import { checkMigrations } from "./migrations.ts";
import { checkReducers } from "./reducers.ts";
import { checkRouters } from "./routers.ts";
import { checkStorable } from "./storable.ts";
import type { View } from "./view.ts";

/** Looks at one module with its graphs. What comes first says first what is wrong at a place. */
export function lookAt(plans: readonly GraphPlan[], view: View): void {
  checkImports(view);
  checkStorable(view);
  for (const plan of plans) {
    checkReducers(plan.graph, view);
    checkHandlers(plan, view);
    checkRouters(plan.graph, view);
    checkMigrations(plan.graph, view);
    checkExpressions(plan, view);
  }
}
