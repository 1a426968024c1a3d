import { Writable } from "node:stream";
import { pino } from "pino";
import { describe, expect, it } from "vitest";
import { logHooks } from "@graphc/runtime";
import { type AnyHandler, appOf, rejection } from "../../acceptance/run.ts";

const text = `graph G { state { input secret: string = "hidden" output log: string[] = [] reduce append } node a { writes log retry 2 } ask q: boolean { show secret } start -> a -> q -> end }`;

type Line = Readonly<Record<string, unknown>>;

/** What a real pino writes at a level. */
async function logged(level: string, a: AnyHandler): Promise<readonly Line[]> {
  const lines: Line[] = [];
  const stream = new Writable({
    write(chunk: Buffer, _, done) {
      lines.push(JSON.parse(chunk.toString()) as Line);
      done();
    },
  });
  const app = await appOf(text, { handlers: { a }, hooks: logHooks(pino({ level }, stream)) });
  await app.invoke({}, { threadId: "t" }).catch(() => undefined);
  return lines;
}

describe("What is logged", () => {
  it("are runs with their ids, in few lines", async () => {
    const lines = await logged("info", () => ({ log: ["hidden"] }));
    expect(lines).toMatchObject([
      { level: 30, msg: "run started", graph: "G", threadId: "t", kind: "start" },
      { level: 30, msg: "question asked", ask: "q", path: "q" },
      { level: 30, msg: "run interrupted", next: ["q"], duration: expect.any(Number) },
    ]);
    expect(new Set(lines.map(({ runId }) => runId)).size).toBe(1);
  });

  it("are steps and what is stored, for whoever wants to know, and nothing of the state", async () => {
    const lines = await logged("debug", () => ({ log: ["hidden"] }));
    expect(lines.map(({ msg }) => msg)).toEqual(
      expect.arrayContaining(["step started", "step finished", "checkpoint stored"]),
    );
    expect(lines.find(({ msg }) => msg === "step finished")).toMatchObject({
      ...{ level: 20, node: "a", path: "a", step: 1, attempt: 1, duration: expect.any(Number) },
    });
    expect(JSON.stringify(lines)).not.toContain("hidden");
  });

  it("are failures with their errors under err: of attempts as warnings, of the run as an error", async () => {
    const lines = await logged("warn", () => {
      throw new RangeError("too far");
    });
    expect(lines.map(({ level, msg }) => [level, msg])).toEqual([
      ...lines.slice(0, -2).map(() => [40, "step tried again"]),
      [40, "step failed"],
      [50, "run failed"],
    ]);
    for (const { err } of lines.slice(0, -1)) expect(err).toMatchObject({ type: "RangeError", message: "too far" });
    expect(lines.at(-1)?.["err"]).toMatchObject({ type: "NodeError" });
  });

  it("is not made for a logger that says that it drops it", async () => {
    const made: string[] = [];
    const note = (_: object, message: string): void => void made.push(message);
    const logger = { debug: note, info: note, warn: note, error: note };
    for (const isLevelEnabled of [() => false, () => true]) {
      const app = await appOf(text, {
        handlers: { a: () => ({ log: [] }) },
        hooks: logHooks({ ...logger, isLevelEnabled }),
      });
      await app.invoke({}, { threadId: "t" });
      expect(made.includes("step finished")).toBe(isLevelEnabled());
      expect(made.includes("checkpoint stored")).toBe(isLevelEnabled());
    }
    expect(made.filter((message) => message === "run started")).toHaveLength(2);
  });

  it("breaks no run when the logger throws", async () => {
    const fails = (): never => {
      throw new Error("disk full");
    };
    const hooks = logHooks({ debug: fails, info: fails, warn: fails, error: fails });
    const app = await appOf(text, { handlers: { a: () => ({ log: [] }) }, hooks });
    expect(app.isInterrupted(await app.invoke({}, { threadId: "t" }))).toBe(true);
    await rejection(app.invoke({ wrong: 1 }, { threadId: "u" }));
  });
});
