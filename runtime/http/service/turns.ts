import type { LogLimits } from "./log.ts";

/** So long at most, in milliseconds, does a run that waits for nothing keep everything else waiting. */
const turn = 10;

/**
 * Lets the rest of the process have its turn while a run goes on. A graph whose nodes never wait would run to its end in one go: no other request would be
 * answered, and readers would lose events that they had no chance to read.
 */
export class Turns {
  readonly #limits: LogLimits;
  #began = Date.now();
  #events = 0;
  #characters = 0;

  constructor(limits: LogLimits) {
    this.#limits = limits;
  }

  /** Counts an event, and says whether it is time to pause. */
  isOver(data: string): boolean {
    this.#events++;
    this.#characters += data.length;
    const { characters, events } = this.#limits;
    return this.#events * 8 > events || this.#characters * 8 > characters || Date.now() - this.#began > turn;
  }

  /** Resolves when everything else that could go on has gone on. */
  async pause(): Promise<void> {
    await new Promise<void>((resolve) => soon(resolve));
    this.#began = Date.now();
    this.#events = 0;
    this.#characters = 0;
  }
}

function soon(run: () => void): void {
  const { setImmediate } = globalThis as { readonly setImmediate?: (run: () => void) => void };
  if (setImmediate === undefined) setTimeout(run, 0);
  else setImmediate(run);
}
