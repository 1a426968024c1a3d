import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { setImmediate } from "node:timers/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, type TestContext, test } from "vitest";
import { type AnyApp, type AnyHandler, appOf, collect, rejection } from "../../acceptance/run.ts";
import { SqliteCheckpointer } from "@graphc/runtime/sqlite";

/** A disk of its own, of two megabytes; `undefined` where this process may not mount one. */
function mounted(): string | undefined {
  const folder = mkdtempSync(join(tmpdir(), "graphc-disk-"));
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=2m", "graphc-test", folder], { stdio: "ignore" });
    return folder;
  } catch {
    rmSync(folder, { recursive: true });
    return undefined;
  }
}

let disk: string | undefined;
let opened: SqliteCheckpointer[] = [];
beforeEach(({ skip }: TestContext) => {
  disk = process.platform === "linux" ? mounted() : undefined;
  if (disk === undefined) skip("A small disk is needed, which only root can mount, on Linux.");
});
afterEach(async () => {
  for (const one of opened) await one.close();
  opened = [];
  if (disk === undefined) return;
  execFileSync("umount", [disk]);
  rmSync(disk, { recursive: true });
});

function file(name: string): string {
  return join(disk ?? "", name);
}

/** Takes all space but so much. */
function fill(left = 0): void {
  const { bavail, bsize } = statfsSync(disk ?? "");
  writeFileSync(file("ballast"), new Uint8Array(Math.max(0, bavail * bsize - left)));
}

function makeRoom(): void {
  rmSync(file("ballast"));
}

const steps = 40;
const text = `graph G {
  limit 1000 steps
  state { output log: string[] = [] reduce append }
  node note { reads log writes log }
  start -> note -> when { len(log) >= ${steps} -> end  else -> note }
}`;
const whole = Array.from({ length: steps }, (_, n) => `${n} ${"x".repeat(2000)}`);

/** An app of another process, as far as the file can tell; `ran` are the steps that its handler was called for, and `at` is called with each. */
async function appOn(ran: number[], at: (step: number) => void = () => undefined): Promise<AnyApp> {
  const checkpointer = new SqliteCheckpointer(file("threads.db"));
  opened.push(checkpointer);
  const note: AnyHandler = async ({ log }: { readonly log: readonly string[] }) => {
    // What waits to be stored is stored meanwhile.
    await setImmediate();
    ran.push(log.length);
    at(log.length);
    return { log: [whole[log.length]] };
  };
  return appOf(text, { checkpointer, handlers: { note } });
}

const config = { threadId: "t" };
const full = { name: "StorageError", problem: "full" };

describe("A disk that is full", () => {
  test.each(["sync", "async", "exit"] as const)(
    "fails a run without losing what was stored, which goes on when there is room: %s",
    async (durability) => {
      const ran: number[] = [];
      let fills = false;
      const app = await appOn(ran, (step) => {
        if (fills && step === 10) fill(30_000);
      });
      await app.invoke({}, { threadId: "before" });
      fills = true;
      ran.length = 0;
      const failed = await rejection(app.invoke({}, { ...config, durability }));
      expect(failed).toMatchObject(full);
      expect(String(failed)).toContain(`SQLite database "${file("threads.db")}" has no space left.`);
      expect(String(failed)).toContain("make room and repeat the call");
      const first = [...ran];
      const elsewhere = await appOn([]);
      for (const reader of [app, elsewhere]) {
        expect((await reader.getState({ threadId: "before" })).values).toEqual({ log: whole });
      }
      const stored = durability === "exit" ? 0 : ((await app.getState(config)).values["log"] as unknown[]).length;
      makeRoom();
      fills = false;
      ran.length = 0;
      const goesOn = durability === "exit" ? app.invoke({}, config) : app.continue(config);
      expect(await goesOn).toEqual({ log: whole });
      expect(ran[0]).toBe(stored);
      if (durability === "sync") expect([first.length - stored, stored > 10]).toEqual([1, true]);
      expect((await elsewhere.getState(config)).values).toEqual({ log: whole });
    },
  );

  test("is told by who opens a file there, and by who stores in it; readers go on", async () => {
    const app = await appOn([]);
    await app.invoke({}, config);
    fill();
    expect(await rejection(app.invoke({}, { threadId: "u" }))).toMatchObject(full);
    expect((await app.getState(config)).values).toEqual({ log: whole });
    expect((await collect(app.getStateHistory(config))).length).toBe(steps + 1);
    expect(() => new SqliteCheckpointer(file("other.db"))).toThrow(
      expect.objectContaining({ ...full, message: expect.stringContaining(file("other.db")) }),
    );
    makeRoom();
    opened.push(new SqliteCheckpointer(file("other.db")));
    expect(await app.invoke({}, { threadId: "u" })).toEqual({ log: whole });
  });
});
