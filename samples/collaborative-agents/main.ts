import { heading } from "../print.ts";
import { scriptedModel } from "../model.ts";
import { createNotice } from "./collaborative-agents.graph.ts";

// Each reply depends on what the others said before.
const model = scriptedModel([
  {
    when: /You are Writer[^]*Editor: Friendlier/,
    reply: "We count our shelves on 31 December and open again at 9 on 2 January. See you then!",
  },
  {
    when: /You are Writer[^]*Critic: When/,
    reply: "Closed on 31 December for stocktaking. We open again at 9 on 2 January.",
  },
  { when: /You are Writer/, reply: "Closed for stocktaking." },
  { when: /You are Critic[^]*2 January/, reply: "Content: date and hour are there." },
  { when: /You are Critic/, reply: "When do you open again?" },
  { when: /You are Editor[^]*See you then/, reply: "Content." },
  { when: /You are Editor[^]*2 January/, reply: "Friendlier, please." },
  { when: /You are Editor/, reply: "Wait for the date." },
]);

const notice = createNotice({ context: { model } });

heading("the discussion");
for await (const event of notice.stream({ task: "A notice for the shop's door." })) {
  if (event.type === "event") console.log(`${event.data.agent.padEnd(7)} ${event.data.text}`);
  if (event.type === "done") {
    heading(`the notice, after ${event.output.discussion.length / 3} rounds`);
    console.log(event.output.notice);
  }
}
