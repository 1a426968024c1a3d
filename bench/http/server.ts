/** The server that `http.ts` drives, in a process of its own: `node --expose-gc --import tsx server.ts memory|FILE`. Talks with its parent by messages. */
import { mkdirSync, writeFileSync } from "node:fs";
import { MemoryCheckpointer } from "@graphc/runtime";
import { createHandler, type MakeApp } from "@graphc/runtime/http";
import { serve } from "@graphc/runtime/http/node";
import { SqliteCheckpointer } from "@graphc/runtime/sqlite";
import { compile } from "../../src/index.ts";

const graphs = `import { waiting, chatting } from "./nodes.ts"

graph One {
  state { input n: int  output total: int = 0 }
  node add => { total: n + 1 }
  start -> add -> end
}

/// Waits for a sign, then tells of it.
graph Wait {
  events { told: { number: int } }
  state { input events: int }
  node waiting { reads events }
  start -> waiting -> end
}

/// Tells much, and lets others go on in between.
graph Chat {
  events { told: { number: int, text: string } }
  state { input events: int }
  node chatting { reads events }
  start -> chatting -> end
}
`;
const nodes = `let open = () => {};
let sign = new Promise((resolve) => (open = resolve));
export function give() { open(); sign = new Promise((resolve) => (open = resolve)); }
export const waiting = async ({ events }, { emit }) => {
  await sign;
  for (let number = 1; number <= events; number++) emit("told", { number });
  return {};
};
const text = "x".repeat(1000);
export const chatting = async ({ events }, { emit }) => {
  for (let number = 1; number <= events; number++) {
    emit("told", { number, text });
    if (number % 50 === 0) await new Promise(setImmediate);
  }
  return {};
};
`;

interface Made {
  readonly createOne: MakeApp;
  readonly createWait: MakeApp;
  readonly createChat: MakeApp;
}

const [storage = "memory"] = process.argv.slice(2);
const folder = new URL("../.work/http/", import.meta.url);
mkdirSync(folder, { recursive: true });
const { diagnostics, modules } = await compile([{ path: "bench.graph", text: graphs }]);
const [made] = modules;
if (made === undefined) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
writeFileSync(new URL("nodes.ts", folder), `// @ts-nocheck\n${nodes}`);
writeFileSync(new URL("bench.graph.ts", folder), made.text);
const { createChat, createOne, createWait } = (await import(new URL("bench.graph.ts", folder).href)) as Made;
const { give } = (await import(new URL("nodes.ts", folder).href)) as { give(): void };

const checkpointer = storage === "memory" ? new MemoryCheckpointer() : new SqliteCheckpointer(storage);
const handler = createHandler({
  graphs: { one: createOne, wait: createWait, chat: createChat },
  checkpointer,
  limits: { runs: 2000 },
});
const server = await serve(handler);

process.on("message", (message) => {
  switch (message) {
    case "give":
      give();
      break;
    case "heap":
      // What the last requests have left is let go when it is its turn.
      setTimeout(() => {
        globalThis.gc?.();
        globalThis.gc?.();
        const { heapUsed, rss } = process.memoryUsage();
        process.send?.({ heap: heapUsed, resident: rss });
      }, 1000);
      break;
    case "stop":
      void server.close(1000).then(() => process.disconnect?.());
      break;
    default:
      break;
  }
});
process.send?.({ url: server.url });
