import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { compile } from "../../src/compile.ts";
import { modes } from "../../runtime/http/langgraph/modes.ts";

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
  import { createAssistant, type AssistantHandlers } from "./assistant.graph.ts";
`;

beforeAll(async () => {
  const { modules } = await compile([{ path: "assistant.graph", text: blocks("graph")[0] ?? "" }]);
  writeFileSync(join(folder, "assistant.graph.ts"), modules[0]?.text ?? "");
  const [server, handler, client] = blocks("ts");
  writeFileSync(join(folder, "program.ts"), [imports, handler, server, client, "await server.close();"].join("\n"));
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
        "",
      ].join("\n"),
    );
  });

  it("names each mode", () => {
    for (const mode of modes) expect(page).toContain(`\`${mode}\``);
  });
});
