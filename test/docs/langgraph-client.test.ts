import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { compile } from "../../src/compile.ts";
import { modes } from "../../runtime/http/langgraph/modes.ts";

// Both tests start a process that loads a compiler.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const root = join(import.meta.dirname, "../..");
const page = readFileSync(join(root, "docs/langgraph-client.md"), "utf8").replaceAll("\r\n", "\n");

const blocks = (language: string): readonly string[] =>
  [...page.matchAll(new RegExp(`^\`\`\`${language}\n([^]*?)^\`\`\`$`, "gm"))].map((match) => match[1] ?? "");

const folder = mkdtempSync(join(root, "test/docs/tmp-"));

/** What the page leaves out. */
const imports = `
  import { MemoryCheckpointer, MemoryStore } from "@graphc/runtime";
  import { createHandler } from "@graphc/runtime/http";
  import { langGraph } from "@graphc/runtime/http/langgraph";
  import { serve } from "@graphc/runtime/http/node";
  import { Client } from "@langchain/langgraph-sdk";
  import { Hono } from "hono";
  import { cors } from "hono/cors";
  import { createAssistant, type AssistantHandlers } from "./assistant.graph.ts";
`;

/** What a browser asks before it sends the client's requests, and what it then lets the client read. */
const preflight = `
  const asks = { origin: page, "access-control-request-method": "POST", "access-control-request-headers": "content-type" };
  const asked = await fetch(open.url + "/threads", { method: "OPTIONS", headers: asks });
  const made = await fetch(open.url + "/threads", {
    method: "POST",
    headers: { origin: page, "content-type": "application/json" },
    body: "{}",
  });
  const named = (response: Response, name: string) => response.headers.get("access-control-" + name);
  console.log(asked.status, named(asked, "allow-origin"), made.status, named(made, "expose-headers"));
`;

beforeAll(async () => {
  const { modules } = await compile([{ path: "assistant.graph", text: blocks("graph")[0] ?? "" }]);
  writeFileSync(join(folder, "assistant.graph.ts"), modules[0]?.text ?? "");
  const [server, handler, client, leave] = blocks("ts");
  const program = [imports, handler, server, client, leave, preflight, "await open.close();", "await server.close();"];
  writeFileSync(join(folder, "program.ts"), program.join("\n"));
  const config = { extends: "../../../tsconfig.json", include: ["."], exclude: [] };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(config));
});

afterAll(() => rmSync(folder, { recursive: true }));

describe("the page on front ends that were written for LangGraph", () => {
  it("shows programs that type-check", async () => {
    const tsc = join(root, "node_modules/typescript/bin/tsc");
    const { stdout } = await promisify(execFile)(process.execPath, [tsc, "--noEmit", "-p", folder]).catch(
      (error: { stdout: string }) => error,
    );
    expect(stdout).toBe("");
  });

  it("shows a server, a handler and a client that do what it says", async () => {
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ["--import", "tsx", "--conditions", "graphc-source", join(folder, "program.ts")],
      { cwd: root },
    );
    expect(stdout).toBe(
      [
        "piece: I ",
        "piece: promise: ",
        "piece: lunch ",
        "piece: at ",
        "piece: noon",
        "update: answer",
        "update: __interrupt__",
        "asked: { text: 'I promise: lunch at noon' }",
        "messages: [",
        "  { id: '1', type: 'human', content: 'lunch at noon' },",
        "  { id: 'answer 1', type: 'ai', content: 'I promise: lunch at noon' }",
        "]",
        "204 http://localhost:5173 200 Content-Location,Location,X-Pagination-Next",
        "",
      ].join("\n"),
    );
  });

  it("names each mode", () => {
    for (const mode of modes) expect(page).toContain(`\`${mode}\``);
  });
});
