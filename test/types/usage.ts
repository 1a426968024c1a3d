// How a generated module is used. TypeScript checks it; nothing here is run.
import { AnswerError, goto, isInterrupted, MemoryCheckpointer, NodeError, set, StepLimitError } from "@graphc/runtime";
import type { App, Config, Snapshot } from "@graphc/runtime";
import { createSupport, supportGraph, supportSchemas } from "../golden/support.graph.ts";
import type { SupportHandlers, SupportInput, SupportTypes } from "../golden/support.graph.ts";
import { createDesk, createTrip } from "../golden/order.graph.ts";
import type { DeskHandlers, TripTypes } from "../golden/order.graph.ts";
import type { ChatModel } from "../golden/model.ts";

declare const model: ChatModel;
const checkpointer = new MemoryCheckpointer();

// Running

const app: App<SupportTypes> = createSupport({ checkpointer });
const config: Config<SupportTypes> = { threadId: "session-123", context: { model } };

export async function run(): Promise<string> {
  const result = await app.invoke({ text: "The server is on fire", customer: "Ada" }, config);
  if (!app.isInterrupted(result)) return result.result;

  const question = result.interrupts[0];
  if (question?.name === "signOff")
    console.log(question.payload.customer, question.id, question.deadline?.toISOString());

  // By name, or by id where several of a name wait.
  const answered = await app.resume({ signOff: { approved: true, comment: "go" } }, config);
  if (question) await app.resume({ [question.id]: { approved: false } }, config);
  if (isInterrupted(answered)) return "still waiting";
  return answered.result;
}

export async function watch(signal: AbortSignal): Promise<void> {
  for await (const event of app.stream(
    { text: "hello", customer: "Ada" },
    { ...config, signal, modes: ["updates", "steps", "interrupts"] },
  )) {
    switch (event.type) {
      case "update":
        console.log(event.node, event.update.category, event.seq);
        break;
      case "step":
        if (event.phase === "retry") console.log(event.node, event.attempt, event.delay);
        break;
      case "interrupt":
        console.log(event.interrupt.name, event.interrupt.payload.text);
        break;
      case "done":
        console.log(app.isInterrupted(event.output) ? event.output.next : event.output.result);
        break;
    }
  }
  for await (const event of app.stream(null, { ...config, answers: { signOff: { approved: true } } }))
    console.log(event.type);
}

export async function travel(): Promise<void> {
  const snapshot: Snapshot<SupportTypes> = await app.getState(config);
  console.log(
    snapshot.values.log.length,
    snapshot.values.result?.length,
    snapshot.next,
    snapshot.interrupts[0]?.payload.text,
  );

  for await (const past of app.getStateHistory(config, { limit: 10, source: "step" })) {
    const fork = await app.updateState(
      { ...config, checkpointId: past.checkpointId },
      { category: "urgent", log: set([]) },
      { asNode: "classify" },
    );
    await app.invoke(null, { ...config, ...fork });
  }
  await app.updateState(config, { category: undefined });
  await app.updateState(config, { result: "by hand" }, { path: "question" });
  await app.updateState(config, {}, { asNode: "classify", goto: "end" });
  await app.updateState(config, {}, { goto: ["question"] });
  // Inside a subgraph the update is that graph's, which the path does not tell the type of.
  await app.updateState(config, { whatever: 1 }, { path: "inner/node", goto: "other" });
  const { fields, next } = await app.diff({ threadId: "1", checkpointId: "c" }, { threadId: "1" });
  for (const one of fields) {
    if (one.field === "log" && one.change === "appended") console.log(one.appended.map((line) => line.trim()));
    if (one.field === "category" && one.change === "added")
      console.log(one.after satisfies "urgent" | "question" | "general");
    if (one.change === "changed") console.log(one.before, one.after, next.before.join());
  }
  for await (const { line, forkedFrom, current } of app.lines("1"))
    console.log(line, forkedFrom ?? "the first", current);
  for await (const { threadId } of app.threads({ status: "failed", limit: 10 })) await app.deleteThread(threadId);
  console.log((await app.prune({ keepLast: 10, olderThan: new Date(0) })) + 1);
  for await (const thread of app.due()) await app.continue({ ...config, threadId: thread.threadId });
}

export async function carryOn(): Promise<void> {
  try {
    await app.continue({ ...config, interruptBefore: ["general"] });
  } catch (error) {
    if (error instanceof NodeError) console.log(error.node, error.attempts, error.cause);
    else if (error instanceof StepLimitError) await app.continue({ ...config, limit: error.limit * 2 });
    else if (error instanceof AnswerError) console.log(error.reason, error.waiting[0]);
    else throw error;
  }
}

// Testing with fakes: only what is replaced

const handlers: Partial<SupportHandlers> = { question: () => ({ result: "42" }) };
// oxlint-disable-next-line typescript/no-explicit-any -- As mocking libraries type their mocks.
declare function mocked(): (...args: any[]) => any;

export const fakes: App<SupportTypes, { model: ChatModel }> = createSupport({
  checkpointer,
  context: { model },
  handlers: { classify: ({ text }) => ({ category: text === "!" ? "urgent" : "general", log: [`${text.length}`] }) },
});
createSupport({ checkpointer, handlers });
createSupport({ checkpointer, handlers: { classify: mocked() } });
createSupport({
  checkpointer,
  handlers: {
    classify: () => ({ category: undefined, log: set(["fresh"]) }),
    question: async (state, ctx) => ({ result: await ctx.once("ask", () => ctx.context.model.complete(state.text)) }),
  },
});
// The context was given, so that no call needs it.
void fakes.invoke({ text: "!", customer: "Ada" }, { threadId: "1" });
// One member of a union may differ from another; each is exact.
createSupport({
  checkpointer,
  handlers: {
    question: (state) => {
      if (state.text === "") return { result: "" };
      const update = { result: "x" };
      return update;
    },
  },
});

export const whole: SupportInput | undefined = ((r) => (r.issues ? undefined : r.value))(
  supportSchemas.input["~standard"].validate({}),
);
console.log(supportGraph.nodes[0]?.name, supportSchemas.asks.signOff.jsonSchema);

// Handlers bound late, goto, events, no checkpointer

const refunds: DeskHandlers["refunds"] = () => ({ log: ["refunded"] });
const done = (): void => {};

export async function desk(): Promise<readonly string[]> {
  // Without a checkpointer the app is a `Runner`: no thread, no interrupt, the output at once.
  const runner = createDesk({
    handlers: {
      refunds,
      done,
      triage: (state) => (state.message ? goto("sales", { log: [] }) : goto("end", { log: set([]) })),
    },
  });
  const { log } = await runner.invoke({ message: "hi" });
  // With one it is an `App`; static interrupts of the call show in the result's type.
  const stored = createDesk({ checkpointer, handlers: { refunds, done } });
  const stopped = await stored.invoke({ message: "hi" }, { threadId: "1", interruptBefore: ["refunds"] });
  if (stored.isInterrupted(stopped)) return stopped.next;
  return [...log, ...stopped.log, ...(await stored.continue({ threadId: "1" })).log];
}

export const tour: App<TripTypes> = createTrip({
  checkpointer,
  handlers: {
    "helpdesk/refunds": refunds,
    "helpdesk/done": done,
    quote: ({ city }, ctx) => ({ price: ctx.args.nights * city.length, currency: ctx.args.stop }),
    confirm: async (state, ctx) => ({ booked: (await ctx.ask({ city: state.city })).ok }),
    apologise: (_, ctx) => ctx.emit("failed", { node: ctx.error.node, tries: ctx.attempt }),
  },
});

export async function tourEvents(): Promise<void> {
  for await (const event of tour.stream({ cities: [] }, { threadId: "1", modes: ["events"] })) {
    if (event.type === "event" && event.name === "failed") console.log(event.data.tries + 1);
  }
}
