import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import type { Readable, Writable } from "node:stream";
import type { Orders } from "./child.ts";
import { root } from "./build.ts";
import type { StorageKind } from "./kit.ts";

/** When a worker is killed: so many events after its orders, and then so many milliseconds later. */
export interface Strike {
  readonly events: number;
  readonly delay: number;
}

/** A process that works, or has. */
export interface Life {
  /** Resolves when the process is gone. */
  readonly end: Promise<End>;
}

export interface End {
  readonly killed: boolean;
  readonly errors: string;
}

type Process = ChildProcessByStdio<Writable, Readable, Readable>;

/** Starts workers, one ahead of need, so that nobody waits for Node to start. */
export class Fleet {
  readonly #script: string;
  readonly #storage: StorageKind;
  #next: Recruit | undefined;

  constructor(script: string, storage: StorageKind) {
    this.#script = script;
    this.#storage = storage;
  }

  /** Gives orders to a worker, and kills it as `strike` says. */
  async send(orders: Orders, strike: Strike | undefined): Promise<Life> {
    const recruit = this.#next ?? new Recruit(this.#script, this.#storage);
    this.#next = undefined;
    await recruit.ready;
    const end = recruit.work(orders, strike);
    this.#next ??= new Recruit(this.#script, this.#storage);
    return { end };
  }

  async dismiss(): Promise<void> {
    const recruit = this.#next;
    this.#next = undefined;
    await recruit?.dismiss();
  }
}

/** One process, from its start to its end. */
class Recruit {
  readonly #process: Process;
  readonly ready: Promise<void>;
  #errors = "";

  constructor(script: string, storage: StorageKind) {
    this.#process = spawn(process.execPath, [script, storage], { cwd: root, stdio: ["pipe", "pipe", "pipe"] });
    this.#process.stdin.on("error", () => undefined);
    this.#process.stderr.on("data", (text: Buffer) => (this.#errors += text.toString("utf8")));
    this.ready = new Promise((resolve, reject) => {
      this.#process.stdout.once("data", () => resolve());
      this.#process.once("exit", () => reject(new Error(`A worker did not start: ${this.#errors}`)));
    });
    this.ready.catch(() => undefined);
  }

  async work(orders: Orders, strike: Strike | undefined): Promise<End> {
    const exit = once(this.#process, "exit") as Promise<[code: number | null, signal: string | null]>;
    let events = 0;
    const kill = (): void => void this.#process.kill("SIGKILL");
    const listen = (bytes: Buffer): void => {
      const before = events;
      events += bytes.length;
      if (strike !== undefined && before < strike.events && events >= strike.events) after(strike.delay, kill);
    };
    this.#process.stdout.on("data", listen);
    this.#process.stdin.end(JSON.stringify(orders));
    if (strike?.events === 0) after(strike.delay, kill);
    const [code, signal] = await exit;
    const killed = signal === "SIGKILL";
    const errors = killed || code === 0 ? "" : `ended with ${code ?? signal}: ${this.#errors}`;
    return { killed, errors };
  }

  async dismiss(): Promise<void> {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    const exit = once(this.#process, "exit");
    this.#process.kill("SIGKILL");
    await exit;
  }
}

/** Timers count whole milliseconds; what is shorter is waited for on the spot. */
function after(milliseconds: number, act: () => void): void {
  if (milliseconds >= 1) {
    setTimeout(act, milliseconds);
    return;
  }
  const until = performance.now() + milliseconds;
  while (performance.now() < until);
  act();
}
