import { describe, expect, it } from "vitest";
import { EventLog } from "../../../../runtime/http/service/log.ts";

const roomy = { events: 1000, characters: 100_000 };

async function idsOf(log: EventLog, after?: number): Promise<readonly (number | string)[]> {
  const ids: (number | string)[] = [];
  for await (const entry of log.read(after)) ids.push("lost" in entry ? `lost, next is ${entry.next}` : entry.id);
  return ids;
}

describe("The log of a run", () => {
  it("gives each reader what was there, what comes, and its end", async () => {
    const log = new EventLog(roomy);
    log.append("a", "1");
    const early = idsOf(log);
    log.append("b", "2");
    const late = idsOf(log);
    await Promise.resolve();
    log.append("c", "3");
    log.close();
    expect(await early).toEqual([1, 2, 3]);
    expect(await late).toEqual([1, 2, 3]);
    expect(await idsOf(log)).toEqual([1, 2, 3]);
  });

  it("is read on behind an entry, also behind the last", async () => {
    const log = new EventLog(roomy);
    for (const data of ["1", "2", "3"]) log.append("a", data);
    log.close();
    expect(await idsOf(log, 2)).toEqual([3]);
    expect(await idsOf(log, 3)).toEqual([]);
    expect(await idsOf(log, 99)).toEqual([]);
  });

  it("keeps so many entries, and tells a reader whose next one is gone, once", async () => {
    const log = new EventLog({ events: 3, characters: 100_000 });
    const slow = log.read();
    log.append("a", "first");
    expect(await slow.next()).toMatchObject({ value: { id: 1 } });
    for (let i = 0; i < 10; i++) log.append("a", "x");
    expect(await slow.next()).toEqual({ done: false, value: { lost: true, next: 9 } });
    expect(await slow.next()).toEqual({ done: true, value: undefined });
    log.close();
    expect(await idsOf(log)).toEqual(["lost, next is 9"]);
    expect(await idsOf(log, 8)).toEqual([9, 10, 11]);
  });

  it("keeps so many characters, and the last entry whatever its size", () => {
    const log = new EventLog({ events: 1000, characters: 10 });
    for (let i = 0; i < 100; i++) log.append("a", "12345");
    expect(log.characters).toBe(10);
    log.append("a", "x".repeat(50));
    expect(log.characters).toBe(50);
    log.append("a", "x");
    expect(log.characters).toBe(1);
  });

  it("lets a reader go that waits", async () => {
    const log = new EventLog(roomy);
    const reader = log.read();
    const waiting = reader.next();
    await reader.return?.();
    expect(await waiting).toEqual({ done: true, value: undefined });
    log.append("a", "1");
    expect(await reader.next()).toEqual({ done: true, value: undefined });
  });
});
