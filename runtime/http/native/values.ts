import type { AnswersBody, UpdateBody } from "./bodies.ts";
import { checked } from "./read-body.ts";
import type { HostedGraph } from "../service/registry.ts";
import { isPlain, setOwn } from "../../state/plain.ts";
import type { Issue } from "../../types/schema.ts";
import { type Fault, faultsOf, mostFaults, pointerPart, ProblemError } from "../web/problem.ts";
import { revive } from "../json/revive.ts";
import { set } from "../../types/replacement.ts";
import { typeOf } from "../../state/type.ts";

/** The input of a run, checked by the graph's own schema. @throws ProblemError */
export function inputOf({ app, name }: HostedGraph, json: unknown): object {
  const { input } = app.schemas;
  const value = checked(input, revive(input, json), "/input", `The input does not fit the graph "${name}".`);
  return isPlain(value) ? value : {};
}

/** Answers with their values as the asks' schemas have them. Whether anything waits for them, and they fit, is for the app to say. */
export function answersOf({ app }: HostedGraph, answers: AnswersBody["answers"]): object {
  const { asks } = app.schemas;
  const made: { [ask: string]: unknown } = {};
  for (const [key, json] of Object.entries(answers)) {
    // An id is the ask's name, a colon and what makes it unique.
    const name = key.split(":", 1)[0] ?? key;
    const schema = Object.hasOwn(asks, name) ? asks[name] : undefined;
    setOwn(made, key, schema === undefined ? json : revive(schema, json));
  }
  return made;
}

/** An update of the state: folded fields, replaced ones and cleared ones. Inside a subgraph only that graph's app can check it. @throws ProblemError */
export function updateOf(
  { app, name }: HostedGraph,
  { clear = [], path, replace = {}, update = {} }: UpdateBody,
): object {
  const { state, update: schema } = app.schemas;
  const isInside = path?.includes("/") === true;
  const revived = isInside ? { ...update } : revive(schema, update);
  const made: { [field: string]: unknown } = isPlain(revived) ? { ...revived } : {};
  for (const [field, json] of Object.entries(replace)) {
    const type = typeOf(state).kind.members?.get(field);
    once(made, field, "replace");
    setOwn(made, field, set(type === undefined ? json : revive(type, json)));
  }
  for (const field of clear) {
    once(made, field, "clear");
    setOwn(made, field, undefined);
  }
  if (isInside) return made;
  const result = schema["~standard"].validate(made);
  if (result.issues === undefined) return made;
  throw new ProblemError("invalid-request", `The update does not fit the graph "${name}".`, {
    errors: result.issues.slice(0, mostFaults).flatMap((issue) => updateFaults(issue, replace, clear)),
  });
}

/** What does not fit, by where the body has it. */
function updateFaults(issue: Issue, replace: object, clear: readonly string[]): readonly Fault[] {
  const field = `${issue.path?.[0] ?? ""}`;
  const place = clear.indexOf(field);
  if (place >= 0) return [{ detail: issue.message, pointer: `/clear/${place}` }];
  return faultsOf([issue], Object.hasOwn(replace, field) ? "/replace" : "/update");
}

/** @throws ProblemError if the field is named already. */
function once(made: object, field: string, member: string): void {
  if (!Object.hasOwn(made, field)) return;
  throw new ProblemError("invalid-request", "A field is named twice.", {
    errors: [
      { detail: "is updated, replaced or cleared, and only one of these", pointer: `/${member}${pointerPart(field)}` },
    ],
  });
}
