import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { MemoryCheckpointer } from "@graphc/runtime";
import { scriptedModel } from "../../samples/model.ts";
import { createSupportDesk, supportDeskGraph } from "../../samples/support-desk/support-desk.graph.ts";
import { check } from "../../src/compile.ts";
import { render } from "../../src/diagnostics/render/render.ts";
import { drawText } from "../../src/draw/text.ts";

const root = join(import.meta.dirname, "../..");
const read = (path: string): string => readFileSync(join(root, path), "utf8").replaceAll("\r\n", "\n");

const readme = read("README.md");
const source = read("samples/support-desk/support-desk.graph");

/** The blocks of a language, without the empty lines around them. */
const blocks = (language: string): readonly string[] =>
  [...readme.matchAll(new RegExp(`^\`\`\`${language}\n([^]*?)^\`\`\`$`, "gm"))].map((match) => match[1]?.trim() ?? "");

describe("the README", () => {
  it("shows the graph of the sample support-desk", () => {
    expect(blocks("graph")).toEqual([source.trim()]);
  });

  it("shows a handler of that sample", () => {
    expect(read("samples/support-desk/nodes.ts")).toContain(blocks("ts")[0]);
  });

  it("shows a program that runs", async () => {
    const model = scriptedModel([
      { when: /Classify/, reply: "urgent" },
      { when: /Ada/, reply: "We restart it now." },
    ]);
    // README: begin
    const desk = createSupportDesk({ checkpointer: new MemoryCheckpointer(), context: { model } });
    const thread = { threadId: "ada" };

    let result = await desk.invoke({ text: "The server is down!", customer: "Ada" }, thread);
    if (desk.isInterrupted(result)) {
      // The run waits, for two days if need be. An answer that does not fit `{ approved: boolean }` does not compile.
      result = await desk.resume({ signOff: { approved: true } }, thread);
    }
    // README: end
    expect(result).toEqual({
      reply: "We restart it now.",
      log: ["classified as urgent", "drafted", "signed off"],
    });
    const [, program] = read("test/samples/readme.test.ts").split(/^ *\/\/ README: .*\n/m);
    expect(blocks("ts")[1]).toBe(program?.replaceAll(/^ {4}/gm, "").trim());
  });

  it("draws that graph", () => {
    expect(blocks("text")[0]).toBe(drawText(supportDeskGraph));
  });

  it("shows what the sample's program prints", () => {
    expect(read("samples/support-desk/output.txt")).toContain(blocks("text")[1]);
  });

  it("shows what the compiler says of two mistakes", () => {
    const wrong = source.replace('| "general"', '| "general" | "spam"').replace('log: ["no', 'logs: ["no');
    expect(blocks("text")[2]).toBe(render(check([{ path: "support-desk.graph", text: wrong }])).trim());
  });
});
