import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { OwnPool, PgPoolClient, PgQuery, PgResult } from "../../../runtime/postgres/pg.ts";
import { Kept } from "../../../runtime/postgres/kept.ts";

/** A connection that notes what becomes of it. */
class Client implements PgPoolClient {
  readonly sent: string[] = [];
  readonly listeners = new Set<(error: Error) => void>();
  isReferenced = true;
  released: boolean | undefined;
  answer: (result: PgResult) => void = () => undefined;
  fail: (error: Error) => void = () => undefined;

  query({ text }: PgQuery): Promise<PgResult> {
    this.#check();
    this.sent.push(text);
    return new Promise((resolve, reject) => {
      this.answer = resolve;
      this.fail = reject;
    });
  }

  on(_event: "error", listener: (error: Error) => void): void {
    this.listeners.add(listener);
  }

  off(_event: "error", listener: (error: Error) => void): void {
    this.listeners.delete(listener);
  }

  release(destroy: boolean): void {
    this.#check();
    if (this.listeners.size > 0) throw new Error("It is still listened to.");
    this.released = destroy;
  }

  ref(): void {
    this.isReferenced = true;
  }

  /** A connection is used only by whom it was given to, and while it keeps the process alive. */
  #check(): void {
    if (this.released !== undefined) throw new Error("It was released.");
    if (!this.isReferenced) throw new Error("The process may end meanwhile.");
  }

  unref(): void {
    this.isReferenced = false;
  }
}

const result: PgResult = { rows: [], rowCount: 1 };
const idle = 2001;
let clients: Client[] = [];
let refusal: Error | undefined;

function keep(): Kept {
  const connect = async (): Promise<PgPoolClient> => {
    if (refusal) throw refusal;
    const client = new Client();
    clients.push(client);
    return client;
  };
  return new Kept({ connect } as Partial<OwnPool> as OwnPool);
}

/** Sends a statement and answers it. */
async function send(kept: Kept, text: string): Promise<void> {
  const sent = kept.query({ text });
  await vi.advanceTimersByTimeAsync(0);
  clients.at(-1)?.answer(result);
  expect(await sent).toBe(result);
}

beforeEach(() => {
  clients = [];
  refusal = undefined;
  vi.useFakeTimers();
});
afterEach(() => void vi.useRealTimers());

describe("A connection that is kept", () => {
  it("takes statement after statement, and keeps no process alive between them", async () => {
    const kept = keep();
    for (const text of ["a", "b", "c"]) {
      await send(kept, text);
      expect(clients[0]?.isReferenced).toBe(false);
    }
    expect(clients.map(({ sent }) => sent)).toEqual([["a", "b", "c"]]);
  });

  it("goes back when nothing comes any more, and not while a statement is under way", async () => {
    const kept = keep();
    const sent = kept.query({ text: "long" });
    await vi.advanceTimersByTimeAsync(10 * idle);
    expect(clients[0]?.released).toBeUndefined();
    clients[0]?.answer(result);
    await sent;
    await vi.advanceTimersByTimeAsync(idle);
    expect(clients[0]?.released).toBe(false);
    await send(kept, "later");
    expect(clients.map(({ sent: texts }) => texts)).toEqual([["long"], ["later"]]);
    expect(clients[1]?.released).toBeUndefined();
  });

  it("is not used again when a statement fails", async () => {
    const kept = keep();
    const told = kept.query({ text: "a" }).catch((error: unknown) => error);
    const broken = new Error("broken");
    await vi.advanceTimersByTimeAsync(0);
    clients[0]?.fail(broken);
    expect(await told).toBe(broken);
    expect(clients[0]?.released).toBe(true);
    await send(kept, "b");
    expect(clients).toHaveLength(2);
  });

  it("is not used again when it breaks while nothing is under way", async () => {
    const kept = keep();
    await send(kept, "a");
    for (const listener of clients[0]?.listeners ?? []) listener(new Error("cut"));
    await send(kept, "b");
    expect(clients.map(({ released, sent }) => [released, sent])).toEqual([
      [true, ["a"]],
      [undefined, ["b"]],
    ]);
  });

  it("is asked for again after there was none to have", async () => {
    const kept = keep();
    refusal = new Error("too many");
    await expect(kept.query({ text: "a" })).rejects.toThrow("too many");
    refusal = undefined;
    await send(kept, "b");
    await vi.advanceTimersByTimeAsync(idle);
    expect(clients.map(({ released }) => released)).toEqual([false]);
  });

  it("is given back once", async () => {
    const kept = keep();
    kept.giveBack(false);
    await send(kept, "a");
    kept.giveBack(false);
    kept.giveBack(true);
    await vi.advanceTimersByTimeAsync(idle);
    expect(clients.map(({ released }) => released)).toEqual([false]);
  });
});
