import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { MemoryCheckpointer, type Checkpointer } from "@graphc/runtime";
import { SqliteCheckpointer } from "@graphc/runtime/sqlite";
import { connect, direct, type Direct } from "../../runtime/checkpoint/direct.ts";
import { count, counterApp } from "./counter.ts";
import { faulty, Plan } from "./storage.ts";

const folder = mkdtempSync(join(tmpdir(), "graphc-racing-"));
afterAll(() => rmSync(folder, { recursive: true }));
let files = 0;
const file = (): string => join(folder, `${files++}.db`);

const callers = 4;
const times = 6;

/** Opens the same storage again and again, as processes of their own would. */
type Shared = () => Checkpointer;

const storages: readonly (readonly [string, () => Shared])[] = [
  [
    "memory, as text",
    () => {
      const memory = new MemoryCheckpointer();
      return () => faulty(memory, new Plan(), "text");
    },
  ],
  [
    "memory, with writes under way",
    () => {
      const memory = new MemoryCheckpointer();
      return () => faulty(memory, new Plan(), "ordered");
    },
  ],
  [
    "SQLite",
    () => {
      const path = file();
      return () => new SqliteCheckpointer(path);
    },
  ],
];

describe.each(storages)("Callers that race on a thread on %s", (_, share) => {
  describe.each(["sync", "async", "exit"] as const)("with durability %s", (durability) => {
    it.each(["reject", "wait"] as const)("lose no update through one checkpointer, with ifBusy: %s", async (ifBusy) => {
      const checkpointer = share()();
      const apps = await Promise.all(Array.from({ length: callers }, () => counterApp(checkpointer)));
      const refused = await Promise.all(apps.map((app) => count(app, times, durability, ifBusy)));
      const { values } = await (apps[0] as (typeof apps)[number]).getState({ threadId: "t" });
      expect(values).toEqual({ n: callers * times, steps: 2 * callers * times });
      if (ifBusy === "wait") expect(refused).toEqual(Array.from({ length: callers }, () => 0));
      await checkpointer.close();
    });

    it("lose no update through checkpointers of their own", async () => {
      const open = share();
      const checkpointers = Array.from({ length: callers }, open);
      const apps = await Promise.all(checkpointers.map(counterApp));
      await Promise.all(apps.map((app, i) => count(app, times, durability, i % 2 === 0 ? "reject" : "wait")));
      const { values } = await (await counterApp(open())).getState({ threadId: "t" });
      expect(values).toEqual({ n: callers * times, steps: 2 * callers * times });
      for (const checkpointer of checkpointers) await checkpointer.close();
    });
  });
});

async function firstLine({ stdout }: ChildProcess): Promise<string> {
  if (stdout === null) throw new Error("The output of a process is not read.");
  const [line] = (await once(stdout, "data")) as readonly unknown[];
  return String(line);
}

describe("Processes that race on a thread on one SQLite file", () => {
  it.each(["sync", "async", "exit"] as const)(
    "lose no update, with durability %s",
    { timeout: 120_000 },
    async (durability) => {
      const path = file();
      const script = fileURLToPath(new URL("counting.ts", import.meta.url));
      const node = ["--import", import.meta.resolve("tsx"), "-C", "graphc-source", script, path];
      const children = (["reject", "wait"] as const).map((ifBusy) =>
        spawn(process.execPath, [...node, "40", durability, ifBusy], { stdio: ["pipe", "pipe", "inherit"] }),
      );
      expect(await Promise.all(children.map(firstLine))).toEqual(["ready\n", "ready\n"]);
      const results = children.map(firstLine);
      for (const { stdin } of children) stdin?.write("go\n");
      for (const result of await Promise.all(results)) expect(result).toMatch(/^refused \d+\n$/);
      const checkpointer = new SqliteCheckpointer(path);
      const { values } = await (await counterApp(checkpointer)).getState({ threadId: "t" });
      expect(values).toEqual({ n: 80, steps: 160 });
      await checkpointer.close();
    },
  );
});

describe("Two runs that both believe that they may go on", () => {
  it("do not both: who is second is told so, and what the first has stored stands", async () => {
    const memory = new MemoryCheckpointer();
    const inner = connect(memory);
    // Both load before either has stored anything.
    let waiting = 2;
    let open = (): void => undefined;
    const bothLoaded = new Promise<void>((resolve) => (open = resolve));
    const meeting: Direct = {
      ...inner,
      load: async (threadId, checkpointId) => {
        const loaded = await inner.load(threadId, checkpointId);
        if (--waiting === 0) open();
        await bothLoaded;
        return loaded;
      },
    };
    const alone = (): Checkpointer => Object.assign(faulty(memory, new Plan(), "text"), { [direct]: meeting });
    const apps = [await counterApp(alone()), await counterApp(alone())];
    const outcomes = await Promise.allSettled(apps.map((app) => app.invoke({}, { threadId: "t" })));
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    const refused = outcomes.find((outcome) => outcome.status === "rejected");
    expect(refused?.reason).toMatchObject({ name: "ThreadConflictError", threadId: "t" });
    const { values } = await (await counterApp(memory)).getState({ threadId: "t" });
    expect(values).toEqual({ n: 1, steps: 2 });
  });
});
