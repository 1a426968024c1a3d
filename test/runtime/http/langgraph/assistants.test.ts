import { describe, expect, it } from "vitest";
import { rejection, start } from "./server.ts";

describe("The client of LangGraph finds graphs as assistants:", () => {
  it("searches, counts and gets them by the names of the service", async () => {
    const { client } = await start();
    const all = await client.assistants.search();
    expect(all.map(({ assistant_id, graph_id, name }) => [assistant_id, graph_id, name])).toEqual([
      ["chat", "chat", "chat"],
      ["team", "team", "team"],
    ]);
    expect(await client.assistants.search({ graphId: "team" })).toEqual([all[1]]);
    expect(await client.assistants.search({ name: "CHA", metadata: { created_by: "system" } })).toEqual([all[0]]);
    expect(await client.assistants.search({ metadata: { created_by: "me" } })).toEqual([]);
    expect(
      await client.assistants.search({ limit: 1, sortBy: "name", sortOrder: "desc", includePagination: true }),
    ).toEqual({
      assistants: [all[1]],
      next: "1",
    });
    expect(await client.assistants.search({ offset: 1, select: ["name", "version"] })).toEqual([
      { name: "team", version: 1 },
    ]);
    expect(await client.assistants.count({ graphId: "chat" })).toBe(1);
    expect(await client.assistants.get("chat")).toEqual(all[0]);
    expect(await client.assistants.getVersions("chat")).toEqual([all[0]]);
    expect(all[0]?.description).toBe("Talks, and asks before it goes on where that is wanted.");
  });

  it("draws them, with subgraphs closed or open", async () => {
    const { client } = await start();
    const chat = await client.assistants.getGraph("chat");
    expect(chat.nodes.map(({ id }) => id)).toEqual(["__start__", "think", "approve", "reply", "__end__"]);
    expect(chat.edges).toContainEqual({ source: "__start__", target: "think" });
    expect(chat.edges).toContainEqual({
      source: "think",
      target: "approve",
      data: 'draft == "ask"',
      conditional: true,
    });
    const closed = await client.assistants.getGraph("team");
    expect(closed.nodes.map(({ id }) => id)).toEqual(["__start__", "begin", "part", "finish", "__end__"]);
    const open = await client.assistants.getGraph("team", { xray: true });
    expect(open.nodes.map(({ id }) => id)).toEqual([
      "__start__",
      "begin",
      "part:confirm",
      "part:shout",
      "finish",
      "__end__",
    ]);
    const ways = open.edges.map(({ source, target }) => `${source} ${target}`).toSorted();
    expect(ways).toEqual([
      "__start__ begin",
      "begin part:confirm",
      "begin part:shout",
      "finish __end__",
      "part:confirm finish",
      "part:shout finish",
    ]);
  });

  it("reads their JSON Schemas, and the names of their subgraphs", async () => {
    const { client } = await start();
    const { graph_id, input_schema, output_schema, state_schema } = await client.assistants.getSchemas("chat");
    expect(graph_id).toBe("chat");
    expect(Object.keys(input_schema?.properties ?? {})).toEqual(["messages", "since"]);
    expect(Object.keys(output_schema?.properties ?? {})).toEqual(["messages", "log"]);
    expect(Object.keys(state_schema?.properties ?? {})).toContain("draft");
    expect(Object.keys(await client.assistants.getSubgraphs("team"))).toEqual(["part"]);
    expect(await client.assistants.getSubgraphs("team", { namespace: "none" })).toEqual({});
  });

  it("is told that there is none of a name, and that it can make and change none", async () => {
    const { client } = await start();
    expect(await rejection(client.assistants.get("nobody"))).toMatchObject({ status: 404 });
    expect(await rejection(client.assistants.getGraph("constructor"))).toMatchObject({ status: 404 });
    for (const change of [
      () => client.assistants.create({ graphId: "chat" }),
      () => client.assistants.update("chat", { name: "other" }),
      () => client.assistants.delete("chat"),
      () => client.assistants.setLatest("chat", 1),
    ]) {
      const refused = { status: 422, message: expect.stringContaining("made by its owner") };
      expect(await rejection(change())).toMatchObject(refused);
    }
  });

  it("learns what the server is, and that nothing runs by the clock", async () => {
    const { client, url } = await start();
    expect(await (await fetch(`${url}/ok`)).json()).toEqual({ ok: true });
    expect(await (await fetch(`${url}/info`)).json()).toMatchObject({ flags: { assistants: true, crons: false } });
    expect(await rejection(client.crons.search())).toMatchObject({
      status: 404,
      message: expect.stringContaining("clock"),
    });
  });
});
