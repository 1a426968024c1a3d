import { MemoryCheckpointer } from "@graphc/runtime";
import { heading, show } from "../print.ts";
import { scriptedModel } from "../model.ts";
import { createFileAgent } from "./tool-calling-agent.graph.ts";
import type { Message } from "./tool-calling-agent.graph.ts";

const model = scriptedModel([
  // The newest message decides, so that the lines stand from the end of the conversation to its beginning.
  { when: /The user said no[^]*$/, reply: "I deleted draft-1.txt; draft-2.txt stays, as you wish." },
  {
    when: /readFile returned "old"/,
    reply: [
      { tool: "deleteFile", input: { name: "draft-1.txt" } },
      { tool: "deleteFile", input: { name: "draft-2.txt" } },
    ],
  },
  {
    when: /listFiles returned/,
    reply: [
      { tool: "readFile", input: { name: "draft-1.txt" } },
      { tool: "readFile", input: { name: "draft-2.txt" } },
    ],
  },
  { when: /tidy up the drafts/, reply: [{ tool: "listFiles", input: {} }] },
]);

const files = new Map([
  ["thesis.txt", "Everything flows."],
  ["draft-1.txt", "old"],
  ["draft-2.txt", "older"],
]);

const agent = createFileAgent({ checkpointer: new MemoryCheckpointer(), context: { model, files } });
const config = { threadId: "tidying" };

function print({ role, text, calls = [], answers }: Message): void {
  if (text !== "") console.log(`  ${(answers?.name ?? role).padEnd(10)} ${text}`);
  for (const { name, input } of calls) console.log(`  ${role.padEnd(10)} calls ${name} ${show(input)}`);
}

heading("the agent works until it needs a person");
let result = await agent.invoke({ messages: [{ id: "1", role: "user", text: "Please tidy up the drafts." }] }, config);
for (const message of (await agent.getState(config)).values.messages) print(message);

if (agent.isInterrupted(result)) {
  heading("a person decides on each deletion");
  const answers: Record<string, boolean> = {};
  for (const { id, payload } of result.interrupts) {
    const allowed = payload.input["name"] === "draft-1.txt";
    console.log(`  ${payload.tool} ${show(payload.input)}? ${allowed ? "yes" : "no"}`);
    answers[id] = allowed;
  }
  result = await agent.resume(answers, config);
}

heading("and the agent goes on");
if (!agent.isInterrupted(result)) for (const message of result.messages.slice(-3)) print(message);
console.log(`  left: ${[...files.keys()].join(", ")}`);
