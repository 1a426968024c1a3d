import { setTimeout as wait } from "node:timers/promises";

/** Where feeds come from. */
export interface Feeds {
  /** @throws BusyError if the server has no time now. */
  fetch(url: string, signal: AbortSignal): Promise<string>;
}

export class BusyError extends Error {
  override readonly name = "BusyError";
}

export class NotFoundError extends Error {
  override readonly name = "NotFoundError";
}

/** A server that stands in for a real one: each address misbehaves in its own way. */
export function unreliableFeeds(): Feeds {
  let requests = 0;
  return {
    async fetch(url, signal) {
      requests += 1;
      switch (new URL(url).pathname) {
        case "/busy-twice":
          if (requests % 3 !== 0) throw new BusyError("busy");
          return '{ "tea": 3.2, "coffee": 4.1 }';
        case "/always-busy":
          throw new BusyError("busy");
        case "/slow":
          await wait(5_000, undefined, { signal });
          return "{}";
        case "/cut-off":
          return '{ "tea": 3.2, "cake": { "small": 2.5';
        case "/not-found":
          throw new NotFoundError(url);
        default:
          return "<html>";
      }
    },
  };
}
