import type { OwnPool, PgPoolClient, PgQuery, PgResult } from "./pg.ts";

/** A connection that nothing was sent through for so many milliseconds goes back, or for up to twice as many. */
const idleTime = 1000;

/**
 * A connection of a pool, taken out while statements follow each other: to take it out for each of them takes as long as a fifth of a short one. It keeps no
 * process alive while nothing is under way, and goes back when something fails.
 */
export class Kept {
  readonly #pool: OwnPool;
  #taken: Promise<PgPoolClient> | undefined;
  /** Whether a statement is under way, or was since somebody looked. */
  #isUsed = false;
  #isBusy = false;

  constructor(pool: OwnPool) {
    this.#pool = pool;
  }

  /** Sends a statement. One is under way at a time. */
  async query(statement: PgQuery): Promise<PgResult> {
    this.#isUsed = true;
    this.#isBusy = true;
    const client = await (this.#taken ??= this.#take());
    client.ref?.();
    try {
      return await client.query(statement);
    } catch (error) {
      this.giveBack(true);
      throw error;
    } finally {
      this.#isBusy = false;
      client.unref?.();
    }
  }

  /** Gives back the connection, if one is taken out; `isBroken` if nobody must use it again. */
  giveBack(isBroken: boolean): void {
    const taken = this.#taken;
    this.#taken = undefined;
    void taken?.then((client) => {
      client.off("error", this.#onError);
      // As it was taken: whoever waits for the pool's end waits for this one.
      client.ref?.();
      client.release(isBroken);
    }, ignore);
  }

  readonly #onError = (): void => this.giveBack(true);

  async #take(): Promise<PgPoolClient> {
    try {
      const client = await this.#pool.connect();
      client.on("error", this.#onError);
      this.#watch(this.#taken);
      return client;
    } catch (error) {
      this.#taken = undefined;
      this.#isBusy = false;
      throw error;
    }
  }

  /** Gives it back once it is idle. */
  #watch(taken: Promise<PgPoolClient> | undefined): void {
    this.#isUsed = this.#isBusy;
    const look = (): void => {
      if (this.#taken !== taken) return;
      if (this.#isUsed) this.#watch(taken);
      else this.giveBack(false);
    };
    unref(setTimeout(look, idleTime));
  }
}

/** A timer of Node keeps its process alive, if nobody says that it need not. */
function unref(timer: { unref?(): void } | number): void {
  if (typeof timer === "object") timer.unref?.();
}

function ignore(): void {
  // Whoever wanted to send something through it is told.
}
