// What TypeScript refuses in the use of a generated module: every line below a directive must be an error, and no other may be. Nothing here is run.
import { goto, MemoryCheckpointer, set } from "@graphc/runtime";
import type { App, Config } from "@graphc/runtime";
import { createSupport } from "../golden/support.graph.ts";
import type { SupportHandlers, SupportTypes, SupportUpdate } from "../golden/support.graph.ts";
import { createDesk, createTrip } from "../golden/order.graph.ts";
import type { DeskHandlers, TripHandlers, TripTypes } from "../golden/order.graph.ts";
import type { ChatModel } from "../golden/model.ts";

declare const model: ChatModel;
declare const tour: App<TripTypes>;
const checkpointer = new MemoryCheckpointer();
const app: App<SupportTypes> = createSupport({ checkpointer });
const config: Config<SupportTypes> = { threadId: "session-123", context: { model } };
const refunds: DeskHandlers["refunds"] = () => ({ log: ["refunded"] });
const done = (): void => {};

export async function refused(): Promise<void> {
  // Making the app.
  // @ts-expect-error a graph with an ask needs a checkpointer
  createSupport({});
  // @ts-expect-error and so its options
  createSupport();
  // @ts-expect-error unknown option
  createSupport({ checkpointer, chekpointer: checkpointer });
  // @ts-expect-error context of a wrong type
  createSupport({ checkpointer, context: { model: "gpt" } });

  // Handlers.
  // @ts-expect-error unknown handler
  createSupport({ checkpointer, handlers: { clasify: () => ({ category: "general", log: [] }) } });
  // @ts-expect-error an update node has no handler
  createSupport({ checkpointer, handlers: { general: () => ({ result: "" }) } });
  // @ts-expect-error missing declared write `log`
  createSupport({ checkpointer, handlers: { classify: () => ({ category: "general" }) } });
  // @ts-expect-error unknown key
  createSupport({ checkpointer, handlers: { classify: () => ({ category: "general", log: [], typo: 1 }) } });
  // @ts-expect-error key of the state that the node does not write
  createSupport({ checkpointer, handlers: { classify: () => ({ category: "general", log: [], result: "x" }) } });
  const extra = { result: "x", typo: 1 };
  // @ts-expect-error extra key through a variable
  createSupport({ checkpointer, handlers: { question: () => extra } });
  const build = async (): Promise<{ result: string; typo: number }> => extra;
  // @ts-expect-error extra key through a function's result
  createSupport({ checkpointer, handlers: { question: () => build() } });
  // @ts-expect-error extra key through the handler itself
  createSupport({ checkpointer, handlers: { question: build } });
  // @ts-expect-error extra key in one of several returns
  createSupport({ checkpointer, handlers: { question: (state) => (state.text ? { result: "x" } : extra) } });
  // @ts-expect-error value outside the literal union
  createSupport({ checkpointer, handlers: { classify: () => ({ category: "angry", log: [] }) } });
  // @ts-expect-error wrong type of a field
  createSupport({ checkpointer, handlers: { question: () => ({ result: 42 }) } });
  // @ts-expect-error `undefined` clears only optional fields
  createSupport({ checkpointer, handlers: { question: () => ({ result: undefined }) } });
  // @ts-expect-error only reduced fields are `set`
  createSupport({ checkpointer, handlers: { question: () => ({ result: set("x") }) } });
  // @ts-expect-error no `goto` behind this node
  createSupport({ checkpointer, handlers: { question: () => goto("general", { result: "x" }) } });
  // @ts-expect-error no update at all
  createSupport({ checkpointer, handlers: { question: () => {} } });
  // oxlint-disable-next-line unicorn/consistent-function-scoping -- Each refusal stands beside its reason.
  // @ts-expect-error a key that the node does not write, in a handler that is annotated
  const annotated: SupportHandlers["question"] = () => ({ result: "x", category: "urgent" });
  // @ts-expect-error reading outside `reads`
  createSupport({ checkpointer, handlers: { question: (state) => ({ result: state.customer }) } });
  createSupport({
    checkpointer,
    handlers: {
      question: (state) => {
        // @ts-expect-error mutating the state
        state.text = "x";
        return { result: "" };
      },
    },
  });
  // @ts-expect-error an ask belongs to nodes with `asks`
  createSupport({ checkpointer, handlers: { question: async (_, ctx) => ({ result: await ctx.ask("?") }) } });
  // @ts-expect-error this node does not stand behind an error edge
  createSupport({ checkpointer, handlers: { question: (_, ctx) => ({ result: ctx.error.message }) } });
  createSupport({
    checkpointer,
    handlers: {
      question: (_, ctx) => {
        // @ts-expect-error the graph has no events
        ctx.emit("progress", 1);
        return { result: "" };
      },
    },
  });
  // @ts-expect-error the context has no such member
  createSupport({ checkpointer, handlers: { question: (_, ctx) => ({ result: ctx.context.user }) } });

  // Calling.
  // @ts-expect-error missing input
  await app.invoke({ text: "x" }, config);
  // @ts-expect-error wrong type of input
  await app.invoke({ text: 1, customer: "Ada" }, config);
  // @ts-expect-error a field that is not an input
  await app.invoke({ text: "x", customer: "Ada", category: "urgent" }, config);
  // @ts-expect-error no thread
  await app.invoke({ text: "x", customer: "Ada" }, { context: { model } });
  // @ts-expect-error no context
  await app.invoke({ text: "x", customer: "Ada" }, { threadId: "1" });
  // @ts-expect-error unknown config
  await app.invoke({ text: "x", customer: "Ada" }, { ...config, durabilty: "sync" });
  // @ts-expect-error unknown durability
  await app.invoke({ text: "x", customer: "Ada" }, { ...config, durability: "never" });
  // @ts-expect-error unknown node
  await app.invoke({ text: "x", customer: "Ada" }, { ...config, interruptBefore: ["clasify"] });
  // @ts-expect-error the result may be an interrupt
  console.log((await app.invoke({ text: "x", customer: "Ada" }, config)).result);
  const output = await app.invoke({ text: "x", customer: "Ada" }, config);
  // @ts-expect-error an internal field is not output
  if (!app.isInterrupted(output)) console.log(output.category);
  // @ts-expect-error what is handed out is frozen
  if (!app.isInterrupted(output)) output.log.push("x");
  // @ts-expect-error `noUncheckedIndexedAccess`: there may be none
  if (app.isInterrupted(output)) console.log(output.interrupts[0].name);
  // @ts-expect-error no such ask
  if (app.isInterrupted(output)) console.log(output.interrupts[0]?.name === "signOf");

  // Answering.
  // @ts-expect-error unknown ask
  await app.resume({ signOf: { approved: true } }, config);
  // @ts-expect-error wrong answer
  await app.resume({ signOff: { approved: "yes" } }, config);
  // @ts-expect-error incomplete answer
  await app.resume({ signOff: {} }, config);
  // @ts-expect-error unknown member of an answer
  await app.resume({ signOff: { approved: true, by: "Ada" } }, config);
  // @ts-expect-error wrong answer by id
  await app.resume({ "signOff:01J": { approved: 1 } }, config);

  // Time travel.
  // @ts-expect-error unknown field
  await app.updateState(config, { categry: "urgent" });
  // @ts-expect-error wrong value
  await app.updateState(config, { category: "angry" });
  // @ts-expect-error unknown node
  await app.updateState(config, {}, { asNode: "clasify" });
  // @ts-expect-error unknown target
  await app.updateState(config, {}, { asNode: "classify", goto: "clasify" });
  // @ts-expect-error unknown field, also where a path is named
  await app.updateState(config, { categry: "urgent" }, { path: "classify" });
  for (const one of (await app.diff(config, config)).fields) {
    // @ts-expect-error no such field
    if (one.field === "categry") console.log(one);
    // @ts-expect-error only lists are appended to
    if (one.field === "result" && one.change === "appended") console.log(one);
    // @ts-expect-error what was added was not there before
    if (one.change === "added") console.log(one.before);
  }
  // @ts-expect-error an app lists the threads of its own graph
  app.threads({ graph: "Other" });
  // @ts-expect-error unknown status
  app.threads({ status: "finished" });
  // @ts-expect-error `result` may not have been written yet
  console.log((await app.getState(config)).values.result.length);
  // @ts-expect-error unknown source
  app.getStateHistory(config, { source: "loop" });
  // @ts-expect-error a required field cannot be cleared
  const cleared: SupportUpdate = { text: undefined };

  // Streams.
  // @ts-expect-error unknown mode
  app.stream(null, { ...config, modes: ["update"] });
  for await (const event of app.stream(null, config)) {
    // @ts-expect-error not narrowed: only updates have a node and an update
    console.log(event.update);
    // @ts-expect-error no such type of event
    if (event.type === "token") continue;
    // @ts-expect-error the graph has no events
    if (event.type === "event") console.log(event.name);
  }

  // Goto, routers, events, arguments, asks, subgraphs.
  // @ts-expect-error missing handlers
  createDesk({});
  // @ts-expect-error one of two handlers is missing
  createDesk({ handlers: { refunds } });
  // @ts-expect-error not a target
  createDesk({ handlers: { refunds, done, triage: () => goto("done", { log: [] }) } });
  // @ts-expect-error goto without the update it owes
  createDesk({ handlers: { refunds, done, triage: () => goto("sales") } });
  // @ts-expect-error extra key in a goto's update
  createDesk({ handlers: { refunds, done, triage: () => goto("sales", { log: [], typo: 1 }) } });
  // @ts-expect-error a plain update where goto decides
  createDesk({ handlers: { refunds, done, triage: () => ({ log: [] }) } });
  // @ts-expect-error an update where nothing is written
  createDesk({ handlers: { refunds, done: () => ({ log: [] }) } });
  // @ts-expect-error a runner has no threads
  createDesk({ handlers: { refunds, done } }).getState({ threadId: "1" });
  // @ts-expect-error with a checkpointer a thread is required
  await createDesk({ checkpointer, handlers: { refunds, done } }).invoke({ message: "" });
  const base = { "helpdesk/refunds": refunds, "helpdesk/done": done } satisfies Partial<TripHandlers>;
  // @ts-expect-error handlers of the subgraph are missing
  createTrip({ checkpointer, handlers: {} });
  createTrip({
    checkpointer,
    // @ts-expect-error wrong event payload
    handlers: { ...base, apologise: (_, ctx) => ctx.emit("failed", { node: "x", tries: "1" }) },
  });
  createTrip({
    checkpointer,
    // @ts-expect-error unknown event
    handlers: { ...base, apologise: (_, ctx) => ctx.emit("faild", { node: "x", tries: 1 }) },
  });
  // @ts-expect-error unknown argument
  createTrip({ checkpointer, handlers: { ...base, quote: (_, ctx) => ({ price: ctx.args.days, currency: "EUR" }) } });
  // @ts-expect-error the plain function owes all of its output
  createTrip({ checkpointer, handlers: { ...base, quote: () => ({ price: 1 }) } });
  createTrip({
    checkpointer,
    // @ts-expect-error wrong payload of an ask
    handlers: { ...base, confirm: async (_, ctx) => ({ booked: (await ctx.ask({ town: "Rome" })).ok }) },
  });
  createTrip({
    checkpointer,
    // @ts-expect-error wrong member of an answer
    handlers: { ...base, confirm: async (_, ctx) => ({ booked: (await ctx.ask({ city: "Rome" })).yes }) },
  });
  // @ts-expect-error a custom reducer's update has the type of its second parameter
  await tour.updateState({ threadId: "1" }, { best: 3 });
  for await (const event of tour.stream(null, { threadId: "1" })) {
    // @ts-expect-error unknown member of an event's data
    if (event.type === "event" && event.name === "failed") console.log(event.data.count);
  }
  void annotated;
  void cleared;
}
