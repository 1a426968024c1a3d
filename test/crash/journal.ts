/** What workers write down while they run, in a file that outlives them. Every line is one `write` to a file opened with `O_APPEND`. */
import { appendFileSync, closeSync, openSync, readSync, writeSync } from "node:fs";

/**
 * - `begin call thread`: a call is about to load the thread.
 * - `start call step attempt`: a handler begins.
 * - `effect call step key receipt`: an effect inside `once` is done.
 * - `once call step key`: `once` has returned.
 * - `finish call step`: a handler is about to return its update.
 * - `edit call name`: an update from outside has been made.
 * - `end call outcome`: the call has returned, or was rejected.
 * - `wrong text`: the worker has found something that must not be.
 */
export type LineKind = "begin" | "start" | "effect" | "once" | "finish" | "edit" | "end" | "wrong";

export interface Line {
  readonly kind: LineKind;
  readonly fields: readonly string[];
}

/** How a call ended. */
export type Outcome = "done" | "interrupted" | "failed" | "edited" | "refused" | "conflict" | "busy" | "overtaken";

export class JournalWriter {
  readonly #file: number;

  constructor(path: string) {
    this.#file = openSync(path, "a");
  }

  write(kind: LineKind, ...fields: readonly string[]): void {
    // The newline comes first and the mark last: a line that a kill has cut off neither counts nor spoils the next.
    writeSync(this.#file, `\n${JSON.stringify([kind, ...fields])}.`);
  }
}

export class JournalReader {
  readonly #file: number;
  #offset = 0;
  /** The beginning of a line that somebody is in the midst of writing, or was when he was killed. */
  #begun = Buffer.alloc(0);

  constructor(path: string) {
    appendFileSync(path, "");
    this.#file = openSync(path, "r");
  }

  /** The lines since the last call. */
  read(): readonly Line[] {
    const chunks = [this.#begun];
    for (;;) {
      const chunk = Buffer.alloc(65_536);
      const size = readSync(this.#file, chunk, 0, chunk.length, this.#offset);
      if (size === 0) break;
      this.#offset += size;
      chunks.push(chunk.subarray(0, size));
    }
    const all = Buffer.concat(chunks);
    const last = all.subarray(all.lastIndexOf(10) + 1);
    const isWhole = parse(last.toString("utf8")) !== undefined;
    this.#begun = isWhole ? Buffer.alloc(0) : Buffer.from(last);
    const whole = isWhole ? all : all.subarray(0, all.length - last.length);
    return whole
      .toString("utf8")
      .split("\n")
      .flatMap((line) => parse(line) ?? []);
  }

  close(): void {
    closeSync(this.#file);
  }
}

/** `undefined` for what is no whole line. */
function parse(text: string): Line | undefined {
  if (!text.endsWith("].")) return undefined;
  try {
    const [kind, ...fields] = JSON.parse(text.slice(0, -1)) as [LineKind, ...string[]];
    return { kind, fields };
  } catch {
    return undefined;
  }
}
