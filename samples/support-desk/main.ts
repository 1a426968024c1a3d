import { MemoryCheckpointer } from "@graphc/runtime";
import { heading, show, watch } from "../print.ts";
import { scriptedModel } from "../model.ts";
import { createSupportDesk } from "./support-desk.graph.ts";

const model = scriptedModel([
  { when: /Classify[^]*user: .*(?:down|fire)/, reply: "urgent" },
  { when: /Classify[^]*\?$/, reply: "question" },
  { when: /Classify/, reply: "general" },
  { when: /from (\w+)[^]*down/, reply: ([, name]) => `${name}, we restart the server now.` },
  { when: /from (\w+)[^]*opening hours/, reply: ([, name]) => `We open at nine, ${name}.` },
]);

const desk = createSupportDesk({ checkpointer: new MemoryCheckpointer(), context: { model } });

heading("a question is answered at once");
await watch(desk.stream({ text: "What are your opening hours?", customer: "Bo" }, { threadId: "bo" }));

heading("an urgent message waits for a person");
const thread = { threadId: "ada" };
const result = await watch(desk.stream({ text: "The server is down!", customer: "Ada" }, thread));

if (desk.isInterrupted(result)) {
  const decision = { approved: true };
  heading(`the person answers ${show(decision)}, now or next week`);
  const output = await watch(desk.stream(null, { ...thread, answers: { signOff: decision } }));
  if (!desk.isInterrupted(output)) {
    heading("result");
    console.log(`  reply          ${show(output.reply)}`);
    console.log(`  log            ${show(output.log)}`);
  }
}
