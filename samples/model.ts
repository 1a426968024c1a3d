/**
 * The model that the samples talk to: the mock of the package `ai`, with a script. To talk to a real one, install its provider, set its key, and give it to
 * the graph instead: `npm install @ai-sdk/anthropic`, `ANTHROPIC_API_KEY=…`, `context: { model: anthropic("claude-sonnet-4-5") }`. Nothing else changes.
 */
import { generateText } from "ai";
import type { LanguageModel } from "ai";
import { MockLanguageModelV2 } from "ai/test";

/** What a scripted model says: a text, or the tools it wants called. */
export type Reply = string | readonly { readonly tool: string; readonly input: object }[];

/** The reply to conversations that fit `when`; a function gets the match and, of the whole conversation, one line a message: `role: text`. */
export interface Line {
  readonly when: RegExp;
  readonly reply: Reply | ((match: RegExpMatchArray, conversation: string) => Reply);
}

type Prompt = Parameters<MockLanguageModelV2["doGenerate"]>[0]["prompt"];

/** A model that answers with the first line of the script that fits, and fails where none does. */
export function scriptedModel(script: readonly Line[]): LanguageModel {
  let calls = 0;
  return new MockLanguageModelV2({
    modelId: "scripted",
    doGenerate: ({ prompt }) => {
      const conversation = transcript(prompt);
      for (const { when, reply } of script) {
        const match = conversation.match(when);
        if (!match) continue;
        const answer = typeof reply === "function" ? reply(match, conversation) : reply;
        return Promise.resolve({
          content:
            typeof answer === "string"
              ? [{ type: "text", text: answer }]
              : answer.map((call) => ({
                  type: "tool-call" as const,
                  toolCallId: `call-${(calls += 1)}`,
                  toolName: call.tool,
                  input: JSON.stringify(call.input),
                })),
          finishReason: typeof answer === "string" ? "stop" : "tool-calls",
          usage: { inputTokens: undefined, outputTokens: undefined, totalTokens: undefined },
          warnings: [],
        });
      }
      return Promise.reject(new Error(`the script has no reply to:\n${conversation}`));
    },
  });
}

/** One question, one answer. Retries are the graph's business, so the package's own are off. */
export async function complete(
  model: LanguageModel,
  system: string,
  prompt: string,
  abortSignal?: AbortSignal,
): Promise<string> {
  const { text } = await generateText({ model, system, prompt, maxRetries: 0, ...(abortSignal && { abortSignal }) });
  return text;
}

function transcript(prompt: Prompt): string {
  return prompt
    .map(({ role, content }) => {
      if (typeof content === "string") return `${role}: ${content}`;
      const parts = content.map((part) => {
        if (part.type === "text" || part.type === "reasoning") return part.text;
        if (part.type === "tool-call") return `calls ${part.toolName}(${JSON.stringify(part.input)})`;
        if (part.type === "tool-result") return `${part.toolName} returned ${JSON.stringify(part.output.value)}`;
        return part.type;
      });
      return `${role}: ${parts.join(" ")}`;
    })
    .join("\n");
}
