import { context, SpanStatusCode, trace } from "@opentelemetry/api";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type AnyHandler, appOf, collect, rejection, runnerOf } from "../../acceptance/run.ts";
import { type Telemetry, telemetry } from "./telemetry.ts";

let told: Telemetry;
beforeEach(() => {
  told = telemetry();
});
afterEach(() => told.close());

const config = { threadId: "t" };
const state = `state { output log: string[] = [] reduce append }`;

/** A handler that calls something with spans of its own, such as a client of a model. */
const calls =
  (name: string): AnyHandler =>
  async () => {
    await Promise.resolve();
    told.tracer.startSpan(`chat ${name}`).end();
    return { log: [name] };
  };

describe("Spans", () => {
  it("are made of a run and its steps, with what handlers call inside them", async () => {
    const text = `graph G { ${state} node a { writes log } node b => { log: ["b"] } start -> a -> b -> end }`;
    const app = await appOf(text, { handlers: { a: calls("a") }, hooks: told.hooks });
    await app.invoke({}, { ...config, tags: ["x"] });
    expect(told.tree()).toEqual(["invoke_workflow G", "  a", "    chat a", "  b"]);
    expect(told.span("invoke_workflow G").attributes).toEqual({
      "gen_ai.operation.name": "invoke_workflow",
      "gen_ai.workflow.name": "G",
      "gen_ai.conversation.id": "t",
      "graphc.graph.name": "G",
      "graphc.run.id": expect.any(String),
      "graphc.run.kind": "start",
      "graphc.run.tags": ["x"],
      "graphc.outcome": "success",
    });
    expect(told.span("a").attributes).toEqual({
      "graphc.graph.name": "G",
      "graphc.node.name": "a",
      "graphc.step.path": "a",
      "graphc.step.number": 1,
      "graphc.step.attempts": 1,
      "graphc.outcome": "success",
    });
    expect(told.span("a").status.code).toBe(SpanStatusCode.UNSET);
    expect(told.span("invoke_workflow G").events.map(({ name }) => name)).toContain("graphc.checkpoint");
  });

  it.each(["invoke", "stream"] as const)("belong to the span that is active where %s is called", async (call) => {
    const text = `graph G { ${state} node a { writes log } start -> a -> end }`;
    const runner = await runnerOf(text, { handlers: { a: calls("a") }, hooks: told.hooks });
    await told.tracer.startActiveSpan("request", async (span) => {
      if (call === "invoke") await runner.invoke({});
      else await collect(runner.stream({}));
      expect(trace.getActiveSpan()).toBe(span);
      span.end();
    });
    expect(told.tree()).toEqual(["request", "  invoke_workflow G", "    a", "      chat a"]);
  });

  it("tell retries as events, and what failed in the end", async () => {
    const text = `graph G { ${state} node a { writes log retry 2 } start -> a -> end }`;
    let tries = 0;
    const a: AnyHandler = () => {
      throw new RangeError(`try ${++tries}`);
    };
    const app = await appOf(text, { handlers: { a }, hooks: told.hooks });
    await rejection(app.invoke({}, config));
    const span = told.span("a");
    expect(span.status).toEqual({ code: SpanStatusCode.ERROR, message: `try ${tries}` });
    expect(span.attributes).toMatchObject({
      "error.type": "RangeError",
      "graphc.outcome": "failure",
      "graphc.step.attempts": tries,
    });
    expect(span.events.filter(({ name }) => name === "graphc.retry")).toHaveLength(tries - 1);
    expect(span.events.at(-1)?.attributes?.["exception.message"]).toBe(`try ${tries}`);
    const run = told.span("invoke_workflow G");
    expect(run.status.code).toBe(SpanStatusCode.ERROR);
    expect(run.attributes["error.type"]).toBe("RangeError");
    expect(await told.metric("graphc.step.retries")).toEqual({
      "graph.name=G node.name=a error.type=RangeError": tries - 1,
    });
  });

  it("show a failure that an error edge takes on its step alone", async () => {
    const text = `graph G { ${state} node a { writes log } node b => { log: [error.name] } start -> a -> end a on error -> b -> end }`;
    const runner = await runnerOf(text, {
      handlers: { a: () => Promise.reject(new TypeError("no")) },
      hooks: told.hooks,
    });
    expect(await runner.invoke({})).toEqual({ log: ["TypeError"] });
    expect(told.span("a").status.code).toBe(SpanStatusCode.ERROR);
    expect(told.span("b").status.code).toBe(SpanStatusCode.UNSET);
    expect(told.span("invoke_workflow G").status.code).toBe(SpanStatusCode.UNSET);
  });

  it("show a timeout by its name", async () => {
    const text = `graph G { ${state} node a { writes log timeout 5ms } start -> a -> end }`;
    const runner = await runnerOf(text, { handlers: { a: () => new Promise(() => undefined) }, hooks: told.hooks });
    await rejection(runner.invoke({}));
    expect(told.span("a").attributes["error.type"]).toBe("TimeoutError");
  });

  it("end at an interrupt without an error, and go on in a run of its own after the answer", async () => {
    const text = `graph G { ${state} ask q: boolean { show "?" } node b => { log: ["b"] } start -> q -> b -> end }`;
    const app = await appOf(text, { hooks: told.hooks });
    await app.invoke({}, config);
    expect(told.tree()).toEqual(["invoke_workflow G", "  q"]);
    const [q, run] = told.spans();
    expect(q?.events).toMatchObject([{ name: "graphc.ask", attributes: { "graphc.ask.name": "q" } }]);
    expect(run?.status.code).toBe(SpanStatusCode.UNSET);
    expect(run?.attributes["graphc.outcome"]).toBe("interrupt");
    expect(run?.events.at(-1)).toMatchObject({
      name: "graphc.interrupt",
      attributes: { "graphc.interrupt.next": ["q"] },
    });
    await app.resume({ q: true }, config);
    expect(told.tree()).toEqual(["invoke_workflow G", "  q", "invoke_workflow G", "  q", "  b"]);
    const kinds = told.spans().flatMap(({ attributes }) => attributes["graphc.run.kind"] ?? []);
    expect(kinds).toEqual(["start", "resume"]);
    expect(await told.metric("graphc.runs.ended")).toEqual({
      "graph.name=G outcome=interrupt": 1,
      "graph.name=G outcome=success": 1,
    });
  });

  it("of a handler that asks end without an error", async () => {
    const text = `graph G { ${state} node a { writes log asks string for boolean } start -> a -> end }`;
    const a: AnyHandler = async (_, { ask }) => ({ log: [String(await ask("?"))] });
    const app = await appOf(text, { handlers: { a }, hooks: told.hooks });
    await app.invoke({}, config);
    expect(told.span("a")).toMatchObject({
      status: { code: SpanStatusCode.UNSET },
      attributes: { "graphc.outcome": "interrupt" },
    });
    expect(told.span("a").events.map(({ name }) => name)).toEqual(["graphc.ask"]);
  });

  it("are apart for the members of groups and maps, however they interleave", async () => {
    const text = `graph G { state { input items: string[] output log: string[] = [] reduce append } node a { writes log } node b(x: string) { writes log } start -> [a, b(x) for x in items] -> end }`;
    const b: AnyHandler = async (_, { args }) => calls(String(args["x"]))(undefined, {} as never);
    const runner = await runnerOf(text, { handlers: { a: calls("a"), b }, hooks: told.hooks });
    await runner.invoke({ items: ["x", "y"] });
    expect(told.tree()).toEqual(["invoke_workflow G", "  a", "    chat a", "  b", "    chat x", "  b", "    chat y"]);
    expect(
      told
        .spans()
        .flatMap(({ attributes }) => attributes["graphc.step.path"] ?? [])
        .toSorted(),
    ).toEqual(["a", "b#0", "b#1"]);
  });

  it("of a subgraph have those of its steps inside", async () => {
    const text = `graph Inner { ${state} node a { writes log } start -> a -> end }
graph Outer { ${state} node sub = Inner { in {} } => { log: output.log } node last { writes log } start -> sub -> last -> end }`;
    const runner = await runnerOf(text, {
      handlers: { "sub/a": calls("inner"), last: calls("outer") },
      hooks: told.hooks,
    });
    await runner.invoke({});
    expect(told.tree()).toEqual([
      "invoke_workflow Outer",
      "  sub Inner",
      "    a",
      "      chat inner",
      "  last",
      "    chat outer",
    ]);
    expect(told.span("a").attributes).toMatchObject({ "graphc.graph.name": "Inner", "graphc.step.path": "sub/a" });
  });

  it("end with the run that is cancelled", async () => {
    const text = `graph G { ${state} node a { writes log } start -> a -> end }`;
    const runner = await runnerOf(text, { handlers: { a: () => new Promise(() => undefined) }, hooks: told.hooks });
    const controller = new AbortController();
    const running = runner.invoke({}, { signal: controller.signal });
    controller.abort(new Error("enough"));
    await rejection(running);
    for (const name of ["a", "invoke_workflow G"]) {
      expect(told.span(name)).toMatchObject({
        status: { code: SpanStatusCode.UNSET },
        attributes: { "graphc.outcome": "cancel" },
      });
    }
  });

  it("of two graphs that run at once are apart", async () => {
    const text = (name: string) => `graph ${name} { ${state} node a { writes log } start -> a -> end }`;
    const runners = await Promise.all(
      ["X", "Y"].map((name) => runnerOf(text(name), { handlers: { a: calls(name) }, hooks: told.hooks })),
    );
    await Promise.all(runners.map((runner) => runner.invoke({})));
    expect(told.tree()).toEqual(["invoke_workflow X", "  a", "    chat X", "invoke_workflow Y", "  a", "    chat Y"]);
    expect(await told.metric("graphc.runs.started")).toEqual({ "graph.name=X": 1, "graph.name=Y": 1 });
  });

  it("hold nothing of the state", async () => {
    const text = `graph G { state { input secret: string output log: string[] = [] reduce append } node a { writes log } start -> a -> end }`;
    const app = await appOf(text, { handlers: { a: () => ({ log: ["hidden"] }) }, hooks: told.hooks });
    await app.invoke({ secret: "secret" }, config);
    const all = told.spans().map(({ attributes, events, name }) => ({ attributes, events, name }));
    expect(JSON.stringify(all)).not.toMatch(/secret|hidden/);
  });
});

describe("What watches a run", () => {
  it("does not break it when OpenTelemetry throws", async () => {
    const { otel } = await import("@graphc/runtime/otel");
    const fails = (): never => {
      throw new Error("exporter");
    };
    const hooks = otel({ tracerProvider: { getTracer: () => ({ startSpan: fails, startActiveSpan: fails }) } });
    const text = `graph G { ${state} node a => { log: ["a"] } start -> a -> end }`;
    expect(await (await runnerOf(text, { hooks: [hooks, told.hooks] })).invoke({})).toEqual({ log: ["a"] });
    expect(told.tree()).toEqual(["invoke_workflow G", "  a"]);
  });

  it("needs no context manager", async () => {
    context.disable();
    const text = `graph G { ${state} node a => { log: ["a"] } start -> a -> end }`;
    await (await runnerOf(text, { hooks: told.hooks })).invoke({});
    expect(told.tree()).toEqual(["invoke_workflow G", "  a"]);
  });
});

describe("Metrics", () => {
  it("count runs, and measure runs, nodes and what is stored, in the units of the conventions", async () => {
    const text = `graph G { ${state} node a => { log: ["a"] } start -> a -> end }`;
    const app = await appOf(text, { hooks: told.hooks });
    for (const threadId of ["1", "2"]) await app.invoke({}, { threadId });
    expect(await told.metric("graphc.runs.started")).toEqual({ "graph.name=G": 2 });
    expect(await told.metric("graphc.run.duration")).toEqual({ "graph.name=G outcome=success": 2 });
    expect(await told.metric("graphc.step.duration")).toEqual({ "graph.name=G node.name=a outcome=success": 2 });
    expect(await told.metric("graphc.checkpoint.duration")).toEqual({ "graph.name=G checkpoint.kind=commit": 4 });
    expect(await told.metric("graphc.checkpoint.size")).toEqual({ "graph.name=G checkpoint.kind=commit": 4 });
    const units = ["graphc.runs.started", "graphc.run.duration", "graphc.checkpoint.size"].map(told.unit);
    expect(await Promise.all(units)).toEqual(["{run}", "s", "By"]);
  });
});
