import { describe, expect, it } from "vitest";
import { desk, eventsIn } from "../desk.ts";

const slowly = (threadId: string): object => ({
  graph: "desk",
  threadId,
  input: { text: "slow" },
  mode: "background",
});

describe("A service has limits:", () => {
  it("runs at once, after which it says when to ask again", async () => {
    const { send, slow } = await desk({ limits: { runs: 2 } });
    for (const id of ["a", "b"]) expect((await send("POST", "/tasks", slowly(id))).status).toBe(202);
    const refused = await send("POST", "/tasks", slowly("c"));
    expect(refused).toMatchObject({ status: 503, body: { type: "urn:graphc:problem:overloaded" } });
    expect(refused.headers.get("retry-after")).toBe("1");
    expect((await send("GET", "/tasks/c")).status).toBe(404);
    expect((await send("GET", "/tasks/a")).status).toBe(200);
    slow.open();
    await send("GET", "/tasks/a/stream");
    expect((await send("POST", "/tasks", slowly("c"))).status).toBe(202);
  });

  it("runs at once of each caller, which do not hold others back", async () => {
    const { send } = await desk({
      limits: { runsPerOwner: 1 },
      authorize: (request) => ({ owner: request.headers.get("who") ?? "nobody" }),
    });
    expect((await send("POST", "/tasks", slowly("a"), { who: "ada" })).status).toBe(202);
    const refused = await send("POST", "/tasks", slowly("b"), { who: "ada" });
    expect(refused).toMatchObject({ status: 429, body: { type: "urn:graphc:problem:too-many-runs" } });
    expect(refused.headers.get("retry-after")).toBe("1");
    expect((await send("POST", "/tasks", slowly("b"), { who: "bob" })).status).toBe(202);
  });

  it("the time of a run, which can be continued", async () => {
    const { send, slow } = await desk({ limits: { time: 20 } });
    const late = await send("POST", "/tasks", { graph: "desk", threadId: "t", input: { text: "slow" } });
    expect(late).toMatchObject({ status: 504, body: { type: "urn:graphc:problem:run-timeout", id: "t" } });
    expect((await send("GET", "/tasks/t")).body).toMatchObject({ status: "stopped", next: ["work"] });
    slow.open();
    expect((await send("POST", "/tasks/t/continue", {})).body).toMatchObject({ status: "done" });
  });

  it("the steps of a run", async () => {
    const { send } = await desk({ limits: { steps: 1000 } });
    const limited = await send("POST", "/tasks", { graph: "desk", threadId: "t", input: { text: "a" }, limit: 1 });
    expect(limited).toMatchObject({ status: 500, body: { error: { name: "StepLimitError" } } });
    expect((await send("POST", "/tasks/t/continue", { limit: 1001 })).status).toBe(422);
    expect((await send("POST", "/tasks/t/continue", { limit: 1000 })).body).toMatchObject({ status: "done" });
  });

  it("what is remembered of runs that have ended", async () => {
    const { handler, send } = await desk({ limits: { endedRuns: 5, endedCharacters: 100_000 } });
    for (let i = 0; i < 20; i++) await send("POST", "/tasks", { graph: "count", threadId: "n", input: { n: i } });
    expect((await send("GET", "/tasks/n/runs")).body["runs"]).toHaveLength(5);
    expect(handler.service.runs.active).toBe(0);
    const chatty = { graph: "desk", threadId: "t", input: { text: "chatty 1000" }, events: ["events"] };
    for (let i = 0; i < 5; i++) await send("POST", "/tasks", chatty);
    expect((await send("GET", "/tasks/t/runs")).body["runs"]).toHaveLength(1);
  });

  it.each([{ runs: 0 }, { time: -1 }, { body: Number.NaN }, { steps: "many" }, { bodies: 1 }])(
    "but not %j",
    async (limits) => {
      await expect(desk({ limits: limits as never })).rejects.toMatchObject({
        name: "ConfigError",
        option: `limits.${Object.keys(limits)[0]}`,
      });
    },
  );
});

describe("Shutting down", () => {
  it("lets runs end, and refuses new ones meanwhile", async () => {
    const { handler, send, slow } = await desk();
    const waiting = send("POST", "/tasks", { ...slowly("t"), mode: "wait" });
    await expect.poll(() => handler.service.runs.active).toBe(1);
    const down = handler.shutdown(60_000);
    const refused = await send("POST", "/tasks", slowly("u"));
    expect(refused).toMatchObject({ status: 503, body: { type: "urn:graphc:problem:shutting-down" } });
    expect(refused.headers.get("retry-after")).toBe("5");
    expect((await send("GET", "/tasks/t")).status).toBe(200);
    slow.open();
    expect((await waiting).body).toMatchObject({ status: "done" });
    await down;
  });

  it("parks what does not end in time, and another server continues it", async () => {
    const first = await desk();
    const waiting = first.send("POST", "/tasks", { ...slowly("t"), mode: "wait" });
    const streaming = first.send("POST", "/tasks", { ...slowly("u"), mode: "stream" });
    await expect.poll(() => first.handler.service.runs.active).toBe(2);
    await first.handler.shutdown(0);
    expect(await waiting).toMatchObject({ status: 503, body: { type: "urn:graphc:problem:shutting-down", id: "t" } });
    expect(eventsIn((await streaming).text).at(-1)).toMatchObject({ event: "end", data: { status: "parked" } });
    expect(first.handler.service.runs.active).toBe(0);
    const next = await desk({ checkpointer: first.handler.service.checkpointer });
    next.slow.open();
    for (const id of ["t", "u"]) {
      expect((await next.send("GET", `/tasks/${id}`)).body).toMatchObject({ status: "stopped", next: ["work"] });
      expect((await next.send("POST", `/tasks/${id}/continue`, {})).body).toMatchObject({ status: "done" });
    }
  });

  it("twice is as once", async () => {
    const { handler, send } = await desk();
    await send("POST", "/tasks", slowly("t"));
    await Promise.all([handler.shutdown(0), handler.shutdown(60_000), handler.shutdown()]);
    await handler.shutdown();
    expect((await send("GET", "/tasks/t")).body).toMatchObject({ status: "stopped" });
  });
});
