import { faultsOf, ProblemError } from "../web/problem.ts";
import { readJson } from "../web/body.ts";
import type { Schema } from "../../types/schema.ts";

/** The body of a request as `schema` has it. @throws ProblemError */
export async function readBody<Body>(request: Request, schema: Schema<Body>, most: number): Promise<Body> {
  return checked(schema, await readJson(request, most), "", "The body does not fit.");
}

/** A value that fits the schema. `pointer` says where it is in the body. @throws ProblemError 422 that says all that does not fit */
export function checked<Value>(schema: Schema<Value>, value: unknown, pointer: string, detail: string): Value {
  const result = schema["~standard"].validate(value);
  if (result.issues === undefined) return result.value;
  throw new ProblemError("invalid-request", detail, { errors: faultsOf(result.issues, pointer) });
}
