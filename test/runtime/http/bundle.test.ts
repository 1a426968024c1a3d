import { createContext, runInContext } from "node:vm";
import { build } from "esbuild";
import { expect, it } from "vitest";

/** A worker: it has what the web has, and nothing of Node. */
const worker = `
  import { MemoryCheckpointer } from "@graphc/runtime";
  import { createHandler } from "@graphc/runtime/http";
  import { createExpense } from "./samples/approval-processes/expense.graph.ts";
  const handler = createHandler({ graphs: { expense: createExpense }, checkpointer: new MemoryCheckpointer() });
  const body = JSON.stringify({ graph: "expense", input: { title: "Trip", amount: 5, approvers: ["Ada"] } });
  const headers = { "content-type": "application/json" };
  globalThis.outcome = handler
    .fetch(new Request("http://localhost/tasks", { method: "POST", headers, body }))
    .then((response) => response.json());`;

it("A handler runs where there is a fetch, and nothing of Node", async () => {
  const { metafile, outputFiles } = await build({
    stdin: { contents: worker, resolveDir: ".", loader: "ts" },
    bundle: true,
    write: false,
    metafile: true,
    format: "iife",
    platform: "browser",
    target: "es2022",
    conditions: ["graphc-source"],
    logLevel: "silent",
  });
  const packages = Object.keys(metafile.inputs).filter((file) => /^node:|node_modules/.test(file));
  expect(packages.filter((file) => !file.startsWith("node_modules/hono/"))).toEqual([]);
  const {
    AbortController,
    Headers,
    ReadableStream,
    Request,
    Response,
    TextDecoder,
    TextEncoder,
    URL,
    URLSearchParams,
  } = globalThis;
  const web = {
    AbortController,
    Headers,
    ReadableStream,
    Request,
    Response,
    TextDecoder,
    TextEncoder,
    URL,
    URLSearchParams,
  };
  const others = { crypto, console, setTimeout, clearTimeout, atob, btoa };
  const context = createContext({ ...web, ...others });
  runInContext(outputFiles[0]?.text ?? "", context);
  expect(await (context as { readonly outcome?: Promise<unknown> }).outcome).toMatchObject({
    status: "waiting",
    interrupts: [{ name: "decision", payload: { approver: "Ada" } }],
  });
});
