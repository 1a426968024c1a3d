import { MemoryCheckpointer, StateValidationError } from "@graphc/runtime";
import { fields, heading, show } from "../print.ts";
import { createEnrolment, enrolmentSchemas } from "./validated-state.graph.ts";
import type { EnrolmentInput } from "./validated-state.graph.ts";

const enrolment = createEnrolment({ checkpointer: new MemoryCheckpointer() });
const ada = { name: "Ada", email: "ada@example.org", age: 36 };

/** Runs the graph and prints the output, or what was refused and why. */
async function enrol(title: string, input: EnrolmentInput, threadId: string): Promise<void> {
  heading(title);
  try {
    console.log(fields(await enrolment.invoke(input, { threadId })));
  } catch (error) {
    if (!(error instanceof StateValidationError)) throw error;
    console.log(`refused: ${error.node ?? "input"}, ${error.field} is ${error.reason}`);
    for (const issue of error.issues) console.log(`  ${(issue.path ?? []).join(".")}: ${issue.message}`);
  }
}

await enrol("complete", { person: ada, courses: ["Algebra I", "Algebra II"] }, "ada");
await enrol("to be reviewed", { person: { name: "Bo", email: "bo@example.org" }, courses: ["Topology"] }, "bo");
await enrol("an address that is none", { person: { ...ada, email: "ada at home" }, courses: ["Analysis"] }, "cy");
await enrol("an impossible age", { person: { ...ada, age: 230 }, courses: ["Analysis"] }, "di");
await enrol("no course", { person: ada, courses: [] }, "ed");

// Input from outside has no static type; it is checked all the same.
await enrol(
  "an unknown field",
  JSON.parse('{"person":{"name":"Al","email":"al@x.org"},"courses":["Art"],"vip":true}'),
  "fi",
);

// A handler that lies is stopped, and the thread stays as it was before that step.
await enrol("a sum out of bounds", { person: { ...ada, name: "Errol" }, courses: ["Analysis"] }, "errol");
const { values, next } = await enrolment.getState({ threadId: "errol" });
console.log(`thread: step ${show(values.step)}, errors ${values.errors}, next ${show(next)}`);

heading("the same rules as JSON Schema, for forms and other services");
console.log(JSON.stringify(enrolmentSchemas.input.jsonSchema));

heading("and as a validator, by Standard Schema");
const checked = enrolmentSchemas.input["~standard"].validate({ person: { ...ada, name: " " }, courses: ["Art"] });
console.log(checked.issues?.map((issue) => `${(issue.path ?? []).join(".")}: ${issue.message}`).join("\n"));
