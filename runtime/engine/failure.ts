import type { Run } from "./run.ts";
import { StepLimitError } from "../errors.ts";
import { valuesOf } from "./view.ts";

/** @throws what failed in the run: one error as it is, several as an `AggregateError`. */
export function throwFailure(run: Run): void {
  const { failures } = run.level;
  if (failures.length === 1) throw failures[0];
  if (failures.length > 1) throw new AggregateError(failures, `${failures.length} nodes failed.`);
  const { limited, threadId } = run;
  if (limited === undefined) return;
  const values = valuesOf(run.level.table, run.main.state);
  throw new StepLimitError({ graph: limited.table.graph.name, threadId, limit: limited.limit, values });
}
