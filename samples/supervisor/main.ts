import { MemoryCheckpointer } from "@graphc/runtime";
import { heading, watch } from "../print.ts";
import { scriptedModel } from "../model.ts";
import { createHotline, createNewsroom } from "./supervisor.graph.ts";

const model = scriptedModel([
  { when: /You lead[^]*calculate: .* = (\d+)/, reply: ([, steps]) => `write: a tower of ${steps} steps` },
  {
    when: /You lead[^]*tower = ([\d.]+) m[^]*step = ([\d.]+) m/,
    reply: ([, tower, step]) => `calculate: ${tower} / ${step}`,
  },
  { when: /You lead[^]*tower = /, reply: "research: height of a step" },
  { when: /You lead/, reply: "research: height of the tower" },
  { when: /You write[^]*= (\d+)/, reply: ([, steps]) => `You would climb ${steps} steps to the top.` },
  { when: /You are triage[^]*I take it/, reply: "Sales is there for you. -> sales" },
  { when: /You are triage/, reply: "I am sorry. Refunds is there for you. -> refunds" },
  { when: /You are refunds/, reply: "The money is on its way. Sales has a better lamp. -> sales" },
  { when: /You are sales[^]*I take it/, reply: "Sold. It ships today." },
  { when: /You are sales/, reply: "The new one costs 80." },
]);

heading("a supervisor and three colleagues");
const newsroom = createNewsroom({ context: { model } });
await watch(newsroom.stream({ question: "How many steps up the tower?" }));

heading("a swarm: each hands over to whom it wants; the talk goes on over several runs");
const hotline = createHotline({ checkpointer: new MemoryCheckpointer(), context: { model } });
const config = { threadId: "customer-7" };
await watch(hotline.stream({ talk: [{ from: "customer", text: "My lamp broke, I want my money back." }] }, config));
await watch(hotline.stream({ talk: [{ from: "customer", text: "I take it." }] }, config));
console.log(`  ${(await hotline.getState(config)).values.talk.length} lines of talk are stored`);
