import type { Limits } from "./limits.ts";
import type { ServiceRun } from "./run.ts";

/** The runs that have ended, as many as the limits allow: those that ended first are forgotten first. */
export class Memory {
  readonly #limits: Limits;
  readonly #runs = new Map<string, ServiceRun>();
  #characters = 0;

  constructor(limits: Limits) {
    this.#limits = limits;
  }

  add(run: ServiceRun): void {
    this.#runs.set(run.id, run);
    this.#characters += run.log.characters;
    for (const [id, oldest] of this.#runs) {
      if (this.#runs.size <= this.#limits.endedRuns && this.#characters <= this.#limits.endedCharacters) return;
      this.#runs.delete(id);
      this.#characters -= oldest.log.characters;
    }
  }

  get(id: string): ServiceRun | undefined {
    return this.#runs.get(id);
  }

  /** The runs on the thread that is stored under this id, the one that ended first first. */
  on(stored: string): readonly ServiceRun[] {
    return [...this.#runs.values()].filter((run) => run.thread.stored === stored);
  }

  /** Forgets the runs on a thread: it is deleted. */
  forget(stored: string): void {
    for (const run of this.on(stored)) {
      this.#runs.delete(run.id);
      this.#characters -= run.log.characters;
    }
  }
}
