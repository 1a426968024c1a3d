import { MemoryCheckpointer } from "@graphc/runtime";
import { heading, watch } from "../print.ts";
import { scriptedModel } from "../model.ts";
import { createHotline, newsroom } from "./supervisor.graph.ts";

const model = scriptedModel([
  { when: /You lead[^]*calculate: (\d+)/, reply: ([, steps]) => `write: a tower of ${steps} steps` },
  {
    when: /You lead[^]*tower = ([\d.]+) m[^]*step = ([\d.]+) m/,
    reply: ([, tower, step]) => `calculate: ${tower} / ${step}`,
  },
  { when: /You lead[^]*tower = /, reply: "research: height of a step" },
  { when: /You lead/, reply: "research: height of the tower" },
  { when: /You write[^]*= (\d+)/, reply: ([, steps]) => `You would climb ${steps} steps to the top.` },
  { when: /You are triage/, reply: "I connect you with sales. -> sales" },
  { when: /You are sales[^]*money back[^]*$/, reply: "For money I connect you with refunds. -> refunds" },
  { when: /You are sales[^]*offer/, reply: "The new one costs 80." },
  { when: /You are refunds[^]*offer/, reply: "You get 20 back. Sales has an offer for you. -> end" },
  { when: /You are refunds/, reply: "You get 20 back." },
]);

heading("a supervisor and three colleagues");
await watch(newsroom.stream({ question: "How many steps up the tower?" }, { context: { model } }));

heading("a swarm: each hands over to whom it wants; the talk goes on over several runs");
const hotline = createHotline({ checkpointer: new MemoryCheckpointer(), context: { model } });
const config = { threadId: "customer-7" };
await watch(hotline.stream({ talk: [{ from: "customer", text: "My lamp broke, I want my money back." }] }, config));
const { talk } = await hotline.invoke({ talk: [{ from: "customer", text: "Thank you!" }] }, { ...config, limit: 5 });
console.log(`  ${talk.length} lines of talk are stored`);
