import { generateText } from "ai";
import type { ModelMessage } from "ai";
import { perform, tools } from "./tools.ts";
import type { FileAgentHandlers, Message } from "./tool-calling-agent.graph.ts";

/** One turn of the model: it answers, or it wants tools to be called. */
export const callModel = (async ({ messages }, { context, signal }) => {
  const { text, toolCalls } = await generateText({
    model: context.model,
    system: "You tidy up files. Look before you delete.",
    messages: messages.map(toModelMessage),
    tools,
    maxRetries: 0,
    abortSignal: signal,
  });
  const calls = toolCalls.map(({ toolCallId, toolName, input }) => ({
    id: toolCallId,
    name: toolName,
    input: { ...(input as Record<string, string>) },
  }));
  return {
    messages: [{ id: `turn ${messages.length}`, role: "assistant" as const, text, ...(calls.length > 0 && { calls }) }],
  };
}) satisfies FileAgentHandlers["agent"];

/** Runs one call; two nodes share it, the one that runs at once and the one that waits for a person. */
export const runTool = ((_state, { args: { call }, context }) => ({
  messages: [
    {
      id: `answer to ${call.id}`,
      role: "tool" as const,
      text: perform(call.name, call.input, context.files),
      answers: call,
    },
  ],
})) satisfies FileAgentHandlers["tool"];

function toModelMessage({ role, text, calls = [], answers }: Message): ModelMessage {
  if (role === "user") return { role, content: text };
  if (role === "assistant") {
    return {
      role,
      content: [
        { type: "text", text },
        ...calls.map(({ id, name, input }) => ({ type: "tool-call" as const, toolCallId: id, toolName: name, input })),
      ],
    };
  }
  return {
    role,
    content: [
      {
        type: "tool-result",
        toolCallId: answers?.id ?? "",
        toolName: answers?.name ?? "",
        output: { type: "text", value: text },
      },
    ],
  };
}
