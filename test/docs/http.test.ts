import { execFile, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
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
});
