/** Compiles each workload's `.graph` text with the built compiler, then runs the generated module on the built runtime. */
import { mkdirSync, writeFileSync } from "node:fs";
import { MemoryCheckpointer, type App, type GraphTypes, type Runner } from "@graphc/runtime";
import { compile } from "../../src/index.ts";
import { graphs } from "../graphs.ts";
import { doubledSum, expectEqual, sum, type Peer } from "../workloads.ts";

interface Bench extends GraphTypes {
  input: { readonly value?: number; readonly items?: readonly number[] };
  output: { readonly value: number; readonly results: readonly number[] };
}

interface BenchModule {
  createBench(options?: object): Runner<Bench> & App<Bench>;
}

async function load(workload: string, size: number): Promise<BenchModule> {
  const text = graphs[workload]?.(size);
  if (!text) throw new Error(`no graph for ${workload}`);
  const folder = new URL(`../.work/${workload}-${size}/`, import.meta.url);
  mkdirSync(folder, { recursive: true });
  const { modules, diagnostics } = await compile([{ path: "bench.graph", text: text.graph }]);
  if (modules[0] === undefined) throw new Error(diagnostics.map((found) => found.message).join("; "));
  writeFileSync(new URL("nodes.ts", folder), text.nodes);
  writeFileSync(new URL("bench.graph.ts", folder), modules[0].text);
  return (await import(new URL("bench.graph.ts", folder).href)) as BenchModule;
}

const counting = (workload: string) => async (size: number) => {
  const { createBench } = await load(workload, size);
  const app: Runner<Bench> = createBench({});
  return async () => expectEqual((await app.invoke({ value: 0 })).value, size);
};

export const peer: Peer = {
  pipeline: counting("pipeline"),
  cycle: counting("cycle"),
  "cycle-sync": counting("cycle-sync"),

  async "fan-out"(size) {
    const { createBench } = await load("fan-out", size);
    const app: Runner<Bench> = createBench({});
    return async () => expectEqual(sum((await app.invoke({})).results), doubledSum(size));
  },

  async map(size) {
    const { createBench } = await load("map", size);
    const app: Runner<Bench> = createBench({});
    const items = Array.from({ length: size }, (_, i) => i);
    return async () => expectEqual(sum((await app.invoke({ items })).results), doubledSum(size));
  },

  async checkpoint(size) {
    const { createBench } = await load("checkpoint", size);
    let thread = 0;
    const checkpointer = new MemoryCheckpointer();
    const app: App<Bench> = createBench({ checkpointer });
    return async () => {
      const threadId = String(thread++);
      const output = (await app.invoke({ value: 0 }, { threadId })) as Bench["output"];
      expectEqual(output.value, size);
      await checkpointer.deleteThread(threadId);
    };
  },
};
