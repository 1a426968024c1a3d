/**
 * What storing costs, the whole run of a graph measured and not the checkpointer alone, beside the loop that somebody would write by hand (one row of 300 bytes
 * a transaction), taking turns with it: `npx tsx persistence.ts sqlite|postgres [--steps 5000] [--rounds 9]`.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import type { App, Checkpointer, GraphTypes } from "@graphc/runtime";
import { compile } from "../src/index.ts";
import { postgres } from "./storages/postgres.ts";
import { sqlite } from "./storages/sqlite.ts";
import type { Storage, Variant } from "./storages/storage.ts";

interface Bench extends GraphTypes {
  input: { readonly size: number; readonly text?: string };
  output: { readonly n: number };
}

const graph = `import { count, note } from "./nodes.ts"

graph Bench {
  limit 1000000 steps

  state {
    input size: int
    input text: string = ""
    output n: int = 0
    log: string[] = [] reduce append
  }

  node count { reads n writes n }
  node note { reads n, text writes n, log }

  start -> when { text == "" -> count, else -> note }
  count -> when { n >= size -> end, else -> count }
  note -> when { n >= size -> end, else -> note }
}
`;
const nodes = `export const count = (state: { readonly n: number }) => ({ n: state.n + 1 });
export const note = (state: { readonly n: number; readonly text: string }) => ({ n: state.n + 1, log: [\`\${state.n}\${state.text}\`] });
`;

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { steps: { type: "string", default: "5000" }, rounds: { type: "string", default: "9" } },
});
const steps = Number(values.steps);
const rounds = Number(values.rounds);
/** So many rounds only warm up: it takes some ten thousand steps until all code is compiled. */
const warm = 4;
const storages: { readonly [name: string]: () => Storage | Promise<Storage> } = { sqlite, postgres };
const [name = "sqlite"] = positionals;
const start = storages[name];
if (start === undefined) {
  console.error(`There is no storage called ${name}; there are: ${Object.keys(storages).join(", ")}.`);
  process.exit(2);
}

const { createBench } = await load();
const storage = await start();
let threads = 0;
const checkpointers: Checkpointer[] = [];
try {
  for (const variant of storage.variants) await ratios(variant, variant === storage.variants[0]);
  await growing();
  await many();
} finally {
  for (const checkpointer of checkpointers) await checkpointer.close();
  await storage.close();
}

async function load(): Promise<{ createBench(options: { readonly checkpointer: Checkpointer }): App<Bench> }> {
  const folder = new URL(".work/persistence/", import.meta.url);
  mkdirSync(folder, { recursive: true });
  const { modules, diagnostics } = await compile([{ path: "bench.graph", text: graph }]);
  if (modules[0] === undefined) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  writeFileSync(new URL("nodes.ts", folder), nodes);
  writeFileSync(new URL("bench.graph.ts", folder), modules[0].text);
  return import(new URL("bench.graph.ts", folder).href) as ReturnType<typeof load>;
}

async function appOn(opened: Promise<Checkpointer>): Promise<App<Bench>> {
  const checkpointer = await opened;
  checkpointers.push(checkpointer);
  return createBench({ checkpointer });
}

/** A step by hand, and one of a run in each mode. */
async function ratios(variant: Variant, all: boolean): Promise<void> {
  const app = await appOn(variant.open());
  const insert = await variant.hand();
  const run = (durability: "sync" | "async" | "exit") => async (): Promise<void> => {
    await app.invoke({ size: steps }, { threadId: `${threads++}`, durability });
  };
  const cases: { [name: string]: () => Promise<void> } = {
    "by hand": async () => insert(steps),
    sync: run("sync"),
    ...(all && { async: run("async"), exit: run("exit") }),
  };
  const times = new Map(Object.keys(cases).map((one) => [one, [] as number[]]));
  for (let round = 0; round < rounds + warm; round++) {
    for (const [one, act] of Object.entries(cases)) {
      const time = await microseconds(act);
      if (round >= warm) times.get(one)?.push(time / steps);
    }
  }
  const hand = median(times.get("by hand") ?? []);
  for (const [one, measured] of times) {
    const each = median(measured);
    say(`a step, ${one} (${variant.name})`, `${digits(each)} µs`, `ratio ${digits(each / hand)}`);
  }
}

/** A kilobyte is appended in each step; then what there is is read. */
async function growing(): Promise<void> {
  const app = await appOn(storage.open());
  const text = Array.from({ length: 1000 }, () => Math.floor(Math.random() * 36).toString(36)).join("");
  for (const size of [200, 400, 800, 1600]) {
    const threadId = `append ${size}`;
    const before = await storage.bytes();
    const time = await microseconds(() => app.invoke({ size, text }, { threadId }));
    const stored = (await storage.bytes()) - before;
    say(`1 KB appended in ${size} steps`, `${digits(time / size)} µs`, `${digits(stored / size)} bytes a step`);
  }
  await read("getState of 800 KB", () => app.getState({ threadId: "append 800" }));
  await read("history of 800", async () => {
    let count = 0;
    for await (const _ of app.getStateHistory({ threadId: "append 800" })) count++;
    if (count !== 801) throw new Error(`The history has ${count} checkpoints.`);
  });
  await app.invoke({ size: 10_000 }, { threadId: "long" });
  await read("getState behind 10,000 steps", () => app.getState({ threadId: "long" }));
}

/** A thousand threads, as many at once as a service may have. */
async function many(): Promise<void> {
  const app = await appOn(storage.open());
  for (const durability of ["sync", "async"] as const) {
    const rates: number[] = [];
    for (let round = 0; round < 5; round++) {
      const time = await microseconds(async () => {
        let next = 0;
        const worker = async (): Promise<void> => {
          while (next++ < 1000) await app.invoke({ size: 10 }, { threadId: `many ${threads++}`, durability });
        };
        await Promise.all(Array.from({ length: 32 }, worker));
      });
      rates.push(1_000 / (time / 1e6));
    }
    say(`1,000 threads of 10 steps, ${durability}`, `${digits(median(rates))} threads/s`);
  }
}

async function read(what: string, act: () => Promise<unknown>): Promise<void> {
  const times: number[] = [];
  for (let i = 0; i < 30; i++) times.push(await microseconds(act));
  say(what, `${digits(median(times.slice(15)) / 1000)} ms`);
}

async function microseconds(act: () => Promise<unknown>): Promise<number> {
  const before = performance.now();
  await act();
  return (performance.now() - before) * 1000;
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((one, other) => one - other)[numbers.length >> 1] ?? Number.NaN;
}

function digits(value: number): string {
  return value.toLocaleString("en", { maximumSignificantDigits: 3 });
}

function say(what: string, ...numbers: readonly string[]): void {
  console.log(`${what.padEnd(44)} ${numbers.map((text) => text.padStart(12)).join("   ")}`);
}
