import { describe, expect, it, vi } from "vitest";
import type { Client } from "@langchain/langgraph-sdk";
import { StreamOrchestrator } from "@langchain/langgraph-sdk/ui";
import { says, start } from "./server.ts";

interface State extends Record<string, unknown> {
  readonly messages: readonly { readonly content: string }[];
  readonly log: readonly string[];
}

type Options = ConstructorParameters<typeof StreamOrchestrator<State>>[0];

/** What stands behind `useStream` in React, Vue, Svelte and Angular, without any of them. */
function frontEnd(client: Client, options: Partial<Options> = {}, assistantId = "chat"): StreamOrchestrator<State> {
  return new StreamOrchestrator<State>(
    { assistantId, throttle: false, fetchStateHistory: true, ...options } as Options,
    { getClient: () => client as Client<State>, getAssistantId: () => assistantId, getMessagesKey: () => "messages" },
  );
}

type Submitted = Parameters<StreamOrchestrator<State>["submit"]>;

/** Sends what a front end sends, whose types know only whole states. */
function submit(ui: StreamOrchestrator<State>, values: object | null, options: object = {}): Promise<unknown> {
  return Promise.resolve(ui.submit(values as Submitted[0], options as Submitted[1]));
}

const contents = ({ values }: { readonly values: object }): readonly unknown[] =>
  (values as State).messages.map(({ content }) => content);

describe("A front end that was written for LangGraph", () => {
  it("makes a thread, shows messages as they grow, and then what is stored", async () => {
    const { client } = await start();
    const ui = frontEnd(client);
    const grown = new Set<string>();
    ui.trackStreamMode("messages-tuple");
    ui.subscribe(() => {
      const last = ui.messages.at(-1);
      if (typeof last?.content === "string") grown.add(last.content);
    });
    await submit(ui, says("hi"), { optimisticValues: (before: object) => ({ ...before, ...says("hi") }) });
    expect([...grown]).toEqual(["hi", "", "you said ", "you said hi"]);
    expect(contents(ui)).toEqual(["hi", "you said hi"]);
    expect(ui.error).toBeUndefined();
    expect(ui.interrupt).toBeUndefined();
    expect(await client.threads.get(ui.threadId ?? "")).toMatchObject({ status: "idle" });
    ui.dispose();
  });

  it("shows a question, also after a reload, and answers it", async () => {
    const { client } = await start();
    const ui = frontEnd(client);
    await submit(ui, says("ask"));
    expect(ui.interrupt).toMatchObject({ value: { draft: "ask" } });
    const reloaded = frontEnd(client);
    reloaded.initThreadId(ui.threadId);
    await vi.waitFor(() => expect(reloaded.interrupts).toMatchObject([{ value: { draft: "ask" } }]));
    await submit(reloaded, null, { command: { resume: { approved: true } } });
    expect(reloaded.interrupt).toBeUndefined();
    expect((reloaded.values as State).log).toEqual(["thought", "approved", "replied"]);
    ui.dispose();
    reloaded.dispose();
  });

  it("shows several questions at once", async () => {
    const { client } = await start();
    const ui = frontEnd(client, {}, "team");
    await submit(ui, { words: ["ask", "ask"] });
    expect(ui.interrupts).toHaveLength(2);
    const answers = Object.fromEntries(ui.interrupts.map(({ id }) => [id ?? "", true]));
    await submit(ui, null, { command: { resume: answers } });
    expect(ui.interrupts).toEqual([]);
    expect(ui.values).toMatchObject({ log: ["begin", "ask", "ask", "finish"] });
    ui.dispose();
  });

  it("edits an earlier message, and shows both branches", async () => {
    const { client } = await start();
    const ui = frontEnd(client);
    await submit(ui, says("one"));
    const first = ui.historyData.data?.at(-1);
    if (first === undefined) throw new Error("There is a history.");
    await client.threads.updateState(ui.threadId ?? "", { values: {} as State, checkpoint: first.checkpoint });
    await submit(ui, null);
    const forked = ui.historyData.data ?? [];
    const children = forked.filter(
      ({ parent_checkpoint: parent }) => parent?.checkpoint_id === first.checkpoint.checkpoint_id,
    );
    expect(children).toHaveLength(2);
    expect(ui.experimental_branchTree.items.some(({ type }) => type === "fork")).toBe(true);
    ui.dispose();
  });

  it("puts what is said meanwhile behind, and follows it", async () => {
    const { client, slow } = await start();
    const ui = frontEnd(client);
    const first = submit(ui, says("wait"));
    await vi.waitFor(() => expect(ui.threadId).toBeDefined());
    await vi.waitFor(async () => expect(await client.runs.list(ui.threadId ?? "")).toHaveLength(1));
    await submit(ui, says("next"));
    expect(ui.queueSize).toBe(1);
    slow.open();
    await first;
    ui.drainQueue();
    await vi.waitFor(() => expect(contents(ui)).toEqual(["wait", "you said wait", "next", "you said next"]));
    ui.dispose();
  });

  it("hears of custom events, tasks, checkpoints and failures", async () => {
    const { client } = await start();
    const heard: string[] = [];
    const quiet = vi.spyOn(console, "error").mockReturnValue();
    const ui = frontEnd(client, {
      onCustomEvent: (data) => heard.push(`custom ${JSON.stringify(data)}`),
      onTaskEvent: ({ name }) => heard.push(`task ${name}`),
      onCheckpointEvent: ({ next }) => heard.push(`checkpoint ${next.join()}`),
      onError: (error) => heard.push(`error ${(error as Error).name}`),
    });
    await submit(ui, says("hi"));
    expect(heard).toEqual(
      expect.arrayContaining(['custom {"name":"progress","data":{"percent":50}}', "task think", "checkpoint reply"]),
    );
    await submit(ui, says("fail"));
    expect(heard).toContain("error NodeError");
    expect(ui.error).toMatchObject({ name: "NodeError" });
    ui.dispose();
    quiet.mockRestore();
  });
});
