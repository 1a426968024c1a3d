/**
 * Measures the SQLite checkpointer beside a hand-written loop on better-sqlite3 (one 300-byte insert a transaction, WAL, `synchronous = NORMAL`), in one run and
 * taking turns with it: `node --import tsx -C graphc-source bench/persistence-sqlite.ts [--steps 5000] [--rounds 5]`.
 */
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import Database from "better-sqlite3";
import { type Direct, direct, type DirectChange, type DirectCommit } from "../runtime/checkpoint/direct.ts";
import { SqliteCheckpointer } from "../runtime/sqlite/index.ts";

const { values } = parseArgs({
  options: { steps: { type: "string", default: "5000" }, rounds: { type: "string", default: "5" } },
});
const steps = Number(values.steps);
const folder = mkdtempSync(join(tmpdir(), "graphc-bench-"));
let files = 0;

function fresh(): string {
  return join(folder, `${files++}.db`);
}

function idOf(n: number): string {
  return `0mf3k2l1a-${n.toString(36).padStart(5, "0")}-abcdefgh`;
}

function commitOf(threadId: string, n: number, last: number, changes: readonly DirectChange[]): DirectCommit {
  return {
    ...{ threadId, checkpointId: idOf(n), line: idOf(0), createdAt: new Date(1_700_000_000_000 + n), step: n },
    ...{ source: n === 0 ? "input" : "step", graph: "Bench", version: 1, schemaHash: "0123456789abcdef" },
    ...{ status: n === last ? "done" : "running", next: ["work"], metadata: {}, changes },
    frontier: { at: { kind: "node", node: "work" }, last: "work", step: n, visits: { work: n } },
    ...(n > 0 && { parentId: idOf(n - 1) }),
  };
}

function counted(n: number): readonly DirectChange[] {
  return [
    { op: "set", field: "count", value: n },
    { op: "set", field: "text", value: "x".repeat(40) },
  ];
}

const kilobyte = "x".repeat(1024);

function grown(n: number): readonly DirectChange[] {
  return [{ op: n === 0 ? "set" : "append", field: "log", value: [kilobyte] }];
}

/** Microseconds a step of the hand-written loop. */
function hand(synchronous: string): number {
  const database = new Database(fresh());
  database.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = ${synchronous}`);
  database.exec("CREATE TABLE step (id INTEGER PRIMARY KEY, body TEXT)");
  const insert = database.prepare("INSERT INTO step (body) VALUES (?)");
  const body = "x".repeat(300);
  const time = timed(() => {
    for (let n = 0; n < steps; n++) insert.run(body);
  });
  database.close();
  return time / steps;
}

/** Microseconds a step when each is stored at once. */
function sync(synchronous: "NORMAL" | "FULL"): number {
  const checkpointer = new SqliteCheckpointer({ path: fresh(), synchronous });
  const connected: Direct = checkpointer[direct];
  const time = timed(() => {
    for (let n = 0; n < steps; n++) void connected.commit(commitOf("thread", n, steps - 1, counted(n)));
  });
  void checkpointer.close();
  return time / steps;
}

/** Microseconds a step when steps are stored in groups. */
async function lazy(): Promise<number> {
  const checkpointer = new SqliteCheckpointer(fresh());
  const connected: Direct = checkpointer[direct];
  const before = performance.now();
  for (let n = 0; n < steps; n++) {
    const stored = connected.commit(commitOf("thread", n, steps - 1, counted(n)), true);
    if (n % 256 === 255) await stored;
  }
  await checkpointer.close();
  return ((performance.now() - before) * 1000) / steps;
}

/** Threads a second, of ten steps each, all running at once. */
async function threads(lazily: boolean): Promise<number> {
  const checkpointer = new SqliteCheckpointer(fresh());
  const connected: Direct = checkpointer[direct];
  const before = performance.now();
  for (let n = 0; n < 10; n++) {
    const stored: unknown[] = [];
    for (let t = 0; t < 1000; t++) {
      const commit = { ...commitOf(`thread ${t}`, n, 9, counted(n)), threadId: `thread ${t}` };
      stored.push(connected.commit(commit, lazily));
    }
    await Promise.all(stored);
  }
  await checkpointer.close();
  return 1_000_000 / (performance.now() - before);
}

/** Bytes of file and microseconds a step, and milliseconds to read, when a kilobyte is appended in each of so many steps. */
async function growing(count: number): Promise<readonly number[]> {
  const path = fresh();
  const checkpointer = new SqliteCheckpointer(path);
  const connected: Direct = checkpointer[direct];
  const time = timed(() => {
    for (let n = 0; n < count; n++) void connected.commit(commitOf("thread", n, count - 1, grown(n)));
  });
  const head = await best(async () => void (await connected.load("thread")));
  const past = await best(async () => {
    for await (const one of connected.history("thread", {})) if (one.step < 0) return;
  });
  await checkpointer.close();
  return [statSync(path).size / count, time / count, head, past];
}

/** Milliseconds to load the latest and a past checkpoint of a long thread, with a log of many small entries. */
async function long(): Promise<readonly number[]> {
  const checkpointer = new SqliteCheckpointer(fresh());
  const connected: Direct = checkpointer[direct];
  for (let n = 0; n < 10_000; n++) {
    const entry: DirectChange = { op: "append", field: "log", value: [`entry ${n}`] };
    void connected.commit(commitOf("thread", n, 9999, [...counted(n), entry]), true);
  }
  const head = await best(async () => void (await connected.load("thread")));
  const past = await best(async () => void (await connected.load("thread", idOf(5000))));
  const ten = await best(async () => {
    for await (const one of connected.history("thread", { before: idOf(5000), limit: 10 })) if (one.step < 0) return;
  });
  await checkpointer.close();
  return [head, past, ten];
}

function timed(action: () => void): number {
  const before = performance.now();
  action();
  return (performance.now() - before) * 1000;
}

/** The median of several. */
async function best(action: () => Promise<void>): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i < 7; i++) {
    const before = performance.now();
    await action();
    times.push(performance.now() - before);
  }
  return median(times);
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((one, other) => one - other)[numbers.length >> 1] ?? Number.NaN;
}

function say(what: string, ...numbers: readonly string[]): void {
  console.log(`${what.padEnd(44)} ${numbers.join("   ")}`);
}

const digits = (value: number): string => value.toLocaleString("en", { maximumSignificantDigits: 3 });

const rounds = Array.from({ length: Number(values.rounds) }, (_, round) => round);
const ratios: { readonly name: string; readonly hand: number[]; readonly ours: number[] }[] = [
  { name: "commit a step", hand: [], ours: [] },
  { name: "commit a step, synchronous = FULL", hand: [], ours: [] },
  { name: "commit in groups", hand: [], ours: [] },
];
for (const round of rounds) {
  const full = round < 3;
  ratios[0]?.hand.push(hand("NORMAL"));
  ratios[0]?.ours.push(sync("NORMAL"));
  ratios[2]?.ours.push(await lazy());
  ratios[2]?.hand.push(hand("NORMAL"));
  if (full) ratios[1]?.hand.push(hand("FULL"));
  if (full) ratios[1]?.ours.push(sync("FULL"));
}
for (const { name, hand: theirs, ours } of ratios) {
  const [one, other] = [median(ours), median(theirs)];
  say(name, `${digits(one)} µs`, `by hand ${digits(other)} µs`, `ratio ${digits(one / other)}`);
}
say(
  "1,000 threads of 10 steps, each stored",
  `${digits(median([await threads(false), await threads(false)]))} threads/s`,
);
say("1,000 threads of 10 steps, in groups", `${digits(median([await threads(true), await threads(true)]))} threads/s`);
for (const count of [200, 400, 800, 1600]) {
  const [size = 0, time = 0, head = 0, past = 0] = await growing(count);
  const read = [`latest ${digits(head)} ms`, `history ${digits(past)} ms`];
  say(`1 KB appended in ${count} steps`, `${digits(size)} bytes and ${digits(time)} µs a step`, ...read);
}
const [head = 0, past = 0, ten = 0] = await long();
say(
  "10,000 steps with a log",
  `latest ${digits(head)} ms`,
  `past ${digits(past)} ms`,
  `ten of history ${digits(ten)} ms`,
);
rmSync(folder, { recursive: true, force: true });
