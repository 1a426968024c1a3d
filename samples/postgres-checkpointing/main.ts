import { SchemaMismatchError } from "@graphc/runtime";
import { PostgresCheckpointer } from "@graphc/runtime/postgres";
import { heading, show } from "../print.ts";
import { createProfile as createProfile1 } from "./profile-1.graph.ts";
import { createProfile } from "./profile.graph.ts";
import { startServer } from "./server.ts";

const server = await startServer();
const checkpointer = new PostgresCheckpointer({ connection: server.url, schema: "profiles" });
await checkpointer.setup();
const thread = { threadId: "ada" };

heading("version 1 greets twice");
const first = createProfile1({ checkpointer });
for (let visit = 0; visit < 2; visit++) {
  const { greeting } = await first.invoke({ firstName: "Ada", lastName: "Lovelace" }, thread);
  console.log(greeting);
}

heading("version 2 reads what version 1 has stored");
const profile = createProfile({ checkpointer });
console.log(show((await profile.getState(thread)).values));

heading("and goes on with it");
console.log((await profile.invoke({ name: "Ada King", language: "fr" }, thread)).greeting);
for await (const { step, source, values } of profile.getStateHistory(thread)) {
  console.log(`${source} at step ${step}: ${show({ name: values.name, visits: values.visits })}`);
}

heading("version 1 does not touch what is newer");
await first.getState(thread).catch((error: unknown) => {
  if (!(error instanceof SchemaMismatchError)) throw error;
  console.log(error.message);
});

heading("two calls at once: none is lost");
const greetings = await Promise.all(
  ["Ada", "Ada King"].map((name) => profile.invoke({ name }, { ...thread, ifBusy: "wait" })),
);
for (const { greeting } of greetings) console.log(greeting);

await checkpointer.close();
await server.stop();
