import { MemoryCheckpointer } from "@graphc/runtime";
import { heading, show } from "../print.ts";
import { createEssay } from "./essay.graph.ts";

const essay = createEssay({ checkpointer: new MemoryCheckpointer() });
const thread = { threadId: "rivers" };

heading("the essay is written, looked at after each step, and published");
await essay.invoke({ topic: "rivers" }, thread);
console.log(`draft: ${show((await essay.getState(thread)).values.draft)}`);
await essay.continue(thread);
console.log(`draft: ${show((await essay.getState(thread)).values.draft)}`);
const published = await essay.continue(thread);
if (!essay.isInterrupted(published)) console.log(`published: ${published.url}`);

heading("its history, newest first");
let written: { readonly threadId: string; readonly checkpointId: string } | undefined;
for await (const { threadId, checkpointId, step, next, values } of essay.getStateHistory(thread)) {
  console.log(`step ${step}: ${show(values.draft)}, next ${next.join(", ") || "nothing"}`);
  if (next.includes("polish")) written = { threadId, checkpointId };
}
if (written === undefined) throw new Error("Nothing was written.");

heading("rewound to where it was written: the same steps again, on a line of their own");
await essay.invoke(null, written);
const again = await essay.continue(thread);
if (!essay.isInterrupted(again)) console.log(`published: ${again.url}`);

heading("forked there with another text");
const edited = await essay.updateState(
  written,
  { draft: "rivers remember", changes: ["rewritten by hand"] },
  { asNode: "write" },
);
await essay.invoke(null, edited);
const other = await essay.continue(thread);
if (!essay.isInterrupted(other)) console.log(`published: ${other.url}\nchanges: ${show(other.changes)}`);

heading("what the fork has made different");
const { fields } = await essay.diff(written, edited);
for (const difference of fields) {
  console.log(
    difference.change === "changed"
      ? `${difference.field}: ${show(difference.before)} became ${show(difference.after)}`
      : `${difference.field}: ${difference.change}`,
  );
}

heading("the lines of the thread: nothing is overwritten");
for await (const { forkedFrom, checkpointId, status, current } of essay.lines(thread.threadId)) {
  const { values } = await essay.getState({ ...thread, checkpointId });
  const beginning =
    forkedFrom === undefined ? "from the start" : forkedFrom === written.checkpointId ? "from step 1" : "";
  console.log(`${beginning}: ${values.url ?? show(values.draft)} (${status}${current ? ", current" : ""})`);
}
