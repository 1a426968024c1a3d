/**
 * What storing in PostgreSQL costs, against a hand-written loop of the same run: `node --import tsx -C graphc-source bench/persistence-postgres.ts`. A real
 * server is started for it, with settings as they come (`fsync` and `synchronous_commit` on). Prints microseconds a step and the ratio to one insert of
 * 300 bytes in a transaction of its own.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { type App, type GraphTypes } from "@graphc/runtime";
import { PostgresCheckpointer } from "@graphc/runtime/postgres";
import pg from "pg";
import { compile } from "../src/index.ts";
import { startServer } from "../test/runtime/postgres/server.ts";

interface Bench extends GraphTypes {
  input: { readonly size: number; readonly text?: string };
  output: { readonly n: number };
}
type Options = { readonly checkpointer: PostgresCheckpointer; readonly handlers?: object };

const graph = `graph Bench {
  limit 1000000 steps
  state {
    input size: int
    input text: string = ""
    output n: int = 0
    log: string[] = [] reduce append
  }
  node count { reads n writes n }
  node note { reads n, text writes n, log }
  start -> when { text == "" -> count  else -> note }
  count -> when { n >= size -> end  else -> count }
  note -> when { n >= size -> end  else -> note }
}
`;
const handlers = {
  count: (state: { readonly n: number }) => ({ n: state.n + 1 }),
  note: (state: { readonly n: number; readonly text: string }) => ({
    n: state.n + 1,
    log: [`${state.n}${state.text}`],
  }),
};

const server = await startServer(process.argv.slice(2));
try {
  const url = await server.database();
  const checkpointer = new PostgresCheckpointer(url);
  await checkpointer.setup();
  const app = (await load()).createBench({ checkpointer, handlers });
  const pool = new pg.Pool({ connectionString: url, max: 1 });
  await pool.query("create table hand (thread text, n int, data text, primary key (thread, n))");
  await measure(app, checkpointer, pool);
  await pool.end();
  await checkpointer.close();
} finally {
  await server.remove();
}

async function load(): Promise<{ createBench(options: Options): App<Bench> }> {
  const folder = new URL(".work/persistence/", import.meta.url);
  mkdirSync(folder, { recursive: true });
  const { modules, diagnostics } = await compile([{ path: "bench.graph", text: graph }]);
  if (modules[0] === undefined) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  writeFileSync(new URL("bench.graph.ts", folder), modules[0].text);
  return (await import(new URL("bench.graph.ts", folder).href)) as { createBench(options: Options): App<Bench> };
}

async function measure(app: App<Bench>, checkpointer: PostgresCheckpointer, pool: pg.Pool): Promise<void> {
  const steps = 300;
  let threads = 0;
  const row = "x".repeat(300);
  const hand = async (): Promise<void> => {
    const thread = `hand${threads++}`;
    for (let n = 0; n < steps; n++) {
      await pool.query({ name: "insert", text: "insert into hand values ($1, $2, $3)", values: [thread, n, row] });
    }
  };
  const run = (durability: "sync" | "async" | "exit") => async (): Promise<void> => {
    await app.invoke({ size: steps }, { threadId: `${durability}${threads++}`, durability });
  };
  const cases = { hand, sync: run("sync"), async: run("async"), exit: run("exit") };
  const times = new Map(Object.keys(cases).map((name) => [name, [] as number[]]));
  for (let round = 0; round < 8; round++) {
    for (const [name, act] of Object.entries(cases)) times.get(name)?.push(await microseconds(act));
  }
  const base = median(times.get("hand") ?? []) / steps;
  for (const [name, all] of times) {
    const each = median(all) / steps;
    console.log(`${name.padEnd(24)}${each.toFixed(1).padStart(10)} µs a step (${(each / base).toFixed(3)})`);
  }

  const text = randomText(1000);
  for (const size of [200, 400, 800, 1600]) {
    const threadId = `append${size}`;
    const before = await bytes(pool);
    const time = await microseconds(() => app.invoke({ size, text }, { threadId }));
    const grown = (await bytes(pool)) - before;
    console.log(
      `append 1 KB, ${size} steps`.padEnd(24),
      `${(time / size).toFixed(1).padStart(9)} µs and ${(grown / size / 1024).toFixed(2)} KB a step`,
    );
  }
  await report("getState of 800 KB", () => app.getState({ threadId: "append800" }));
  await report("history of 800", async () => {
    let count = 0;
    for await (const _ of app.getStateHistory({ threadId: "append800" })) count++;
    if (count !== 801) throw new Error(`The history has ${count} checkpoints.`);
  });
  await app.invoke({ size: 10_000 }, { threadId: "long" });
  await report("latest of 10,000 steps", () => checkpointer.load("long"));

  for (const durability of ["sync", "async"] as const) {
    const time = await microseconds(async () => {
      let next = 0;
      const worker = async (): Promise<void> => {
        while (next < 1000) await app.invoke({ size: 10 }, { threadId: `many ${durability} ${next++}`, durability });
      };
      await Promise.all(Array.from({ length: 32 }, worker));
    });
    console.log(`1,000 threads of 10 steps, 32 at once, ${durability}: ${Math.round(1000 / (time / 1e6))} threads/s`);
  }
}

async function report(name: string, act: () => Promise<unknown>): Promise<void> {
  const times: number[] = [];
  for (let i = 0; i < 5; i++) times.push(await microseconds(act));
  console.log(`${name.padEnd(24)}${(median(times) / 1000).toFixed(2).padStart(10)} ms`);
}

async function microseconds(act: () => Promise<unknown>): Promise<number> {
  const before = performance.now();
  await act();
  return (performance.now() - before) * 1000;
}

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[values.length >> 1] ?? 0;
}

async function bytes(pool: pg.Pool): Promise<number> {
  const { rows } = await pool.query<{ bytes: string }>(
    "select sum(pg_total_relation_size(oid)) as bytes from pg_class where relkind = 'r' and relnamespace = 'graphc'::regnamespace",
  );
  return Number(rows[0]?.bytes);
}

/** Text that cannot be compressed much. */
function randomText(length: number): string {
  return Array.from({ length }, () => Math.floor(Math.random() * 36).toString(36)).join("");
}
