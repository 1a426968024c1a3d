import { NotStorableError, StateValidationError, type ValueOptions } from "../errors.ts";
import type { Schema } from "../types/schema.ts";
import { explain } from "./adopt.ts";
import { issuesOf } from "./type.ts";

/** The error for a value that `adopt` refused. The value of one field alone is named by `field`. */
export function refusal(
  schema: Schema<unknown>,
  value: unknown,
  options: ValueOptions & { readonly field?: string },
): StateValidationError | NotStorableError {
  const prefix = options.field === undefined ? [] : [options.field];
  const findings = explain(schema, value).map((finding) => ({ ...finding, path: [...prefix, ...finding.path] }));
  const [first] = findings;
  const [field = "", ...at] = first?.path ?? prefix;
  if (first?.reason === "unstorable")
    return new NotStorableError({ ...options, field: `${field}`, at, found: first.found });
  const reason = first?.path.length === 1 ? first.reason : "invalid";
  return new StateValidationError({ ...options, field: `${field}`, reason, issues: issuesOf(findings) });
}
