/** A server with a chat and a few other graphs, and the real client of LangGraph that talks to it. */
import { createHandler, type HandlerOptions, type HostedApp, type MakeApp } from "@graphc/runtime/http";
import { langGraph, type LangGraphOptions } from "@graphc/runtime/http/langgraph";
import { serve } from "@graphc/runtime/http/node";
import { goto, MemoryCheckpointer, MemoryStore, type Store } from "@graphc/runtime";
import { Client } from "@langchain/langgraph-sdk";
import { onTestFinished } from "vitest";
import { load } from "../../../acceptance/run.ts";

const text = `
  type Message { id: string, type: "human" | "ai", content: string }
  type Piece { id: string, type: string, content: string }

  /// Talks, and asks before it goes on where that is wanted.
  graph Chat {
    events { message: Piece, progress: { percent: int }, custom: { type: string } }
    context { name?: string }
    state {
      input output messages: Message[] = [] reduce append
      input since?: date
      output log: string[] = [] reduce append
      draft: string = ""
    }
    node think { reads messages, since writes draft, log }
    ask approve: { approved: boolean } {
      show { draft }
      timeout 2d
    } => { log: [answer.approved ? "approved" : "declined"] }
    node reply { reads draft writes messages, log }

    start -> think -> when { draft == "ask" -> approve -> reply  else -> reply } -> end
  }

  graph Part {
    state { input word: string  output upper: string = "" }
    ask confirm: boolean { show { word } } => { upper: answer ? word : "no" }
    node shout => { upper: word + "!" }
    start -> when { word == "ask" -> confirm  else -> shout } -> end
  }

  /// One subgraph for each word, all at once.
  graph Team {
    state { input words: string[]  output log: string[] = [] reduce append }
    node begin => { log: ["begin"] }
    node part(word: string) = Part { in { word } } => { log: [output.upper] }
    node finish => { log: ["finish"] }
    start -> begin -> [part(word) for word in words] -> finish -> end
  }

  /// A handler decides who answers.
  graph Desk {
    state { output log: string[] = [] reduce append }
    node pick { writes log }
    node sales => { log: ["sales"] }
    node refunds => { log: ["refunds"] }
    start -> pick -> goto { sales, refunds, end }
    sales, refunds -> end
  }`;

const exported = await load(text);

interface Message {
  readonly id: string;
  readonly type: string;
  readonly content: string;
}

interface Context {
  readonly name: string;
  readonly context: { readonly name?: string };
  readonly signal: AbortSignal;
  readonly store?: Store;
  readonly threadId?: string;
  emit(event: string, data: unknown): void;
}

/** What the handlers wait for when the last message is `wait`. */
export interface Gate {
  readonly opened: Promise<void>;
  open(): void;
}

function gate(): Gate {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { opened, open: () => open() };
}

function handlersOf(slow: Gate) {
  return {
    async think({ messages }: { readonly messages: readonly Message[] }, { signal }: Context) {
      const last = messages.at(-1)?.content ?? "";
      if (last === "fail") throw new TypeError("the key is sk-123");
      if (last === "wait") {
        await Promise.race([
          slow.opened,
          new Promise<never>((_, reject) => signal.addEventListener("abort", () => reject(signal.reason as Error))),
        ]);
      }
      return { draft: last, log: ["thought"] };
    },
    async reply({ draft }: { readonly draft: string }, { context, emit }: Context) {
      const id = `reply to ${draft}`;
      emit("progress", { percent: 50 });
      emit("custom", { type: "as it is" });
      const greeting = context.name === undefined ? "" : `${context.name}: `;
      for (const content of [greeting, "you said ", draft]) emit("message", { id, type: "AIMessageChunk", content });
      return { messages: [{ id, type: "ai", content: `${greeting}you said ${draft}` }], log: ["replied"] };
    },
  };
}

function makeOf(name: string, handlers: object): MakeApp {
  const make = exported[`create${name}`];
  if (typeof make !== "function") throw new Error(`There is no ${name}.`);
  return (host): HostedApp => make({ ...host, handlers });
}

/** A graph that not every server of these tests has. */
export const desk: MakeApp = makeOf("Desk", { pick: () => goto("sales", { log: ["picked"] }) });

type Options = Partial<Exclude<HandlerOptions, { readonly service: unknown }>> & {
  readonly langGraph?: LangGraphOptions;
};

export interface TestServer {
  readonly url: string;
  readonly client: Client;
  readonly slow: Gate;
  readonly reported: readonly unknown[];
  /** A client that says who it is. */
  clientOf(name: string): Client;
}

/** A server that listens until the test is over. */
export async function start({ langGraph: given, ...options }: Options = {}): Promise<TestServer> {
  const slow = gate();
  const reported: unknown[] = [];
  const handler = createHandler({
    graphs: { chat: makeOf("Chat", handlersOf(slow)), team: makeOf("Team", {}) },
    checkpointer: new MemoryCheckpointer(),
    store: new MemoryStore(),
    protocols: [langGraph(given)],
    onError: (error) => reported.push(error),
    ...options,
  });
  const server = await serve(handler);
  onTestFinished(async () => {
    slow.open();
    await server.close(0);
  });
  const url = server.url + (options.basePath ?? "");
  const clientWith = (defaultHeaders: Record<string, string>): Client =>
    new Client({ apiUrl: url, apiKey: null, defaultHeaders, callerOptions: { maxRetries: 0 } });
  return {
    url,
    slow,
    reported,
    client: clientWith({}),
    clientOf: (name) => clientWith({ authorization: `Bearer ${name}` }),
  };
}

/** Input with one message. */
export function says(content: string): { readonly messages: readonly Message[] } {
  return { messages: [{ id: `said ${content}`, type: "human", content }] };
}

export async function collect<Part>(parts: AsyncIterable<Part>): Promise<readonly Part[]> {
  const all: Part[] = [];
  for await (const part of parts) all.push(part);
  return all;
}

/** What a promise is rejected with. */
export async function rejection(promise: Promise<unknown>): Promise<Error & { readonly status?: number }> {
  return promise.then(
    (value) => {
      throw new Error(`It resolved with ${JSON.stringify(value)}.`);
    },
    (error: unknown) => error as Error,
  );
}
