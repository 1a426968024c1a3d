import { Annotation, END, MemorySaver, Send, START, StateGraph } from "@langchain/langgraph";
import { doubledSum, expectEqual, sum, type Peer } from "../workloads.ts";

const Counter = Annotation.Root({ value: Annotation<number> });
const Results = Annotation.Root({
  items: Annotation<number[]>,
  results: Annotation<number[]>({ reducer: (current, update) => current.concat(update), default: () => [] }),
});

const increment = async (state: { value: number }) => ({ value: state.value + 1 });
const incrementSync = (state: { value: number }) => ({ value: state.value + 1 });

const cycle = (size: number, handler: typeof increment | typeof incrementSync) =>
  new StateGraph(Counter)
    .addNode("increment", handler)
    .addEdge(START, "increment")
    .addConditionalEdges("increment", (state) => (state.value < size ? "increment" : END));

const runCycle = (size: number, handler: typeof increment | typeof incrementSync) => async () => {
  const app = cycle(size, handler).compile();
  return async () => {
    expectEqual((await app.invoke({ value: 0 }, { recursionLimit: size + 1 })).value, size);
  };
};

export const peer: Peer = {
  async pipeline(size) {
    // The builder's types follow every node; a loop over names leaves them behind.
    const builder = new StateGraph(Counter) as unknown as StateGraph<
      typeof Counter.spec,
      typeof Counter.State,
      typeof Counter.Update,
      string
    >;
    for (let i = 0; i < size; i++) builder.addNode(`n${i}`, async (state) => ({ value: state.value + 1 }));
    builder.addEdge(START, "n0");
    for (let i = 1; i < size; i++) builder.addEdge(`n${i - 1}`, `n${i}`);
    builder.addEdge(`n${size - 1}`, END);
    const app = builder.compile();
    return async () => {
      expectEqual((await app.invoke({ value: 0 }, { recursionLimit: size + 1 })).value, size);
    };
  },

  cycle: (size) => runCycle(size, increment)(),

  "cycle-sync": (size) => runCycle(size, incrementSync)(),

  async "fan-out"(size) {
    const builder = new StateGraph(Results) as unknown as StateGraph<
      typeof Results.spec,
      typeof Results.State,
      typeof Results.Update,
      string
    >;
    builder.addNode("merge", (state) => ({ items: [sum(state.results)] }));
    for (let i = 0; i < size; i++) {
      builder.addNode(`n${i}`, async () => ({ results: [i * 2] }));
      builder.addEdge(START, `n${i}`);
      builder.addEdge(`n${i}`, "merge");
    }
    builder.addEdge("merge", END);
    const app = builder.compile();
    return async () => {
      expectEqual(sum((await app.invoke({ items: [] }, { recursionLimit: size + 10 })).results), doubledSum(size));
    };
  },

  async map(size) {
    const app = new StateGraph(Results)
      .addNode("double", async (state: { item: number }) => ({ results: [state.item * 2] }), {
        input: Annotation.Root({ item: Annotation<number> }),
      })
      .addNode("merge", () => ({}))
      .addConditionalEdges(START, (state) => state.items.map((item) => new Send("double", { item })))
      .addEdge("double", "merge")
      .addEdge("merge", END)
      .compile();
    const items = Array.from({ length: size }, (_, i) => i);
    return async () => {
      expectEqual(sum((await app.invoke({ items })).results), doubledSum(size));
    };
  },

  async checkpoint(size) {
    let thread = 0;
    const app = cycle(size, increment).compile({ checkpointer: new MemorySaver() });
    return async () => {
      const config = { recursionLimit: size + 1, configurable: { thread_id: String(thread++) } };
      expectEqual((await app.invoke({ value: 0 }, config)).value, size);
    };
  },
};
