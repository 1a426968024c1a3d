import { describe, expect, it } from "vitest";
import { desk, eventsIn } from "../desk.ts";
import { goto } from "@graphc/runtime";
import { load } from "../../../acceptance/run.ts";
import type { HostedApp } from "@graphc/runtime/http";

const wellFormed = expect.stringMatching(/^[0-9a-f-]{36}$/);

describe("POST /tasks", () => {
  it("makes a task, waits for its end and tells the output", async () => {
    const { send } = await desk();
    const { body, headers, status } = await send("POST", "/tasks", {
      graph: "desk",
      input: { text: "hello", due: "2027-01-01T00:00:00Z", amount: "12345678901234567890", scan: "AQI=" },
    });
    expect(status).toBe(200);
    expect(body).toEqual({
      id: wellFormed,
      run: wellFormed,
      graph: "desk",
      status: "done",
      output: { reply: "hello, due 2027, 24691357802469135780", log: ["worked", "filed"] },
    });
    expect(headers.get("content-location")).toBe(`/tasks/${body["id"]}`);
    expect(headers.get("cache-control")).toBe("no-store");
  });

  it("serves each graph under its name", async () => {
    const { send } = await desk();
    expect((await send("POST", "/tasks", { graph: "count", input: { n: 41 } })).body).toMatchObject({
      graph: "count",
      output: { total: 42 },
    });
  });

  it("tells what waits where a run ends with a question", async () => {
    const { send } = await desk();
    const { body } = await send("POST", "/tasks", { graph: "desk", threadId: "letter-1", input: { text: "sign" } });
    expect(body).toMatchObject({
      id: "letter-1",
      status: "waiting",
      next: ["sign"],
      interrupts: [{ name: "sign", path: "sign", payload: { text: "sign" }, id: expect.stringMatching(/^sign:/) }],
    });
  });

  it("answers at once where the run shall be in the background, and the task can be read", async () => {
    const { send, slow } = await desk();
    const { body, headers, status } = await send("POST", "/tasks", {
      graph: "desk",
      input: { text: "slow" },
      mode: "background",
    });
    expect(status).toBe(202);
    expect(body).toMatchObject({ id: wellFormed, run: wellFormed, status: "running" });
    const place = headers.get("location") ?? "";
    expect(place).toBe(`/tasks/${body["id"]}`);
    expect((await send("GET", place)).body).toMatchObject({ status: "running", values: { text: "slow" } });
    slow.open();
    expect((await send("GET", `${place}/runs/${body["run"]}`)).body).toMatchObject({ status: "done" });
    expect((await send("GET", place)).body).toMatchObject({ status: "done", run: { status: "done" } });
  });

  it("goes on with a task by new input, and says so if its run is unfinished", async () => {
    const { send } = await desk();
    const create = (text: string, more: object = {}) =>
      send("POST", "/tasks", { graph: "desk", threadId: "t", input: { text }, ...more });
    await create("one");
    expect((await create("two")).body).toMatchObject({
      id: "t",
      output: { reply: "two", log: ["worked", "filed", "worked", "filed"] },
    });
    await create("sign");
    expect(await create("three")).toMatchObject({
      status: 409,
      body: { type: "urn:graphc:problem:unfinished-run", taskStatus: "waiting", next: ["sign"] },
    });
    expect((await create("three", { onUnfinished: "discard" })).status).toBe(200);
  });

  it("refuses what does not fit, tells all of it by JSON Pointers, and stores nothing", async () => {
    const { send } = await desk();
    const { body, headers, status } = await send("POST", "/tasks", {
      graph: "desk",
      threadId: "t",
      input: { text: "", due: "soon", more: 1 },
    });
    expect(status).toBe(422);
    expect(headers.get("content-type")).toBe("application/problem+json");
    expect(body).toMatchObject({
      type: "urn:graphc:problem:invalid-request",
      title: "The request does not fit",
      status: 422,
      errors: [{ pointer: "/input/text" }, { pointer: "/input/due" }, { pointer: "/input/more" }],
    });
    expect((await send("GET", "/tasks/t")).status).toBe(404);
    expect((await send("GET", "/tasks")).body).toEqual({ tasks: [] });
  });

  it.each([
    [{}, ["/graph", "/input"]],
    [{ graph: "nowhere", input: {} }, ["/graph"]],
    [{ graph: "__proto__", input: {} }, ["/graph"]],
    [{ graph: 5, input: {} }, ["/graph"]],
    [{ graph: "count", input: { n: 1 }, mode: "later" }, ["/mode"]],
    [{ graph: "count", input: { n: 1 }, events: ["all"] }, ["/events/0"]],
    [{ graph: "count", input: { n: 1 }, limit: 0 }, ["/limit"]],
    [{ graph: "count", input: { n: 1 }, limit: 1e9 }, ["/limit"]],
    [{ graph: "count", input: { n: 1 }, metadata: [] }, ["/metadata"]],
    [{ graph: "count", input: { n: 1 }, "a/b~c": 1 }, ["/a~1b~0c"]],
    [{ graph: "count", input: { n: 1 }, threadId: "" }, ["/threadId"]],
    [{ graph: "count", input: { n: 1 }, interruptBefore: ["nowhere"] }, ["/interruptBefore"]],
    [{ graph: "count", input: null }, ["/input"]],
    [{ graph: "count", input: [] }, ["/input"]],
  ] as const)("refuses %j", async (request, pointers) => {
    const { send } = await desk();
    const { body, status } = await send("POST", "/tasks", request);
    expect(status).toBe(422);
    expect(body["errors"]).toMatchObject(pointers.map((pointer) => ({ pointer })));
    expect((await send("GET", "/tasks")).body).toEqual({ tasks: [] });
  });

  it("refuses a task of another graph", async () => {
    const { send } = await desk();
    await send("POST", "/tasks", { graph: "count", threadId: "t", input: { n: 1 } });
    expect(await send("POST", "/tasks", { graph: "desk", threadId: "t", input: { text: "a" } })).toMatchObject({
      status: 409,
      body: { detail: 'The task is one of the graph "count".' },
    });
  });

  it("tells that a run failed without telling what a handler has thrown, which the server's owner is told", async () => {
    const { reported, send } = await desk();
    const answer = await send("POST", "/tasks", { graph: "desk", threadId: "t", input: { text: "fail" } });
    expect(answer).toMatchObject({
      status: 500,
      body: { type: "urn:graphc:problem:run-failed", id: "t", graph: "desk", error: { name: "NodeError" } },
    });
    const stream = await send("POST", "/tasks/t/continue", { mode: "stream", events: ["steps"] });
    const texts = [answer, stream, await send("GET", "/tasks/t"), await send("GET", "/tasks/t/history")];
    for (const { text } of texts) expect(text).not.toMatch(/secret|1234|TypeError|\.ts:/);
    expect(eventsIn(stream.text).at(-1)).toMatchObject({ event: "end", data: { status: "failed" } });
    expect(reported).toHaveLength(2);
    expect(reported[0]).toMatchObject({ cause: { message: "secret: the password is 1234" } });
  });

  it("tells it where the server is told to", async () => {
    const { send } = await desk({ exposeErrors: true });
    const { body } = await send("POST", "/tasks", { graph: "desk", threadId: "t", input: { text: "fail" } });
    expect(body["detail"]).toContain("secret");
    expect((await send("GET", "/tasks/t")).body).toMatchObject({ paths: [{ error: { name: "TypeError" } }] });
  });
});

describe("GET /tasks", () => {
  it("lists tasks page by page, by graph and by how they stand", async () => {
    const { send } = await desk();
    for (const text of ["a", "sign", "b", "fail", "c"]) {
      await send("POST", "/tasks", { graph: "desk", threadId: `t-${text}`, input: { text } });
    }
    await send("POST", "/tasks", { graph: "count", threadId: "n", input: { n: 1 } });
    const idsOf = async (query: string): Promise<unknown> => {
      const { body } = await send("GET", `/tasks?${query}`);
      const { next, tasks } = body as { readonly next?: string; readonly tasks: readonly { readonly id: string }[] };
      return [...tasks.map(({ id }) => id), ...(next === undefined ? [] : [next])];
    };
    const all: string[] = [];
    let cursor: string | undefined = "";
    while (cursor !== undefined) {
      const { body } = await send("GET", `/tasks?limit=2${cursor && `&cursor=${encodeURIComponent(cursor)}`}`);
      const page = body as { readonly next?: string; readonly tasks: readonly { readonly id: string }[] };
      expect(page.tasks.length).toBe(2);
      all.push(...page.tasks.map(({ id }) => id));
      cursor = page.next;
    }
    expect(all.toSorted()).toEqual(["n", "t-a", "t-b", "t-c", "t-fail", "t-sign"]);
    expect(await idsOf("graph=count")).toEqual(["n"]);
    expect(await idsOf("status=waiting")).toEqual(["t-sign"]);
    expect(await idsOf("status=failed&graph=desk")).toEqual(["t-fail"]);
  });

  it("shows those that were touched last first, or last, and no page shows anything twice though tasks are made meanwhile", async () => {
    const { send } = await desk();
    const make = (threadId: string): Promise<unknown> =>
      send("POST", "/tasks", { graph: "count", threadId, input: { n: 1 } });
    for (const id of ["a", "b", "c", "d", "e"]) {
      await make(id);
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    await make("b");
    const pages = async (order: string): Promise<readonly string[]> => {
      const all: string[] = [];
      for (let next: string | undefined = ""; next !== undefined;) {
        const { body } = await send("GET", `/tasks?limit=2${order}${next && `&cursor=${encodeURIComponent(next)}`}`);
        const page = body as { readonly next?: string; readonly tasks: readonly { readonly id: string }[] };
        all.push(...page.tasks.map(({ id }) => id), "|");
        next = page.next;
        if (order === "") await make(`new-${all.length}`);
      }
      return all;
    };
    expect(await pages("&order=oldest")).toEqual(["a", "c", "|", "d", "e", "|", "b", "|"]);
    expect(await pages("&order=newest")).toEqual(["b", "e", "|", "d", "c", "|", "a", "|"]);
    expect(await pages("")).toEqual(["b", "e", "|", "d", "c", "|", "a", "|"]);
  });

  it.each([
    "limit=0",
    "limit=101",
    "limit=x",
    "limit=1&limit=2",
    "status=odd",
    "cursor=x",
    "cursor=",
    "order=up",
    "more=1",
  ])("refuses %s", async (query) => {
    const { send } = await desk();
    expect(await send("GET", `/tasks?${query}`)).toMatchObject({
      status: 400,
      body: { type: "urn:graphc:problem:malformed-request", errors: [{ parameter: query.split("=")[0] }] },
    });
  });

  it("refuses a graph that is not there", async () => {
    const { send } = await desk();
    expect((await send("GET", "/tasks?graph=nowhere")).status).toBe(422);
  });
});

describe("A task", () => {
  it("is read with its state in the forms of its schemas, now and at a checkpoint", async () => {
    const { send } = await desk();
    await send("POST", "/tasks", {
      graph: "desk",
      threadId: "t",
      input: { text: "sign", due: "2027-01-01T00:00:00Z", amount: "7", scan: "AQI=" },
      metadata: { ticket: 5 },
    });
    const { body } = await send("GET", "/tasks/t?subgraphs=true");
    expect(body).toMatchObject({
      id: "t",
      graph: "desk",
      status: "waiting",
      values: { text: "sign", due: "2027-01-01T00:00:00.000Z", amount: "7", scan: "AQI=", log: ["worked"] },
      next: ["sign"],
      interrupts: [{ name: "sign" }],
      metadata: { ticket: 5 },
      run: { status: "waiting", threadId: "t" },
    });
    expect((await send("GET", `/tasks/t?checkpoint=${body["parentId"]}`)).body).toMatchObject({
      checkpointId: body["parentId"],
      next: ["work"],
      values: { log: [] },
    });
    expect(await send("GET", "/tasks/t?checkpoint=nowhere")).toMatchObject({ status: 404 });
    expect(await send("GET", "/tasks/t?at=nowhere")).toMatchObject({ status: 400 });
  });

  it("has a history, page by page", async () => {
    const { send } = await desk();
    await send("POST", "/tasks", { graph: "desk", threadId: "t", input: { text: "a" } });
    interface Page {
      readonly checkpoints: readonly { readonly source: string; readonly step: number }[];
      readonly next?: string;
    }
    const first = (await send("GET", "/tasks/t/history?limit=2")).body as unknown as Page;
    expect(first.checkpoints.map(({ step }) => step)).toEqual([2, 1]);
    const rest = (await send("GET", `/tasks/t/history?limit=2&before=${first.next}`)).body as unknown as Page;
    expect(await send("GET", "/tasks/t/history?before=nope")).toMatchObject({
      status: 404,
      body: { detail: "The task has no such checkpoint.", errors: [{ parameter: "before" }] },
    });
    expect(rest).toMatchObject({ checkpoints: [{ step: 0, source: "input" }] });
    expect(rest.next).toBeUndefined();
    expect((await send("GET", "/tasks/t/history?source=input")).body).toMatchObject({ checkpoints: [{ step: 0 }] });
    expect((await send("GET", "/tasks/t/history?limit=1000")).status).toBe(400);
  });

  it("takes answers by name and by id, once", async () => {
    const { send } = await desk();
    for (const by of ["name", "id"]) {
      const { body } = await send("POST", "/tasks", { graph: "desk", threadId: by, input: { text: "sign" } });
      const [{ id }] = body["interrupts"] as readonly [{ readonly id: string }];
      const answers = { [by === "name" ? "sign" : id]: { approved: true, at: "2027-01-01T00:00:00Z" } };
      expect(await send("POST", `/tasks/${by}/answers`, { answers })).toMatchObject({
        status: 200,
        body: { status: "done", output: { log: ["worked", "signed", "filed"] } },
      });
      expect(await send("POST", `/tasks/${by}/answers`, { answers })).toMatchObject({
        status: 409,
        body: { type: "urn:graphc:problem:conflict", waiting: [] },
      });
    }
  });

  it("refuses answers that do not fit, and that nothing waits for, also in the background; it goes on waiting", async () => {
    const { send } = await desk();
    await send("POST", "/tasks", { graph: "desk", threadId: "t", input: { text: "sign" } });
    for (const mode of ["wait", "stream", "background"]) {
      const refused = await send("POST", "/tasks/t/answers", {
        mode,
        answers: { sign: { approved: "yes", comment: "far too long" } },
      });
      expect(refused).toMatchObject({
        status: 422,
        body: { errors: [{ pointer: "/answers/sign/approved" }, { pointer: "/answers/sign/comment" }] },
      });
      for (const ask of ["other", "sign:0mwsho7", "__proto__", "constructor", ""]) {
        const { status } = await send(
          "POST",
          "/tasks/t/answers",
          `{"mode":"${mode}","answers":{"${ask}":{"approved":true}}}`,
        );
        expect(status).toBe(409);
      }
    }
    expect((await send("POST", "/tasks/t/answers", {})).status).toBe(422);
    expect((await send("GET", "/tasks/t")).body).toMatchObject({ status: "waiting", interrupts: [{ name: "sign" }] });
  });

  it("is continued after a failure and a stop, and told as it is when it has ended", async () => {
    const { send } = await desk();
    const stopped = await send("POST", "/tasks", {
      graph: "desk",
      threadId: "t",
      input: { text: "a" },
      interruptBefore: ["file"],
    });
    expect(stopped.body).toMatchObject({ status: "waiting", interrupts: [], next: ["file"] });
    expect((await send("POST", "/tasks/t/continue", {})).body).toMatchObject({
      status: "done",
      output: { reply: "a" },
    });
    expect((await send("POST", "/tasks/t/continue", {})).body).toMatchObject({
      status: "done",
      output: { reply: "a" },
    });
  });

  it("is forked from a past checkpoint, with and without new input", async () => {
    const { send } = await desk();
    await send("POST", "/tasks", { graph: "desk", threadId: "t", input: { text: "one" } });
    const { body } = await send("GET", "/tasks/t/history");
    const checkpoints = body["checkpoints"] as readonly { readonly checkpointId: string }[];
    const { checkpointId } = checkpoints.at(-2) ?? { checkpointId: "" };
    expect((await send("POST", "/tasks/t/fork", { checkpointId })).body).toMatchObject({ output: { reply: "one" } });
    expect((await send("POST", "/tasks/t/fork", { checkpointId, input: { text: "two" } })).body).toMatchObject({
      output: { reply: "two" },
    });
    expect((await send("POST", "/tasks/t/fork", { checkpointId, input: { text: "" } })).status).toBe(422);
    expect((await send("POST", "/tasks/t/fork", { checkpointId: "nowhere" })).status).toBe(404);
    expect((await send("POST", "/tasks/t/fork", {})).body).toMatchObject({ errors: [{ pointer: "/checkpointId" }] });
  });

  it("has its state changed: fields folded, replaced and cleared", async () => {
    const { send } = await desk();
    await send("POST", "/tasks", {
      graph: "desk",
      threadId: "t",
      input: { text: "sign", due: "2027-01-01T00:00:00Z" },
    });
    const changed = await send("PATCH", "/tasks/t/state", {
      update: { log: ["added"], amount: "9" },
      clear: ["due"],
      asNode: "work",
      metadata: { by: "hand" },
    });
    expect(changed).toMatchObject({ status: 200, body: { id: "t", checkpointId: expect.any(String) } });
    const { body } = await send("GET", "/tasks/t");
    expect(body).toMatchObject({
      values: { log: ["worked", "added"], amount: "9" },
      metadata: { by: "hand" },
      source: "update",
    });
    expect(body["values"]).not.toHaveProperty("due");
    await send("PATCH", "/tasks/t/state", { replace: { log: ["new"] }, asNode: "work" });
    expect((await send("GET", "/tasks/t")).body).toMatchObject({ values: { log: ["new"] } });
  });

  it("is sent another way than its handler has decided", async () => {
    const { createTriage: create } = await load(`graph Triage {
      interrupt before sales, refunds
      state { output log: string[] = [] reduce append }
      node triage { writes log? }
      node sales => { log: ["sold"] } node refunds => { log: ["refunded"] }
      start -> triage -> goto { sales, refunds } -> end
    }`);
    const triage = (): object => goto("sales");
    const { send } = await desk({
      graphs: { triage: (host) => (create as (options: object) => HostedApp)({ ...host, handlers: { triage } }) },
    });
    await send("POST", "/tasks", { graph: "triage", threadId: "t", input: {} });
    expect((await send("GET", "/tasks/t")).body).toMatchObject({ next: ["sales"] });
    expect(await send("PATCH", "/tasks/t/state", { goto: "triage" })).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: "/goto", detail: expect.stringMatching(/one of "sales", "refunds"/) }] },
    });
    expect(await send("PATCH", "/tasks/t/state", { goto: "refunds" })).toMatchObject({ status: 200 });
    expect((await send("GET", "/tasks/t")).body).toMatchObject({ next: ["refunds"] });
  });

  it.each([
    [{ update: { nope: 1 } }, "/update/nope"],
    [{ update: { text: 5 } }, "/update/text"],
    [{ replace: { log: [1] } }, "/replace/log/0"],
    [{ clear: ["due", "text"] }, "/clear/1"],
    [{ update: { log: [] }, replace: { log: [] } }, "/replace/log"],
    [{ update: { log: [] }, clear: ["log"] }, "/clear/log"],
    [{ clear: ["text"] }, "/clear/0"],
    [{ update: {}, asNode: "nowhere" }, "/asNode"],
    [{ update: {}, path: "nowhere" }, "/path"],
    [{ update: {}, asNode: "work", goto: "file" }, "/goto"],
    [{ update: {}, goto: 5 }, "/goto"],
    [{ update: [] }, "/update"],
    [{ values: {} }, "/values"],
  ])("refuses to change its state by %j", async (change, pointer) => {
    const { send } = await desk();
    await send("POST", "/tasks", { graph: "desk", threadId: "t", input: { text: "sign" } });
    const before = await send("GET", "/tasks/t");
    expect(await send("PATCH", "/tasks/t/state", change)).toMatchObject({
      status: 422,
      body: { errors: [{ pointer }] },
    });
    expect((await send("GET", "/tasks/t")).body).toEqual(before.body);
  });

  it("is busy while a run is active, which can be cancelled and continued", async () => {
    const { send, slow } = await desk();
    await send("POST", "/tasks", { graph: "desk", threadId: "t", input: { text: "slow" }, mode: "background" });
    const busy = { status: 409, body: { type: "urn:graphc:problem:busy" } };
    expect(await send("POST", "/tasks", { graph: "desk", threadId: "t", input: { text: "b" } })).toMatchObject(busy);
    expect(await send("POST", "/tasks/t/continue", {})).toMatchObject(busy);
    expect(await send("PATCH", "/tasks/t/state", { update: { text: "b" } })).toMatchObject(busy);
    expect(await send("DELETE", "/tasks/t")).toMatchObject(busy);
    const joined = send(
      "GET",
      `/tasks/t/runs/${((await send("GET", "/tasks/t/runs")).body["runs"] as never)[0]["id"]}`,
    );
    expect(await send("POST", "/tasks/t/cancel")).toMatchObject({
      status: 200,
      body: { run: { status: "cancelled" } },
    });
    expect(await joined).toMatchObject({ status: 409, body: { type: "urn:graphc:problem:run-cancelled", id: "t" } });
    expect(await send("POST", "/tasks/t/cancel")).toMatchObject({ status: 409 });
    expect((await send("GET", "/tasks/t")).body).toMatchObject({ status: "stopped", next: ["work"] });
    slow.open();
    expect((await send("POST", "/tasks/t/continue", {})).body).toMatchObject({ status: "done" });
    expect((await send("GET", "/tasks/t/runs")).body).toMatchObject({
      runs: [{ status: "done" }, { status: "cancelled" }],
    });
  });

  it("is deleted with all that is known of it", async () => {
    const { send } = await desk();
    await send("POST", "/tasks", { graph: "desk", threadId: "t", input: { text: "a" } });
    expect((await send("DELETE", "/tasks/t")).status).toBe(204);
    for (const path of ["", "/history", "/stream", "/runs"])
      expect((await send("GET", `/tasks/t${path}`)).status).toBe(404);
    expect((await send("DELETE", "/tasks/t")).status).toBe(404);
    expect((await send("GET", "/tasks")).body).toEqual({ tasks: [] });
  });

  it("that is not there is not found by any route", async () => {
    const { send } = await desk();
    const body = { type: "urn:graphc:problem:not-found", detail: "There is no such task." };
    for (const path of ["", "/history", "/stream", "/runs", "/runs/x"]) {
      expect(await send("GET", `/tasks/nowhere${path}`)).toMatchObject({ status: 404, body });
    }
    for (const path of ["answers", "continue", "fork", "cancel"]) {
      expect(await send("POST", `/tasks/nowhere/${path}`, {})).toMatchObject({ status: 404, body });
    }
    expect(await send("PATCH", "/tasks/nowhere/state", {})).toMatchObject({ status: 404, body });
    expect(await send("DELETE", "/tasks/nowhere")).toMatchObject({ status: 404, body });
  });
});
