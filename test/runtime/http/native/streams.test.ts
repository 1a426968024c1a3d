import { describe, expect, it, vi } from "vitest";
import { desk, eventsIn, origin } from "../desk.ts";

const create = { graph: "desk", threadId: "t", mode: "stream" };

describe("The stream of a run", () => {
  it("has each event with the run and a number that counts up, the first of the run, the last of its end", async () => {
    const { send } = await desk();
    const { headers, status, text } = await send("POST", "/tasks", { ...create, input: { text: "chatty 2" } });
    const events = eventsIn(text);
    const run = String(events[0]?.data["runId"]);
    expect(status).toBe(200);
    expect(headers.get("content-type")).toBe("text/event-stream; charset=utf-8");
    expect(headers.get("content-location")).toBe(`/tasks/t/stream?run=${run}`);
    expect(events.map(({ event, id }) => [event, id])).toEqual([
      ["run", `${run}:1`],
      ["event", `${run}:2`],
      ["event", `${run}:3`],
      ["update", `${run}:4`],
      ["update", `${run}:5`],
      ["end", `${run}:6`],
    ]);
    expect(events[0]?.data).toEqual({ runId: run, threadId: "t", graph: "desk" });
    expect(events[1]?.data).toMatchObject({ name: "note", data: { text: "chatty 2 1" }, step: 1, path: "work" });
    expect(events.at(-1)?.data).toEqual({ status: "done", output: { reply: "chatty 2", log: ["worked", "filed"] } });
  });

  it("has the events that were asked for", async () => {
    const { send } = await desk();
    const { text } = await send("POST", "/tasks", {
      ...create,
      events: ["values", "steps", "checkpoints"],
      input: { text: "a" },
    });
    expect(new Set(eventsIn(text).map(({ event }) => event))).toEqual(
      new Set(["run", "checkpoint", "step", "values", "end"]),
    );
  });

  it("is replayed to any number of readers, in whole and behind the event seen last", async () => {
    const { send } = await desk();
    const first = await send("POST", "/tasks", { ...create, input: { text: "chatty 3" } });
    const all = eventsIn(first.text);
    const again = await Promise.all([1, 2, 3].map(() => send("GET", "/tasks/t/stream")));
    for (const { text } of again) expect(eventsIn(text)).toEqual(all);
    const rest = await send("GET", "/tasks/t/stream", undefined, { "last-event-id": all[3]?.id ?? "" });
    expect(eventsIn(rest.text)).toEqual(all.slice(4));
    const nothing = await send("GET", "/tasks/t/stream", undefined, { "last-event-id": all.at(-1)?.id ?? "" });
    expect(nothing).toMatchObject({ status: 204, text: "" });
  });

  it("is not read for who asks for its head alone", async () => {
    const { handler, send, slow } = await desk();
    await send("POST", "/tasks", { ...create, mode: "background", input: { text: "slow" } });
    const [run] = handler.service.runs.list({ id: "t", stored: "t" });
    if (run === undefined) throw new Error("no run is active");
    const read = vi.spyOn(run.log, "read");
    const { body, headers, status } = await handler.fetch(new Request(`${origin}/tasks/t/stream`, { method: "HEAD" }));
    expect([status, body, headers.get("content-type")]).toEqual([200, null, "text/event-stream; charset=utf-8"]);
    const [reader] = read.mock.results;
    expect(reader?.type === "return" && (await reader.value.next())).toEqual({ value: undefined, done: true });
    slow.open();
    await run.ended;
  });

  it("can be joined while the run is active, and left, which does the run no harm", async () => {
    const { handler, send, slow } = await desk();
    await send("POST", "/tasks", { ...create, mode: "background", input: { text: "slow" } });
    const left = await handler.fetch(new Request(`${origin}/tasks/t/stream`));
    const reader = left.body?.getReader();
    await reader?.read();
    await reader?.cancel();
    const joined = send("GET", "/tasks/t/stream");
    slow.open();
    expect(eventsIn((await joined).text).at(-1)).toMatchObject({ event: "end", data: { status: "done" } });
  });

  it("goes on for others, and the run with it, while one reader does not read; that one is told what it has lost", async () => {
    const { handler, send } = await desk({ limits: { events: 50 } });
    const started = await handler.fetch(
      new Request(`${origin}/tasks`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ ...create, input: { text: "chatty 500" } }),
      }),
    );
    const slow = started.body?.getReader();
    const { value } = (await slow?.read()) ?? {};
    const [first] = eventsIn(new TextDecoder().decode(value));
    const run = String(first?.data["runId"]);
    // Others get all of it, as much as it is, since they read.
    const other = eventsIn((await send("GET", "/tasks/t/stream", undefined, { "last-event-id": `${run}:1` })).text);
    expect(other.map(({ id }) => id)).toEqual(Array.from({ length: 503 }, (_, i) => `${run}:${i + 2}`));
    expect(await send("GET", `/tasks/t/runs/${run}`)).toMatchObject({ status: 200, body: { status: "done" } });
    let text = "";
    for (let chunk = await slow?.read(); chunk?.done === false; chunk = await slow?.read()) {
      text += new TextDecoder().decode(chunk.value);
    }
    const last = eventsIn(text).at(-1);
    expect(last).toMatchObject({ event: "lost", data: { next: 455 }, id: `${run}:454` });
    const rest = await send("GET", "/tasks/t/stream", undefined, { "last-event-id": last?.id ?? "" });
    expect(eventsIn(rest.text)).toHaveLength(50);
    expect(eventsIn((await send("GET", `/tasks/t/stream?run=${run}`)).text)).toMatchObject([{ event: "lost" }]);
  });

  it("leaves turns to everything else, also while nodes run that wait for nothing", async () => {
    const { send } = await desk();
    await send("POST", "/tasks", { ...create, mode: "background", input: { text: "chatty 9000" } });
    await new Promise((resolve) => setImmediate(resolve));
    expect((await send("GET", "/tasks/t")).body).toMatchObject({ status: "running" });
    const { text } = await send("GET", "/tasks/t/stream");
    expect(eventsIn(text)).toHaveLength(9004);
    expect((await send("GET", "/tasks/t")).body).toMatchObject({ status: "done" });
  });

  it("says so when the events are gone, or were never there", async () => {
    const { send } = await desk({ limits: { endedRuns: 1 } });
    const first = eventsIn((await send("POST", "/tasks", { ...create, input: { text: "a" } })).text);
    await send("POST", "/tasks", { ...create, threadId: "other", input: { text: "a" } });
    const gone = {
      status: 410,
      body: { type: "urn:graphc:problem:events-gone", detail: expect.stringMatching(/memory/) },
    };
    expect(await send("GET", "/tasks/t/stream")).toMatchObject(gone);
    expect(await send("GET", "/tasks/t/stream", undefined, { "last-event-id": first[0]?.id ?? "" })).toMatchObject(
      gone,
    );
    expect(await send("GET", "/tasks/other/stream?run=none")).toMatchObject(gone);
    // A run of another task is none of this one's.
    const other = eventsIn((await send("GET", "/tasks/other/stream")).text)[0]?.id ?? "";
    expect(await send("GET", "/tasks/t/stream", undefined, { "last-event-id": other })).toMatchObject(gone);
    expect((await send("GET", "/tasks/t")).body).toMatchObject({ status: "done", values: { reply: "a" } });
  });

  it.each(["x", "1", "a:b", "00000000-0000-0000-0000-000000000000", `${"0".repeat(36)}:${"9".repeat(99)}`])(
    "refuses the Last-Event-ID %s",
    async (id) => {
      const { send } = await desk();
      await send("POST", "/tasks", { ...create, input: { text: "a" } });
      expect(await send("GET", "/tasks/t/stream", undefined, { "last-event-id": id })).toMatchObject({
        status: 400,
        body: { errors: [{ parameter: "Last-Event-ID" }] },
      });
    },
  );
});
