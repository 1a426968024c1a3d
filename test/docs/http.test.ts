import { execFile, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createHandler } from "@graphc/runtime/http";
import { createExpense } from "../../samples/approval-processes/expense.graph.ts";
import { MemoryCheckpointer } from "@graphc/runtime";
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const page = readFileSync("docs/http.md", "utf8").replaceAll("\r\n", "\n");

/** The blocks of the page in a language, each with the block behind it. */
function blocks(language: string): readonly { readonly text: string; readonly answer: string }[] {
  const all = [...page.matchAll(/^```(\w+)\n([^]*?)^```$/gm)];
  return all.flatMap(([, name, text = ""], i) => (name === language ? [{ text, answer: all[i + 1]?.[2] ?? "" }] : []));
}

/** A text of the page as a pattern: what stands for anything is written `…`. */
function pattern(text: string): RegExp {
  return new RegExp(
    text
      .trim()
      .replaceAll(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`)
      .replaceAll("…", '[^"\\n]+'),
  );
}

// Below the project, so that the packages are found.
const folder = mkdtempSync(join("test", "docs", "http-"));
let server: ChildProcess;
let url = "";

beforeAll(async () => {
  const program = blocks("ts")[0]?.text ?? "";
  copyFileSync("samples/approval-processes/expense.graph.ts", join(folder, "expense.graph.ts"));
  writeFileSync(join(folder, "main.ts"), program.replace("port: 3000", "port: 0"));
  const options = ["--import", "tsx", "--conditions", "graphc-source", "main.ts"];
  server = spawn(process.execPath, options, { cwd: folder, stdio: ["ignore", "pipe", "inherit"] });
  const [said]: unknown[] = await once(server.stdout ?? server, "data");
  url = String(said).trim();
});

afterAll(async () => {
  server.kill("SIGTERM");
  const [code]: unknown[] = await once(server, "exit");
  rmSync(folder, { recursive: true, force: true });
  if (code !== 0) throw new Error(`The program ended with ${String(code)}.`);
});

describe("The page on HTTP", () => {
  it("has a program that serves, whose requests are answered as it says, in their order", async () => {
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    const requests = blocks("sh");
    expect(requests.length).toBeGreaterThan(2);
    for (const { answer, text } of requests) {
      const command = text.replaceAll("http://127.0.0.1:3000", url);
      const { stdout } = await promisify(execFile)("bash", ["-c", command]);
      const said = stdout.startsWith("{") ? stdout : stdout.trim();
      const expected = answer.trim().startsWith("{") ? JSON.stringify(JSON.parse(answer)) : answer;
      expect(said).toMatch(pattern(expected));
    }
  });

  it("shows how callers are told apart: by team, and only administrators delete", async () => {
    const [, example = ""] = blocks("ts").map(({ text }) => text);
    const body = example.replace("const handler =", "return");
    const users = new Map([
      ["Ada", { team: "a", isAdmin: false }],
      ["Bob", { team: "a", isAdmin: true }],
      ["Eve", { team: "b", isAdmin: true }],
    ]);
    const made: unknown = new Function("createHandler", "createExpense", "checkpointer", "userOf", body)(
      createHandler,
      createExpense,
      new MemoryCheckpointer(),
      async (header: string | null) => users.get(header ?? ""),
    );
    const { fetch } = made as ReturnType<typeof createHandler>;
    const send = async (who: string, method: string, path: string, sent?: object): Promise<number> => {
      const headers = { "content-type": "application/json", ...(who !== "" && { authorization: who }) };
      const request = { method, headers, ...(sent && { body: JSON.stringify(sent) }) };
      return (await fetch(new Request(`https://expenses.example${path}`, request))).status;
    };
    const input = { title: "Trip", amount: 340, approvers: ["Ada"] };
    expect(await send("Ada", "POST", "/tasks", { graph: "expense", threadId: "t", input })).toBe(200);
    expect(await send("", "GET", "/tasks/t")).toBe(401);
    expect(await send("Eve", "GET", "/tasks/t")).toBe(404);
    expect(await send("Bob", "GET", "/tasks/t")).toBe(200);
    expect(await send("Ada", "DELETE", "/tasks/t")).toBe(403);
    expect(await send("Bob", "DELETE", "/tasks/t")).toBe(204);
  });
});
