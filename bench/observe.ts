/**
 * What it costs to watch runs: one graph whose steps do next to nothing, with different hooks, each measurement in a process of its own, taking turns. What is
 * first and last in the list is the same, so that one sees how much is noise: `npx tsx observe.ts [--rounds 5] [--milliseconds 1000]`. Run `npm run build` before.
 */
import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { createMetrics, type GraphTypes, type Hooks, logHooks, type Runner } from "@graphc/runtime";
import { otel } from "@graphc/runtime/otel";
import { compile } from "../src/index.ts";
import { graphs } from "./graphs.ts";

interface Bench extends GraphTypes {
  input: { readonly value: number };
  output: { readonly value: number };
}

interface Options {
  readonly hooks?: Hooks | readonly Hooks[];
}

const steps = 10_000;
const drop = (): void => undefined;
const silent = { debug: drop, info: drop, warn: drop, error: drop };
const cases: { readonly [what: string]: () => Options } = {
  "nothing attached": () => ({}),
  "hooks: []": () => ({ hooks: [] }),
  "createMetrics()": () => ({ hooks: createMetrics() }),
  "logHooks(), of a logger that drops debug": () => ({ hooks: logHooks({ ...silent, isLevelEnabled: () => false }) }),
  "otel(), without an SDK": () => ({ hooks: otel() }),
  "nothing attached, again": () => ({}),
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { rounds: { type: "string", default: "5" }, milliseconds: { type: "string", default: "1000" } },
});
const [only] = positionals;
if (only === undefined) compare();
else console.log(await measured(only, Number(values.milliseconds)));

function compare(): void {
  const times = new Map(Object.keys(cases).map((what) => [what, [] as number[]]));
  for (let round = 0; round < Number(values.rounds); round++) {
    for (const [what, measured] of times) measured.push(inProcess(what));
  }
  const nothing = median(times.get("nothing attached") ?? []);
  for (const [what, measured] of times) {
    const each = median(measured);
    console.log(`${what.padEnd(42)}${each.toFixed(3).padStart(8)} µs a step   ratio ${(each / nothing).toFixed(2)}`);
  }
}

function inProcess(what: string): number {
  const args = ["--import", "tsx", fileURLToPath(import.meta.url), what, "--milliseconds", values.milliseconds];
  return Number(execFileSync(process.execPath, args, { encoding: "utf8" }));
}

/** Microseconds a step, the median of all runs in the second half of the time: the first half is for the compiler of the engine. */
async function measured(what: string, milliseconds: number): Promise<number> {
  const options = cases[what];
  if (options === undefined) throw new Error(`There is no ${what}; there are: ${Object.keys(cases).join("; ")}.`);
  const { createBench } = await load();
  const app = createBench(options());
  const times: number[] = [];
  for (const end = performance.now() + milliseconds; performance.now() < end;) {
    const began = performance.now();
    const { value } = await app.invoke({ value: 0 });
    times.push(((performance.now() - began) * 1000) / steps);
    if (value !== steps) throw new Error(`It ended with ${value}.`);
  }
  return median(times.slice(times.length >> 1));
}

async function load(): Promise<{ createBench(options: Options): Runner<Bench> }> {
  const folder = new URL(".work/observe/", import.meta.url);
  mkdirSync(folder, { recursive: true });
  const text = graphs["cycle-sync"]?.(steps);
  if (text === undefined) throw new Error("There is no graph of a cycle.");
  const { modules } = await compile([{ path: "bench.graph", text: text.graph }]);
  writeFileSync(new URL("nodes.ts", folder), text.nodes);
  writeFileSync(new URL("bench.graph.ts", folder), modules[0]?.text ?? "");
  return import(new URL("bench.graph.ts", folder).href) as ReturnType<typeof load>;
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? Number.NaN;
}
